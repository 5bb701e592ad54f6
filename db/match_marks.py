"""All matches of a find or a query highlighted: first what would be, then as one step."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from db.anchoring import describe
from db.errors import BadRequest, NotFound
from db.highlights import known_colour, quoted
from db.models import COLOURS, Anchor, MatchesIn, MatchesMarked, MatchPlan, Story
from db.store import Store, now
from db.stories import Stories
from db.tags import Tags, clean_tags

if TYPE_CHECKING:
    from db.search import Search

Span = tuple[int, int]
"""Start and end, code points into `Story.text`, end-exclusive."""
Progress = Callable[[int, int], None]

MOST = 20_000
"""Matches that are highlighted as one step."""


class MatchMarks:
    """Plans and makes the highlights of all matches."""

    def __init__(self, store: Store, stories: Stories, search: Search) -> None:
        self._store = store
        self._stories = stories
        self._search = search
        self._tags = Tags(store)

    def plan(
        self,
        query: str,
        *,
        story: Story | None = None,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> MatchPlan:
        """What highlighting all that a query finds would mark; nothing is written.

        Its words and phrases are marked in the texts of the stories that it finds, newest first.

        Args:
            query: in the language of docs/search.md; raises `QueryError` where it is wrong.
            story: look in this one alone, whether or not the query finds it.
            stop: set it to end soon with what is planned so far, which is then not to be used.
            progress: called after each story with how many of how many are looked through.

        Raises:
            BadRequest: the query has no words, or there are more than `MOST` matches.
        """
        find = self._search.finding(query)
        if story is not None:
            return self.in_story(query, story, find(story.text, story.head.lang))
        keys, lacking = self._search.story_keys(query)
        heads = self._stories.rows(keys=keys)
        found: list[MatchesIn] = []
        matches = known = 0
        for number, head in enumerate(heads, 1):
            if stop is not None and stop.is_set():
                break
            with suppress(NotFound):  # removed since it was found
                one = self._stories.get(head.id)
                planned, same = self._matches(one, find(one.text, one.head.lang))
                known += same
                matches += len(planned.anchors)
                _check(matches)
                if planned.anchors:
                    found.append(planned)
            if progress is not None:
                progress(number, len(heads))
        return MatchPlan(query, tuple(found), known, lacking)

    def in_story(self, words: str, story: Story, spans: Iterable[Span]) -> MatchPlan:
        """What highlighting these passages of a story would mark; raises `BadRequest`."""
        planned, known = self._matches(story, spans)
        _check(len(planned.anchors))
        return MatchPlan(words, (planned,) if planned.anchors else (), known)

    def mark(
        self, plan: MatchPlan, *, colour: str = COLOURS[0], tags: Iterable[str] = ()
    ) -> MatchesMarked:
        """Highlight what was planned, as one step.

        A story whose text has changed since, or that is gone, is passed over and told. A passage
        that was highlighted meanwhile is left alone. Raises `BadRequest`.
        """
        colour, names = known_colour(colour), clean_tags(tags)
        made: list[tuple[str, str, Anchor]] = []
        passed: list[str] = []
        with self._store.write() as connection:
            step = self._store.begin_step(_told(plan.words, plan.matches, len(plan.stories)))
            keys, there = [], self._present(plan)
            for one in plan.stories:
                if there.get(one.story) != one.version:
                    passed.append(one.title)
                    continue
                for anchor in one.anchors:
                    values = _values(one, anchor, colour)
                    values["id"] = self._store.free_id("highlights", "h-")
                    cursor = connection.execute(_INSERT, values)
                    if cursor.rowcount == 1:
                        keys.append(int(cursor.lastrowid or 0))
                        made.append((str(values["id"]), one.story, anchor))
            if names and keys:
                self._tags.put("highlight", keys, names)
            stories = len({story for _, story, _ in made})
            self._store.name_step(step, _told(plan.words, len(made), stories))
        return MatchesMarked(tuple(made), stories, tuple(passed))

    def _matches(self, story: Story, spans: Iterable[Span]) -> tuple[MatchesIn, int]:
        """What is to be marked in a story, and how many of the passages are already."""
        marked = self._marked(story.id)
        anchors: dict[Span, Anchor] = {}
        known = 0
        for start, end in merged(spans):
            if not story.text[start:end].strip():
                continue
            anchor = describe(story.text, start, end)
            if (anchor.start, anchor.end) in marked:
                known += 1
            else:
                anchors[anchor.start, anchor.end] = anchor
        return MatchesIn(story.id, story.head.title, story.version, tuple(anchors.values())), known

    def _marked(self, story: str) -> Collection[Span]:
        rows = self._store.read(
            """SELECT "start", "end" FROM highlights WHERE removed IS NULL AND status <> 'orphan'
               AND story = (SELECT key FROM stories WHERE id = :story)""",
            {"story": story},
        )
        return {(row["start"], row["end"]) for row in rows}

    def _present(self, plan: MatchPlan) -> dict[str, int]:
        rows = self._store.read(
            """SELECT id, version FROM stories
               WHERE removed IS NULL AND id IN (SELECT value FROM json_each(:ids))""",
            {"ids": json.dumps([one.story for one in plan.stories])},
        )
        return {row["id"]: row["version"] for row in rows}


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _check(matches: int) -> None:
    if matches > MOST:
        raise BadRequest(
            f"There are more than {MOST:,} matches: narrow the query, as with section: or date:."
        )


def _told(words: str, matches: int, stories: int) -> str:
    noun = "match" if matches == 1 else "matches"
    where = "1 story" if stories == 1 else f"{stories:,} stories"
    return f"Highlighted {matches:,} {noun} of {quoted(words)} in {where}"


def _values(one: MatchesIn, anchor: Anchor, colour: str) -> dict[str, object]:
    return {
        "story": one.story, "start": anchor.start, "end": anchor.end, "quote": anchor.quote,
        "prefix": anchor.prefix, "suffix": anchor.suffix, "colour": colour, "now": now(),
    }  # fmt: skip


_INSERT = """
    INSERT INTO highlights (id, story, version, "start", "end", quote, prefix, suffix,
        origin_version, origin_start, origin_end, colour, note, created, updated)
    SELECT :id, key, version, :start, :end, :quote, :prefix, :suffix, version, :start, :end,
        :colour, '', :now, :now
    FROM stories WHERE id = :story AND NOT EXISTS (
        SELECT 1 FROM highlights AS same WHERE same.story = stories.key AND same."start" = :start
            AND same."end" = :end AND same.removed IS NULL AND same.status <> 'orphan')
"""
