"""The commands that every list understands."""

from __future__ import annotations

from reader.screens.commanding import Call, CommandScreen
from reader.widgets.row_list import RowList


class ListScreen(CommandScreen):
    """A screen with at least one list; subclasses may say which one has the keys."""

    def focused_list(self) -> RowList:
        """The list that list commands are about."""
        return self.query_one(RowList)

    def do_next_row(self, call: Call) -> None:
        """Down."""
        self.focused_list().move(call.times)

    def do_previous_row(self, call: Call) -> None:
        """Up."""
        self.focused_list().move(-call.times)

    def do_page_down(self, call: Call) -> None:
        """A screen of rows down."""
        self._scroll(1, call)

    def do_page_up(self, call: Call) -> None:
        """A screen of rows up."""
        self._scroll(-1, call)

    def do_half_page_down(self, call: Call) -> None:
        """Half a screen of rows down."""
        self._scroll(0.5, call)

    def do_half_page_up(self, call: Call) -> None:
        """Half a screen of rows up."""
        self._scroll(-0.5, call)

    def do_go_to_start(self, call: Call) -> None:
        """The first row; with a count, that row."""
        self.focused_list().go_to((call.count or 1) - 1)

    def do_go_to_end(self, call: Call) -> None:
        """The last row; with a count, that row."""
        rows = self.focused_list()
        rows.go_to((call.count or rows.row_count) - 1)

    def _scroll(self, screens: float, call: Call) -> None:
        rows = self.focused_list()
        rows.move(round(screens * call.times * rows.page_rows) or (1 if screens > 0 else -1))
