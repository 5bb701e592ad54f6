"""Pure: the places that a reader jumped away from, and the way back and on among them."""

from __future__ import annotations

from typing import NamedTuple

_KEPT = 200


class Place(NamedTuple):
    """A place in a story."""

    story: str
    """The story's public id."""
    offset: int


RESULTS = Place("", 0)
"""The results of the last search, which are in no story."""


class Jumps:
    """A line of places; a new jump forgets what lay ahead of where one is in it."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0
        """One's place in the line; its end where one has not gone back."""

    def leave(self, here: Place) -> None:
        """Note a place that is being jumped away from."""
        del self._places[self._at :]
        if not self._places or self._places[-1] != here:
            self._places.append(here)
        del self._places[:-_KEPT]
        self._at = len(self._places)

    def back(self, here: Place, times: int = 1) -> Place | None:
        """The place before, so many times; None where there is none. `here` is the way on again."""
        if self._at == len(self._places) and self._places:
            if self._places[-1] == here:
                self._at -= 1
            else:
                self._places.append(here)
        if not self._at:
            return None
        self._at = max(0, self._at - times)
        return self._places[self._at]

    def on(self, times: int = 1) -> Place | None:
        """The place after, so many times; None where there is none."""
        if self._at + 1 >= len(self._places):
            return None
        self._at = min(len(self._places) - 1, self._at + times)
        return self._places[self._at]
