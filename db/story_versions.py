"""The texts that a story has had: which there are, the highlights in each, and what changed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from db.errors import NotFound
from db.highlights import Highlights
from db.models import Highlight, Status, Story, TextVersion
from db.store import Store
from db.stories import Stories
from db.text import count_words
from db.versions import Versions

if TYPE_CHECKING:
    from db.comparing import Comparison

_ANCHORS = """
    SELECT id, version, "start", "end", origin_version, origin_start, origin_end, status, reason,
        score
    FROM highlights WHERE story = :story AND removed IS NULL
"""
_NOTED = """
    SELECT placements.* FROM highlights
    JOIN placements ON placements.highlight = highlights.id
    WHERE story = :story AND removed IS NULL ORDER BY placements.key
"""
_STEPS = """
    SELECT state, json_extract(before, '$.version') AS before,
        json_extract(after, '$.version') AS after
    FROM history_rows JOIN history ON history.key = step
    WHERE family = 'stories' AND action = 'update' AND target = :target
        AND json_extract(after, '$.version') IS NOT NULL
"""


class _Standing(NamedTuple):
    """How a highlight stands, or stood, in one text."""

    start: int
    end: int
    status: Status = "same"
    reason: str = ""
    score: float = 1.0


class StoryVersions:
    """Texts by the public id of their story and their key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions = Versions(store)
        self._stories = Stories(store)
        self._highlights = Highlights(store)

    def of(self, story: str) -> list[TextVersion]:
        """The texts of a story, the latest first; raises `NotFound`.

        A text that came and was undone is left out, unless a highlight refers to it. The whole of
        each text is read, to count its words.
        """
        row = self._row(story)
        standing = self._standing(row["key"], row["version"])
        found = self._store.read(
            "SELECT key, created, length FROM story_versions WHERE story = :story ORDER BY key",
            {"story": story},
        )
        hidden = self._undone(row["key"], row["version"]) if len(found) > 1 else set()
        shown = [one for one in found if one["key"] not in hidden]
        listed = [
            TextVersion(
                key=one["key"],
                number=number,
                created=one["created"],
                length=one["length"],
                words=count_words(self._versions.text(one["key"])),
                highlights=len(standing[one["key"]]),
                present=one["key"] == row["version"],
            )
            for number, one in enumerate(shown, start=1)
        ]
        return listed[::-1]

    def get(self, story: str, number: int) -> TextVersion:
        """The text with this number in the list; raises `NotFound`."""
        listed = self.of(story)
        found = next((one for one in listed if one.number == number), None)
        if found is None:
            texts = "1 text" if len(listed) == 1 else f"{len(listed)} texts"
            raise NotFound(f"This story has no text {number}: it has {texts}, counted from 1.")
        return found

    def story(self, story: str, version: int) -> Story:
        """The story as it read in one of its texts; title and note are the present ones."""
        present = self._stories.get(story)
        known = self._store.number(
            "SELECT key FROM story_versions WHERE key = :version AND story = :story",
            {"version": version, "story": story},
        )
        if not known:
            raise NotFound("That text of the story is not in the library any more.")
        text, markup = self._versions.content(version)
        head = replace(present.head, length=len(text), words=count_words(text), place=0)
        return replace(present, head=head, text=text, markup=markup, version=version)

    def highlights(self, story: str, version: int) -> list[Highlight]:
        """The highlights of a story that stand or stood in one of its texts, in its order.

        Where each stood was noted then; nothing is looked for. Deleted ones are left out.
        """
        row = self._row(story)
        places = self._standing(row["key"], row["version"])[version]
        found = [
            replace(one, **places[one.id]._asdict(), version=version, hint=None)
            for one in self._highlights.of_story(story)
            if one.id in places
        ]
        return sorted(found, key=lambda one: (one.start or 0, -(one.end or 0)))

    def compare(self, old: int, new: int) -> Comparison:
        """What changed between two texts; a second for a million code points."""
        from db.comparing import compare  # not for those who only read

        return compare(self._versions.text(old), self._versions.text(new))

    def carried(self, old: int, new: int, place: int) -> int:
        """Where a place in one text is in another: at the nearest word that both have."""
        if old == new:
            return place
        from db import anchoring  # not for those who only read
        from db.revising import moved_place

        return moved_place(
            anchoring.align(self._versions.text(old), self._versions.text(new)), place
        )

    def _row(self, story: str) -> sqlite3.Row:
        self._stories.head(story)
        (row,) = self._store.read("SELECT key, version FROM stories WHERE id = :id", {"id": story})
        return row

    def _standing(self, story: int, present: int) -> defaultdict[int, dict[str, _Standing]]:
        """The places of a story's highlights, by version and public id.

        Of several that are known in a text the surest holds: that of its present anchor, that where
        it was made, then the latest that was noted.
        """
        standing: defaultdict[int, dict[str, _Standing]] = defaultdict(dict)
        for row in self._store.read(_NOTED, {"story": story}):
            outcome = _Standing(
                row["to_start"] or 0, row["to_end"] or 0, row["status"], row["reason"], row["score"]
            )
            standing[row["from_version"]].setdefault(
                row["highlight"], _Standing(row["from_start"], row["from_end"])
            )
            if row["to_start"] is not None:
                standing[row["to_version"]][row["highlight"]] = outcome
        for row in self._store.read(_ANCHORS, {"story": story}):
            standing[row["origin_version"]][row["id"]] = _Standing(
                row["origin_start"], row["origin_end"]
            )
            if row["status"] != "orphan":
                standing[row["version"]][row["id"]] = _Standing(
                    row["start"], row["end"], row["status"], row["reason"], row["score"]
                )
            elif row["version"] != present:
                standing[row["version"]].setdefault(row["id"], _Standing(row["start"], row["end"]))
        return standing

    def _undone(self, key: int, present: int) -> set[int]:
        """The texts that only steps that are undone have brought, and no highlight refers to."""
        kept, undone = {present}, set()
        for row in self._store.read(_STEPS, {"target": f'{{"key":{key}}}'}):
            if row["state"] in ("done", "kept"):
                kept |= {row["before"], row["after"]}
            else:
                undone.add(row["after"])
        for row in self._store.read(_ANCHORS, {"story": key}):
            kept |= {row["version"], row["origin_version"]}
        return undone - kept
