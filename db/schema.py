"""The tables: pragmas, the application id, append-only migrations, and the triggers they need.

`docs/schema.md` says what each column means. sqlite-utils runs the migrations and is imported only
when there is one to run.
"""

from __future__ import annotations

import fcntl
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import NotALibrary

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x42524453  # "BRDS"
LATEST = 1

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
        label TEXT NOT NULL DEFAULT '', title TEXT NOT NULL, byline TEXT NOT NULL DEFAULT '',
        published TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',
        lang TEXT NOT NULL DEFAULT '', section INTEGER NOT NULL REFERENCES sections (key),
        version INTEGER NOT NULL REFERENCES story_versions (key), words INTEGER NOT NULL,
        note TEXT NOT NULL DEFAULT '', read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0, shelf TEXT NOT NULL DEFAULT 'inbox',
        place INTEGER NOT NULL DEFAULT 0, opened TEXT, edited TEXT NOT NULL DEFAULT '',
        added TEXT NOT NULL, updated TEXT NOT NULL, removed TEXT,
        dated TEXT NOT NULL AS (CASE published WHEN '' THEN added ELSE published END) VIRTUAL,
        CHECK (shelf IN ('inbox', 'later', 'archive'))) STRICT""",
    """CREATE INDEX stories_by_section ON stories (section, dated DESC, key)
        WHERE removed IS NULL""",
    "CREATE INDEX stories_by_date ON stories (dated DESC, key) WHERE removed IS NULL",
    "CREATE INDEX stories_by_state ON stories (section, read) WHERE removed IS NULL",
    "CREATE INDEX stories_by_opened ON stories (opened) WHERE opened IS NOT NULL",
    "CREATE INDEX stories_by_ref ON stories (source, ref) WHERE ref <> ''",
    "CREATE INDEX stories_by_url ON stories (source, url) WHERE url <> ''",
    "CREATE INDEX stories_by_title ON stories (source, title)",
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
    'CREATE INDEX highlights_by_story ON highlights (story, "start") WHERE removed IS NULL',
    "CREATE INDEX highlights_by_created ON highlights (created) WHERE removed IS NULL",
    """CREATE TABLE highlight_tags (
        highlight INTEGER NOT NULL REFERENCES highlights (key) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (key) ON DELETE CASCADE,
        PRIMARY KEY (highlight, tag)) STRICT""",
    "CREATE INDEX highlight_tags_by_tag ON highlight_tags (tag)",
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
        CHECK (state IN ('done', 'undone', 'void'))) STRICT""",
    """CREATE TABLE history_rows (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        step INTEGER NOT NULL REFERENCES history (key) ON DELETE CASCADE,
        family TEXT NOT NULL, action TEXT NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX history_rows_by_step ON history_rows (step)",
    """CREATE TABLE recording (
        only INTEGER PRIMARY KEY CHECK (only = 1), step INTEGER NOT NULL) STRICT""",
    """INSERT INTO sections (name, folded, position) VALUES ('General', 'general', 1)""",
)

RECORDED = {
    "sections": ("key",),
    "sources": ("key",),
    "stories": ("key",),
    "tags": ("key",),
    "story_tags": ("story", "tag"),
    "highlights": ("key",),
    "highlight_tags": ("highlight", "tag"),
}
"""The tables whose changes a step undoes, and what identifies a row of each."""

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
    """Set what SQLite keeps only for the life of a connection."""
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")


def migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Bring the file to the latest schema; two first starts wait for each other.

    Raises:
        NotALibrary: the file belongs to another program or to a newer Broadsheet.
    """
    if _ready(connection, file):
        return
    with (file.parent / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _ready(connection, file):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _apply(connection)


def _ready(connection: sqlite3.Connection, file: Path) -> bool:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != APPLICATION_ID and not empty:
        raise NotALibrary(
            f"{file} is not a Broadsheet library: choose another folder with --library."
        )
    if version > LATEST:
        raise NotALibrary(
            f"{file} was written by a newer Broadsheet (schema {version}, this one knows {LATEST}):"
            " install the newer version to open it."
        )
    return version == LATEST


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


def record_changes(connection: sqlite3.Connection, table: str) -> None:
    """Make the triggers that note a table's changes under the step that is being recorded.

    A later migration that adds a column calls it again, so that the new column is noted too.
    """
    identity = RECORDED[table]
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for action, before, after in (
        ("insert", None, identity),
        ("update", columns, columns),
        ("delete", columns, None),
    ):
        connection.execute(f"DROP TRIGGER IF EXISTS {table}_record_{action}")
        connection.execute(
            f"CREATE TRIGGER {table}_record_{action} AFTER {action.upper()} ON {table} BEGIN"
            " INSERT INTO history_rows (step, family, action, before, after)"
            f" SELECT step, '{table}', '{action}', {_image('OLD', before)}, {_image('NEW', after)}"
            " FROM recording; END"
        )


def _image(row: str, columns: list[str] | tuple[str, ...] | None) -> str:
    if columns is None:
        return "NULL"
    pairs = ", ".join(f"""'{name}', {row}."{name}\"""" for name in columns)
    return f"json_object({pairs})"
