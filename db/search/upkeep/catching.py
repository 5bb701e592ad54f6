"""Bringing the index up to date with the library, the newest changes first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from math import inf
from typing import TYPE_CHECKING

from db.search.engine import HIGHLIGHT, Clock
from db.search.faults import Busy, Unusable
from db.search.index.known import told
from db.store import Store

if TYPE_CHECKING:
    from db.search.index.index import Index

FIRST, MOST = 250, 4_000
"""Changes in the first batch, so that something is found soon, and in a batch at most."""
SMALL_MERGE = 1_500
"""Documents that are merged while somebody waits."""
QUICK_CHECK = 64_000_000
"""Bytes of index whose checksums are compared while somebody waits."""

Progress = Callable[[int, int], None]
"""Called after each batch with how many of how many stories and highlights are done."""
Notice = Callable[[str], None]
"""Called with a sentence when the index is made anew because it cannot be used, and when another
program that writes it is waited for."""
WAITS = "Another program is writing the search index: it is waited for."


class Catching:
    """Reads the change log into the index; one thread of a process at a time does so."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._index = index
        self._turn = threading.Lock()
        self.distrusted = False
        """Reading the index has failed, whatever its checksums say."""

    def run(
        self,
        clock: Clock,
        *,
        hurried: bool,
        progress: Progress | None = None,
        notice: Notice | None = None,
    ) -> None:
        """Go on until nothing is left or the clock is over.

        Args:
            clock: how long, and whether to stop; a batch under way is brought to its end.
            hurried: somebody waits, so leave the long merges to another time.
            progress: told after each batch.
            notice: told when the index is made anew, or its lock is waited for.

        Raises:
            Busy: another thread or program is at it.
            IndexUnavailable: the disk refuses.
        """
        if not self._turn.acquire(blocking=False):
            raise Busy("The search index is being brought up to date.")
        try:
            if self._is_due(hurried):
                with self._locked(clock, notice):
                    self._mend(hurried, notice)
                    self._read(clock, hurried, progress)
        finally:
            self._turn.release()

    def begin_anew(self, clock: Clock, notice: Notice | None = None) -> None:
        """Throw the index away; all stories and highlights become changes."""
        with self._locked(clock, notice):
            self._start_over()

    def _locked(self, clock: Clock, notice: Notice | None) -> AbstractContextManager[None]:
        return self._index.locked(clock, None if notice is None else lambda: notice(WAITS))

    def distrust(self) -> None:
        """Have the index made anew: reading it has failed."""
        self.distrusted = True
        self._index.doubt()

    def wants_merge(self) -> bool:
        """Whether segments wait to be merged, which takes long."""
        try:
            return self._index.worth_merging(inf)
        except Unusable:
            return False

    def _is_due(self, hurried: bool) -> bool:
        if pending(self._store) or self.distrusted:
            return True
        return bool(told(self._store)) and (not self._is_sound(hurried) or self.wants_merge())

    def _is_sound(self, hurried: bool) -> bool:
        return self._fault(hurried) is None

    def _fault(self, hurried: bool) -> Unusable | None:
        try:
            self._index.snapshot()
            self._index.check(QUICK_CHECK if hurried else inf)
        except Unusable as error:
            return error
        return None

    def _mend(self, hurried: bool, notice: Notice | None) -> None:
        """Make the index anew where it cannot be used."""
        fault = Unusable("damaged") if self.distrusted else self._fault(hurried)
        if fault is None:
            return
        if notice is not None and told(self._store):
            notice(str(fault))
        self._start_over()

    def _start_over(self) -> None:
        self._index.start_over()
        self.distrusted = False

    def _read(self, clock: Clock, hurried: bool, progress: Progress | None) -> None:
        from db.search.index.changes import next_batch

        size, done = FIRST, 0
        while not clock.over:
            began = time.monotonic()
            present = self._index.snapshot().keys(HIGHLIGHT)
            batch = next_batch(self._store, size, present)
            if batch is None:
                break
            self._index.write(batch)
            done += len(batch.done)
            if progress is not None:
                progress(done, done + pending(self._store))
            size = _next_size(size, time.monotonic() - began, clock)
        largest = SMALL_MERGE if hurried else inf
        while not clock.over and self._index.tidy(largest, clock):
            pass


def pending(store: Store) -> int:
    """How many stories and highlights the index has yet to see."""
    return store.number("SELECT count(*) FROM changes")


def _next_size(size: int, seconds: float, clock: Clock) -> int:
    """Twice as many, unless that would take longer than is left."""
    possible = int(size * clock.left / max(seconds, 0.001) * 0.7) if clock.left < inf else MOST
    return max(min(2 * size, MOST, possible), FIRST // 5)
