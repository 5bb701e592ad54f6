"""Queries that the reader named; they stand among the sections."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from db.errors import BadRequest, NotFound
from db.models import SavedSearch
from db.store import Store, now
from db.stories import SORTS
from db.text import NAME_LIMIT, clean_line, name_key

if TYPE_CHECKING:
    from db.following import Field, Move
    from db.models import Following

QUERY_LIMIT = 2000
"""Code points of a query that is saved."""


class SavedSearches:
    """Saved searches by name; case and width do not tell two apart."""

    def __init__(self, store: Store, colours: Callable[[], Mapping[str, str]] = dict) -> None:
        """Args: where; the reader's own names for highlight colours, which queries may use."""
        self._store = store
        self._colours = colours

    def all(self) -> list[SavedSearch]:
        """Every saved search in the reader's order."""
        rows = self._store.read("SELECT * FROM saved_searches ORDER BY position, key")
        return [_saved(row) for row in rows]

    def get(self, name: str) -> SavedSearch:
        """The saved search of that name; raises `NotFound` and names those there are."""
        row = self._store.one(
            "SELECT * FROM saved_searches WHERE folded = :folded", {"folded": name_key(name)}
        )
        if row is None:
            names = ", ".join(saved.name for saved in self.all())
            there = f"there are: {names}." if names else "nothing is saved yet."
            raise NotFound(f"There is no saved search {clean_line(name)!r}; {there}")
        return _saved(row)

    def save(self, name: str, query: str, sort: str = "newest") -> SavedSearch:
        """Keep a query under a name; one of that name takes the new query and order.

        Raises:
            BadRequest: there is no name or query, or no such order.
            QueryError: the query makes no sense.
        """
        clean, asked = clean_line(name, NAME_LIMIT), clean_line(query, QUERY_LIMIT)
        if not clean or not asked:
            raise BadRequest("A saved search needs a name and a query.")
        self._check(asked, sort)
        with self._store.write(f"Saved the search {clean}") as connection:
            connection.execute(
                """INSERT INTO saved_searches (name, folded, query, sort, position, looked)
                   SELECT :name, :folded, :query, :sort, ifnull(max(position), 0) + 1, :now
                   FROM saved_searches WHERE true
                   ON CONFLICT (folded) DO UPDATE SET query = :query, sort = :sort""",
                {
                    "name": clean, "folded": name_key(clean), "query": asked, "sort": sort,
                    "now": now(),
                },
            )  # fmt: skip
        return self.get(clean)

    def rename(self, old: str, new: str) -> None:
        """Give a saved search another name; raises `BadRequest` where another has it."""
        before, clean = self.get(old), clean_line(new, NAME_LIMIT)
        if not clean:
            raise BadRequest("A saved search needs a name.")
        same = name_key(clean) == name_key(before.name)
        if not same and any(name_key(saved.name) == name_key(clean) for saved in self.all()):
            raise BadRequest(f"There is a saved search {clean} already.")
        what = f"Renamed the saved search {before.name} to {clean}"
        with self._store.write(what) as connection:
            connection.execute(
                "UPDATE saved_searches SET name = :name, folded = :new WHERE folded = :folded",
                {"name": clean, "new": name_key(clean), "folded": name_key(before.name)},
            )

    def order(self, names: Sequence[str]) -> None:
        """Put these first, in this order; the others follow as they stood."""
        first = [name_key(self.get(name).name) for name in names]
        rest = [name_key(saved.name) for saved in self.all()]
        order = list(dict.fromkeys([*first, *rest]))
        with self._store.write("Ordered the saved searches") as connection:
            connection.executemany(
                "UPDATE saved_searches SET position = :position WHERE folded = :folded",
                [{"position": place, "folded": name} for place, name in enumerate(order, 1)],
            )

    def remove(self, name: str) -> SavedSearch:
        """Forget a saved search; what it finds stays. Returns it as it was."""
        saved = self.get(name)
        with self._store.write(f"Removed the saved search {saved.name}") as connection:
            connection.execute(
                "DELETE FROM saved_searches WHERE folded = :folded",
                {"folded": name_key(saved.name)},
            )
        return saved

    def follow(self, field: Field, moves: Sequence[Move], *, under: bool = True) -> Following:
        """Let the queries name tags or sections as they are called now; see `db.following`."""
        from db.models import Following  # for those who rename

        followed, left = [], []
        for saved in self.all():
            query, lacks = _followed(saved.query, field, moves, under)
            if query != saved.query:
                self._store.writing.execute(
                    "UPDATE saved_searches SET query = :query WHERE key = :key",
                    {"query": query, "key": saved.key},
                )
                followed.append(saved.name)
            if lacks:
                left.append(saved.name)
        return Following(tuple(followed), tuple(left))

    def looked(self, name: str) -> None:
        """Note that the reader has seen what a saved search finds now; not a step."""
        with self._store.write() as connection:
            connection.execute(
                "UPDATE saved_searches SET looked = :now WHERE folded = :folded",
                {"now": now(), "folded": name_key(name)},
            )

    def _check(self, query: str, sort: str) -> None:
        from db.search.query.parsing import understood  # for those who save

        understood(query, self._colours)
        if sort not in SORTS:
            raise BadRequest(f"There is no order {sort!r}: there are {', '.join(SORTS)}.")


def _followed(query: str, field: Field, moves: Sequence[Move], under: bool) -> tuple[str, bool]:
    """A query after some moves, and whether one of them could not be followed."""
    from db.search.query.renaming import names, renamed  # for those who rename

    lacks = False
    for old, new in moves:
        if name_key(old) == name_key(new) or not names(query, field, old, under=under):
            continue
        written = renamed(query, field, old, new) if new else query
        if written == query or len(written) > QUERY_LIMIT:
            lacks = True
        else:
            query = written
    return query, lacks


def _saved(row: sqlite3.Row) -> SavedSearch:
    looked = row["looked"] or ""
    return SavedSearch(row["name"], row["query"], row["sort"], row["position"], looked, row["key"])
