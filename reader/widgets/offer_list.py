"""What may be typed next, in a few rows over what lies there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.completing import Offer
from reader.widgets.cells import said, spread, width_of

ROWS = 6
"""Offers in view at once."""
WIDEST = 64
NARROWEST = 24


class OfferList(Widget):
    """Hidden while there is nothing to offer; knows which of its offers is chosen."""

    COMPONENT_CLASSES = {"offers--aside", "offers--chosen"}  # noqa: RUF012 - as Textual has it

    @dataclass
    class Picked(Message):
        """An offer was clicked."""

        offer: Offer

    def __init__(self) -> None:
        super().__init__()
        self.offers: Sequence[Offer] = ()
        self.choice: int | None = None
        self._first = 0
        self.display = False

    def show(self, offers: Sequence[Offer], *, room: int, left: int, line: int) -> None:
        """Take other offers, none of them chosen.

        Args:
            offers: all of them; some are in view.
            room: rows that there are.
            left: the column to begin at.
            line: how many rows the line takes, which are not to be covered.
        """
        self.offers, self.choice, self._first = offers, None, 0
        rows = min(len(offers), ROWS, max(0, room))
        self.display = rows > 0
        if not rows:
            return
        wide = max(width_of(one.label) + width_of(one.aside) + 6 for one in offers)
        width = max(NARROWEST, min(wide, WIDEST, self.screen.size.width - left))
        self.styles.width, self.styles.height = width, rows
        below = self.parent is not None and self.parent.has_class("-below")
        self.styles.offset = (left, 0 if below else -rows - line)
        self.refresh()

    def move(self, by: int) -> Offer | None:
        """Choose the next or the one before, going round."""
        if not self.offers:
            return None
        before = self.choice if self.choice is not None else (-1 if by > 0 else 0)
        self.choice = (before + by) % len(self.offers)
        rows = self.size.height or ROWS
        self._first = max(self.choice - rows + 1, min(self._first, self.choice))
        self.refresh()
        return self.offers[self.choice]

    def render_line(self, y: int) -> Strip:
        """One offer."""
        width, index = self.size.width, self._first + y
        base = self.rich_style
        if index >= len(self.offers):
            return Strip.blank(width, base)
        offer = self.offers[index]
        more = len(self.offers) - self._first - self.size.height
        last = y == self.size.height - 1 and more > 0
        aside = f" {offer.aside}{f'  +{more}' if last else ''} "
        left, right = spread(f" {offer.label}", said(aside), width)
        chosen = index == self.choice
        style = self.get_component_rich_style("offers--chosen") if chosen else base
        quiet = style if chosen else self.get_component_rich_style("offers--aside")
        return Strip([Segment(left, style), Segment(right, quiet)]).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        """A click takes the offer."""
        event.stop()
        index = self._first + event.y
        if index < len(self.offers):
            self.choice = index
            self.post_message(self.Picked(self.offers[index]))
