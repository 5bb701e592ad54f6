"""A list that draws only the rows in view, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from db.errors import BroadsheetError
from reader.widgets.cells import Run, said, wrapped

EMPTY_LINES = 4
"""That a list without rows has for what it says instead."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of a fixed height with a cursor, some perhaps with a heading above them.

    Subclasses say how many rows there are and how one looks. Keys are the screen's: it calls
    `move`. A click moves the cursor, a click on the row with the cursor chooses it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--text",
        "rows--strong",
        "rows--quiet",
        "rows--accent",
        "rows--mark",
        "rows--cursor",
        "rows--cursor-away",
    }

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """The row that keys are about; where it moves only two rows are drawn."""
    empty: reactive[str] = reactive("", init=False)
    """What the list says when there are no rows."""
    row_height = 1
    parted = False
    """Whether lines that a row leaves empty part it from the next, without the cursor's colour."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list that sent it."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was opened by mouse."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list that sent it."""
            return self.rows

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise TypeError("a list of rows says how many it has")

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The lines of a row, each as runs of text with a component style."""
        raise TypeError("a list of rows says how one looks")

    def lead_runs(self, index: int, width: int) -> list[list[Run]]:
        """The lines of the heading above a row, which the cursor does not colour."""
        return []

    def lead_height(self, index: int) -> int:
        """How many lines stand above a row as its heading."""
        return 0

    def top_of(self, index: int) -> int:
        """The line of the whole list where a row begins, its heading included."""
        return index * self.row_height

    def row_at(self, line: int) -> int:
        """The row that a line of the whole list belongs to; the number of rows below the last."""
        return line // self.row_height

    def rows_changed(self, cursor: int | None = None) -> None:
        """Call after the rows are others: measures, keeps the cursor in range, repaints."""
        self._measure()
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(RowList.cursor, max(0, min(wanted, self.row_count - 1)))
        self.refresh()
        # How far one can scroll is known only once the new height has been laid out.
        self.call_after_refresh(self._show_cursor)

    def _measure(self) -> None:
        """Say how high all rows are; they are as wide as the list, so no width of them is told.

        One that followed the list's would have every change of it laid out twice.
        """
        self.virtual_size = Size(0, self.top_of(self.row_count))

    def repaint_row(self, index: int) -> None:
        """Draw one row again, after something about it changed."""
        top = self.top_of(index)
        height = self.top_of(index + 1) - top
        self.refresh(Region(0, top - self.scroll_offset.y, self.size.width, height))

    @property
    def page_rows(self) -> int:
        """How many whole rows are in view."""
        return max(1, self.size.height // self.row_height)

    def move(self, by: int) -> bool:
        """Move the cursor by so many rows; whether it moved."""
        return self.go_to(self.cursor + by)

    def go_to(self, index: int) -> bool:
        """Put the cursor on a row, the nearest there is; whether it moved."""
        before = self.cursor
        self.cursor = max(0, min(index, self.row_count - 1))
        return self.cursor != before

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows and tell the screen."""
        self.repaint_row(before)
        self.repaint_row(after)
        self._show_cursor()
        if self.row_count:
            self.post_message(self.Moved(self, after))

    def _show_cursor(self) -> None:
        if not self.size.height:
            return
        if not self.row_count:
            return
        top, bottom = self.top_of(self.cursor), self.top_of(self.cursor + 1)
        visible = self.scroll_offset.y
        if top < visible:
            self.scroll_to(y=top, animate=False)
        elif bottom > visible + self.size.height:
            # Up to a whole row, so that the first one in view is not cut.
            lowest = bottom - self.size.height
            first = self.row_at(lowest)
            first += self.top_of(first) < lowest
            self.scroll_to(y=self.top_of(min(first, self.cursor)), animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view at the new size."""
        self._measure()
        self.call_after_refresh(self._show_cursor)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Not styled anew as other widgets are: no rule of the style sheet asks for the focus."""

    def on_focus(self) -> None:
        """The cursor looks another way while the list has the focus."""
        self.repaint_row(self.cursor)

    def on_blur(self) -> None:
        """See `on_focus`."""
        self.repaint_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A first click moves the cursor, another opens the row."""
        index = self.row_at(event.y + self.scroll_offset.y)
        if index >= self.row_count:
            return
        event.stop()
        if not self.go_to(index) or event.chain == 2:
            self.post_message(self.Chosen(self, index))

    def render_line(self, y: int) -> Strip:
        """One screen line."""
        width = self.scrollable_content_region.width
        base = self.get_component_rich_style("rows--text")
        line = y + self.scroll_offset.y
        if not self.row_count and 1 <= y <= EMPTY_LINES:
            told = wrapped(self.empty, width - 2, EMPTY_LINES)[y - 1 : y]
            return self._strip([Run(f" {line}", "quiet") for line in told], width, base, base)
        index = self.row_at(line)
        if index >= self.row_count:
            return Strip.blank(width, base)
        part = line - self.top_of(index) - self.lead_height(index)
        if part < 0:
            return self._strip(self.lead_runs(index, width)[part], width, base, base)
        return self._row_strip(index, part, width, base)

    def _row_strip(self, index: int, part: int, width: int, base: Style) -> Strip:
        style = base
        if index == self.cursor:
            name = "rows--cursor" if self.has_focus else "rows--cursor-away"
            style = self.get_component_rich_style(name)
        try:
            lines = self.row_runs(index, width)
        except BroadsheetError:  # rows are read as they are drawn; the screen says what is wrong
            lines = [[Run(said(" …"), "quiet")]]
        if part >= len(lines) and self.parted:
            return Strip.blank(width, base)
        return self._strip(lines[part] if part < len(lines) else [], width, style, base)

    def _strip(self, runs: list[Run], width: int, style: Style, base: Style) -> Strip:
        segments = [Segment(run.text, self._run_style(run.part, style, base)) for run in runs]
        return Strip(segments).adjust_cell_length(width, style)

    def _run_style(self, part: str, style: Style, base: Style) -> Style:
        """A run keeps its own weight, and its colour but in the row of the cursor."""
        own = self.get_component_rich_style(f"rows--{part}")
        return own + style if style is not base else own
