"""What a reader can set, with its defaults, and what is said about a setting that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NARROWEST, WIDEST = 20, 200
MOST_SPACING = 3
MOST_DAILY = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the settings that is not as it should be; the program goes on without it."""

    where: str
    """The place as a reader finds it: `config.toml, line 12, [keys.reader] H`; may be empty."""
    sentence: str
    """What is wrong and what happens instead."""

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


@dataclass(frozen=True, slots=True)
class KeyOverride:
    """A key that the reader gave to a command."""

    context: str
    """As written; `keymap` says whether there is such a context."""
    key: str
    """As written, for example `g g`."""
    command: str
    """An id; empty takes the key away from whatever had it."""
    where: str = field(default="", compare=False)
    """As in `Problem.where`."""


def with_name(colour: str, names: Mapping[str, str]) -> str:
    """A highlight colour with the reader's own name for it, where there is one."""
    own = names.get(colour, "").strip()
    return f"{colour} ({own})" if own else colour


@dataclass(frozen=True, slots=True)
class Config:
    """The settings; names of themes, presets and flavours are checked by those who have them."""

    theme: str = "broadsheet-night"
    preset: str = "vim"
    measure: int = 70
    """Columns of text on the page, from 20 to 200."""
    focus: str = "paragraph"
    """What is focused when a story opens: `paragraph` or `sentence`."""
    justify: bool = False
    """Whether lines of a paragraph end alike."""
    hyphens: bool = True
    """Whether words are broken at the soft hyphens that a text has."""
    spacing: int = 1
    """Rows that a line takes, blank ones included, from 1 to 3."""
    dim: bool = False
    """Whether what is not focused is shown fainter."""
    signs: str = "unicode"
    """What signs in the margin and lists are made of: `unicode` or `ascii`."""
    editor: str = ""
    """A command line for writing long notes; empty: `$VISUAL`, else `$EDITOR`."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """The reader's own name for a highlight colour: `yellow` -> `important`."""
    export_folder: str = ""
    """Where Markdown goes, as written; empty: the program asks."""
    export_flavour: str = "plain"
    review_daily: int = 5
    """How many past highlights a day are asked about."""
    keys: tuple[KeyOverride, ...] = ()

    def colour_name(self, colour: str) -> str:
        """A highlight colour with the reader's own name for it: `yellow (important)`."""
        return with_name(colour, self.colours)

    @property
    def folder(self) -> Path | None:
        """The export folder with `~` resolved; None where the program should ask."""
        return Path(self.export_folder).expanduser() if self.export_folder else None
