"""The mouse on the page: a click places the caret, a drag selects, clicks in a row select units."""

from __future__ import annotations

from textual import events
from textual.timer import Timer

from reader.segments import Unit
from reader.selection import toggled
from reader.widgets.page.messages import HighlightClicked, LinkClicked
from reader.widgets.page.moving import Moving

_UNITS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
"""What a number of clicks in a row selects."""
_SCROLL_SECONDS = 0.05


class Mouse(Moving):
    """Selects by mouse, in whole clusters, wherever the pointer is in their cells."""

    _pressed: int | None = None
    """Where the button went down."""
    _dragged = False
    _scroller: Timer | None = None
    _pull = 0

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Place the caret, and see whether a drag follows."""
        place = self._place(event)
        if event.button != 1 or place is None or self.opened is None:
            return
        self._pressed, self._dragged = place, False
        self.take(self.opened.caret.reading().at(place), reveal=False)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down; beyond the edges scroll."""
        if self._pressed is None or self.opened is None:
            return
        row = event.get_content_offset_capture(self).y
        self._pull_view(-1 if row < 0 else 1 if row >= self.size.height else 0)
        place = self._place(event)
        if place is not None and (self._dragged or place != self._pressed):
            self._drag_to(place)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self._pull_view(0)
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the word, three the sentence; one finds a link or a highlight."""
        event.prevent_default()
        place = self._place(event)
        if self._dragged or place is None or self.opened is None:
            return
        unit = _UNITS.get(event.chain)
        if unit is not None and (span := self.opened.segments.at(unit, place)):
            self.select(*span)
        elif event.chain == 1:
            self._tell_clicked(place)

    def _tell_clicked(self, place: int) -> None:
        if self.opened is None:
            return
        url = self.opened.link_at(place)
        highlight = self.opened.highlight_at_caret
        if url is not None:
            self.post_message(LinkClicked(self, url))
        elif highlight is not None:
            self.post_message(HighlightClicked(self, highlight))

    def _place(self, event: events.MouseEvent) -> int | None:
        """The cluster under the pointer; beyond an edge that of the nearest row."""
        if self.sheet is None:
            return None
        cell, row = event.get_content_offset_capture(self)
        row = max(0, min(row, self.size.height - 1))
        return self.sheet.place_at(self.scroll_offset.y + row, cell)

    def _drag_to(self, place: int) -> None:
        if self.opened is None or self._pressed is None:
            return
        self._dragged = True
        caret = toggled(self.opened.caret.reading().at(self._pressed), "character")
        self.take(caret.at(place), reveal=False)

    def _pull_view(self, way: int) -> None:
        """Scroll by a row now and then while the pointer is held beyond an edge."""
        self._pull = way
        if way and self._scroller is None:
            self._scroller = self.set_interval(_SCROLL_SECONDS, self._pulled)
        elif not way and self._scroller is not None:
            self._scroller.stop()
            self._scroller = None

    def _pulled(self) -> None:
        if self.sheet is None or self.opened is None:
            return
        self.scroll_rows(self.scroll_offset.y + self._pull)
        row = 0 if self._pull < 0 else self.size.height - 1
        place = self.sheet.place_at(self.scroll_offset.y + row, 0)
        if place is not None:
            self._drag_to(place)
