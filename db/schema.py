"""Bringing a file to the latest schema: pragmas, the application id, append-only migrations.

sqlite-utils runs the migrations and is imported only when there is one to run.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from db import tables
from db.errors import LibraryError, LibraryReadOnly, NotALibrary
from db.recording import record_changes

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x42524453  # "BRDS"
LATEST = 4
SQLITE = (3, 37, 0)
"""The first SQLite that knows STRICT tables."""
_TRIES = 500
"""Hundredths of a second that a change to WAL waits for readers of an empty file."""


def setup(connection: sqlite3.Connection) -> None:
    """Set what SQLite keeps only for the life of a connection; an old SQLite is refused."""
    if sqlite3.sqlite_version_info < SQLITE:
        raise LibraryError(
            f"Python's SQLite is {sqlite3.sqlite_version}; Broadsheet needs 3.37 or later:"
            " use a newer Python."
        )
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")


def migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Bring the file to the latest schema; two first starts wait for each other.

    Raises:
        NotALibrary: the file belongs to another program or to a newer Broadsheet.
        LibraryReadOnly: the schema is an older one and the folder may not be written.
    """
    version, logged = _state(connection, file)
    if version == LATEST and logged:
        return
    try:
        lock = os.open(file.parent / "migrate.lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        if version == LATEST:
            return
        raise LibraryReadOnly(
            f"The library {file} has to be brought up to date, but its folder may not be written"
            f" ({error.strerror}): check the rights of the folder."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _state(connection, file) != (LATEST, True):
            _keep_log(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _apply(connection)
    finally:
        os.close(lock)


def _state(connection: sqlite3.Connection, file: Path) -> tuple[int, bool]:
    """The schema's version, and whether the file is in WAL mode.

    All is asked at once, since another process may be migrating the file.
    """
    version, owner, mode, tables = connection.execute(
        """SELECT (SELECT user_version FROM pragma_user_version),
                  (SELECT application_id FROM pragma_application_id),
                  (SELECT journal_mode FROM pragma_journal_mode),
                  (SELECT count(*) FROM sqlite_master)"""
    ).fetchone()
    if owner != APPLICATION_ID and (owner or tables):
        raise NotALibrary(
            f"{file} is not a Broadsheet library: choose another folder with --library."
        )
    if version > LATEST:
        raise NotALibrary(
            f"{file} was written by a newer Broadsheet (schema {version}, this one knows {LATEST}):"
            " install the newer version to open it."
        )
    return int(version), mode == "wal"


def _keep_log(connection: sqlite3.Connection) -> None:
    """Change to WAL, for which SQLite wants the file to itself and does not wait by itself."""
    for attempt in range(_TRIES, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not attempt:
                raise
        time.sleep(0.01)


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database, Migrations

    migrations = Migrations("broadsheet")

    @migrations()
    def m001_first_edition(database: Database) -> None:
        for statement in (*tables.TABLES_1, *tables.CHANGE_TRIGGERS):
            database.execute(statement)
        for table in tables.RECORDED_1:
            record_changes(database.conn, table)
        database.execute("PRAGMA user_version = 1")

    @migrations()
    def m002_annotations_that_last(database: Database) -> None:
        for statement in tables.TABLES_2:
            database.execute(statement)
        for table in tables.RECORDED_2:
            record_changes(database.conn, table)
        database.execute("PRAGMA user_version = 2")

    @migrations()
    def m003_drafts_in_steps(database: Database) -> None:
        for table in tables.RECORDED_3:
            record_changes(database.conn, table)
        database.execute("PRAGMA user_version = 3")

    @migrations()
    def m004_texts_by_arrival(database: Database) -> None:
        for statement in tables.TABLES_4:
            database.execute(statement)
        database.execute("PRAGMA user_version = 4")

    migrations.apply(Database(connection, execute_plugins=False))
