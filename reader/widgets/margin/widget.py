"""The margin as the screen sees it: what it shows, its current entry, and the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from reader.widgets.margin import messages
from reader.widgets.margin.column import Column, View
from reader.widgets.margin.entries import Entry
from reader.widgets.page.spans import SpanIndex


class Margin(Column):
    """Shows entries beside the page's view, or as a list that follows the caret.

    Keys are the screen's: it calls `move`, `go_to` and `follow`. The current entry is marked.
    """

    Moved = messages.Moved
    Chosen = messages.Chosen
    Scrolled = messages.Scrolled

    def show(self, entries: Sequence[Entry]) -> None:
        """Take other entries; the current one stays, or else the one that took its place."""
        key, before = self.current.key if self.current else "", self.cursor
        self.entries = entries
        self._spans = SpanIndex(
            (one.start, one.end, index) for index, one in enumerate(entries) if one.kind == "placed"
        )
        self._lines.clear()
        self.cursor = self._index_of(key)
        if self.cursor is None and before is not None and entries and self.has_focus:
            self.cursor = min(before, len(entries) - 1)
        self._arrange()

    def follow(self, view: View, key: str | None, near: int) -> None:
        """Show what belongs to the page's view.

        While the page has the keys the entry `key` is the current one; a list begins at it, or at
        the first whose passage is not before `near`.
        """
        self._view = view
        if not self.has_focus:
            self.cursor = self._index_of(key) if key else None
        self._near = near
        self._arrange()

    def move(self, by: int) -> bool:
        """Go so many entries on; where none is current, to the first in view. Whether it did."""
        if self.cursor is None:
            first = self._first_near()
            return self.go_to(first if by > 0 else first - 1)
        return self.go_to(self.cursor + by)

    def go_to(self, index: int) -> bool:
        """Make an entry the current one, the nearest there is; whether it is another."""
        before = self.cursor
        if self.entries:
            self.cursor = max(0, min(index, len(self.entries) - 1))
        if self.cursor == before or self.current is None:
            return False
        self._arrange()
        self.post_message(self.Moved(self, self.current))
        return True

    def enter(self) -> None:
        """Take the keys, at the current entry or the first in view."""
        if self.cursor is None and self.entries:
            self.cursor = self._first_near()
            if self.current is not None:
                self.post_message(self.Moved(self, self.current))
        self.focus()
        self._arrange()

    def on_click(self, event: events.Click) -> None:
        """A first click goes to the entry, another back to its passage."""
        found = self._drawn[event.y] if 0 <= event.y < len(self._drawn) else None
        if found is None:
            return
        event.stop()
        self.focus()
        if not self.go_to(found[0]) or event.chain == 2:
            self.post_message(self.Chosen(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The page scrolls, and this with it."""
        event.stop()
        self.post_message(self.Scrolled(self, 1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """See `on_mouse_scroll_down`."""
        event.stop()
        self.post_message(self.Scrolled(self, -1))
