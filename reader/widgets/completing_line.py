"""A line to type in that offers what may come, and points at what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reader.completing import Completer, Offer
from reader.widgets.cells import said, width_of
from reader.widgets.line_input import LineInput
from reader.widgets.offer_list import ROWS, OfferList


class Wrong(Protocol):
    """Something wrong with what was typed; offsets into it, end-exclusive."""

    @property
    def message(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Check = Callable[[str, bool], Sequence[Wrong]]
"""What is wrong with a line; the second argument is whether more of it may be typed."""


class _Pointing(Highlighter):
    """Marks the places that are wrong."""

    def __init__(self, line: CompletingLine) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        style = self._line.get_component_rich_style("completing--wrong", partial=True)
        for problem in self._line.problems:
            text.stylize(style, problem.start, max(problem.end, problem.start + 1))


class CompletingLine(Vertical):
    """A label, the line, and where it is checked a row for what is wrong with it.

    Offers are shown over what is above the line, or below it with the class `-below`, and take no
    room. The keys of the screen `choose` among them; the line shows the choice, typing goes on.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"completing--wrong"}

    offers: Completer | None = None
    """Who knows what may come."""
    check: Check | None = None
    """Who knows what is wrong."""
    hint = ""
    """What the row for what is wrong says while nothing is."""

    @dataclass
    class Changed(Message):
        """The line is another."""

        line: CompletingLine
        value: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed, and nothing is wrong with the line."""

        line: CompletingLine
        value: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self.problems: Sequence[Wrong] = ()
        self._base = ("", 0)
        """What was typed, and where the cursor was, before an offer was chosen."""
        self._chosen = ""
        """The line as an offer made it, until something else is typed."""
        self._left = 0
        """The column at which the line begins, and the list with it."""
        self._dismissed = False
        """Whether the list was sent away, until something else is typed."""

    def compose(self) -> ComposeResult:
        """The offers have a place of their own over the others."""
        with Horizontal():
            yield Static(classes="label", markup=False)
            yield LineInput(compact=True, select_on_focus=False, highlighter=_Pointing(self))
        yield Static(classes="wrong", markup=False)
        yield OfferList()

    @property
    def input(self) -> Input:
        """Where one types; it has the focus."""
        return self.query_one(Input)

    @property
    def value(self) -> str:
        """What stands there."""
        return self.input.value

    def begin(self, label: str, value: str = "", placeholder: str = "") -> None:
        """Start anew with this on the line, the cursor at its end."""
        self.query_one(".label", Static).update(Content(f" {label} "))
        self._left = width_of(label) + 2
        line = self.input
        with line.prevent(Input.Changed):
            line.value = value
        line.placeholder = said(placeholder)
        line.cursor_position = len(value)
        self.set_class(self.check is not None, "-checked")
        self._chosen, self._dismissed = "", False
        self._hide()
        self._look(typing=True)

    def put(self, value: str) -> None:
        """Stand there instead of what was typed, as if it had been; nothing is offered for it."""
        self._put(value, len(value))
        self._dismissed = True
        self._hide()

    def renew(self) -> None:
        """Ask anew what may come, since who is asked knows more now."""
        if self._offers.choice is None and not self._dismissed:
            self.offer()

    def offer(self) -> None:
        """Ask what may come at the cursor, and show it."""
        line = self.input
        self._base = (line.value, line.cursor_position)
        found = self.offers(*self._base) if self.offers is not None else ()
        if len(found) == 1 and found[0].line.rstrip() == line.value.rstrip():
            found = ()
        self._offers.show(found, room=self._room, left=self._left, line=self._height)

    @property
    def is_put(self) -> bool:
        """Whether what stands there was put there, not typed."""
        return self.value == self._chosen

    def close_list(self) -> bool:
        """Take the offers away and a choice back; whether there were any to be seen."""
        if not self._offers.display:
            return False
        if self._offers.choice is not None:
            self._put(*self._base)
        self._dismissed = True
        self._hide()
        return True

    def finish(self) -> bool:
        """Whether the line is in order; if not, it says what is wrong."""
        self._look(typing=False)
        return not self.problems

    def choose(self, way: int) -> None:
        """Put the next offer on the line, or the one before, going round."""
        if not self.has_offers:
            self._dismissed = False
            self.offer()
        self._take(self._offers.move(way))

    @property
    def has_offers(self) -> bool:
        """Whether offers are to be seen."""
        return self._offers.display

    def on_key(self, event: events.Key) -> None:
        """Going on from a choice, what may come after it is offered."""
        if event.key in ("right", "end") and self._offers.choice is not None:
            self.call_after_refresh(self.offer)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._chosen:
            self._chosen, self._dismissed = "", False
            self.offer()
        self._look(typing=True)
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._hide()
        if self.finish():
            self.post_message(self.Submitted(self, event.value))

    @on(OfferList.Picked)
    def _picked(self, event: OfferList.Picked) -> None:
        event.stop()
        self._take(event.offer)
        self.call_after_refresh(self.offer)

    def _take(self, offer: Offer | None) -> None:
        if offer is not None:
            self._put(offer.line, offer.cursor)
            if len(self._offers.offers) == 1:
                self.call_after_refresh(self.offer)

    def _put(self, line: str, cursor: int) -> None:
        self._chosen = line
        self.input.value = line
        self.input.cursor_position = cursor

    def _look(self, *, typing: bool) -> None:
        self.problems = self.check(self.value, typing) if self.check is not None else ()
        told = self.problems[0].message if self.problems else self.hint
        row = self.query_one(".wrong", Static)
        row.update(Content(said(f" {told}")), layout=False)
        row.set_class(bool(self.problems), "-wrong")
        self.input.refresh()

    def _hide(self) -> None:
        self._offers.show((), room=0, left=0, line=0)

    @property
    def _offers(self) -> OfferList:
        return self.query_one(OfferList)

    @property
    def _height(self) -> int:
        return 1 if self.check is None else 2

    @property
    def _room(self) -> int:
        """Rows above or below the line; as many as are wanted while it is not laid out yet."""
        if not self.region.height:
            return ROWS
        below = self.screen.size.height - self.region.bottom
        return below if self.has_class("-below") else self.region.y
