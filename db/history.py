"""Undo and redo of whole steps, across restarts and processes.

Triggers note the rows that a step changed (`db.recording`), `db.replay` puts them back.
"""

from __future__ import annotations

import sqlite3
from typing import Literal

from db.errors import BadRequest
from db.models import Step
from db.replay import Overtaken, Replay
from db.store import Store


class History:
    """The steps of this library, newest last."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, limit: int = 100) -> list[Step]:
        """The newest steps that are done or undone, newest first."""
        rows = self._store.read(
            "SELECT * FROM history WHERE state <> 'void' ORDER BY key DESC LIMIT :limit",
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

    def size(self, step: Step) -> int:
        """How many rows a step touched, which tells how long undoing it takes."""
        return self._store.number(
            "SELECT count(*) FROM history_rows WHERE step = :step", {"step": step.key}
        )

    def is_ours(self, step: Step) -> bool:
        """Whether this opening of the library did the step."""
        return step.process == self._store.process

    def undo(self, expected: int = 0) -> Step:
        """Undo the newest step and return it.

        Args:
            expected: the key of the step that the reader agreed to undo; 0 takes the newest.

        Raises:
            BadRequest: there is nothing to undo; another step came in between; or what the step
                touched was changed since by something that was not undone. Then the step stays, and
                the one before it is the next.
        """
        return self._replay("undo", expected)

    def redo(self, expected: int = 0) -> Step:
        """Do the oldest undone step again and return it; raises as `undo` does."""
        return self._replay("redo", expected)

    def take_back(self, key: int) -> None:
        """Undo a step that failed half way, for good; where that cannot be, it stays listed."""
        try:
            with self._store.write() as connection:
                Replay(connection, key).back()
                _mark(connection, key, "void")
        except Overtaken:
            return

    def _replay(self, verb: Literal["undo", "redo"], expected: int) -> Step:
        step = None
        try:
            with self._store.write() as connection:
                found = self.next_undo() if verb == "undo" else self.next_redo()
                step = _checked(found, expected, verb)
                replay = Replay(connection, step.key)
                if verb == "undo":
                    replay.back()
                else:
                    replay.again()
                _mark(connection, step.key, "undone" if verb == "undo" else "done")
        except Overtaken:
            if step is None:
                raise
            raise self._overtaken(step, verb) from None
        return step

    def _overtaken(self, step: Step, verb: Literal["undo", "redo"]) -> BadRequest:
        """Set the step aside, so that it does not stand before the others for ever."""
        with self._store.write() as connection:
            _mark(connection, step.key, "kept" if verb == "undo" else "void")
        done = "undone" if verb == "undo" else "done again"
        return BadRequest(
            f"“{step.what}” cannot be {done} any more: what it touched was changed since."
            f" To go on with the next step, {verb} once more."
        )


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


def _mark(connection: sqlite3.Connection, key: int, state: str) -> None:
    connection.execute(
        "UPDATE history SET state = :state WHERE key = :key", {"state": state, "key": key}
    )
