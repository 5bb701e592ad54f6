"""The mouse on the page: a click places the caret, a drag selects, clicks in a row select units.

A drag that begins on the first or last cluster of a highlight moves that end of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.timer import Timer

from reader.segments import Unit, previous_boundary
from reader.selection import Caret, toggled
from reader.widgets.page.messages import EndDragged, HighlightClicked, LinkClicked
from reader.widgets.page.moving import Moving
from reader.widgets.page.opened import Opened

if TYPE_CHECKING:
    from db.models import Highlight

_UNITS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
"""What a number of clicks in a row selects."""
_SCROLL_SECONDS = 0.05


class Grabbed(NamedTuple):
    """A highlight that is held by one end."""

    highlight: Highlight
    other: int
    """The cluster at its other end."""


class Mouse(Moving):
    """Selects by mouse, in whole clusters, wherever the pointer is in their cells."""

    _pressed: int | None = None
    """Where the button went down."""
    _dragged = False
    _grabbed: Grabbed | None = None
    """The highlight on whose end the button went down."""
    _scroller: Timer | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Place the caret, and see whether a drag follows."""
        place = self._place(event)
        if event.button != 1 or place is None or self.opened is None:
            return
        self._pressed, self._dragged = place, False
        self._grabbed = _grabbed(self.opened, place)
        first, _ = self.opened.whole_words(place, place)
        self.take(self.opened.caret.reading().at(first), reveal=False)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down; beyond the edges scroll."""
        if self._pressed is None or self.opened is None:
            return
        self._pull_view(event)
        self._drag_to(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self._pull_view(None)
        if self._pressed is None:
            return
        self._pressed = None
        self.release_mouse()
        if self._dragged and self._grabbed is not None:
            self.post_message(EndDragged(self, self._grabbed.highlight))

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
        """The cluster under the pointer; None where there are no words in its row."""
        cell, row = self._cell_and_row(event)
        return self.sheet.place_at(row, cell) if self.sheet is not None else None

    def _cell_and_row(self, event: events.MouseEvent) -> tuple[int, int]:
        """Where in the page the pointer is; beyond an edge of the view at that edge."""
        cell, row = event.get_content_offset_capture(self)
        return cell, self.scroll_offset.y + max(0, min(row, self.size.height - 1))

    def _drag_to(self, event: events.MouseEvent) -> None:
        if self.opened is None or self.sheet is None or self._pressed is None:
            return
        cell, row = self._cell_and_row(event)
        place = self.sheet.place_at(row, cell)
        place = self.sheet.place_before(row) if place is None else place
        if not self._dragged and place == self._pressed:
            return
        if not self._dragged and self._grabbed is not None:
            self._pressed = self._grabbed.other
        self._dragged = True
        self.take(self._dragged_over(self.opened, self._pressed, place), reveal=False)

    def _dragged_over(self, opened: Opened, pressed: int, place: int) -> Caret:
        """The caret of a selection from where the button went down to the pointer."""
        low, high = sorted((pressed, place))
        first, after = opened.whole_words(low, high)[0], opened.whole_words(high, high)[1]
        last = previous_boundary(opened.text, after) if after > high else high
        ends = (first, last) if pressed <= place else (last, first)
        return toggled(opened.caret.reading().at(ends[0]), "character").at(ends[1])

    def _pull_view(self, event: events.MouseEvent | None) -> None:
        """Scroll by a row now and then while the pointer is held beyond an edge."""
        row = event.get_content_offset_capture(self).y if event is not None else 0
        way = -1 if row < 0 else 1 if row >= self.size.height else 0
        if self._scroller is not None:
            self._scroller.stop()
            self._scroller = None
        if event is not None and way:
            self._scroller = self.set_interval(_SCROLL_SECONDS, lambda: self._pulled(event, way))

    def _pulled(self, event: events.MouseEvent, way: int) -> None:
        self.scroll_rows(self.scroll_offset.y + way)
        self._drag_to(event)


def _grabbed(opened: Opened, place: int) -> Grabbed | None:
    """The innermost highlight of which this is the first or the last cluster."""
    for start, end, highlight in reversed(opened.highlights.over(place, place + 1)):
        last = previous_boundary(opened.text, end)
        if place == last:
            return Grabbed(highlight, start)
        if place == start:
            return Grabbed(highlight, last)
    return None
