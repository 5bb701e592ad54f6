"""The index of a library in the hands of those who search: opened, and brought up to date."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import IndexUnavailable, LibraryError
from db.models import IndexStatus
from db.search.engine import Clock, Snapshot
from db.search.faults import Busy, Unusable
from db.search.index.known import told
from db.search.upkeep.beside import catch_up_beside
from db.search.upkeep.catching import Catching, Notice, Progress, pending
from db.store import Store

if TYPE_CHECKING:
    from db.search.index.index import Index

GRACE = 2.0
"""Seconds for the index to catch up before an answer that cannot say what is missing."""
FEW = 50
"""Changes that are brought into the index without a process of their own."""
_LOCK_PATIENCE = 0.3


class Upkeep:
    """Keeps the index of one library; any thread may ask.

    Whoosh is imported when the first word is looked up.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._trouble = ""
        """What is wrong with the index, in a sentence for the next answer."""
        self._is_beside = False
        """A process of ours is at the index, so nobody waits for a turn at it."""

    def catch_up(
        self,
        *,
        seconds: float | None = None,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
        notice: Notice | None = None,
    ) -> int:
        """Bring the index up to date, the newest changes first; how many are then left.

        An index that is missing, damaged or outdated is made anew. Another program that writes the
        index is waited for.

        Args:
            seconds: somebody waits, so end after about so long; then what goes wrong is told by the
                next answer instead of raised.
            stop: set it to end after the batch under way.
            progress: called after each batch with how many of how many are done.
            notice: called with a sentence when the index is made anew because it cannot be used,
                and when another program that writes it is waited for.

        Raises:
            IndexUnavailable: the index cannot be written; `LibraryError`: nor the library.
        """
        clock = Clock(inf if seconds is None else seconds, stop)
        hurried = seconds is not None
        try:
            self._catching.run(clock, hurried=hurried, progress=progress, notice=notice)
            self._trouble = ""
        except Busy:
            self._trouble = ""
        except (IndexUnavailable, LibraryError) as error:
            if seconds is None:
                raise
            self._trouble = str(error)
        return pending(self._store)

    def keep_up(
        self,
        *,
        checked: bool = True,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
        notice: Notice | None = None,
    ) -> int:
        """The same for a program that goes on meanwhile; more than a few changes, and whatever else
        takes long, are left to a process of their own.

        Args:
            checked: the index was found whole before; else all of it is looked at.
            stop: set it to stop soon; what is in the index by then stays.
            progress: as in `catch_up`.
            notice: as in `catch_up`.

        Raises:
            IndexUnavailable: the index cannot be written; `LibraryError`: nor the library.
        """
        if self._catching.distrusted:
            with suppress(Busy):
                self._catching.begin_anew(Clock(_LOCK_PATIENCE))
        waiting = pending(self._store)
        if waiting > FEW or (told(self._store) and not checked):
            self._keep_up_beside(stop, progress, notice)
        elif waiting:
            with suppress(Busy):
                self._catching.run(Clock(inf, stop), hurried=True, progress=progress, notice=notice)
            if self._catching.wants_merge():
                self._keep_up_beside(stop, None, notice)
        self._trouble = ""
        return pending(self._store)

    def rebuild(
        self,
        *,
        progress: Progress | None = None,
        notice: Notice | None = None,
        stop: threading.Event | None = None,
    ) -> int:
        """Throw the index away and make it anew; how many changes are left when it was stopped."""
        self._catching.begin_anew(Clock(inf, stop), notice)
        return self.catch_up(stop=stop, progress=progress, notice=notice)

    def status(self) -> IndexStatus:
        """How far the index has come, and whether it is whole."""
        waiting = pending(self._store)
        if not told(self._store):
            return IndexStatus(0, waiting, 0, "behind" if waiting else "ready")
        try:
            documents = self._index.snapshot().documents
            self._index.check(inf)
        except Unusable as error:
            return IndexStatus(0, waiting, self._index.size(), error.fault)
        size = self._index.size()
        return IndexStatus(documents, waiting, size, "behind" if waiting else "ready")

    def close(self) -> None:
        """Let go of the index; searches under way come to their end."""
        if "_index" in self.__dict__:
            self._index.doubt()

    def _keep_up_beside(
        self, stop: threading.Event | None, progress: Progress | None, notice: Notice | None
    ) -> None:
        self._is_beside = True
        try:
            catch_up_beside(
                self._store.file, self._folder, stop=stop, progress=progress, notice=notice
            )
        except OSError:
            # No process could be started: better slow keys than an index that stays behind.
            self.catch_up(stop=stop, progress=progress, notice=notice)
        finally:
            self._is_beside = False

    @cached_property
    def _index(self) -> Index:
        from db.search.index.index import Index

        return Index(self._store, self._folder)

    @cached_property
    def _catching(self) -> Catching:
        return Catching(self._store, self._index)

    def _snapshot(self, clock: Clock, typing: bool) -> Snapshot:
        """The newest generation; of an index made anew where there is none that can be read."""
        from db.search.index.reading import WhooshSnapshot

        try:
            if not self._catching.distrusted:
                return self._index.snapshot()
        except Unusable:
            pass
        try:
            self._catching.begin_anew(Clock(_LOCK_PATIENCE))
        except Busy:
            pass
        except (IndexUnavailable, LibraryError) as error:
            self._trouble = str(error)
        if not typing:
            self.catch_up(seconds=min(GRACE, clock.left))
        try:
            return self._index.snapshot()
        except Unusable as error:
            self._trouble = self._trouble or str(error)
            return WhooshSnapshot(())
