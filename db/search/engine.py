"""The seam: what a search asks of a full-text engine; nothing above it knows which one that is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from db.search.query.tree import Step

STORY, NOTE, HIGHLIGHT = 1, 2, 3
"""Kinds of documents: a story, the note on a story, a highlight with its note."""

FIELDS: Mapping[int, tuple[str, ...]] = {
    STORY: ("by", "text", "title"),
    NOTE: ("note",),
    HIGHLIGHT: ("quote", "remark"),
}
"""No two kinds share a field, so a field tells what the keys found in it are."""

UNSTEMMED = frozenset({"by"})
"""Fields of names, which have no inflections."""


class Clock:
    """How long a search may take, and whether it is still wanted."""

    def __init__(self, seconds: float, stop: threading.Event | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._stop = stop

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(self._end - time.monotonic(), 0.0)

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._stop is not None and self._stop.is_set()

    @property
    def over(self) -> bool:
        """Whether to answer with what there is."""
        return self.stopped or time.monotonic() >= self._end


class Snapshot(Protocol):
    """One generation of an index; it stays as it is and may be read from any thread.

    Keys are those of `stories` or, in the fields of highlights, of `highlights`. Numbers beside
    keys are how often something stands there, for the length of the field; only their order and
    proportions mean anything. Raises `IndexUnavailable` where the index cannot be read.
    """

    @property
    def documents(self) -> int:
        """How many documents of all kinds there are."""

    def keys(self, kind: int) -> set[int]:
        """The keys of all documents of a kind."""

    def word(self, field: str, word: str) -> dict[int, float]:
        """Where a word stands."""

    def frequency(self, field: str, word: str) -> int:
        """In how many documents a word stands."""

    def forms(self, field: str, word: str, bonus: float) -> dict[int, float]:
        """Where a word stands, or an inflection of it in a language of which they are known;
        `bonus`: how much more the word itself counts there than an inflection."""

    def phrase(
        self, field: str, steps: Sequence[Step], clock: Clock, most: int | None = None
    ) -> dict[int, float]:
        """Where words stand in a row; `most`: how many words a step that only begins stands for."""

    def beginning(
        self, field: str, prefix: str, clock: Clock, most: int | None = None
    ) -> tuple[set[int], bool]:
        """Where words that begin so stand, and whether there are more than the `most` frequent ones
        that were looked up; of fewer words when the clock is over."""

    def alike(self, field: str, word: str, distance: int) -> list[str]:
        """The words that differ in at most so many letters put in, left out or exchanged."""

    def any_of(self, field: str, words: Iterable[str], clock: Clock) -> set[int]:
        """Where any of these words stands; of fewer words when the clock is over."""
