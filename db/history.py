"""Undo and redo of whole steps, across restarts and processes.

Triggers note the rows that a step inserted, changed or deleted (`schema.record_changes`). Undoing
puts the rows back, but only where they still are as the step left them: what another hand changed
since is not undone with it.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from db.errors import BadRequest
from db.models import Step
from db.schema import RECORDED
from db.store import Store

Row = dict[str, Any]


class History:
    """The steps of this library, newest last."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, limit: int = 100) -> list[Step]:
        """The newest steps that are done or undone, newest first."""
        rows = self._store.read(
            """SELECT * FROM history WHERE state <> 'void' ORDER BY key DESC LIMIT :limit""",
            {"limit": limit},
        )
        return [_step(row) for row in rows]

    def next_undo(self) -> Step | None:
        """The step that `undo` would undo."""
        row = self._store.one(
            "SELECT * FROM history WHERE state = 'done' ORDER BY key DESC LIMIT 1"
        )
        return None if row is None else _step(row)

    def next_redo(self) -> Step | None:
        """The step that `redo` would do again."""
        row = self._store.one("SELECT * FROM history WHERE state = 'undone' ORDER BY key LIMIT 1")
        return None if row is None else _step(row)

    def is_ours(self, step: Step) -> bool:
        """Whether this opening of the library did the step."""
        return step.process == self._store.process

    def undo(self, expected: int = 0) -> Step:
        """Undo the newest step and return it.

        Args:
            expected: the key of the step that the reader agreed to undo; 0 takes the newest.

        Raises:
            BadRequest: there is nothing to undo, another step came in between, or rows of the step
                were changed since by something that is not a step.
        """
        with self._store.write() as connection:
            step = _checked(self.next_undo(), expected, "undo")
            for row in self._rows(step, "DESC"):
                self._back(connection, row, step)
            _mark(connection, step, "undone")
        return step

    def redo(self, expected: int = 0) -> Step:
        """Do the oldest undone step again and return it; raises as `undo` does."""
        with self._store.write() as connection:
            step = _checked(self.next_redo(), expected, "redo")
            for row in self._rows(step, "ASC"):
                self._again(connection, row, step)
            _mark(connection, step, "done")
        return step

    def _rows(self, step: Step, order: str) -> list[sqlite3.Row]:
        return self._store.read(
            f"SELECT * FROM history_rows WHERE step = :step ORDER BY key {order}",
            {"step": step.key},
        )

    def _back(self, connection: sqlite3.Connection, row: sqlite3.Row, step: Step) -> None:
        family = row["family"]
        if row["action"] == "insert":
            image = _present(connection, family, json.loads(row["after"]))
            if image is None:
                raise _conflict(step)
            connection.execute(
                "UPDATE history_rows SET after = :after WHERE key = :key",
                {"after": json.dumps(image), "key": row["key"]},
            )
            _delete(connection, family, image, step)
        elif row["action"] == "delete":
            _insert(connection, family, json.loads(row["before"]), step)
        else:
            _change(connection, family, json.loads(row["after"]), json.loads(row["before"]), step)

    def _again(self, connection: sqlite3.Connection, row: sqlite3.Row, step: Step) -> None:
        family = row["family"]
        if row["action"] == "insert":
            _insert(connection, family, json.loads(row["after"]), step)
        elif row["action"] == "delete":
            _delete(connection, family, json.loads(row["before"]), step)
        else:
            _change(connection, family, json.loads(row["before"]), json.loads(row["after"]), step)


def _step(row: sqlite3.Row) -> Step:
    return Step(row["key"], row["at"], row["what"], row["process"], row["state"] == "undone")


def _checked(step: Step | None, expected: int, verb: str) -> Step:
    if step is None:
        raise BadRequest(f"There is nothing to {verb}.")
    if expected and step.key != expected:
        raise BadRequest(
            f"Something else was done in the meantime ({step.what}): {verb} again to take that."
        )
    return step


def _conflict(step: Step) -> BadRequest:
    return BadRequest(
        f"“{step.what}” cannot be undone or redone any more: what it touched was changed since."
    )


def _mark(connection: sqlite3.Connection, step: Step, state: str) -> None:
    connection.execute(
        "UPDATE history SET state = :state WHERE key = :key", {"state": state, "key": step.key}
    )


def _where(family: str) -> str:
    return " AND ".join(f'"{name}" = :{name}' for name in RECORDED[family])


def _present(connection: sqlite3.Connection, family: str, identity: Row) -> Row | None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({family})")]
    names = ", ".join(f'"{name}"' for name in columns)
    row = connection.execute(
        f"SELECT {names} FROM {family} WHERE {_where(family)}",
        identity,
    ).fetchone()
    return None if row is None else dict(row)


def _insert(connection: sqlite3.Connection, family: str, image: Row, step: Step) -> None:
    names = ", ".join(f'"{name}"' for name in image)
    values = ", ".join(f":{name}" for name in image)
    try:
        connection.execute(
            f"INSERT INTO {family} ({names}) VALUES ({values})",
            image,
        )
    except sqlite3.IntegrityError as error:
        raise _conflict(step) from error


def _delete(connection: sqlite3.Connection, family: str, image: Row, step: Step) -> None:
    try:
        done = connection.execute(
            f"DELETE FROM {family} WHERE {_where(family)}",
            image,
        )
    except sqlite3.IntegrityError as error:
        raise _conflict(step) from error
    if done.rowcount != 1:
        raise _conflict(step)


def _change(connection: sqlite3.Connection, family: str, old: Row, new: Row, step: Step) -> None:
    """Set the columns in which `new` differs from `old`, where the row still is as in `old`."""
    present = _present(connection, family, old)
    changed = [name for name in new if new[name] != old.get(name)]
    if present is None or any(present[name] != old.get(name) for name in changed):
        raise _conflict(step)
    if changed:
        names = ", ".join(f'"{name}" = :{name}' for name in changed)
        connection.execute(
            f"UPDATE {family} SET {names} WHERE {_where(family)}",
            {name: new[name] for name in {*changed, *RECORDED[family]}},
        )
