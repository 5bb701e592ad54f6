"""Letting go of what nothing can bring back: rows of steps that can no longer be redone."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator

from db.store import Store

_BATCH = 400
"""Rows a write, so that a key waits for some milliseconds at most."""
_PAUSE = 0.005
"""Seconds between two writes, so that other writers get the lock."""
_REDO = "SELECT 1 FROM history WHERE state = 'undone'"
_ROWS = """
    SELECT history_rows.key FROM history JOIN history_rows ON step = history.key
    WHERE state = 'void' AND NOT (family = 'stories' AND action = 'update'
        AND json_extract(after, '$.version') IS NOT NULL
        AND EXISTS (SELECT 1 FROM stories WHERE stories.key = json_extract(target, '$.key')))
"""
"""All rows of void steps but those that tell which texts of a story were undone."""
_STEPS = """
    SELECT key FROM history WHERE state = 'void'
        AND NOT EXISTS (SELECT 1 FROM history_rows WHERE step = history.key)
"""


class Tidying:
    """Deletes void steps, and the texts of stories that only those could have brought back.

    A step is void when it was undone and something else was done since, or when it failed half
    way. Of one that gave another text to a story that is still there, that much is kept: the list
    of the story's texts leaves out those that were undone. Nothing is touched while anything can
    still be redone. It is no step, and a crash in the middle leaves the rest for the next time.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def needed(self) -> bool:
        """Whether there is anything to let go of."""
        going = self._store.one(f"{_ROWS} LIMIT 1") or self._store.one(f"{_STEPS} LIMIT 1")
        return going is not None and self._store.one(_REDO) is None

    def run(self, stop: threading.Event | None = None) -> int:
        """Let go of everything; how many rows. A set `stop` ends it after the write under way."""
        if not self.needed():
            return 0
        gone = 0
        # Last the steps themselves: they tell that there is something to do.
        for deletion, keys in (
            (
                """DELETE FROM story_versions WHERE key IN (SELECT value FROM json_each(:keys))
                   AND NOT EXISTS (SELECT 1 FROM stories WHERE id = story_versions.story)""",
                self._texts,
            ),
            (
                """DELETE FROM history_rows WHERE key IN (SELECT value FROM json_each(:keys))
                   AND step IN (SELECT key FROM history WHERE state = 'void')""",
                self._rows,
            ),
            (
                """DELETE FROM history WHERE key IN (SELECT value FROM json_each(:keys))
                   AND state = 'void'""",
                self._steps,
            ),
        ):
            for batch in _batches(keys):
                if stop is not None and stop.is_set():
                    return gone
                with self._store.write() as connection:
                    if connection.execute(_REDO).fetchone():
                        return gone
                    done = connection.execute(deletion, {"keys": json.dumps(batch)})
                gone += done.rowcount
                time.sleep(_PAUSE)
        return gone

    def _texts(self) -> list[int]:
        """Of stories that are gone; a mark by letter holds the text that it was set in."""
        return self._keys(
            """SELECT key FROM story_versions
               WHERE NOT EXISTS (SELECT 1 FROM stories WHERE id = story_versions.story)
                   AND NOT EXISTS (SELECT 1 FROM page_marks WHERE version = story_versions.key)"""
        )

    def _rows(self) -> list[int]:
        return self._keys(_ROWS)

    def _steps(self) -> list[int]:
        return self._keys(_STEPS)

    def _keys(self, sql: str) -> list[int]:
        return [row["key"] for row in self._store.read(sql)]


def _batches(keys: Callable[[], list[int]]) -> Iterator[list[int]]:
    found = keys()
    for start in range(0, len(found), _BATCH):
        yield found[start : start + _BATCH]
