"""What was searched for, so that the up-arrow brings it back; not a step."""

from __future__ import annotations

from db.store import Store, now
from db.text import clean_line

KEPT = 200
"""Queries that are remembered; the oldest go."""
LIMIT = 2000
"""Code points of a query that is remembered."""


class SearchMemory:
    """Each query once, the last used first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[str]:
        """The queries, the last used first."""
        rows = self._store.read("SELECT query FROM search_memory ORDER BY used DESC, rowid DESC")
        return [str(row["query"]) for row in rows]

    def remember(self, query: str) -> None:
        """Put a query first; an empty one is not kept."""
        clean = clean_line(query, LIMIT)
        if not clean:
            return
        with self._store.write() as connection:
            connection.execute("DELETE FROM search_memory WHERE query = :query", {"query": clean})
            connection.execute(
                "INSERT INTO search_memory (query, used) VALUES (:query, :now)",
                {"query": clean, "now": now()},
            )
            connection.execute(
                """DELETE FROM search_memory WHERE rowid NOT IN
                   (SELECT rowid FROM search_memory ORDER BY used DESC, rowid DESC LIMIT :kept)""",
                {"kept": KEPT},
            )

    def forget(self) -> int:
        """Forget all of them; how many there were."""
        with self._store.write() as connection:
            return connection.execute("DELETE FROM search_memory").rowcount
