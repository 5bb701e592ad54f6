"""Moving the ends of a highlight: its passage is taken up as the selection, and stored anew.

With the mouse, an end that was dragged is stored as soon as it is let go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual import on

from reader.commands import Command
from reader.screens.commanding import Call
from reader.screens.library.setting import Setting
from reader.widgets.page.messages import EndDragged, SelectionChanged

if TYPE_CHECKING:
    from db.models import Highlight


class TakenUp(NamedTuple):
    """A highlight whose ends are being moved."""

    highlight: Highlight
    caret: int
    """Where the caret was before."""


class Reshaping(Setting):
    """`v` on a highlight takes it up; the keys that mark a selection store its new ends."""

    taken_up: TakenUp | None = None

    def _move(self, command: Command, call: Call) -> None:
        if command.id != "select-characters":
            super()._move(command, call)
        elif self.context == "reader" and (found := self.page.highlight_at_caret()) is not None:
            self._take_up(found)
        elif self.taken_up is not None and self.page.selected == _span(self.taken_up.highlight):
            self._select_from(self.taken_up.caret)
        else:
            super()._move(command, call)

    def _take_up(self, highlight: Highlight) -> None:
        """Select a highlight's passage, the caret at its end."""
        start, end = _span(highlight)
        self.taken_up = TakenUp(highlight, self.page.caret)
        self.page.select(start, end)
        other, keep, leave, anew = (
            self.key_of(command, "visual")
            for command in ("swap-ends", "highlight", "leave", "select-characters")
        )
        self.say(
            f"Move its end; {other}: the other one, {keep}: keep, {leave}: let be, {anew}: anew."
        )

    def _select_from(self, caret: int) -> None:
        """Let the highlight be, and begin a selection of one's own."""
        self.taken_up = None
        self.page.leave_visual()
        self.page.goto(caret)
        self.page.start_visual()
        self.say("A new selection; the highlight stays as it is.")

    @on(SelectionChanged)
    def _left(self) -> None:
        if self.taken_up is not None and self.page.mode != "visual":
            self.taken_up = None
            self.say("The highlight is as it was.")

    @on(EndDragged)
    def _end_dragged(self, event: EndDragged) -> None:
        self.taken_up = TakenUp(event.highlight, self.page.caret)
        self._reshape(self._tell_reshaped(event.highlight))

    def do_highlight(self, call: Call) -> None:
        """Store the new ends of a highlight that is taken up, else mark."""
        before = self.taken_up.highlight if self.taken_up is not None else None
        if not self._reshape(self._tell_reshaped(before)):
            super().do_highlight(call)

    def _tell_reshaped(self, before: Highlight | None) -> Callable[[Highlight], None]:
        def told(highlight: Highlight) -> None:
            same = highlight == before
            self.say("The highlight is as it was." if same else "The highlight has its new ends.")

        return told

    def _mark(self, then: Callable[[Highlight], None], tags: tuple[str, ...] = ()) -> None:
        if not self._reshape(then):
            super()._mark(then, tags)

    def colour(self, colour: str) -> None:
        """With the new ends, where a highlight is taken up."""

        def coloured(highlight: Highlight) -> None:
            self.commit(
                lambda: self.library.highlights.set_colour(highlight.id, colour),
                lambda _: self._saved(f"The highlight is {self._colour_name(colour)} now."),
            )

        if self.taken_up is not None:
            self.marking.colour = colour
        if not self._reshape(coloured):
            super().colour(colour)

    def _reshape(self, then: Callable[[Highlight], None]) -> bool:
        """Store what is selected as the passage of the highlight taken up, where there is one."""
        story, span, taken = self.story, self.page.selected, self.taken_up
        if story is None or span is None or taken is None:
            return False

        def stored(highlight: Highlight) -> None:
            self.taken_up = None
            self.page.leave_visual()
            self._marks_changed()
            then(highlight)

        if span == _span(taken.highlight):
            stored(taken.highlight)
        else:
            highlight = taken.highlight.id
            self.commit(lambda: self.library.highlights.set_span(highlight, story, *span), stored)
        return True


def _span(highlight: Highlight) -> tuple[int, int]:
    """Where a highlight on the page is."""
    return highlight.start or 0, highlight.end or 0
