"""What may stand in the settings file: each setting, and what its value must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader.config.values import MOST_DAILY, MOST_SPACING, NARROWEST, WIDEST

Value = object
Check = Callable[[Value], str]
"""Gives an empty string for a right value, else what it must be."""

COLOURS = ("yellow", "green", "blue", "red", "purple")
"""As in `db.models`, which a test compares: settings are read before any library is."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of the settings file."""

    path: tuple[str, ...]
    field: str
    """Of `Config`."""
    check: Check
    comment: str
    """What a reader should know to set it."""


def check_text(value: Value) -> str:
    """One line of text without control characters."""
    if not isinstance(value, str):
        return "must be text in quotation marks"
    return "must be one line of plain text" if _CONTROL.search(value) else ""


def _one_of(*choices: str) -> Check:
    listed = f"must be {', '.join(choices[:-1])} or {choices[-1]}"
    return lambda value: "" if value in choices else listed


def _columns(value: Value) -> str:
    if isinstance(value, int) and NARROWEST <= value <= WIDEST:
        return ""
    return f"must be a whole number from {NARROWEST} to {WIDEST}"


def _up_to(most: int) -> Check:
    def check(value: Value) -> str:
        right = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
        return "" if right else f"must be a whole number from 1 to {most}"

    return check


def _switch(value: Value) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


SETTINGS = (
    Setting(("theme",), "theme", check_text, "The palette lists the themes (ctrl+p)."),
    Setting(
        ("preset",), "preset", check_text, "Keys to begin with: vim, newsboat, readwise, arrows."
    ),
    Setting(("measure",), "measure", _columns, "Columns of text on the page."),
    Setting(("justify",), "justify", _switch, "Whether lines of a paragraph end alike."),
    Setting(("hyphens",), "hyphens", _switch, "Whether words break at soft hyphens in the text."),
    Setting(("spacing",), "spacing", _up_to(MOST_SPACING), "Rows that a line takes, 1 to 3."),
    Setting(("dim",), "dim", _switch, "Whether what is not focused is fainter."),
    Setting(("focus",), "focus", _one_of("paragraph", "sentence"), "What H marks at first."),
    Setting(("signs",), "signs", _one_of("unicode", "ascii"), "What margin signs are made of."),
    Setting(("editor",), "editor", check_text, "For long notes; empty means $VISUAL or $EDITOR."),
    Setting(("export", "folder"), "export_folder", check_text, "Empty means that E asks."),
    Setting(("export", "flavour"), "export_flavour", check_text, "Of Markdown."),
    Setting(
        ("review", "daily"),
        "review_daily",
        _up_to(MOST_DAILY),
        "Highlights asked about a day.",
    ),
)
TABLES: Mapping[tuple[str, ...], str] = {
    ("export",): "Markdown out",
    ("review",): "Past highlights that come up again",
    ("colours",): 'Names of your own for the highlight colours, as yellow = "important"',
    ("keys",): 'Keys of your own by context, as "X" = "highlight"; "" takes a key away',
}
