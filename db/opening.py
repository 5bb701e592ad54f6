"""Making the library file, and connections to it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from db import schema
from db.errors import LibraryError
from db.faults import is_unwritable

PATIENCE = 5.0
"""Seconds that reading and writing wait for another's write, where nothing else is said."""


def connect(file: Path) -> sqlite3.Connection:
    """A connection; in a folder that may not be written, to a file that nobody is writing to.

    SQLite reads a WAL file only where it can make its shared memory beside it, unless it is told
    that the file never changes.
    """
    address = file.absolute().as_uri()
    try:
        return _prepared(f"{address}?mode=rw")
    except sqlite3.OperationalError as error:
        if not is_unwritable(error) or _has_log(file):
            raise
        return _prepared(f"{address}?mode=ro&immutable=1")


def _prepared(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        schema.setup(connection)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _has_log(file: Path) -> bool:
    try:
        return os.path.getsize(f"{file}-wal") > 0
    except OSError:
        return False


def make_private(file: Path) -> None:
    """The folder and the file are for their owner alone, from the first byte on."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            _make_durable(file.parent)
    except OSError as error:
        raise LibraryError(
            f"The library folder {file.parent} cannot be made ({error.strerror}):"
            " choose another with --library."
        ) from error


def _make_durable(folder: Path) -> None:
    """Have the folder's new entry on the disk before anything is said to be saved in it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
