"""The tables: pragmas, the application id, append-only migrations, and the triggers they need.

`docs/schema.md` says what each column means. sqlite-utils runs the migrations and is imported only
when there is one to run.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import LibraryError, LibraryReadOnly, NotALibrary
from db.recording import RECORDED, record_changes

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x42524453  # "BRDS"
LATEST = 1
SQLITE = (3, 37, 0)
"""The first SQLite that knows STRICT tables."""
_TRIES = 500
"""Hundredths of a second that a change to WAL waits for readers of an empty file."""

_TABLES_1 = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE sections (
        key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL) STRICT""",
    """CREATE TABLE sources (
        key INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, locator TEXT NOT NULL,
        title TEXT NOT NULL, added TEXT NOT NULL, UNIQUE (kind, locator)) STRICT""",
    """CREATE TABLE story_versions (
        key INTEGER PRIMARY KEY AUTOINCREMENT, story TEXT NOT NULL, hash BLOB NOT NULL,
        rules INTEGER NOT NULL, length INTEGER NOT NULL, text BLOB NOT NULL, markup TEXT NOT NULL,
        created TEXT NOT NULL) STRICT""",
    "CREATE INDEX story_versions_by_hash ON story_versions (hash)",
    "CREATE INDEX story_versions_by_story ON story_versions (story)",
    """CREATE TABLE stories (
        key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        source INTEGER REFERENCES sources (key), ref TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '', title TEXT NOT NULL, given_title TEXT NOT NULL,
        byline TEXT NOT NULL DEFAULT '',
        published TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',
        lang TEXT NOT NULL DEFAULT '', section INTEGER NOT NULL REFERENCES sections (key),
        version INTEGER NOT NULL REFERENCES story_versions (key), words INTEGER NOT NULL,
        note TEXT NOT NULL DEFAULT '', read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0, shelf TEXT NOT NULL DEFAULT 'inbox',
        place INTEGER NOT NULL DEFAULT 0, opened TEXT, edited TEXT NOT NULL DEFAULT '',
        added TEXT NOT NULL, updated TEXT NOT NULL, removed TEXT,
        dated TEXT NOT NULL AS (CASE published WHEN '' THEN added ELSE published END) VIRTUAL,
        CHECK (shelf IN ('inbox', 'later', 'archive'))) STRICT""",
    # Each order of a list is read from one index, without a look at the table.
    """CREATE INDEX stories_by_section ON stories (section, dated DESC, key, removed)
        WHERE removed IS NULL""",
    "CREATE INDEX stories_by_date ON stories (dated DESC, key, removed) WHERE removed IS NULL",
    """CREATE INDEX stories_by_name ON stories (title COLLATE NOCASE, key, removed)
        WHERE removed IS NULL""",
    "CREATE INDEX stories_by_length ON stories (words, key, removed) WHERE removed IS NULL",
    "CREATE INDEX stories_by_addition ON stories (added DESC, key, removed) WHERE removed IS NULL",
    """CREATE INDEX stories_by_reading ON stories (read, dated DESC, key, removed)
        WHERE removed IS NULL""",
    "CREATE INDEX stories_by_state ON stories (section, read, removed) WHERE removed IS NULL",
    "CREATE INDEX stories_by_opened ON stories (opened) WHERE opened IS NOT NULL",
    "CREATE INDEX stories_by_ref ON stories (source, ref) WHERE ref <> ''",
    "CREATE INDEX stories_by_url ON stories (source, url) WHERE url <> ''",
    "CREATE INDEX stories_by_title ON stories (source, given_title)",
    "CREATE INDEX stories_by_version ON stories (version)",
    """CREATE TABLE tags (
        key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE) STRICT""",
    """CREATE TABLE story_tags (
        story INTEGER NOT NULL REFERENCES stories (key) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (key) ON DELETE CASCADE,
        PRIMARY KEY (story, tag)) STRICT""",
    "CREATE INDEX story_tags_by_tag ON story_tags (tag)",
    """CREATE TABLE highlights (
        key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        story INTEGER NOT NULL REFERENCES stories (key),
        version INTEGER NOT NULL REFERENCES story_versions (key),
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
        prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        origin_version INTEGER NOT NULL REFERENCES story_versions (key),
        origin_start INTEGER NOT NULL, origin_end INTEGER NOT NULL,
        status TEXT NOT NULL DEFAULT 'same', reason TEXT NOT NULL DEFAULT '',
        score REAL NOT NULL DEFAULT 1, context REAL NOT NULL DEFAULT 1, hint INTEGER,
        reviewed INTEGER NOT NULL DEFAULT 1, colour TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
        created TEXT NOT NULL, updated TEXT NOT NULL, removed TEXT,
        CHECK ("start" < "end"), CHECK (status IN
        ('same', 'exact', 'normal', 'changed', 'moved', 'fuzzy', 'orphan'))) STRICT""",
    # Not partial: a story may only go when no highlight names it, and that is looked up here.
    'CREATE INDEX highlights_by_story ON highlights (story, "start")',
    "CREATE INDEX highlights_by_created ON highlights (created) WHERE removed IS NULL",
    """CREATE TABLE highlight_tags (
        highlight INTEGER NOT NULL REFERENCES highlights (key) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (key) ON DELETE CASCADE,
        PRIMARY KEY (highlight, tag)) STRICT""",
    "CREATE INDEX highlight_tags_by_tag ON highlight_tags (tag)",
    # By public id: the story of an undone addition is gone until it is added again.
    """CREATE TABLE page_marks (
        story TEXT NOT NULL, letter TEXT NOT NULL,
        version INTEGER NOT NULL REFERENCES story_versions (key), place INTEGER NOT NULL,
        "set" TEXT NOT NULL, PRIMARY KEY (story, letter)) STRICT""",
    """CREATE TABLE placements (
        key INTEGER PRIMARY KEY AUTOINCREMENT, highlight TEXT NOT NULL,
        from_version INTEGER NOT NULL, to_version INTEGER NOT NULL, from_start INTEGER NOT NULL,
        from_end INTEGER NOT NULL, to_start INTEGER, to_end INTEGER, status TEXT NOT NULL,
        reason TEXT NOT NULL, score REAL NOT NULL, at TEXT NOT NULL) STRICT""",
    "CREATE INDEX placements_by_highlight ON placements (highlight)",
    """CREATE TABLE changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, target INTEGER NOT NULL,
        UNIQUE (kind, target) ON CONFLICT REPLACE) STRICT""",
    """CREATE TABLE history (
        key INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL,
        process TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'done',
        CHECK (state IN ('done', 'undone', 'void', 'kept'))) STRICT""",
    "CREATE INDEX history_by_state ON history (state, key)",
    """CREATE TABLE history_rows (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        step INTEGER NOT NULL REFERENCES history (key) ON DELETE CASCADE,
        family TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL, before TEXT,
        after TEXT, CHECK (action IN ('insert', 'update', 'delete'))) STRICT""",
    "CREATE INDEX history_rows_by_step ON history_rows (step)",
    """CREATE TABLE recording (
        only INTEGER PRIMARY KEY CHECK (only = 1), step INTEGER NOT NULL,
        fresh INTEGER NOT NULL) STRICT""",
    """INSERT INTO sections (name, folded, position) VALUES ('General', 'general', 1)""",
)

_CHANGE_TRIGGERS = (
    """CREATE TRIGGER stories_change_i AFTER INSERT ON stories BEGIN
        INSERT INTO changes (kind, target) VALUES ('story', NEW.key); END""",
    """CREATE TRIGGER stories_change_u AFTER UPDATE OF version, title, byline, note, removed, lang
        ON stories BEGIN INSERT INTO changes (kind, target) VALUES ('story', NEW.key); END""",
    """CREATE TRIGGER stories_change_d AFTER DELETE ON stories BEGIN
        INSERT INTO changes (kind, target) VALUES ('story', OLD.key); END""",
    """CREATE TRIGGER highlights_change_i AFTER INSERT ON highlights BEGIN
        INSERT INTO changes (kind, target) VALUES ('highlight', NEW.key); END""",
    """CREATE TRIGGER highlights_change_u AFTER UPDATE OF note, quote, removed ON highlights BEGIN
        INSERT INTO changes (kind, target) VALUES ('highlight', NEW.key); END""",
    """CREATE TRIGGER highlights_change_d AFTER DELETE ON highlights BEGIN
        INSERT INTO changes (kind, target) VALUES ('highlight', OLD.key); END""",
)


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
        for statement in (*_TABLES_1, *_CHANGE_TRIGGERS):
            database.execute(statement)
        for table in RECORDED:
            record_changes(database.conn, table)
        database.execute("PRAGMA user_version = 1")

    migrations.apply(Database(connection, execute_plugins=False))
