"""Every key of the present context."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands import CONTEXT_TITLES, Context
from reader.keymap import Section
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.cells import Run, fit, pad
from reader.widgets.row_list import RowList

KEYS_WIDTH = 20


class KeyList(RowList):
    """Groups of commands with their keys, a line each."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__(id="keys")
        self._lines: list[list[Run]] = []
        for section in sections:
            self._lines += [[Run("")]] if self._lines else []
            self._lines.append([Run(f" {section.title}", "accent")])
            for row in section.rows:
                keys = pad("  " + "  ".join(row.keys[:2]), KEYS_WIDTH) if row.keys else ""
                text = row.command.title
                self._lines.append([Run(pad(keys, KEYS_WIDTH), "strong"), Run(f" {text}")])

    @property
    def row_count(self) -> int:
        """One for each command and heading."""
        return len(self._lines)

    def on_mount(self) -> None:
        """Measure."""
        self.rows_changed(0)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """One line."""
        return [[Run(fit(run.text, width), run.part) for run in self._lines[index]]]


class HelpScreen(ModalScreen[None], ListScreen):
    """Closes with the key that opened it, `q` or Esc."""

    def __init__(self, about: Context) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """A title and the keys."""
        with Vertical(id="sheet"):
            title = f"Keys: {CONTEXT_TITLES[self._about].lower()}"
            yield Static(f"{title}   (j k move, q closes, : gives any command)", markup=False)
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
