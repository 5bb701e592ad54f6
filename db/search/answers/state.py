"""What SQLite knows and the index does not: states, names, dates; as sets of keys."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

from db.search.answers.conditions import (
    Condition,
    highlight_condition,
    note_condition,
    story_condition,
)
from db.search.query.tree import Everything, StateLeaf
from db.store import Store

_FEW = 20_000
"""Keys that are handed to SQLite to look among, rather than asking for all."""


class State:
    """Sets of stories and highlights; those that were removed are in none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stories(self, leaf: StateLeaf, within: Collection[int] | None, *, alone: bool) -> set[int]:
        """The stories that a leaf asks for; `alone`: not for the sake of what is marked in them."""
        return self._keys(
            "s.key", "FROM stories s WHERE s.removed IS NULL",
            story_condition(self._store, leaf, alone=alone), within,
        )  # fmt: skip

    def highlights(
        self, leaf: StateLeaf, within: Collection[int] | None, *, bare: bool
    ) -> set[int]:
        """The highlights that a leaf asks for; `bare`: only for the sake of their stories."""
        return self._keys(
            "h.key",
            """FROM highlights h JOIN stories s ON s.key = h.story
               WHERE h.removed IS NULL AND s.removed IS NULL""",
            highlight_condition(self._store, leaf, bare=bare), within,
        )  # fmt: skip

    def noted(self, leaf: StateLeaf, within: Collection[int] | None, *, bare: bool) -> set[int]:
        """The stories with a note of their own, where the note is what a leaf asks for."""
        return self._keys(
            "s.key", "FROM stories s WHERE s.removed IS NULL AND s.note <> ''",
            note_condition(self._store, leaf, bare=bare), within,
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
        return self._set(
            """SELECT json_group_array(key) FROM highlights WHERE removed IS NULL
               AND story IN (SELECT value FROM json_each(:keys))""",
            {"keys": _json(stories)},
        )

    def gone(self) -> set[int]:
        """Stories that are in the index although they have been removed since."""
        return self._set(
            """SELECT json_group_array(target)
               FROM changes LEFT JOIN stories ON stories.key = target
               WHERE kind = 'story' AND (stories.key IS NULL OR removed IS NOT NULL)""",
            {},
        )

    def newest(self, stories: Collection[int], limit: int) -> list[int]:
        """The newest of these stories, in order."""
        order = "ORDER BY dated DESC, key"
        if len(stories) <= _FEW:
            rows = self._store.read(
                f"""SELECT key FROM stories
                    WHERE key IN (SELECT value FROM json_each(:keys)) {order}
                    LIMIT :limit""",
                {"keys": _json(stories), "limit": limit},
            )
            return [row[0] for row in rows]
        row = self._store.one(
            f"""SELECT json_group_array(key) FROM
                (SELECT key FROM stories WHERE removed IS NULL {order})"""
        )
        every: list[int] = [] if row is None else json.loads(row[0])
        return list(islice((key for key in every if key in stories), limit))

    def _keys(
        self, column: str, among: str, condition: Condition, within: Collection[int] | None
    ) -> set[int]:
        sql, values = condition
        few = within is not None and len(within) <= _FEW
        if few:
            sql = f"{column} IN (SELECT value FROM json_each(:within)) AND ({sql})"
            values = {**values, "within": _json(within or ())}
        found = self._set(f"SELECT json_group_array({column}) {among} AND ({sql})", values)
        return found if within is None or few else found.intersection(within)

    def _set(self, sql: str, values: Mapping[str, Any]) -> set[int]:
        """The keys of a query for one JSON array; ten times as fast as a row for each."""
        row = self._store.one(sql, values)
        return set() if row is None else set(json.loads(row[0]))


def _json(keys: Collection[int]) -> str:
    return json.dumps(list(keys))
