"""Putting back the rows of one step, or doing them again.

A row is changed only where it still is as the step left it, or already is as it shall be: what
another hand changed since is not undone with it. Rows that a step inserted one after the other, as
an import does by the thousand, are taken out and put in again a table at a time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from db.recording import RECORDED, TYPED

Row = dict[str, Any]

_IGNORED = {"updated"}
"""Columns that later steps write too; one that differs is left as it is."""
_FORCED = {"place"}
"""Columns that are written without a step, and must fit the text that the step brings back."""
_OWNERS_FIRST = (
    "sources", "sections", "tags", "saved_searches", "stories", "highlights", "story_tags",
    "highlight_tags", "recalls", "recalled", "drafts",
)  # fmt: skip
"""The recorded tables, each after those that its rows name."""
_UNUSED = {
    "sources": "NOT EXISTS (SELECT 1 FROM stories WHERE source = sources.key)",
    "sections": "NOT EXISTS (SELECT 1 FROM stories WHERE section = sections.key)",
    "tags": "NOT EXISTS (SELECT 1 FROM story_tags WHERE tag = tags.key)"
    " AND NOT EXISTS (SELECT 1 FROM highlight_tags WHERE tag = tags.key)",
}
"""Rows that are only names are left where something else has come to use them."""
_OWNED = {
    "story_tags": ("stories", "story"),
    "highlight_tags": ("highlights", "highlight"),
    "recalls": ("highlights", "highlight"),
    "recalled": ("highlights", "highlight"),
}


class Overtaken(Exception):
    """What the step touched was changed since."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of `history_rows` that follow one another: all inserted, or all changed or deleted."""

    inserted: bool
    low: int
    """The first key."""
    high: int
    """The last key."""


class Replay:
    """The rows of one step, within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, step: int) -> None:
        self._connection = connection
        self._step = step

    def back(self) -> None:
        """Undo the step, its last row first; raises `Overtaken`."""
        for run in reversed(self._runs()):
            if run.inserted:
                self._take_out(run)
                continue
            for action, family, target, before, after in self._rows(run, "DESC"):
                if action == "delete":
                    self._put(family, target, before)
                else:
                    self._change(family, target, after, before)

    def again(self) -> None:
        """Do the step once more, its first row first; raises `Overtaken`."""
        for run in self._runs():
            if run.inserted:
                self._put_again(run)
                continue
            for action, family, target, before, after in self._rows(run, "ASC"):
                if action == "delete":
                    self._delete(family, target, before)
                else:
                    self._change(family, target, before, after)

    def _runs(self) -> list[_Run]:
        rows = self._connection.execute(
            """SELECT key, action = 'insert' FROM history_rows INDEXED BY history_rows_by_step
               WHERE step = :step ORDER BY key""",
            {"step": self._step},
        )
        runs = []
        for inserted, group in groupby(rows, key=itemgetter(1)):
            keys = [row[0] for row in group]
            runs.append(_Run(bool(inserted), keys[0], keys[-1]))
        return runs

    def _rows(self, run: _Run, order: str) -> Iterator[tuple[str, str, Row, Row, Row]]:
        """Action, table, identity, and what was before and after, as far as it was noted."""
        rows = self._connection.execute(
            f"""SELECT action, family, target, before, after FROM history_rows
                WHERE step = :step AND key BETWEEN :low AND :high ORDER BY key {order}""",
            {"step": self._step, "low": run.low, "high": run.high},
        ).fetchall()
        for action, family, *images in rows:
            target, before, after = (json.loads(image or "{}") for image in images)
            yield action, family, target, before, after

    def _take_out(self, run: _Run) -> None:
        """Delete what was inserted, and keep how it looks now for doing it again."""
        if self._touched_later:
            self._refuse_if_touched(run)
        for family, where, values in self._families(run, reversed(_OWNERS_FIRST)):
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

    def _put_again(self, run: _Run) -> None:
        """Insert again what was taken out, as it looked then."""
        for family, where, values in self._families(run, _OWNERS_FIRST):
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

    def _families(self, run: _Run, order: Iterable[str]) -> Iterator[tuple[str, str, Row]]:
        """Each table, with the condition that finds the rows of the run that tell of it."""
        where = (
            "step = :step AND history_rows.key BETWEEN :low AND :high AND family = :family"
            " AND action = 'insert'"
        )
        for family in order:
            values = {"step": self._step, "low": run.low, "high": run.high, "family": family}
            yield family, where, values

    def _refuse_if_touched(self, run: _Run) -> None:
        rows = self._connection.execute(
            """SELECT family, target FROM history_rows
               WHERE step = :step AND key BETWEEN :low AND :high""",
            {"step": self._step, "low": run.low, "high": run.high},
        )
        if any(
            _identity(family, json.loads(image)) in self._touched_later for family, image in rows
        ):
            raise Overtaken

    def _put(self, family: str, target: Row, image: Row) -> None:
        if self._present(family, target) is not None:
            return
        names = ", ".join(f'"{name}"' for name in image)
        values = ", ".join(f":{name}" for name in image)
        self._run(f"INSERT INTO {family} ({names}) VALUES ({values})", image)

    def _delete(self, family: str, target: Row, image: Row) -> None:
        if not self._is_typed_on(family, target, image):
            unused = _UNUSED.get(family, "true")
            self._run(f"DELETE FROM {family} WHERE {_where(family)} AND {unused}", target)

    def _change(self, family: str, target: Row, old: Row, new: Row) -> None:
        """Set the columns of `new` where the row still has those of `old`."""
        present = self._present(family, target)
        if present is None or self._is_typed_on(family, target, old):
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

    def _is_typed_on(self, family: str, target: Row, image: Row) -> bool:
        """Whether a row holds what was typed since it was as in the image, without a step."""
        column = TYPED.get(family, "")
        present = self._present(family, target) if column in image else None
        return present is not None and present[column] != image[column]

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
