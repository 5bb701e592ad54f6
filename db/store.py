"""The SQLite file: one connection for each thread, transactions, and errors in words."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import schema
from db.errors import (
    LibraryBusy,
    LibraryError,
    LibraryFull,
    LibraryReadOnly,
    NotALibrary,
)

PATIENCE = 5.0
"""Seconds that a write waits for another process's write."""

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def now() -> str:
    """The present moment in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id(prefix: str = "") -> str:
    """A public id: eight letters and digits that are hard to misread, safe in names and links."""
    return prefix + "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


class Store:
    """A library file; every other part of `db` reads and writes through it."""

    def __init__(self, file: Path, *, create: bool = True) -> None:
        self.file = file
        self.process = f"{os.getpid()}-{secrets.token_hex(4)}"
        """Tells this opening of the library from others in the history."""
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        if not create and not file.exists():
            raise LibraryError(f"There is no library at {file.parent}: add a story to begin one.")
        with translated(file):
            schema.migrate(self.connection, file)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened when first asked for."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Close the connections of all threads; their work must have ended."""
        with self._lock:
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
            yield connection
            return
        with translated(self.file):
            self._begin(connection)
            try:
                if what or step:
                    self._record(connection, what, step)
                yield connection
                connection.execute("DELETE FROM recording")
                connection.execute("COMMIT")
            except BaseException:
                _abandon(connection)
                raise

    def begin_step(self, what: str) -> int:
        """Record what the transaction under way does from here on; the new step's key."""
        return self._record(self.connection, what, 0)

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
        """A number that differs once another connection has written."""
        return self.number("PRAGMA data_version")

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Take the write lock; SQLite's own waiting sleeps too long for a key press."""
        deadline = time.monotonic() + getattr(self._local, "patience", PATIENCE)
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                busy = _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
                if not busy or time.monotonic() >= deadline:
                    raise
            time.sleep(0.003)

    def _record(self, connection: sqlite3.Connection, what: str, step: int) -> int:
        if not step:
            connection.execute("UPDATE history SET state = 'void' WHERE state = 'undone'")
            cursor = connection.execute(
                "INSERT INTO history (at, what, process) VALUES (:at, :what, :process)",
                {"at": now(), "what": what, "process": self.process},
            )
            step = int(cursor.lastrowid or 0)
        elif what:
            connection.execute(
                "UPDATE history SET what = :what WHERE key = :step", {"what": what, "step": step}
            )
        connection.execute("INSERT INTO recording (only, step) VALUES (1, :step)", {"step": step})
        return step

    def _connect(self) -> sqlite3.Connection:
        with translated(self.file):
            self._make_private()
            connection = sqlite3.connect(
                self.file, timeout=0.05, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            schema.setup(connection)
            return connection

    def _make_private(self) -> None:
        """The folder and the file are for their owner alone, from the first byte on."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.file.exists():
                os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise LibraryError(
                f"The library folder {self.file.parent} cannot be made ({error.strerror}):"
                " choose another with --library."
            ) from error


def _abandon(connection: sqlite3.Connection) -> None:
    """Roll back, unless SQLite has done so by itself, as on a full disk."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Say in a sentence what SQLite says in a code; other errors pass."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _sentence(error, file) from error


def _sentence(error: sqlite3.DatabaseError, file: Path) -> Exception:
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(
            f"The library {file} is being written by another program: try again in a moment."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LibraryReadOnly(
            f"The library {file} may not be written: check the rights of the file and its folder."
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryFull(f"The disk that holds {file} is full: nothing was saved; make room.")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotALibrary(
            f"{file} is damaged or is not a library: restore a backup or choose another folder."
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return LibraryError(f"The library {file} cannot be opened or read: {error}.")
    return error
