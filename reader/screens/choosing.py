"""A sheet with a list from which one thing is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands import Command
from reader.screens.commanding import Call, Handler
from reader.screens.listing import ListScreen
from reader.widgets.row_list import RowList

Chosen = TypeVar("Chosen")


class ChoosingScreen(ModalScreen[Chosen | None], ListScreen):
    """Answers with what the row under the cursor stands for, or with None when it is left.

    `q`, Esc, or the command that opened it, closes it.
    """

    def __init__(
        self,
        title: str,
        rows: RowList,
        choice: Callable[[int], Chosen],
        *,
        opened_by: str,
        start: int = 0,
    ) -> None:
        """`choice` tells what a row stands for; `opened_by` is the id of a command."""
        super().__init__()
        self._title = title
        self._rows = rows
        self._choice = choice
        self._opened_by = opened_by
        self._start = start

    def compose(self) -> ComposeResult:
        """A heading and the list."""
        with Vertical(id="sheet"):
            yield Static(self._title, id="about", markup=False)
            yield self._rows

    def on_mount(self) -> None:
        """Keys go to the list."""
        self._rows.rows_changed(self._start)
        self._rows.focus()

    def handler(self, command: Command) -> Handler | None:
        """The command that opened the list closes it."""
        return self.do_leave if command.id == self._opened_by else super().handler(command)

    def do_open_story(self, call: Call) -> None:
        """Choose the row under the cursor."""
        if self._rows.row_count:
            self.dismiss(self._choice(self._rows.cursor))

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.do_open_story(Call())

    def do_back(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)
