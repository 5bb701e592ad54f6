"""A screen on which rows are selected and something is done to all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from reader.screens.commanding import Call, CommandScreen
from reader.widgets.choosing_list import ChoosingList

MANY = 500
"""Rows from which something is done to them beside the screen."""

Result = TypeVar("Result")


class SelectingScreen(CommandScreen):
    """Commands that select, and how what is selected is asked about and written."""

    @property
    def choosing(self) -> ChoosingList:
        """The list of which rows are selected."""
        return self.query_one(ChoosingList)

    def tell_selected(self) -> None:
        """Say how many rows are selected."""

    def do_select_row(self, call: Call) -> None:
        """Select the row, or let it go, and go on to the next."""
        self.choosing.toggle(call.times)
        self.tell_selected()

    def do_select_rows(self, call: Call) -> None:
        """Begin or end selecting by moving."""
        self.choosing.toggle_range()
        self.tell_selected()

    def do_select_all_rows(self, call: Call) -> None:
        """Select all, or nothing."""
        self.choosing.toggle_all()
        self.tell_selected()

    def let_rows_go(self) -> bool:
        """Select nothing; whether anything was."""
        had = self.choosing.let_go()
        if had:
            self.tell_selected()
        return had

    def write_to(
        self, count: int, action: Callable[[], Result], done: Callable[[Result], None]
    ) -> None:
        """Write to so many rows as one step: now, or beside the screen where they are many.

        `done` hears of it where the screen is still there.
        """

        def then(result: Result) -> None:
            if self.is_here:
                done(result)

        if count < MANY:
            self.commit(action, then)
        else:
            self.say(f"{count:,} are being changed …")
            self.run_job(action, then)
