"""Putting back the rows of one step, or doing them again.

A row is changed only where it still is as the step left it, or already is as it shall be: what
another hand changed since is not undone with it. Rows that a step inserted one after the other, as
an import does by the thousand, are taken out and put in again a table at a time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from db.recording import RECORDED

Row = dict[str, Any]

_IGNORED = {"updated"}
"""Columns that later steps write too; one that differs is left as it is."""
_FORCED = {"place"}
"""Columns that are written without a step, and must fit the text that the step brings back."""
_OWNERS_FIRST = (
    "sources", "sections", "tags", "stories", "highlights", "story_tags", "highlight_tags",
)  # fmt: skip
"""The recorded tables, each after those that its rows name."""
_UNUSED = {
    "sources": "NOT EXISTS (SELECT 1 FROM stories WHERE source = sources.key)",
    "sections": "NOT EXISTS (SELECT 1 FROM stories WHERE section = sections.key)",
    "tags": "NOT EXISTS (SELECT 1 FROM story_tags WHERE tag = tags.key)"
    " AND NOT EXISTS (SELECT 1 FROM highlight_tags WHERE tag = tags.key)",
}
"""Rows that are only names are left where something else has come to use them."""
_OWNED = {"story_tags": ("stories", "story"), "highlight_tags": ("highlights", "highlight")}


class Overtaken(Exception):
    """What the step touched was changed since."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """A row of `history_rows`."""

    key: int
    family: str
    action: str
    target: Row
    before: Row | None
    after: Row | None


class Replay:
    """The rows of one step, within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, step: int) -> None:
        self._connection = connection
        self._step = step

    def back(self) -> None:
        """Undo the step, its last row first; raises `Overtaken`."""
        for inserted, rows in self._runs("DESC"):
            if inserted:
                self._take_out(rows)
                continue
            for row in rows:
                if row.action == "delete":
                    self._put(row.family, row.target, row.before)
                else:
                    self._change(row.family, row.target, row.after, row.before)

    def again(self) -> None:
        """Do the step once more, its first row first; raises `Overtaken`."""
        for inserted, rows in self._runs("ASC"):
            if inserted:
                self._put_all(rows)
                continue
            for row in rows:
                if row.action == "delete":
                    self._delete(row.family, row.target)
                else:
                    self._change(row.family, row.target, row.before, row.after)

    def _runs(self, order: str) -> Iterator[tuple[bool, list[_Noted]]]:
        """Rows that were inserted one after the other, and those that were changed or deleted."""
        found = self._connection.execute(
            f"""SELECT key, family, action, target, before,
                    CASE action WHEN 'insert' THEN NULL ELSE after END
                FROM history_rows WHERE step = :step ORDER BY key {order}""",
            {"step": self._step},
        ).fetchall()
        rows = (
            _Noted(*row[:3], *(json.loads(image or "null") for image in row[3:])) for row in found
        )
        for inserted, run in groupby(rows, key=lambda row: row.action == "insert"):
            yield inserted, list(run)

    def _take_out(self, rows: list[_Noted]) -> None:
        """Delete what was inserted, and keep how it looks now for doing it again."""
        if any(_identity(row.family, row.target) in self._touched_later for row in rows):
            raise Overtaken
        for family, where, values in self._families(rows, reversed(_OWNERS_FIRST)):
            image = ", ".join(f"'{name}', present.\"{name}\"" for name in self._columns[family])
            self._run(
                f"""UPDATE history_rows SET after = (SELECT json_object({image})
                        FROM {family} AS present WHERE {_matches(family, "present")})
                    WHERE {where}""",
                values,
            )
            names = ", ".join(f'"{name}"' for name in RECORDED[family])
            targets = ", ".join(f"json_extract(target, '$.{name}')" for name in RECORDED[family])
            self._run(
                f"""DELETE FROM {family}
                    WHERE ({names}) IN (SELECT {targets} FROM history_rows WHERE {where})
                        AND {_UNUSED.get(family, "true")}""",
                values,
            )

    def _put_all(self, rows: list[_Noted]) -> None:
        """Insert again what was taken out, as it looked then."""
        for family, where, values in self._families(rows, _OWNERS_FIRST):
            named = self._connection.execute(
                f"""SELECT DISTINCT image.key FROM history_rows, json_each(after) AS image
                    WHERE {where}""",
                values,
            )
            columns = [str(row[0]) for row in named]
            if not columns:
                continue
            names = ", ".join(f'"{name}"' for name in columns)
            images = ", ".join(f"json_extract(after, '$.{name}')" for name in columns)
            self._run(
                f"""INSERT INTO {family} ({names}) SELECT {images} FROM history_rows
                    WHERE {where} AND after IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM {family} AS present WHERE {_matches(family, "present")})
                    ORDER BY history_rows.key""",
                values,
            )

    def _families(
        self, rows: list[_Noted], order: Iterator[str] | tuple[str, ...]
    ) -> Iterator[tuple[str, str, Row]]:
        """Each table of a run, with the condition that finds the table's rows in `history_rows`."""
        keys = [row.key for row in rows]
        values = {"step": self._step, "low": min(keys), "high": max(keys)}
        present = {row.family for row in rows}
        where = (
            "step = :step AND history_rows.key BETWEEN :low AND :high AND family = :family"
            " AND action = 'insert'"
        )
        for family in order:
            if family in present:
                yield family, where, {**values, "family": family}

    def _put(self, family: str, target: Row, image: Row | None) -> None:
        if image is None or self._present(family, target) is not None:
            return
        names = ", ".join(f'"{name}"' for name in image)
        values = ", ".join(f":{name}" for name in image)
        self._run(f"INSERT INTO {family} ({names}) VALUES ({values})", image)

    def _delete(self, family: str, target: Row) -> None:
        unused = _UNUSED.get(family, "true")
        self._run(f"DELETE FROM {family} WHERE {_where(family)} AND {unused}", target)

    def _change(self, family: str, target: Row, old: Row | None, new: Row | None) -> None:
        """Set the columns of `new` where the row still has those of `old`."""
        present = self._present(family, target)
        if present is None or old is None or new is None:
            return
        values = {name: new[name] for name in new if present[name] != new[name]}
        for name in list(values):
            if present[name] == old[name] or name in _FORCED:
                continue
            if name not in _IGNORED:
                raise Overtaken
            del values[name]
        if values:
            names = ", ".join(f'"{name}" = :{name}' for name in values)
            self._run(f"UPDATE {family} SET {names} WHERE {_where(family)}", {**values, **target})

    def _present(self, family: str, target: Row) -> Row | None:
        columns = ", ".join(f'"{name}"' for name in self._columns[family])
        row = self._connection.execute(
            f"SELECT {columns} FROM {family} WHERE {_where(family)}", target
        ).fetchone()
        return None if row is None else dict(row)

    def _run(self, sql: str, values: Row) -> None:
        try:
            self._connection.execute(sql, values)
        except sqlite3.IntegrityError as error:
            raise Overtaken from error

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        """The columns of each table, without those that SQLite computes."""
        return {
            family: [
                str(row[1]) for row in self._connection.execute(f"PRAGMA table_info({family})")
            ]
            for family in RECORDED
        }

    @cached_property
    def _touched_later(self) -> set[tuple[object, ...]]:
        """The rows in which newer steps stand that were not undone, because they could not be."""
        rows = self._connection.execute(
            """SELECT family, target FROM history_rows JOIN history ON history.key = step
               WHERE step > :step AND state IN ('done', 'kept')""",
            {"step": self._step},
        )
        found: set[tuple[object, ...]] = set()
        for family, target in rows:
            image = json.loads(target)
            found.add(_identity(family, image))
            if family in _OWNED:
                owner, column = _OWNED[family]
                found.add((owner, image[column]))
        return found


def _identity(family: str, image: Row) -> tuple[object, ...]:
    return family, *(image[name] for name in RECORDED[family])


def _where(family: str) -> str:
    return " AND ".join(f'"{name}" = :{name}' for name in RECORDED[family])


def _matches(family: str, alias: str) -> str:
    """SQL that is true of the row of the table which a row of `history_rows` tells of."""
    return " AND ".join(
        f"{alias}.\"{name}\" = json_extract(target, '$.{name}')" for name in RECORDED[family]
    )
