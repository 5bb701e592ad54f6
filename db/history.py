"""Undo and redo of whole steps, across restarts and processes.

Triggers note the rows that a step changed (`db.recording`), `db.replay` puts them back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, overload

from db.errors import BadRequest, NotFound
from db.models import Step
from db.replay import Overtaken, Replay
from db.store import Store

Whence = Literal["here", "earlier", "elsewhere"]
_PAGE = 128


class StepRows(Sequence[Step]):
    """Steps in a fixed order, of which only what is looked at is fetched.

    What a step says is that of the moment it is first looked at.
    """

    def __init__(self, store: Store, keys: Sequence[int]) -> None:
        self._store = store
        self._keys = keys
        self._pages: dict[int, list[Step]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> list[Step]: ...
    def __getitem__(self, index: int | slice) -> Step | list[Step]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        page, place = divmod(range(len(self))[index], _PAGE)
        if page not in self._pages:
            self._pages[page] = self._fetched(self._keys[page * _PAGE : (page + 1) * _PAGE])
        return self._pages[page][place]

    def place(self, key: int) -> int | None:
        """Where the step with this key is, or None."""
        return self._keys.index(key) if key in self._keys else None

    def _fetched(self, keys: Sequence[int]) -> list[Step]:
        rows = self._store.read(
            """SELECT history.* FROM json_each(:keys) AS wanted
               JOIN history ON history.key = wanted.value ORDER BY wanted.key""",
            {"keys": json.dumps(keys)},
        )
        return [_step(row) for row in rows]


class History:
    """The steps of this library, newest last."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self) -> StepRows:
        """All steps but those that were undone and can no longer be redone, newest first."""
        return self._rows("state <> 'void'", "DESC")

    def all(self, limit: int = 100) -> list[Step]:
        """The first so many of `rows`; -1 is all."""
        rows = self.rows()
        return rows[: limit if limit >= 0 else len(rows)]

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

    def back_to(self, key: int) -> StepRows:
        """The steps to undo, in this order, until the step with this key is undone.

        Raises:
            NotFound: there is no such step; `BadRequest`: it is undone, or can no longer be.
        """
        step = self._get(key)
        if step.state != "done":
            what = "is undone already" if step.undone else "cannot be undone any more"
            raise BadRequest(f"“{step.what}” {what}.")
        return self._rows(f"state = 'done' AND key >= {step.key}", "DESC")

    def strange(self, key: int) -> int:
        """How many of the steps of `back_to` this opening of the library did not do."""
        return self._store.number(
            """SELECT count(*) FROM history
               WHERE state = 'done' AND key >= :key AND process <> :process""",
            {"key": key, "process": self._store.process},
        )

    def on_to(self, key: int) -> StepRows:
        """The steps to redo, in this order, until the step with this key is done again.

        Raises:
            NotFound: there is no such step; `BadRequest`: it is not undone.
        """
        step = self._get(key)
        if not step.undone:
            raise BadRequest(f"“{step.what}” is not undone, so it cannot be done again.")
        return self._rows(f"state = 'undone' AND key <= {step.key}", "ASC")

    def size(self, step: Step) -> int:
        """How many rows a step touched, which tells how long undoing it takes."""
        return self._store.number(
            "SELECT count(*) FROM history_rows WHERE step = :step", {"step": step.key}
        )

    def is_ours(self, step: Step) -> bool:
        """Whether this opening of the library did the step."""
        return step.process == self._store.process

    def whence(self, step: Step) -> Whence:
        """Who did the step: this opening of the library, one before it, or another beside it."""
        if self.is_ours(step):
            return "here"
        return "earlier" if step.at < self._store.opened else "elsewhere"

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

    def _rows(self, which: str, order: Literal["ASC", "DESC"]) -> StepRows:
        found = self._store.one(
            f"""SELECT json_group_array(key) FROM
                (SELECT key FROM history WHERE {which} ORDER BY key {order})"""
        )
        return StepRows(self._store, json.loads(found[0] if found else "[]"))

    def _get(self, key: int) -> Step:
        row = self._store.one(
            "SELECT * FROM history WHERE key = :key AND state <> 'void'", {"key": key}
        )
        if row is None:
            raise NotFound(f"There is no step {key}: `history` shows the numbers of the steps.")
        return _step(row)

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
                step = replace(step, state="undone" if verb == "undo" else "done")
                _mark(connection, step.key, step.state)
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
    return Step(row["key"], row["at"], row["what"], row["process"], row["state"])


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
