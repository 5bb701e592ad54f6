"""The page's caret: where commands take it, what is selected, and the view that follows."""

from __future__ import annotations

from reader import motions
from reader.motions import Ground
from reader.segments import previous_boundary
from reader.selection import By, Caret, Focus, caret_place, taken, toggled
from reader.typeset import Line
from reader.widgets.page.messages import CaretMoved, PlaceChanged, SelectionChanged
from reader.widgets.page.sharing import Sharing
from reader.widgets.page.spans import Range

SCROLLING = frozenset(
    {"line-down", "line-up", "page-down", "page-up", "half-page-down", "half-page-up"}
)
"""Commands that take the view along with the caret while nothing is selected."""
_OVERLAP = 2
"""Rows that stay in view when a page is turned."""
_FLASH_SECONDS = 0.8


class Moving(Sharing):
    """Moves the caret by commands; the focus or the caret's line stays in view."""

    first_focus: Focus = "paragraph"
    """What is focused when a story is opened."""

    @property
    def progress(self) -> float:
        """How much of the story is behind, from 0 at its top to 1 where its end is in view."""
        lines = [it for it in self.view if isinstance(it, Line)]
        if self.opened is None or not lines:
            return 0.0
        shown = lines[-1].end - lines[0].start
        rest = len(self.opened.text) - shown
        return min(1.0, lines[0].start / rest) if rest > 0 else 1.0

    @property
    def _margin(self) -> int:
        """Rows that stay in view around what is focused."""
        return min(3, self.size.height // 6)

    def move(self, command: str, count: int | None = None, argument: str | None = None) -> bool:
        """Carry out a motion by its command's id; whether it changed anything.

        Raises KeyError for a command that is no motion.
        """
        if self.opened is None or self.sheet is None or not self.opened.text:
            return False
        opened, sheet = self.opened, self.sheet
        before, top = opened.caret, self.scroll_offset.y
        with self.held():
            sheet.settle(before.offset, 3 * self.size.height)
            rows = max(1, (self.size.height - _OVERLAP) // sheet.spacing)
            ground = Ground(opened.segments, sheet, opened.headings, rows)
            after = motions.move(ground, before, command, count, argument or "")
        if command in SCROLLING and before.mode == "reader":
            self._take_along(after, up=command.endswith("-up"))
        else:
            self.take(after)
        return after != before or self.scroll_offset.y != top

    def goto(self, offset: int, select: int | None = None, centre: bool = False) -> None:
        """Put the caret at an offset; with `select` that is the end of a passage to select.

        A selection that there is goes to that offset. What was out of view comes into its upper
        third; `centre` brings it there from anywhere.
        """
        if self.opened is not None:
            if select is not None:
                caret = taken(self.opened.text, self.opened.caret, offset, select)
            else:
                caret = self.opened.caret.at(caret_place(self.opened.text, offset))
            self.take(caret, centre=centre or not self._is_in_view(caret.offset))

    def reach(self, start: int, end: int) -> None:
        """Go to a passage; a selection that there is takes it in."""
        if self.opened is not None:
            anchor = self.opened.caret.anchor
            forward = anchor is not None and anchor <= start
            self.goto(previous_boundary(self.opened.text, end) if forward else start)

    def _is_in_view(self, offset: int) -> bool:
        """Whether the line of an offset is in view; where that is not known yet, it may be."""
        if self.sheet is None:
            return True
        return 0 <= self.sheet.row_of(offset) - self.scroll_offset.y < self.size.height

    def select(self, start: int, end: int) -> None:
        """Select a passage; the caret is at its end."""
        self.goto(start, end)

    def start_visual(self, by: By = "character") -> None:
        """Begin to select, change what whole units are selected, or end it, as its key does."""
        if self.opened is not None and self.opened.text:
            self.take(toggled(self.opened.caret, by))

    def leave_visual(self) -> None:
        """Select nothing; the caret stays."""
        if self.opened is not None:
            self.take(self.opened.caret.reading())

    def flash(self, start: int, end: int) -> None:
        """Show a passage strongly for a moment."""
        opened = self.opened
        if opened is None:
            return
        opened.flash = (start, end)
        self.draw_changed()

        def forget() -> None:
            opened.flash = None
            self.draw_changed()

        self.set_timer(_FLASH_SECONDS, forget)

    def take(self, caret: Caret, *, centre: bool = False, reveal: bool = True) -> None:
        """Make this the caret, bring it into view, and tell what is other."""
        if self.opened is None:
            return
        before, focused = self.opened.caret, self.opened.focused
        selected = self.opened.selected
        self.opened.caret = caret
        if self.sheet is not None and reveal:
            with self.held():
                self.sheet.settle(caret.offset, 2 * self.size.height)
            if centre:
                self.scroll_rows(self.sheet.row_of(caret.offset) - self.size.height // 3)
            self._reveal(focused)
        self.draw_changed()
        self._tell(before, selected)

    def _take_along(self, caret: Caret, *, up: bool) -> None:
        """Make this the caret and move the view as far; at the text's ends show the page's."""
        if self.opened is None or self.sheet is None:
            return
        before, selected = self.opened.caret, self.opened.selected
        rows = self.sheet.row_of(caret.offset) - self.sheet.row_of(before.offset)
        self.opened.caret = caret
        if rows:
            self.scroll_rows(self.scroll_offset.y + rows)
        else:
            self.scroll_rows(0 if up else self.sheet.rows)
        self.draw_changed()
        self._tell(before, selected)

    def _reveal(self, focused: Range | None) -> None:
        """Scroll no further than needed to show the caret, or a unit just focused as a whole."""
        opened, sheet = self.opened, self.sheet
        if opened is None or sheet is None:
            return
        first = last = sheet.row_of(opened.caret.offset)
        now = opened.focused
        if now is not None and now != focused and opened.caret.mode == "reader":
            first, last = sheet.rows_of(*now)
        top, height = self.scroll_offset.y, self.size.height
        if last + self._margin >= top + height:
            top = last + self._margin - height + 1
        if first - self._margin < top:
            top = first - self._margin
        begins = first == len(sheet.head) and first + self._margin < height
        self.scroll_rows(0 if begins else top)

    def follow(self, row: int | None) -> None:
        """Scroll so that the caret is in `row`; at first a little below the top."""
        if self.opened is None or self.sheet is None:
            return
        at = self.sheet.row_of(self.opened.caret.offset)
        if row is None:
            row = at if at == len(self.sheet.head) else self.size.height // 4
        self.scroll_rows(at - row)
        self._keep_in_view()
        place = self.opened.caret.offset
        self.post_message(PlaceChanged(self, self.opened.story.id, place, self.progress))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """A wheel or a scroll bar takes the caret along once it would leave the view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._keep_in_view()

    def _keep_in_view(self) -> None:
        opened, sheet = self.opened, self.sheet
        if opened is None or sheet is None or opened.caret.mode == "visual" or not opened.text:
            return
        top, height = self.scroll_offset.y, self.size.height
        row = sheet.row_of(opened.caret.offset)
        lines = [it for it in self.view if isinstance(it, Line) and it.look.kind != "blank"]
        if top <= row < top + height or not lines:
            return
        before, column = opened.caret, sheet.column(opened.caret.offset)
        line = lines[0] if row < top else lines[-1]
        opened.caret = before.at(line.caret_at(column))
        self.draw_changed()
        self._tell(before, None)

    def _tell(self, before: Caret, selected: Range | None) -> None:
        """Say what is other than before, and let Textual know what is selected."""
        opened = self.opened
        if opened is None:
            return
        now = opened.selected
        if now != selected or before.mode != opened.caret.mode:
            self.publish_selection()
            self.post_message(SelectionChanged(self, now))
        if before.offset != opened.caret.offset:
            place = opened.caret.offset
            self.post_message(CaretMoved(self, place))
            self.post_message(PlaceChanged(self, opened.story.id, place, self.progress))
