"""All highlights of the library, and the notes on whole stories, in the orders of a list."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence

from db.annotation_rows import AnnotationRows
from db.errors import BadRequest
from db.models import COLOURS
from db.store import Store

ORDERS = ("newest", "oldest", "story", "tag", "colour", "section")
"""The last four have groups, each with the newest first but in a story, which has text order."""

_NEWEST = """
    SELECT json_group_array(key) FROM (
        SELECT created AS made, key FROM highlights WHERE removed IS NULL
        UNION ALL
        SELECT noted, -key FROM stories WHERE noted IS NOT NULL AND removed IS NULL
        ORDER BY made DESC, key DESC)
"""
_IN_TEXT_ORDER = """
    SELECT json_group_array(key), json_group_array(story) FROM (
        SELECT key, story, status = 'orphan' AS away, "start" AS start, "end" AS beyond
        FROM highlights WHERE removed IS NULL
        UNION ALL
        SELECT -key, key, -1, 0, 0 FROM stories WHERE noted IS NOT NULL AND removed IS NULL
        ORDER BY story, away, start, beyond DESC, key)
"""
_IN_REMOVED_STORIES = """
    SELECT json_group_array(highlights.key) FROM stories JOIN highlights ON story = stories.key
    WHERE stories.removed IS NOT NULL
"""
Labels = Mapping[int, Sequence[int]]
"""What of several things each row belongs to."""
_NOTHING = (-1,)
"""The label of what belongs to none of them."""


class Annotations:
    """Highlights and notes on stories; `AnnotationRows` says what a key is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(
        self,
        sort: str = "newest",
        *,
        highlights: Collection[int] | None = None,
        notes: Collection[int] | None = None,
    ) -> AnnotationRows:
        """All of them in an order, or only those among these.

        Args:
            sort: one of `ORDERS`; raises `BadRequest` for another.
            highlights: keys of highlights; None is all.
            notes: keys of stories whose notes are wanted; None is all.
        """
        if sort not in ORDERS:
            raise BadRequest(f"Highlights cannot be sorted by {sort!r}: try {', '.join(ORDERS)}.")
        if sort == "story":
            return self._by_story(highlights, notes)
        keys = self._within(self._array(_NEWEST), highlights, notes)
        match sort:
            case "newest":
                return AnnotationRows(self._store, array("q", keys))
            case "oldest":
                return AnnotationRows(self._store, array("q", reversed(keys)))
            case "tag":
                return self._grouped(keys, self._tags_of(), self._tag_names())
            case "section":
                return self._grouped(keys, self._sections_of(), self._section_names())
            case _:
                colours = dict(enumerate(COLOURS))
                return self._grouped(keys, self._colours_of(), colours)

    def count(self) -> int:
        """How many highlights and notes on stories there are."""
        return len(self._within(self._array(_NEWEST), None, None))

    def _by_story(
        self, highlights: Collection[int] | None, notes: Collection[int] | None
    ) -> AnnotationRows:
        row = self._store.one(_IN_TEXT_ORDER)
        keys, stories = (json.loads(row[0]), json.loads(row[1])) if row is not None else ([], [])
        story_of = dict(zip(keys, ((story,) for story in stories), strict=True))
        return self._grouped(self._within(keys, highlights, notes), story_of, self._titles())

    def _grouped(
        self, keys: Iterable[int], labels: Labels, names: Mapping[int, str]
    ) -> AnnotationRows:
        """The rows under each name in the order of the names, those under none at the end."""
        members: dict[int, list[int]] = {label: [] for label in names}
        others: list[int] = []
        for key in keys:
            for label in labels.get(key, _NOTHING):
                members.get(label, others).append(key)
        ordered, shown, starts = array("q"), [], []
        for name, group in (*((names[one], rows) for one, rows in members.items()), ("", others)):
            if group:
                shown.append(name)
                starts.append(len(ordered))
                ordered.extend(group)
        return AnnotationRows(self._store, ordered, shown, starts)

    def _within(
        self,
        keys: list[int],
        highlights: Collection[int] | None,
        notes: Collection[int] | None,
    ) -> list[int]:
        """Those that are asked for; what is marked in a removed story never is."""
        gone = frozenset(self._array(_IN_REMOVED_STORIES))
        if highlights is None and notes is None:
            return [key for key in keys if key not in gone] if gone else keys
        return [
            key
            for key in keys
            if (
                (highlights is None or key in highlights) and key not in gone
                if key > 0
                else notes is None or -key in notes
            )
        ]

    def _titles(self) -> dict[int, str]:
        rows = self._store.read(
            """SELECT key, title FROM stories WHERE removed IS NULL AND (noted IS NOT NULL
                   OR key IN (SELECT story FROM highlights WHERE removed IS NULL))
               ORDER BY title COLLATE NOCASE, key"""
        )
        return {row["key"]: row["title"] for row in rows}

    def _tag_names(self) -> dict[int, str]:
        rows = self._store.read("SELECT key, name FROM tags ORDER BY folded")
        return {row["key"]: row["name"] for row in rows}

    def _section_names(self) -> dict[int, str]:
        rows = self._store.read("SELECT key, name FROM sections ORDER BY position, key")
        return {row["key"]: row["name"] for row in rows}

    def _tags_of(self) -> dict[int, list[int]]:
        rows = self._pairs(
            """SELECT highlight AS key, tag AS label FROM highlight_tags
               UNION ALL
               SELECT -story, tag FROM story_tags JOIN stories ON stories.key = story
               WHERE noted IS NOT NULL AND removed IS NULL"""
        )
        found: dict[int, list[int]] = {}
        for key, tag in rows:
            found.setdefault(key, []).append(tag)
        return found

    def _sections_of(self) -> dict[int, tuple[int]]:
        rows = self._pairs(
            """SELECT highlights.key, section AS label
               FROM highlights JOIN stories ON stories.key = story
               WHERE highlights.removed IS NULL
               UNION ALL
               SELECT -key, section FROM stories WHERE noted IS NOT NULL AND removed IS NULL"""
        )
        return {key: (section,) for key, section in rows}

    def _colours_of(self) -> dict[int, tuple[int]]:
        """By place in `COLOURS`; notes on stories have none."""
        places = " ".join(f"WHEN '{colour}' THEN {place}" for place, colour in enumerate(COLOURS))
        rows = self._pairs(
            f"SELECT key, CASE colour {places} END AS label FROM highlights WHERE removed IS NULL"
        )
        return {key: (place,) for key, place in rows if place is not None}

    def _pairs(self, sql: str) -> Iterable[tuple[int, int]]:
        """The columns `key` and `label` of a query, as two JSON arrays."""
        row = self._store.one(f"SELECT json_group_array(key), json_group_array(label) FROM ({sql})")
        return zip(json.loads(row[0]), json.loads(row[1]), strict=True) if row else ()

    def _array(self, sql: str) -> list[int]:
        """The keys of a query for one JSON array; much faster than a row for each."""
        row = self._store.one(sql)
        found: list[int] = [] if row is None else json.loads(row[0])
        return found
