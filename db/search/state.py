"""What SQLite knows and the index does not: states, names, dates; as sets of keys."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from db.search.tree import (
    Colour,
    Counted,
    Dated,
    Everything,
    Has,
    Is,
    Named,
    StateLeaf,
)
from db.store import Store
from db.text import name_key

Condition = tuple[str, Mapping[str, Any]]
"""SQL over a row `s` of stories, and over a row `h` of highlights where one is meant."""

_FEW = 5_000
"""Keys that are handed to SQLite to look among, rather than asking for all."""

_STATES = {
    "unread": "s.read = 0",
    "read": "s.read = 1",
    "starred": "s.starred = 1",
    "inbox": "s.shelf = 'inbox'",
    "later": "s.shelf = 'later'",
    "archive": "s.shelf = 'archive'",
}
_HIGHLIGHTED = """EXISTS (SELECT 1 FROM highlights own
    WHERE own.story = s.key AND own.removed IS NULL{})"""
_TAGGED = "EXISTS (SELECT 1 FROM story_tags JOIN tags ON tags.key = tag WHERE story = s.key{})"
_TAGGED_HIGHLIGHT = """EXISTS (SELECT 1 FROM highlight_tags JOIN tags ON tags.key = tag
    WHERE highlight = {}.key{})"""


class State:
    """Sets of stories and highlights; those that were removed are in none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stories(self, leaf: StateLeaf, within: Collection[int] | None, *, alone: bool) -> set[int]:
        """The stories that a leaf asks for; `alone`: not for the sake of what is marked in them."""
        return self._keys(
            "SELECT s.key FROM stories s WHERE s.removed IS NULL", "s.key",
            self._story(leaf, alone=alone), within,
        )  # fmt: skip

    def highlights(
        self, leaf: StateLeaf, within: Collection[int] | None, *, bare: bool
    ) -> set[int]:
        """The highlights that a leaf asks for; `bare`: only for the sake of their stories."""
        return self._keys(
            """SELECT h.key FROM highlights h JOIN stories s ON s.key = h.story
               WHERE h.removed IS NULL AND s.removed IS NULL""", "h.key",
            self._highlight(leaf, bare=bare), within,
        )  # fmt: skip

    def noted(self, leaf: StateLeaf, within: Collection[int] | None, *, bare: bool) -> set[int]:
        """The stories with a note of their own, where the note is what a leaf asks for."""
        condition: Condition = ("1" if not bare else "0", {})
        match leaf:
            case Has("note"):
                pass
            case Colour() | Is("unplaced"):
                condition = ("0", {})
            case _:
                condition = self._story(leaf, alone=True)
        return self._keys(
            "SELECT s.key FROM stories s WHERE s.removed IS NULL AND s.note <> ''", "s.key",
            condition, within,
        )  # fmt: skip

    def every_story(self) -> set[int]:
        """All stories."""
        return self.stories(Everything(), None, alone=True)

    def every_highlight(self) -> set[int]:
        """All highlights."""
        return self.highlights(Everything(), None, bare=False)

    def every_noted(self) -> set[int]:
        """All stories with a note of their own."""
        return self.noted(Everything(), None, bare=False)

    def story_of(self, highlights: Collection[int]) -> dict[int, int]:
        """The stories of those of these highlights that are still there, by highlight."""
        rows = self._store.read(
            """SELECT h.key, h.story FROM highlights h JOIN stories s ON s.key = h.story
               WHERE h.removed IS NULL AND s.removed IS NULL
                 AND h.key IN (SELECT value FROM json_each(:keys))""",
            {"keys": _json(highlights)},
        )
        return {row[0]: row[1] for row in rows}

    def highlights_in(self, stories: Collection[int]) -> set[int]:
        """The highlights in these stories."""
        rows = self._store.read(
            """SELECT key FROM highlights WHERE removed IS NULL
               AND story IN (SELECT value FROM json_each(:keys))""",
            {"keys": _json(stories)},
        )
        return {row[0] for row in rows}

    def gone(self) -> set[int]:
        """Stories that are in the index although they have been removed since."""
        rows = self._store.read(
            """SELECT target FROM changes LEFT JOIN stories ON stories.key = target
               WHERE kind = 'story' AND (stories.key IS NULL OR removed IS NOT NULL)"""
        )
        return {row[0] for row in rows}

    def newest(self, stories: Collection[int], limit: int) -> list[int]:
        """The newest of these stories, in order."""
        order = "ORDER BY dated DESC, key"
        if len(stories) <= _FEW:
            rows = self._store.read(
                f"""SELECT key FROM stories
                    WHERE key IN (SELECT value FROM json_each(:keys)) {order}""",
                {"keys": _json(stories)},
            )
            return [row[0] for row in rows[:limit]]
        found: list[int] = []
        for several in (8 * limit, -1):
            rows = self._store.read(
                f"SELECT key FROM stories WHERE removed IS NULL {order} LIMIT :several",
                {"several": several},
            )
            found = [row[0] for row in rows if row[0] in stories]
            if len(found) >= limit:
                break
        return found[:limit]

    def _keys(
        self, select: str, column: str, condition: Condition, within: Collection[int] | None
    ) -> set[int]:
        sql, values = condition
        few = within is not None and len(within) <= _FEW
        if few:
            sql = f"{column} IN (SELECT value FROM json_each(:within)) AND ({sql})"
            values = {**values, "within": _json(within or ())}
        found = {row[0] for row in self._store.read(f"{select} AND ({sql})", values)}
        return found if within is None or few else found.intersection(within)

    def _story(self, leaf: StateLeaf, *, alone: bool) -> Condition:
        match leaf:
            case Is("unplaced"):
                return _marked(" AND own.status = 'orphan'", alone=alone)
            case Is(state):
                return _STATES[state], {}
            case Has("highlight"):
                return _HIGHLIGHTED.format(""), {}
            case Has("note"):
                sql, _ = _marked(" AND own.note <> ''", alone=alone)
                return ("0", {}) if alone else (f"s.note <> '' OR {sql}", {})
            case Colour(colour):
                return _marked(" AND own.colour = :colour", alone=alone, colour=colour)
            case Has():
                return self._tag("", {}, alone=alone)
            case Named("tag", name, begins):
                return self._tag(f" AND {_is('folded', begins)}", {"name": name}, alone=alone)
            case Named("section", name, begins):
                among = f"(SELECT key FROM sections WHERE {_is('folded', begins)})"
                return f"s.section IN {among}", {"name": name}
            case Named("lang", name, begins):
                sql = _is("lower(s.lang)", begins)
                return f"{sql} OR lower(s.lang) LIKE :name || '-%'", {"name": name}
            case Named(_, name, begins):
                return self._source(name, begins=begins)
            case Dated(low, high):
                return _DATED, {"low": low, "high": high}
            case Counted(low, high):
                return _COUNTED, {"low": low, "high": high}
            case Everything():
                return "1", {}

    def _highlight(self, leaf: StateLeaf, *, bare: bool) -> Condition:
        own: Condition | None = None
        match leaf:
            case Is("unplaced"):
                own = ("h.status = 'orphan'", {})
            case Has("note"):
                own = ("h.note <> ''", {})
            case Has("highlight"):
                own = ("1", {})
            case Colour(colour):
                own = ("h.colour = :colour", {"colour": colour})
            case Has("tag") | Named("tag"):
                return self._highlight_tag(leaf, bare=bare)
        if own is not None:
            return ("0", {}) if bare else own
        return self._story(leaf, alone=True)

    def _tag(self, test: str, values: Mapping[str, Any], *, alone: bool) -> Condition:
        sql = _TAGGED.format(test)
        if not alone:
            own = " AND " + _TAGGED_HIGHLIGHT.format("own", test)
            sql = f"{sql} OR {_HIGHLIGHTED.format(own)}"
        return sql, values

    def _highlight_tag(self, leaf: StateLeaf, *, bare: bool) -> Condition:
        sql, values = self._story(leaf, alone=True)
        test = f" AND {_is('folded', leaf.begins)}" if isinstance(leaf, Named) else ""
        return (sql if bare else f"{sql} OR {_TAGGED_HIGHLIGHT.format('h', test)}"), values

    def _source(self, name: str, *, begins: bool) -> Condition:
        """By the label that a record brought, or by title, address or file name of its source."""
        rows = self._store.read(
            """SELECT DISTINCT source, label, ifnull(title, '') AS title,
                   ifnull(locator, '') AS locator
               FROM (SELECT DISTINCT source, label FROM stories WHERE removed IS NULL)
               LEFT JOIN sources ON sources.key = source"""
        )
        fitting = [
            [row["source"], row["label"]]
            for row in rows
            if _fits(name, (row["label"], row["title"], row["locator"]), begins=begins)
        ]
        return (
            """(ifnull(s.source, 0), s.label) IN (SELECT ifnull(json_extract(value, '$[0]'), 0),
                   json_extract(value, '$[1]') FROM json_each(:pairs))""",
            {"pairs": json.dumps(fitting)},
        )


_DATED = """s.published <> '' AND s.published >= :low AND (:high = '' OR
    (s.published < :high AND substr(:high, 1, length(s.published)) <> s.published))"""
"""A date of lower precision counts where all of its month or year lies within."""
_COUNTED = "s.words >= :low AND (:high IS NULL OR s.words <= :high)"


def _marked(test: str, *, alone: bool, **values: Any) -> Condition:
    return ("0", {}) if alone else (_HIGHLIGHTED.format(test), values)


def _is(column: str, begins: bool) -> str:
    return f"substr({column}, 1, length(:name)) = :name" if begins else f"{column} = :name"


def _fits(wanted: str, names: Iterable[str], *, begins: bool) -> bool:
    folded = [name_key(name) for name in names if name]
    folded += [name.rstrip("/").rpartition("/")[2] for name in folded]
    return any(name.startswith(wanted) if begins else name == wanted for name in folded)


def _json(keys: Collection[int]) -> str:
    return json.dumps(list(keys))
