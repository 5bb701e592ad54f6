"""Every key of the present context."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands import CONTEXT_TITLES, Context, Group
from reader.keymap import Row, Section
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.cells import Run, fit, pad
from reader.widgets.row_list import RowList

KEYS_WIDTH = 20
NARROW_KEYS = 10
"""Cells for keys where the list is narrower than `ROOMY`."""
ROOMY = 50


class KeyList(RowList):
    """Groups of commands with their keys, a line each."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__(id="keys")
        self._rows: list[Row | Group | None] = []
        for section in sections:
            self._rows += [None] if self._rows else []
            self._rows += [section.title, *section.rows]

    @property
    def row_count(self) -> int:
        """One for each command and heading."""
        return len(self._rows)

    def on_mount(self) -> None:
        """Measure."""
        self.rows_changed(0)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """One line; where it is short, only the main key."""
        row = self._rows[index]
        if not isinstance(row, Row):
            return [[Run(fit(f" {row or ''}", width), "accent")]]
        wide = width >= ROOMY
        keys = "  ".join(row.keys[: 2 if wide else 1])
        room = KEYS_WIDTH if wide else NARROW_KEYS
        title = fit(f" {row.command.title}", width - room)
        return [[Run(pad(f"  {keys}", room), "strong"), Run(title)]]


class HelpScreen(ModalScreen[None], ListScreen):
    """Closes with the key that opened it, `q` or Esc."""

    def __init__(self, about: Context) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """A title and the keys."""
        with Vertical(id="sheet"):
            title = f"Keys: {CONTEXT_TITLES[self._about].lower()}"
            lines = self.program.keymap.keys("command-line", self._about)
            ways = f"j k move, q closes{f', {lines[0]} gives any command' if lines else ''}"
            yield Static(f"{title}   ({ways})", markup=False)
            yield KeyList(self.program.keymap.for_context(self._about))

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.query_one(KeyList).focus()

    def do_help(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_back(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)
