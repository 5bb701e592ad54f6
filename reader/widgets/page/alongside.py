"""What stands beside the page: it is told which text is in view, and may point at a passage."""

from __future__ import annotations

from textual import events

from reader.typeset import Line
from reader.widgets.page.messages import ViewChanged
from reader.widgets.page.mouse import Mouse
from reader.widgets.page.spans import Range


class Alongside(Mouse):
    """Tells when the view is another."""

    @property
    def text_in_view(self) -> Range:
        """The stretch of the text that is in view."""
        shown = [it for it in self.view if isinstance(it, Line)]
        return (shown[0].start, shown[-1].end) if shown else (0, 0)

    @property
    def shows_title(self) -> bool:
        """Whether the first row of the title block is in view."""
        return self.scroll_offset.y == 0

    def row_in_view(self, offset: int) -> int:
        """The row of the view that shows an offset; negative above it."""
        return self.sheet.row_of(offset) - self.scroll_offset.y if self.sheet is not None else 0

    def point(self, span: Range | None) -> None:
        """Show a passage as the one that something beside the page is about."""
        if self.opened is not None and self.opened.pointed != span:
            self.opened.pointed = span
            self.draw_changed()

    def set_anew(self, *, row: int | None = None) -> None:
        """See `Canvas`; the view is another."""
        super().set_anew(row=row)
        self.post_message(ViewChanged(self))

    def on_resize(self, event: events.Resize) -> None:
        """More or less is in view."""
        self.post_message(ViewChanged(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """See `Moving`; the view is another."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(ViewChanged(self))
