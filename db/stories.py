"""Stories: reading them, and changing what the reader may change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

from db.errors import BadRequest, NotFound
from db.models import Shelf, Story, StoryHead
from db.rows import StoryRows, heads
from db.sections import Sections
from db.store import Store, now
from db.tags import Tags, clean_tags
from db.text import clean_line, clean_note
from db.versions import Versions

Sort = Literal["newest", "oldest", "title", "longest", "shortest", "unread", "added"]
SORTS: dict[str, str] = {
    "newest": "dated DESC, key",
    "oldest": "dated, key",
    "title": "title COLLATE NOCASE, key",
    "longest": "words DESC, key",
    "shortest": "words, key",
    "unread": "read, dated DESC, key",
    "added": "added DESC, key",
}


class Stories:
    """Stories by public id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions = Versions(store)
        self._sections = Sections(store)
        self._tags = Tags(store)

    def rows(
        self, *, section: str = "", sort: str = "newest", keys: Iterable[int] | None = None
    ) -> StoryRows:
        """Stories in order: of one section or of all, or those of `keys` alone.

        Raises:
            BadRequest: there is no such order; `NotFound`: there is no such section.
        """
        if sort not in SORTS:
            raise BadRequest(f"Stories cannot be sorted by {sort!r}: try {', '.join(SORTS)}.")
        where, values = ["removed IS NULL"], {}
        if section:
            where.append("section = :section")
            values["section"] = str(self._sections.key(section))
        if keys is not None:
            where.append("key IN (SELECT value FROM json_each(:keys))")
            values["keys"] = json.dumps(list(keys))
        found = self._store.read(
            f"SELECT key FROM stories WHERE {' AND '.join(where)} ORDER BY {SORTS[sort]}", values
        )
        return StoryRows(self._store, [row[0] for row in found])

    def ordered(self, keys: Sequence[int]) -> StoryRows:
        """The stories with these keys in the order given."""
        return StoryRows(self._store, keys)

    def get(self, story: str) -> Story:
        """The whole story; raises `NotFound`."""
        row = self._row(story)
        text, markup = self._versions.content(row["version"])
        return Story(self._head(row["key"]), text, markup, row["note"], row["version"])

    def head(self, story: str) -> StoryHead:
        """The story as a list shows it; raises `NotFound`."""
        return self._head(self._row(story)["key"])

    def count(self) -> int:
        """How many stories there are."""
        return self._store.number("SELECT count(*) FROM stories WHERE removed IS NULL")

    def last_opened(self) -> str:
        """The id of the story that was open last, or empty."""
        row = self._store.one(
            """SELECT id FROM stories WHERE opened IS NOT NULL AND removed IS NULL
               ORDER BY opened DESC LIMIT 1"""
        )
        return "" if row is None else str(row["id"])

    def opened(self, story: str) -> None:
        """Note that a story is being read; no step, so nothing to undo."""
        self._update(story, "", read=1, opened=now())

    def set_place(self, story: str, place: int) -> None:
        """Remember the reading place, an offset; no step."""
        self._update(story, "", place=place)

    def set_read(self, story: str, read: bool) -> None:
        """Mark a story read or unread."""
        self._update(story, "Marked {} read" if read else "Marked {} unread", read=int(read))

    def set_starred(self, story: str, starred: bool) -> None:
        """Star a story or take the star off."""
        self._update(story, "Starred {}" if starred else "Unstarred {}", starred=int(starred))

    def set_shelf(self, story: str, shelf: Shelf) -> None:
        """Put a story on a shelf: inbox, later or archive."""
        self._update(story, "Put {} on the shelf " + shelf, shelf=shelf)

    def set_note(self, story: str, note: str) -> None:
        """Write the note on a whole story; an empty one takes it away."""
        clean = clean_note(note)
        self._update(story, "Wrote a note on {}" if clean else "Removed the note on {}", note=clean)

    def rename(self, story: str, title: str) -> None:
        """Correct a title; it then wins over what comes in again."""
        clean = clean_line(title)
        if not clean:
            raise BadRequest("A story needs a title.")
        self._update(
            story,
            f"Renamed {{}} to “{clean}”",
            "title",
            title=clean,
        )

    def move(self, story: str, section: str) -> None:
        """Put a story into a section, made where it is new; it then stays there."""
        clean = clean_line(section) or "General"
        with self._store.write(f"Moved {_quoted(self._row(story)['title'])} to {clean}"):
            self._update(story, "", "section", section=self._sections.ensure(section))

    def remove(self, story: str) -> None:
        """Take a story out; it stays out when its source is added again, until this is undone."""
        self._update(story, "Removed {}", removed=now())

    def add_tags(self, story: str, names: Iterable[str]) -> list[str]:
        """Tag a story; the tags as they were added."""
        row, tags = self._row(story), clean_tags(names)
        with self._store.write(f"Tagged {_quoted(row['title'])} {', '.join(tags)}"):
            self._tags.put("story", row["key"], tags)
            self._update(story, "", "tags")
        return tags

    def remove_tags(self, story: str, names: Iterable[str]) -> int:
        """Take tags off a story; how many it had."""
        row, tags = self._row(story), clean_tags(names)
        with self._store.write(f"Untagged {_quoted(row['title'])} {', '.join(tags)}"):
            taken = self._tags.take("story", row["key"], tags)
            self._update(story, "", "tags")
        return taken

    def _row(self, story: str) -> sqlite3.Row:
        row = self._store.one(
            """SELECT key, id, title, version, note, edited FROM stories
               WHERE id = :id AND removed IS NULL""",
            {"id": story},
        )
        if row is None:
            raise NotFound(f"There is no story {clean_line(story, 40)!r} in this library.")
        return row

    def _head(self, key: int) -> StoryHead:
        return heads(self._store, [key])[key]

    def _update(self, story: str, what: str, edited: str = "", **values: object) -> None:
        """Set columns of a story; `edited` names what the reader has taken into their own hands."""
        row = self._row(story)
        marks = sorted({*row["edited"].split(), *edited.split()})
        assignments = "".join(f", {name} = :{name}" for name in values)
        with self._store.write(what.replace("{}", _quoted(row["title"]), 1)) as connection:
            connection.execute(
                f"UPDATE stories SET edited = :edited, updated = :now{assignments}"
                " WHERE key = :key",
                {"edited": " ".join(marks), "now": now(), "key": row["key"], **values},
            )


def _quoted(title: str) -> str:
    return f"“{clean_line(title, 60)}”"
