"""Stories: reading them, and changing what the reader may change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from db.columns import set_columns
from db.edited import Claim
from db.errors import BadRequest, NotFound
from db.models import DEFAULT_SECTION, SHELVES, Shelf, Story, StoryHead
from db.rows import StoryRows, heads
from db.sections import Sections
from db.store import Store, now
from db.tags import Tags, clean_tags
from db.text import NAME_LIMIT, clean_line, clean_note
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
        where = ["removed IS NULL"]
        values: dict[str, object] = {}
        if section:
            where.append("section = :section")
            values["section"] = self._sections.key(section)
        if keys is not None:
            where.append("key IN (SELECT value FROM json_each(:keys))")
            values["keys"] = json.dumps(list(keys))
        found = self._store.one(
            f"""SELECT json_group_array(key) FROM (SELECT key FROM stories
                WHERE {" AND ".join(where)} ORDER BY {SORTS[sort]})""",
            values,
        )
        return StoryRows(self._store, json.loads(found[0] if found else "[]"))

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

    def is_empty(self) -> bool:
        """Whether there is no story."""
        return self._store.one("SELECT 1 FROM stories WHERE removed IS NULL") is None

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

    def by_url(self, url: str) -> str:
        """The id of the story with this web address, or empty.

        A fragment, a slash at the end and the choice of http or https make no difference.
        """
        bare = url.partition("#")[0].rstrip("/")
        scheme, _, rest = bare.partition("://")
        if scheme.lower() not in ("http", "https") or not rest:
            return ""
        urls = [f"{kind}://{rest}{end}" for kind in ("https", "http") for end in ("", "/")]
        row = self._store.one(
            """SELECT id FROM sources CROSS JOIN stories INDEXED BY stories_by_url
                   ON stories.source = sources.key AND url <> ''
                       AND url IN (SELECT value FROM json_each(:urls))
               WHERE removed IS NULL ORDER BY stories.key DESC LIMIT 1""",
            {"urls": json.dumps(urls)},
        )
        return "" if row is None else str(row["id"])

    def opened(self, story: str) -> None:
        """Note that a story is being read; no step, so nothing to undo. Raises `NotFound`."""
        with self._store.write() as connection:
            done = connection.execute(
                """UPDATE stories SET read = 1, opened = :now
                   WHERE id = :id AND removed IS NULL""",
                {"id": story, "now": now()},
            )
            if not done.rowcount:
                self._row(story)

    def set_place(self, story: str, place: int, *, version: int = 0) -> None:
        """Remember the reading place; no step, and nothing happens where the story is gone.

        Args:
            place: an offset, which is kept within the text.
            version: `Story.version` of the text that the offset counts in; where the story has
                another by now, the place that was carried over to that one stays.
        """
        with self._store.write() as connection:
            connection.execute(
                """UPDATE stories SET place = max(0, min(:place,
                       (SELECT length FROM story_versions WHERE story_versions.key = version)))
                   WHERE id = :id AND removed IS NULL AND place <> :place
                       AND :version IN (0, version)""",
                {"id": story, "place": place, "version": version},
            )

    def set_read(self, story: str, read: bool) -> None:
        """Mark a story read or unread."""
        self._update(story, "Marked {} read" if read else "Marked {} unread", read=int(read))

    def set_starred(self, story: str, starred: bool) -> None:
        """Star a story or take the star off."""
        self._update(story, "Starred {}" if starred else "Unstarred {}", starred=int(starred))

    def set_shelf(self, story: str, shelf: Shelf) -> None:
        """Put a story on a shelf: inbox, later or archive."""
        if shelf not in SHELVES:
            raise BadRequest(f"There is no shelf {shelf!r}: there are {', '.join(SHELVES)}.")
        self._update(story, "Put {} on the shelf " + shelf, shelf=shelf)

    def set_note(self, story: str, note: str) -> None:
        """Write the note on a whole story; an empty one takes it away."""
        clean = clean_note(note)
        what = "Wrote a note on {}" if clean else "Removed the note on {}"
        with self._store.write():
            if self._row(story)["note"] != clean:
                self._update(story, what, note=clean, noted=now() if clean else None)

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
        clean = clean_line(section, NAME_LIMIT) or DEFAULT_SECTION
        with self._store.write():
            row = self._row(story)
            self._store.begin_step(f"Moved {_quoted(row['title'])} to {clean}")
            set_columns(self._store, (row["key"],), "section", section=self._sections.ensure(clean))

    def remove(self, story: str) -> None:
        """Take a story out; it stays out when its source is added again, until this is undone."""
        self._update(story, "Removed {}", removed=now())

    def add_tags(self, story: str, names: Iterable[str]) -> list[str]:
        """Tag a story; the tags as they were added."""
        tags = clean_tags(names)
        with self._tagging(story, f"Tagged {{}} {', '.join(tags)}") as key:
            if self._tags.put("story", (key,), tags):
                self._claim_tags(key)
        return tags

    def set_tags(self, story: str, names: Iterable[str]) -> list[str]:
        """Give a story just these tags, as one step."""
        tags = clean_tags(names)
        with self._tagging(story, f"Tagged {{}} {', '.join(tags) or 'with nothing'}") as key:
            if self._tags.replace("story", key, tags):
                self._claim_tags(key)
        return tags

    def remove_tags(self, story: str, names: Iterable[str]) -> bool:
        """Take tags off a story; whether it had any of them."""
        tags = clean_tags(names)
        with self._tagging(story, f"Untagged {{}} {', '.join(tags)}") as key:
            taken = self._tags.take("story", (key,), tags)
            if taken:
                self._claim_tags(key)
        return bool(taken)

    @contextmanager
    def _tagging(self, story: str, what: str) -> Iterator[int]:
        """A step on the story's tags; the story's key."""
        with self._store.write():
            row = self._row(story)
            self._store.begin_step(what.replace("{}", _quoted(row["title"]), 1))
            yield row["key"]

    def _claim_tags(self, key: int) -> None:
        set_columns(self._store, (key,), "tags")

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

    def _update(self, story: str, what: str, edited: Claim = "", **to: object) -> None:
        """Set columns of a story as a step; `edited` names what is the reader's own from now on."""
        with self._store.write():
            row = self._row(story)
            self._store.begin_step(what.replace("{}", _quoted(row["title"]), 1))
            set_columns(self._store, (row["key"],), edited, **to)


def _quoted(title: str) -> str:
    return f"“{clean_line(title, 60)}”"
