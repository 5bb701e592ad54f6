"""What was found in the story on the page, and how far one has read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from textual.worker import Worker

from reader.screens.library.browsing import Browsing

if TYPE_CHECKING:
    from reader.find import Finder, Passage

SLICE = 0.015
"""Seconds that a find takes at a time; between two of them keys are answered."""
PAUSE = 0.002

Choose: TypeAlias = "Callable[[Sequence[Passage], bool], int | None]"
"""Which of the matches found so far one goes to, given whether they are all; None: none of them."""


class Hunt:
    """A find that is done in slices."""

    def __init__(self, slices: Iterable[Iterable[Passage]]) -> None:
        self._slices: Iterator[Iterable[Passage]] = iter(slices)
        self.matches: list[Passage] = []

    def go_on(self, seconds: float) -> bool:
        """Find for about so long; whether all is found."""
        until = perf_counter() + seconds
        for found in self._slices:
            self.matches += found
            if perf_counter() >= until:
                return False
        return True


class Matches(Browsing):
    """The matches of a find, shown on the page and counted in the status line."""

    finder: Finder | None = None
    matches: Sequence[Passage] = ()
    match: int | None = None
    _finding: Worker[None] | None = None
    """What goes on with a long find."""

    def clear_find(self) -> None:
        """Forget what was found; the text may be another."""
        self.finder = None
        self.stop_finding()
        self.show_matches((), None)

    def stop_finding(self) -> None:
        """Let a long find be."""
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None

    def hunt(
        self,
        slices: Iterable[Iterable[Passage]],
        choose: Choose,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Show matches as they are found, and go to the one chosen as soon as it is among them.

        Short stories are searched at once, long ones between keys; a new find ends the one before.
        `otherwise` is called where nothing is found.
        """
        self.stop_finding()
        hunt = Hunt(slices)
        if hunt.go_on(SLICE):
            self._hunted(hunt.matches, choose, otherwise)
        else:
            # Given as a function: one that is stopped before it begins is then never awaited.
            going_on = partial(self._go_on, hunt, choose, otherwise)
            self._finding = self.beside(going_on)

    async def _go_on(
        self, hunt: Hunt, choose: Choose, otherwise: Callable[[], None] | None
    ) -> None:
        shown = False
        while not hunt.go_on(SLICE):
            if not shown and (current := choose(hunt.matches, False)) is not None:
                shown = True
                self.show_matches(tuple(hunt.matches), current, more=True)
            await asyncio.sleep(PAUSE)
        self._hunted(hunt.matches, choose, otherwise)

    def _hunted(
        self,
        matches: Sequence[Passage],
        choose: Choose,
        otherwise: Callable[[], None] | None,
    ) -> None:
        self.show_matches(matches, choose(matches, True) if matches else None)
        if not matches and otherwise is not None:
            otherwise()

    def show_matches(
        self,
        matches: Sequence[Passage],
        current: int | None,
        *,
        go: bool = True,
        more: bool = False,
    ) -> None:
        """Mark the matches on the page and go to the current one; a selection takes it in.

        Args:
            go: whether to go there.
            more: there may be more of them than were found so far.
        """
        self.matches, self.match = matches, current
        self.page.set_matches(matches, current)
        if current is not None and go:
            self.page.reach(*matches[current])
        number = f"{(current or 0) + 1:,}/{len(matches):,}{'…' if more else ''}"
        self.find_place = number if matches else ""
        self.show_progress()

    def show_progress(self) -> None:
        """Which match of how many, else how far one has read, in the status line."""
        if self.story is None:
            self.status.place = ""
        else:
            self.status.place = self.find_place or f"{round(self.page.progress * 100)} %"
