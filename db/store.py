"""The SQLite file: one connection for each thread, transactions, and errors in words."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import opening, schema
from db.errors import BadRequest, LibraryError, Unwanted
from db.faults import is_busy, translated
from db.opening import PATIENCE

_GLANCE = 0.001
"""Seconds between two looks at a lock that another has; shorter than the pauses of an import."""

_STEPS = 20_000
"""Of SQLite, less than a millisecond, between two looks at whether an answer is still wanted."""

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def now() -> str:
    """The present moment in UTC, ISO 8601 with milliseconds."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """An aware moment as the library writes it: UTC, ISO 8601 with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id(prefix: str = "") -> str:
    """A public id: eight letters and digits that are hard to misread, safe in names and links."""
    bits = int.from_bytes(os.urandom(5))
    return prefix + "".join(_ID_LETTERS[bits >> shift & 31] for shift in range(0, 40, 5))


Moment = tuple[int, int, int]
"""Differs for a thread once anything was written, by itself or by another."""


class Store:
    """A library file; every other part of `db` reads and writes through it."""

    def __init__(self, file: Path, *, create: bool = True) -> None:
        self.file = file
        self.process = f"{os.getpid()}-{os.urandom(4).hex()}"
        """Tells this opening of the library from others in the history."""
        self.opened = now()
        """When that was."""
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        self._closed = False
        if create:
            opening.make_private(file)
        elif not os.path.exists(file):
            raise LibraryError(f"There is no library at {file.parent}: add a story to begin one.")
        try:
            with translated(file):
                schema.migrate(self.connection, file)
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened when first asked for."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
        return connection

    @property
    def writing(self) -> sqlite3.Connection:
        """The connection of the write under way; a mistake of ours where there is none."""
        connection = self.connection
        if not connection.in_transaction:
            raise RuntimeError("this is part of a write: call it within `Store.write`")
        return connection

    def close(self) -> None:
        """Close the connections of all threads; their work must have ended."""
        with self._lock:
            self._closed = True
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def read(self, sql: str, values: Mapping[str, Any] | None = None) -> list[sqlite3.Row]:
        """All rows of a query with named parameters."""
        with translated(self.file):
            return self.connection.execute(sql, values or {}).fetchall()

    def one(self, sql: str, values: Mapping[str, Any] | None = None) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with translated(self.file):
            row: sqlite3.Row | None = self.connection.execute(sql, values or {}).fetchone()
            return row

    def number(self, sql: str, values: Mapping[str, Any] | None = None) -> int:
        """The first column of the first row, as a whole number; 0 where there is none."""
        row = self.one(sql, values)
        return int(row[0]) if row is not None and row[0] is not None else 0

    @contextmanager
    def write(self, what: str = "", step: int = 0) -> Iterator[sqlite3.Connection]:
        """A transaction that has the write lock from its start and is durable when it ends.

        Args:
            what: in words, what is done; makes the transaction a step that can be undone.
            step: the key of a step that this transaction carries on.

        A `write` inside another is part of it. Raises `LibraryBusy` when the lock is not had within
        the patience of this thread; nothing is written when anything is raised.
        """
        connection = self.connection
        if connection.in_transaction:
            if what:
                self.begin_step(what)
            yield connection
            return
        with translated(self.file):
            try:
                self._begin(connection)
                if step:
                    _carry_on(connection, step)
                elif what:
                    self.begin_step(what)
                yield connection
                _settle(connection)
                connection.execute("COMMIT")
            except BaseException:
                _abandon(connection)
                raise

    def begin_step(self, what: str) -> int:
        """Record what the transaction under way does from here on; the step's key.

        A transaction has one step: where it is recorded already, that goes on. A step that changes
        nothing leaves no trace; one that does makes an end of what could be redone.
        """
        connection = self.connection
        row = connection.execute("SELECT step FROM recording").fetchone()
        if row is not None:
            return int(row["step"])
        cursor = connection.execute(
            "INSERT INTO history (at, what, process) VALUES (:at, :what, :process)",
            {"at": now(), "what": what, "process": self.process},
        )
        step = int(cursor.lastrowid or 0)
        connection.execute("INSERT INTO recording VALUES (1, :step, 1)", {"step": step})
        return step

    def name_step(self, step: int, what: str) -> None:
        """Say more exactly what a step has done."""
        with self.write() as connection:
            connection.execute(
                "UPDATE history SET what = :what WHERE key = :step", {"what": what, "step": step}
            )

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Wait at most this long for the write lock, in this thread, within the block."""
        before = getattr(self._local, "patience", PATIENCE)
        self._local.patience = seconds
        try:
            yield
        finally:
            self._local.patience = before

    def changed(self) -> int:
        """A number that differs once another connection than this thread's has written."""
        return self.number("PRAGMA data_version")

    def moment(self) -> Moment:
        """Tells this thread whether anything has been written since it last asked."""
        return threading.get_ident(), self.changed(), self.connection.total_changes

    @contextmanager
    def until(self, stop: threading.Event | None) -> Iterator[None]:
        """Within the block, end what this thread reads as soon as `stop` is set.

        Raises `Unwanted` when it is set by then, since what was read may be a part.
        """
        if stop is None:
            yield
            return
        self.connection.set_progress_handler(stop.is_set, _STEPS)
        try:
            yield
            if stop.is_set():
                raise Unwanted
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise Unwanted from None
        finally:
            self.connection.set_progress_handler(None, 0)

    def free_id(self, table: str, prefix: str = "") -> str:
        """A public id that no row of the table has, within the caller's transaction."""
        while True:
            found = new_id(prefix)
            if self.one(f"SELECT 1 FROM {table} WHERE id = :id", {"id": found}) is None:
                return found

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Take the write lock; SQLite's own waiting sleeps too long for a key press."""
        deadline = time.monotonic() + getattr(self._local, "patience", PATIENCE)
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if not is_busy(error) or time.monotonic() >= deadline:
                        raise
                time.sleep(_GLANCE)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")

    def _connect(self) -> sqlite3.Connection:
        with translated(self.file), self._lock:
            if self._closed:
                raise LibraryError(f"The library {self.file} is closed: open it again.")
            connection = opening.connect(self.file)
            self._connections.append(connection)
            return connection


def _carry_on(connection: sqlite3.Connection, step: int) -> None:
    """Record under an earlier step; raises `BadRequest` when that was undone meanwhile."""
    row = connection.execute(
        "SELECT state FROM history WHERE key = :step", {"step": step}
    ).fetchone()
    if row is None or row["state"] not in ("done", "kept"):
        raise BadRequest("What was being added was undone meanwhile: adding it has stopped.")
    connection.execute("INSERT INTO recording VALUES (1, :step, 0)", {"step": step})


def _settle(connection: sqlite3.Connection) -> None:
    """End the recording: a new step is kept and voids what was undone, or it was nothing."""
    row = connection.execute("SELECT step, fresh FROM recording").fetchone()
    if row is None:
        return
    connection.execute("DELETE FROM recording")
    if not row["fresh"]:
        return
    step = {"step": row["step"]}
    if connection.execute("SELECT 1 FROM history_rows WHERE step = :step", step).fetchone():
        connection.execute("UPDATE history SET state = 'void' WHERE state = 'undone'")
    else:
        connection.execute("DELETE FROM history WHERE key = :step", step)


def _abandon(connection: sqlite3.Connection) -> None:
    """Roll back, unless SQLite has done so by itself, as on a full disk."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
