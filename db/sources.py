"""Where stories come from."""

from __future__ import annotations

from db.models import Source
from db.store import Store, now
from db.text import clean_line


class Sources:
    """Sources by kind and locator; one that is added again is the same source."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Source]:
        """Every source, newest first, with how many stories it brought."""
        rows = self._store.read(
            """SELECT kind, locator, sources.title, sources.added, count(stories.key) AS stories
               FROM sources
               LEFT JOIN stories ON stories.source = sources.key AND stories.removed IS NULL
               GROUP BY sources.key ORDER BY sources.key DESC"""
        )
        return [
            Source(row["kind"], row["locator"], row["title"], row["stories"], row["added"])
            for row in rows
        ]

    def key(self, kind: str, locator: str) -> int:
        """The key of a source, 0 where it is new."""
        return self._store.number(
            "SELECT key FROM sources WHERE kind = :kind AND locator = :locator",
            {"kind": kind, "locator": _storable(locator)},
        )

    def ensure(self, kind: str, locator: str, title: str) -> int:
        """The key of a source, noted where it is new, within the caller's transaction."""
        values = {
            "kind": kind, "locator": _storable(locator), "title": clean_line(title), "added": now(),
        }  # fmt: skip
        self._store.writing.execute(
            """INSERT INTO sources (kind, locator, title, added)
               VALUES (:kind, :locator, :title, :added)
               ON CONFLICT (kind, locator) DO NOTHING""",
            values,
        )
        return self.key(kind, locator)


def _storable(locator: str) -> str:
    """A locator as UTF-8 can hold it: a path need not be text."""
    return locator.encode("utf-8", "backslashreplace").decode()
