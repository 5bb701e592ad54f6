"""Taking stories in from one source, as one undoable step that never holds the lock for long."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from db.filing import Filing, Planned
from db.history import History
from db.matching import prepare
from db.models import AddedStory, AddResult, StoryDraft
from db.sources import Sources
from db.store import Store
from db.text import clean_line

BATCH_SECONDS = 0.008
"""Of writing between two commits, so that a key waits for at most one batch."""
PAUSE_SECONDS = 0.002
"""Between two batches, so that another writer gets the lock."""
READY_STORIES, READY_SECONDS = 64, 0.1
"""Drafts that are made ready at once, and how long a slow source is waited for."""
_TOLD = {"added": "new", "updated": "changed"}


@dataclass(frozen=True, slots=True)
class Intake:
    """Where stories come from and how they are to be added."""

    kind: str
    locator: str
    title: str
    """Of the source."""
    section: str = ""
    """Where new stories go that name no section of their own."""
    tags: tuple[str, ...] = ()
    """Put on every new story."""
    dry_run: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    progress: Callable[[int], None] = field(default=lambda done: None)
    """Called after each batch with how many stories are done."""


class Adding:
    """One addition of one source."""

    def __init__(self, store: Store, intake: Intake) -> None:
        self._store = store
        self._intake = intake
        self._sources = Sources(store)
        self._filing = Filing(
            store,
            self._sources.key(intake.kind, intake.locator),
            section=intake.section,
            tags=intake.tags,
            begin=None if intake.dry_run else self._begin_step,
        )
        self._step = 0
        self._broken = False
        self._done: dict[int, AddedStory] = {}

    def run(self, drafts: Iterable[StoryDraft]) -> AddResult:
        """Add the drafts in batches of a few milliseconds; a stop leaves whole stories behind.

        An error of whoever makes the drafts takes back what was added until then. The outcomes are
        in the order of the drafts.
        """
        filing = self._filing
        try:
            waiting: list[Planned] = []
            for ready in self._ready(drafts):
                waiting += self._write(ready, filing.take)
            for chunk in _chunks(waiting, READY_STORIES // 4):
                self._write([filing.compared(planned) for planned in chunk], filing.take_by_title)
        except BaseException:
            if self._broken and self._step:
                History(self._store).take_back(self._step)
            raise
        self._name_step()
        return AddResult(tuple(self._done[place] for place in sorted(self._done)), filing.to_check)

    def _ready(self, drafts: Iterable[StoryDraft]) -> Iterator[list[Planned]]:
        """Drafts cleaned, compressed, and aligned with the story that they revise."""
        ready: list[Planned] = []
        until = time.monotonic() + READY_SECONDS
        for place, draft in enumerate(self._guarded(drafts)):
            if self._intake.stop.is_set():
                return
            ready.append(self._filing.planned(place, prepare(draft)))
            if len(ready) == READY_STORIES or time.monotonic() > until:
                yield ready
                ready, until = [], time.monotonic() + READY_SECONDS
        yield ready

    def _guarded(self, drafts: Iterable[StoryDraft]) -> Iterator[StoryDraft]:
        try:
            yield from drafts
        except Exception:
            self._broken = True
            raise

    def _write(
        self, ready: list[Planned], take: Callable[[Planned], AddedStory | None]
    ) -> list[Planned]:
        """Take stories in, some milliseconds a transaction; returns those that have to wait."""
        waiting: list[Planned] = []
        place = 0
        while place < len(ready) and not self._intake.stop.is_set():
            with self._transaction():
                until = time.perf_counter() + BATCH_SECONDS
                while place < len(ready) and time.perf_counter() < until:
                    planned = ready[place]
                    outcome = take(planned)
                    if outcome is None:
                        waiting.append(planned)
                    else:
                        self._done[planned.place] = outcome
                    place += 1
            self._intake.progress(len(self._done))
            time.sleep(0 if self._intake.dry_run else PAUSE_SECONDS)
        return waiting

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A write, unless in a dry run; another process may have noted the source meanwhile."""
        if self._intake.dry_run:
            yield
            return
        with self._store.write(step=self._step):
            if not self._filing.source:
                self._filing.source = self._sources.key(self._intake.kind, self._intake.locator)
            yield

    def _begin_step(self) -> None:
        """Open the step, and note the source, once there is something to do."""
        intake = self._intake
        if not self._step:
            self._step = self._store.begin_step(self._told())
        if not self._filing.source:
            self._filing.source = self._sources.ensure(intake.kind, intake.locator, intake.title)

    def _name_step(self) -> None:
        counts = Counter[str](story.outcome for story in self._done.values())
        words = [f"{counts[outcome]} {word}" for outcome, word in _TOLD.items() if counts[outcome]]
        if self._step:
            self._store.name_step(self._step, f"{self._told()}: {', '.join(words)}")

    def _told(self) -> str:
        return f"Added {clean_line(self._intake.title, 60)}"


def _chunks(waiting: list[Planned], size: int) -> Iterator[list[Planned]]:
    for start in range(0, len(waiting), size):
        yield waiting[start : start + size]
