"""The triggers that note every row a step inserts, changes or deletes, so that it can be undone.

They are silent unless the table `recording` names the step under way. An update notes only the
columns that differ; a row that an update leaves as it was is not noted. JSON holds 15 digits of a
number with a fraction, so what is stored in such columns is rounded to fewer.
"""

from __future__ import annotations

import sqlite3

RECORDED = {
    "sections": ("key",),
    "sources": ("key",),
    "stories": ("key",),
    "tags": ("key",),
    "story_tags": ("story", "tag"),
    "highlights": ("key",),
    "highlight_tags": ("highlight", "tag"),
    "recalls": ("highlight",),
    "recalled": ("highlight", "at"),
    "saved_searches": ("key",),
    "drafts": ("key",),
}
"""The tables whose changes a step undoes, and what identifies a row of each."""
TYPED = {"drafts": "text"}
"""Those of them that are mostly written without a step, and the column that what is typed goes to:
a row in which it differs from how a step left it is not touched by undo or redo."""


def record_changes(connection: sqlite3.Connection, table: str) -> None:
    """Make the triggers of a table.

    A later migration that adds a column calls it again, so that the new column is noted too.
    """
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
    whole = _object("OLD", columns)
    before, after = (_changed(columns, image) for image in ("was", "will"))
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    for action, row, images, condition in (
        ("insert", "NEW", "NULL, NULL", ""),
        ("update", "OLD", f"{before}, {after}", f"WHEN {differs}"),
        ("delete", "OLD", f"{whole}, NULL", ""),
    ):
        target = _object(row, RECORDED[table])
        connection.execute(f"DROP TRIGGER IF EXISTS {table}_record_{action}")
        connection.execute(
            f"CREATE TRIGGER {table}_record_{action} AFTER {action.upper()} ON {table} {condition}"
            " BEGIN INSERT INTO history_rows (step, family, action, target, before, after)"
            f" SELECT step, '{table}', '{action}', {target}, {images} FROM recording; END"
        )


def _object(row: str, columns: list[str] | tuple[str, ...]) -> str:
    """SQL for a JSON object of columns of OLD or NEW."""
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns) + ")"


def _changed(columns: list[str], image: str) -> str:
    """SQL for a JSON object of the columns that differ, as they `was` or as they `will` be."""
    pairs = " UNION ALL ".join(
        f'SELECT \'{name}\' AS name, OLD."{name}" AS was, NEW."{name}" AS will' for name in columns
    )
    return f"(SELECT json_group_object(name, {image}) FROM ({pairs}) WHERE was IS NOT will)"
