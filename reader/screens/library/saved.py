"""Saved searches among the sections: counting them beside the screen, and looking at one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import Worker

from db.errors import BroadsheetError, QueryError, Unwanted
from reader.background import Stopped, Task
from reader.screens.library.opening import Opening
from reader.widgets.section_list import SavedRow

if TYPE_CHECKING:
    from db import Library
    from db.models import SavedCounts, SavedSearch, Story
    from db.rows import StoryRows
    from db.saved_counts import SavedCounting

COUNT_SECONDS = 0.4
"""Without another change before the counts are looked at again."""
TURN_SECONDS = 0.05
"""Between two looks at whether a search of the reader's still has the lane."""
LOOK_SECONDS = 2.0
"""That a saved search is shown before the reader has looked at it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a saved search found, and of what."""

    query: str
    looked: str
    changed: tuple[int, int]
    """Of the library as the search lane sees it, and of the index: tells whether it still holds."""
    counts: SavedCounts | None
    """None where the query makes no sense."""


class Saved(Opening):
    """Shows the rows of saved searches, and notes that the reader looked at one."""

    _look_timer: Timer | None = None
    _counting: Worker[None] | None = None

    @cached_property
    def _counted(self) -> dict[int, Counted]:
        """By the key of the saved search."""
        return {}

    def reload_lists(self, keep: str = "") -> None:
        """With the saved searches as they now are."""
        self.searches = tuple(self.library.saved_searches.all())
        if self.saved is not None:
            key = self.saved.key
            self.saved = next((one for one in self.searches if one.key == key), None)
        self._show_rows()
        super().reload_lists(keep)
        if self.searches:
            self.call_after_refresh(self._count_soon)

    def reread_lists(self, *, unread: bool = False) -> None:
        """See `Browsing`; saved searches may find more or fewer."""
        super().reread_lists(unread=unread)
        if self.searches:
            self._count_soon()

    def index_changed(self) -> None:
        """What the index now knows may be found by a saved search."""
        super().index_changed()
        if self.searches:
            self._count_soon()

    def _show_rows(self) -> None:
        self.section_list.saved = tuple(self._row(saved) for saved in self.searches)

    def _row(self, saved: SavedSearch) -> SavedRow:
        counted = self._counted.get(saved.key)
        if counted is None or counted.query != saved.query:
            return SavedRow(saved)
        counts = counted.counts
        if counts is not None and counted.looked != saved.looked:
            counts = replace(counts, fresh=0)
        return SavedRow(saved, counts, wrong=counted.counts is None)

    def _count_soon(self) -> None:
        """The newest call counts; what is being counted for an earlier one is stopped."""
        # Given as a function: one that is stopped before it begins is then never awaited.
        self._counting = self.beside(self._count, group="saved-counts", exclusive=True)

    async def _count(self) -> None:
        """One saved search a task, which gives way when the reader's own search comes."""
        await asyncio.sleep(COUNT_SECONDS)
        lane, counting = self.program.background.search, self.library.saved_counting()
        waiting = list(self.searches)
        while waiting:
            while lane.busy:
                await asyncio.sleep(TURN_SECONDS)
            saved, before = waiting[0], self._counted.get(waiting[0].key)
            work = partial(_counted_now, self.library, counting, saved, before)
            try:
                counted = await lane.submit(work, gives_way=True)
            except (Stopped, Unwanted):
                await asyncio.sleep(TURN_SECONDS)
                continue
            except BroadsheetError:
                return  # the next change tries again, and a search will say why
            del waiting[0]
            if counted is not before:
                self._counted[saved.key] = counted
                self._show_rows()

    def show_stories(self, rows: StoryRows, keep: str, fresh: frozenset[int] = frozenset()) -> None:
        """Shown for a moment, they have been looked at."""
        super().show_stories(rows, keep, fresh)
        if self._look_timer is not None:
            self._look_timer.stop()
        if self.saved is not None:
            self._look_timer = self.set_timer(LOOK_SECONDS, self._look)

    def show_story(
        self, opened: Story, *, highlight: str = "", span: tuple[int, int] | None = None
    ) -> None:
        """See `Opening`; one of those that a saved search finds is a look at it."""
        super().show_story(opened, highlight=highlight, span=span)
        if self.saved is not None and self.row_of_story is not None:
            self._look()

    def _look(self) -> None:
        saved = self.saved
        counted = self._counted.get(saved.key) if saved is not None else None
        if saved is None or self.lacking or (counted is not None and counted.counts is None):
            return
        self.commit(
            lambda: self.library.saved_searches.looked(saved.name), lambda _: self._looked()
        )

    def _looked(self) -> None:
        self.searches = tuple(self.library.saved_searches.all())
        self._show_rows()
        self._count_soon()

    def why_not(self, error: BroadsheetError) -> str:
        """For a saved search that makes no sense any more, how it is mended."""
        saved = self.saved
        if saved is None or not isinstance(error, QueryError):
            return super().why_not(error)
        if not self.query_problems(saved.query, False):
            return super().why_not(error)
        mend = self.key_of("change-search", "library")
        return f"The saved search “{saved.query}” is wrong now: {error} {mend} mends it."


def _counted_now(
    library: Library,
    counting: SavedCounting,
    saved: SavedSearch,
    before: Counted | None,
    task: Task,
) -> Counted:
    """What a saved search finds; the count before where nothing has changed since."""
    basis = (saved.query, saved.looked, (library.changed(), library.unindexed()))
    if before is not None and (before.query, before.looked, before.changed) == basis:
        return before
    counts: SavedCounts | None = None
    with suppress(QueryError):  # the row says so
        counts = counting.counts(saved, wait=False, stop=task.stop)
    return Counted(*basis, counts)
