"""How many of the stories that saved searches find are there, unread, and new since a look."""

from __future__ import annotations

import json
import threading
from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.store import Moment, Store

if TYPE_CHECKING:
    from db.models import SavedCounts, SavedSearch
    from db.search import Search


@dataclass(slots=True)
class _Came:
    """The present texts that came in after a moment."""

    since: str
    moments: list[str]
    """When each did, in order."""
    stories: list[int]
    """The keys of their stories."""

    def after(self, since: str) -> list[int]:
        """The stories of those that came after a moment that is not earlier."""
        return self.stories[bisect_right(self.moments, since) :]


@dataclass(slots=True)
class _Standing:
    """What counting needs to know of all stories, as long as nothing is written."""

    moment: Moment
    unread: Set[int]
    came: _Came


class SavedCounting:
    """Counts for any number of saved searches; what all of them need is read once."""

    def __init__(self, store: Store, search: Search) -> None:
        self._store = store
        self._search = search
        self._standing: _Standing | None = None

    def counts(
        self, saved: SavedSearch, *, wait: bool = True, stop: threading.Event | None = None
    ) -> SavedCounts:
        """What a saved search finds now, in numbers.

        A story is new where its present text came in after the reader last looked.

        Args:
            saved: the search.
            wait: for an index that is behind, a moment.
            stop: set it when nobody waits for the numbers any more.

        Raises:
            QueryError: it makes no sense any more; `Unwanted`: it was stopped.
        """
        from db.models import SavedCounts

        with self._store.until(stop):
            keys, lacking = self._search.story_keys(saved.query, wait=wait, stop=stop)
            now = self._now(saved.looked)
            fresh = sum(map(keys.__contains__, now.came.after(saved.looked)))
            return SavedCounts(len(keys), len(now.unread & keys), fresh, lacking)

    def _now(self, since: str) -> _Standing:
        known, moment = self._standing, self._store.moment()
        if known is None or known.moment != moment:
            known = _Standing(moment, _unread(self._store), _came(self._store, since))
        elif since < known.came.since:
            known = replace(known, came=_came(self._store, since))
        self._standing = known
        return known


def fresh(store: Store, since: str, keys: Set[int]) -> frozenset[int]:
    """Those of the stories with these keys whose present text came in after a moment."""
    return frozenset(filter(keys.__contains__, _came(store, since).stories))


def _unread(store: Store) -> set[int]:
    row = store.one("SELECT json_group_array(key) FROM stories WHERE removed IS NULL AND NOT read")
    return set(json.loads(row[0])) if row is not None else set()


def _came(store: Store, since: str) -> _Came:
    rows = store.read(
        """SELECT texts.created, stories.key FROM story_versions AS texts
           CROSS JOIN stories ON version = texts.key
           WHERE texts.created > :since AND removed IS NULL ORDER BY texts.created""",
        {"since": since},
    )
    return _Came(since, [row[0] for row in rows], [row[1] for row in rows])
