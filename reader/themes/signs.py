"""Signs that tell without colour: in the margin of the page and in lists."""

from __future__ import annotations

from dataclasses import dataclass

from reader.commands.marking import HIGHLIGHT_KEYS

MARGIN_WIDTH = 3
"""Cells of a margin sign: a bar, the letter of the colour, and the note's sign or a blank."""


@dataclass(frozen=True, slots=True)
class Signs:
    """One set of signs, each a cell wide."""

    bar: str
    """Beside a highlight."""
    note: str
    """After the letter of a highlight that has a note, and beside a story that has one."""
    focus: str
    """Beside the focused sentence or paragraph."""
    unread: str
    starred: str
    unplaced: str
    """Beside a highlight whose passage is not in the text."""
    chosen: str
    """Beside a row that is selected."""


UNICODE = Signs(bar="▌", note="✎", focus="│", unread="●", starred="★", unplaced="?", chosen="✓")
ASCII = Signs(bar="|", note="+", focus=":", unread="o", starred="*", unplaced="?", chosen="x")


def signs(style: str) -> Signs:
    """The set that the setting `signs` names; Unicode for any name but `ascii`."""
    return ASCII if style == "ascii" else UNICODE


def margin_sign(colour: str, using: Signs, *, noted: bool = False) -> str:
    """The sign of a highlight, `MARGIN_WIDTH` cells wide, as `▌y ` or `▌g✎`.

    The letter is the one typed after `c` for the colour; a colour that has none gives `?`.
    """
    letter = HIGHLIGHT_KEYS.get(colour, "?")
    return f"{using.bar}{letter}{using.note if noted else ' '}"
