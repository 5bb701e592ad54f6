"""Highlights and the notes on them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from db.errors import BadRequest, NotFound
from db.models import COLOURS, Highlight, Story
from db.store import Store, now
from db.tags import Tags, clean_tags
from db.text import clean_line, clean_note

_SELECT = """
    SELECT highlights.*, stories.id AS story_id, stories.title AS title,
        (SELECT group_concat(name, char(10)) FROM (SELECT name FROM highlight_tags
            JOIN tags ON tags.key = tag WHERE highlight = highlights.key ORDER BY folded)) AS tags
    FROM highlights JOIN stories ON stories.key = highlights.story
    WHERE highlights.removed IS NULL AND stories.removed IS NULL
"""
_IN_TEXT_ORDER = """ ORDER BY status = 'orphan', "start", "end" DESC, highlights.key"""


class Highlights:
    """Highlights by public id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tags = Tags(store)

    def of_story(self, story: str) -> list[Highlight]:
        """The highlights of a story in text order, unplaced ones last."""
        rows = self._store.read(
            _SELECT + "AND stories.id = :story" + _IN_TEXT_ORDER, {"story": story}
        )
        return [highlight_of(row) for row in rows]

    def all(self) -> list[Highlight]:
        """Every highlight, newest first; `Library.annotations` has them a page at a time."""
        rows = self._store.read(f"{_SELECT} ORDER BY created DESC, highlights.key DESC")
        return [highlight_of(row) for row in rows]

    def with_keys(self, keys: Sequence[int]) -> list[Highlight]:
        """The highlights with these keys, in that order; those that are gone are left out."""
        rows = self._store.read(
            f"""{_SELECT} AND highlights.key IN (SELECT value FROM json_each(:keys))""",
            {"keys": json.dumps(list(keys))},
        )
        found = {row["key"]: highlight_of(row) for row in rows}
        return [found[key] for key in keys if key in found]

    def get(self, highlight: str) -> Highlight:
        """The highlight; raises `NotFound`."""
        row = self._store.one(_SELECT + "AND highlights.id = :id", {"id": highlight})
        if row is None:
            raise NotFound(f"There is no highlight {clean_line(highlight, 40)!r} in this library.")
        return highlight_of(row)

    def count(self) -> int:
        """How many highlights there are."""
        return self._store.number(
            """SELECT count(*) FROM highlights JOIN stories ON stories.key = story
               WHERE highlights.removed IS NULL AND stories.removed IS NULL"""
        )

    def add(
        self,
        story: Story,
        start: int,
        end: int,
        *,
        colour: str = COLOURS[0],
        note: str = "",
        tags: Iterable[str] = (),
    ) -> Highlight:
        """Mark `story.text[start:end]`, widened to whole grapheme clusters; durable on return.

        Raises:
            BadRequest: the passage is empty or outside the text, the colour is unknown, or the text
                of the story has changed since `story` was read.
        """
        from db.anchoring import describe  # not for those who only read

        anchor = describe(story.text, start, end)
        values = {
            "story": story.id, "version": story.version,
            "start": anchor.start, "end": anchor.end, "quote": anchor.quote,
            "prefix": anchor.prefix, "suffix": anchor.suffix, "colour": known_colour(colour),
            "note": clean_note(note), "now": now(),
        }  # fmt: skip
        names = clean_tags(tags)
        with self._store.write(f"Highlighted {quoted(anchor.quote)}") as connection:
            values["id"] = self._store.free_id("highlights", "h-")
            cursor = connection.execute(
                """INSERT INTO highlights (id, story, version, "start", "end", quote, prefix,
                       suffix, origin_version, origin_start, origin_end, colour, note, created,
                       updated)
                   SELECT :id, key, version, :start, :end, :quote, :prefix, :suffix, version,
                       :start, :end, :colour, :note, :now, :now
                   FROM stories WHERE id = :story AND version = :version AND removed IS NULL""",
                values,
            )
            if cursor.rowcount != 1:
                raise BadRequest(
                    "The story's text has changed or it was removed: open it again, then mark."
                )
            if names:
                self._tags.put("highlight", (int(cursor.lastrowid or 0),), names)
        return self.get(str(values["id"]))

    def set_span(self, highlight: str, story: Story, start: int, end: int) -> Highlight:
        """Move the ends of a highlight to `story.text[start:end]`, widened to whole clusters.

        The reader marks anew: quote and context are described from this text, and it is what the
        highlight is tried from when a later text has lost it. Note, tags and colour stay.

        Raises:
            BadRequest: as `add`; `NotFound`.
        """
        from db.anchoring import describe  # not for those who only read

        anchor = describe(story.text, start, end)
        values = {
            "version": story.version, "start": anchor.start, "end": anchor.end,
            "quote": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix,
            "origin_version": story.version, "origin_start": anchor.start,
            "origin_end": anchor.end, "status": "same", "reason": "", "score": 1.0,
            "context": 1.0, "hint": None, "reviewed": 1,
        }  # fmt: skip
        with self._changing(highlight, "Moved the ends of {}") as (connection, before):
            present = self._store.number(
                "SELECT version FROM stories WHERE id = :story", {"story": before.story}
            )
            if before.story != story.id or present != story.version:
                raise BadRequest("The story's text has changed: open it again, then mark.")
            _set(connection, highlight, **values)
        return self.get(highlight)

    def set_note(self, highlight: str, note: str) -> Highlight:
        """Write the note on a highlight; an empty one takes it away."""
        clean = clean_note(note)
        verb = "Wrote a note on" if clean else "Removed the note on"
        return self._update(highlight, f"{verb} {{}}", note=clean)

    def set_colour(self, highlight: str, colour: str) -> Highlight:
        """Give a highlight another colour."""
        known = known_colour(colour)
        return self._update(highlight, f"Made {known} the highlight {{}}", colour=known)

    def remove(self, highlight: str) -> Highlight:
        """Delete a highlight, its note included; undo brings it back. Returns it as it was."""
        with self._changing(highlight, "Deleted the highlight {}") as (connection, before):
            _set(connection, highlight, removed=now())
        return before

    def add_tags(self, highlight: str, names: Iterable[str]) -> Highlight:
        """Tag a highlight."""
        tags = clean_tags(names)
        with self._changing(highlight, f"Tagged {{}} {', '.join(tags)}"):
            self._tags.put("highlight", (self._key(highlight),), tags)
        return self.get(highlight)

    def set_tags(self, highlight: str, names: Iterable[str]) -> Highlight:
        """Give a highlight just these tags, as one step."""
        tags = clean_tags(names)
        with self._changing(highlight, f"Tagged {{}} {', '.join(tags) or 'with nothing'}"):
            self._tags.replace("highlight", self._key(highlight), tags)
        return self.get(highlight)

    def remove_tags(self, highlight: str, names: Iterable[str]) -> Highlight:
        """Take tags off a highlight."""
        tags = clean_tags(names)
        with self._changing(highlight, f"Untagged {{}} {', '.join(tags)}"):
            self._tags.take("highlight", (self._key(highlight),), tags)
        return self.get(highlight)

    def _key(self, highlight: str) -> int:
        return self._store.number("SELECT key FROM highlights WHERE id = :id", {"id": highlight})

    def _update(self, highlight: str, what: str, **to: object) -> Highlight:
        with self._changing(highlight, what) as (connection, _):
            _set(connection, highlight, **to)
        return self.get(highlight)

    @contextmanager
    def _changing(
        self, highlight: str, what: str
    ) -> Iterator[tuple[sqlite3.Connection, Highlight]]:
        """A step on a highlight that is there, and how it was before; raises `NotFound`."""
        with self._store.write() as connection:
            before = self.get(highlight)
            self._store.begin_step(what.replace("{}", quoted(before.quote), 1))
            yield connection, before


def _set(connection: sqlite3.Connection, highlight: str, **to: object) -> None:
    """Set columns; where all of them stand so already, the row is left alone."""
    to_set = "".join(f', "{name}" = :{name}' for name in to)
    differs = " OR ".join(f'"{name}" IS NOT :{name}' for name in to)
    connection.execute(
        f"UPDATE highlights SET updated = :now{to_set} WHERE id = :id AND ({differs})",
        {"now": now(), "id": highlight, **to},
    )


def known_colour(colour: str) -> str:
    """The colour; raises `BadRequest` where there is none of that name."""
    if colour not in COLOURS:
        raise BadRequest(f"There is no colour {colour!r}: the colours are {', '.join(COLOURS)}.")
    return colour


def quoted(quote: str) -> str:
    """A passage as the words of a step name it, cut to a line."""
    return f"“{clean_line(quote, 50)}”"


def highlight_of(row: sqlite3.Row) -> Highlight:
    """A row with the columns of `highlights`, `story_id`, `title` and `tags` as a value."""
    placed = row["status"] != "orphan"
    return Highlight(
        id=row["id"],
        story=row["story_id"],
        title=row["title"],
        start=row["start"] if placed else None,
        end=row["end"] if placed else None,
        quote=row["quote"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        colour=row["colour"],
        note=row["note"],
        tags=tuple(row["tags"].split("\n")) if row["tags"] else (),
        status=row["status"],
        reason=row["reason"],
        score=row["score"],
        hint=row["hint"],
        reviewed=bool(row["reviewed"]),
        version=row["version"],
        created=row["created"],
        updated=row["updated"],
    )
