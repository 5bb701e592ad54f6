"""The same done to many highlights, and notes on stories, at once: one step each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from db.many import Many, set_columns
from db.retagging import Family
from db.store import Store
from db.tags import clean_tags
from db.text import clean_line


@dataclass(frozen=True, slots=True)
class Selected:
    """Those of some rows that are there; `AnnotationRows` says what a row's key is."""

    highlights: list[int]
    stories: list[int]
    """Whose notes are meant."""

    @property
    def size(self) -> int:
        """Of both."""
        return len(self.highlights) + len(self.stories)


class AnnotationEdits:
    """What a reader does to selected rows; those that are gone are passed over.

    Every method answers how many it was done to.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._many = Many(store)

    def set_colour(self, keys: Collection[int], colour: str) -> int:
        """Give highlights another colour; notes on stories have none."""
        return self._many.set_colour([key for key in keys if key > 0], colour)

    def retag(self, keys: Collection[int], add: Iterable[str], remove: Iterable[str]) -> int:
        """Put tags on highlights, and on the stories of notes, and take others off."""
        more, less = clean_tags(add), clean_tags(remove)
        with self._store.write():
            there = self._there(keys)
            done = "; ".join(
                f"{verb} {', '.join(tags)}"
                for verb, tags in (("with", more), ("no longer with", less))
                if tags
            )
            self._store.begin_step(f"Tagged {self._called(there)} {done}")
            families: dict[Family, list[int]]
            families = {"highlight": there.highlights, "story": there.stories}
            for family, found in families.items():
                self._many.tag(found, more, family)
                self._many.untag(found, less, family)
        return there.size

    def remove(self, keys: Collection[int]) -> int:
        """Delete highlights with their notes, and the notes on stories; undo brings them back."""
        with self._store.write():
            there = self._there(keys)
            self._store.begin_step(f"Deleted {self._called(there)}")
            self._many.remove(there.highlights, "highlight")
            set_columns(self._store, there.stories, note="", noted=None)
        return there.size

    def tags(self, keys: Collection[int]) -> tuple[str, ...]:
        """The tags that all of these rows have, by name."""
        there = self._there(keys)
        rows = self._store.read(
            """SELECT name FROM tags JOIN (
                   SELECT tag FROM highlight_tags
                   WHERE highlight IN (SELECT value FROM json_each(:highlights))
                   UNION ALL
                   SELECT tag FROM story_tags
                   WHERE story IN (SELECT value FROM json_each(:stories))
               ) ON tags.key = tag GROUP BY tag HAVING count(*) = :count ORDER BY folded""",
            {
                "highlights": json.dumps(there.highlights),
                "stories": json.dumps(there.stories),
                "count": there.size,
            },
        )
        return tuple(row["name"] for row in rows)

    def _there(self, keys: Collection[int]) -> Selected:
        row = self._store.one(
            """SELECT
                 (SELECT json_group_array(key) FROM highlights WHERE removed IS NULL
                      AND key IN (SELECT value FROM json_each(:highlights))),
                 (SELECT json_group_array(key) FROM stories WHERE removed IS NULL
                      AND noted IS NOT NULL AND key IN (SELECT value FROM json_each(:stories)))""",
            {
                "highlights": json.dumps([key for key in keys if key > 0]),
                "stories": json.dumps([-key for key in keys if key < 0]),
            },
        )
        return Selected(json.loads(row[0]), json.loads(row[1])) if row else Selected([], [])

    def _called(self, there: Selected) -> str:
        """The only one by its words, more by their number."""
        if there.size == 1:
            row = self._store.one(
                """SELECT quote, 'the highlight' FROM highlights WHERE key = :highlight
                   UNION ALL SELECT title, 'the note on' FROM stories WHERE key = :story""",
                {"highlight": sum(there.highlights), "story": sum(there.stories)},
            )
            return f"{row[1]} “{clean_line(row[0], 50)}”" if row is not None else ""
        return counted(len(there.highlights), len(there.stories))


def counted(highlights: int, notes: int) -> str:
    """How many of each in words: `12 highlights and 1 note`."""
    told = [
        f"{count:,} {one if count == 1 else many}"
        for count, one, many in (
            (highlights, "highlight", "highlights"),
            (notes, "note", "notes"),
        )
        if count
    ]
    return " and ".join(told) or "nothing"
