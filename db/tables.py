"""The tables and their triggers as each migration makes them; `docs/schema.md` says what they hold.

A migration that has been released is never changed: what comes later is a new one.
"""

from __future__ import annotations

TABLES_1 = (
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

RECORDED_1 = (
    "sections", "sources", "stories", "tags", "story_tags", "highlights", "highlight_tags",
)  # fmt: skip

TABLES_2 = (
    # By public id: a draft outlives an undo of what it is about.
    """CREATE TABLE drafts (
        key INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, about TEXT NOT NULL,
        base TEXT NOT NULL, text TEXT NOT NULL, updated TEXT NOT NULL) STRICT""",
    "CREATE INDEX drafts_by_target ON drafts (target)",
    """CREATE TABLE recalls (
        highlight INTEGER NOT NULL UNIQUE REFERENCES highlights (key) ON DELETE CASCADE,
        state INTEGER NOT NULL, step INTEGER, stability REAL, difficulty REAL, due TEXT NOT NULL,
        "last" TEXT) STRICT""",
    "CREATE INDEX recalls_by_due ON recalls (due)",
    """CREATE TABLE recalled (
        highlight INTEGER NOT NULL REFERENCES highlights (key) ON DELETE CASCADE,
        at TEXT NOT NULL, rating INTEGER NOT NULL, PRIMARY KEY (highlight, at)) STRICT""",
    """CREATE TABLE saved_searches (
        key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
        query TEXT NOT NULL, sort TEXT NOT NULL, position INTEGER NOT NULL, looked TEXT) STRICT""",
    """CREATE TABLE search_memory (
        query TEXT PRIMARY KEY, used TEXT NOT NULL) STRICT""",
    "CREATE INDEX search_memory_by_use ON search_memory (used)",
    """CREATE INDEX highlights_to_review ON highlights (story)
        WHERE removed IS NULL AND reviewed = 0""",
    # What `updated` says of a story is not when its note was written.
    "ALTER TABLE stories ADD COLUMN noted TEXT",
    "UPDATE stories SET noted = updated WHERE note <> ''",
    # A step from before knows of no such moment: undoing it would leave the one and take the note.
    *(
        f"""UPDATE history_rows SET {image} = json_set({image}, '$.noted',
            CASE json_extract({image}, '$.note') WHEN '' THEN NULL ELSE coalesce(
                (SELECT updated FROM stories WHERE key = json_extract(target, '$.key')),
                json_extract(after, '$.updated')) END)
            WHERE family = 'stories' AND action = 'update'
                AND json_extract(after, '$.note') IS NOT NULL"""
        for image in ("before", "after")
    ),
    """CREATE INDEX stories_by_note ON stories (noted DESC, key DESC, removed)
        WHERE noted IS NOT NULL AND removed IS NULL""",
    "CREATE INDEX stories_removed ON stories (key) WHERE removed IS NOT NULL",
    # All highlights in order are read from the index alone.
    "DROP INDEX highlights_by_created",
    """CREATE INDEX highlights_by_created
        ON highlights (created DESC, key DESC, story, colour, removed) WHERE removed IS NULL""",
    "CREATE INDEX highlights_gone ON highlights (removed) WHERE removed IS NOT NULL",
    # The steps that gave a story another text, without a look at all the others.
    """CREATE INDEX history_rows_of_texts ON history_rows (target)
        WHERE family = 'stories' AND action = 'update'
        AND json_extract(after, '$.version') IS NOT NULL""",
)
RECORDED_2 = ("stories", "recalls", "recalled", "saved_searches")

RECORDED_3 = ("drafts",)
"""Merging highlights joins what was typed into their notes, and undoing that parts it again."""

TABLES_4 = (
    # What came in since the reader last looked, without a look at all texts.
    "CREATE INDEX story_versions_by_created ON story_versions (created)",
)

CHANGE_TRIGGERS = (
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
