"""What a reader sees of what was found: made for the first ones at once, for others when asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Literal, overload

from db.models import Hit, Snippet
from db.rows import GONE, heads
from db.search.analysis.languages import NO_LANGUAGE, language_of
from db.search.analysis.words import words
from db.search.answers.finder import Finder, Match
from db.search.answers.ranking import Found
from db.search.answers.snippets import best_passage, snippet
from db.search.engine import HIGHLIGHT, NOTE, STORY
from db.search.query.tree import Fuzzy, TextLeaf
from db.store import Store
from db.versions import unpack_text

PAGE = 16
"""Hits that are made together."""

_STORIES = """SELECT stories.key, lang, note, text FROM stories
    JOIN story_versions ON story_versions.key = version
    WHERE stories.key IN (SELECT value FROM json_each(:keys))"""
_HIGHLIGHTS = """SELECT highlights.key, highlights.id, "start", "end", status, quote,
        highlights.note, lang
    FROM highlights JOIN stories ON stories.key = story
    WHERE highlights.key IN (SELECT value FROM json_each(:keys))"""
_NOTHING = Snippet("")
Kind = Literal["story", "note", "highlight"]


class Hits(Sequence[Hit]):
    """Hits in order; what one says is that of the moment it is first looked at."""

    def __init__(
        self,
        store: Store,
        found: Sequence[Found],
        leaves: Sequence[TextLeaf],
        near: Mapping[Fuzzy, frozenset[str]],
    ) -> None:
        self._store = store
        self._found = found
        self._in_text = Finder([leaf for leaf in leaves if leaf.field == ""], near)
        self._in_note = Finder([leaf for leaf in leaves if leaf.field in ("", "note")], near)
        self._pages: dict[int, list[Hit]] = {}

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        page, place = divmod(place, PAGE)
        if page not in self._pages:
            self._pages[page] = self._page(self._found[page * PAGE : (page + 1) * PAGE])
        return self._pages[page][place]

    def _page(self, found: Sequence[Found]) -> list[Hit]:
        known = heads(self._store, [each.story for each in found])
        stories = self._rows(_STORIES, [each.key for each in found if each.kind != HIGHLIGHT])
        marked = self._rows(_HIGHLIGHTS, [each.key for each in found if each.kind == HIGHLIGHT])
        hits = []
        for each in found:
            row = (marked if each.kind == HIGHLIGHT else stories).get(each.key)
            start, end, passage = self._passage(each.kind, row)
            hits.append(
                Hit(
                    story=known.get(each.story, GONE),
                    highlight=row["id"] if row is not None and each.kind == HIGHLIGHT else "",
                    kind=_NAMES[each.kind],
                    score=round(each.score, 4),
                    start=start,
                    end=end,
                    snippet=passage,
                )
            )
        return hits

    def _passage(
        self, kind: int, row: sqlite3.Row | None
    ) -> tuple[int | None, int | None, Snippet]:
        if row is None:
            return None, None, _NOTHING
        if kind == STORY:
            return self._in_story(row)
        if kind == NOTE:
            notes = self._in_note.matches(row["note"], row["lang"])
            return None, None, snippet(row["note"], notes)
        judged = [*words(row["quote"]), *words(row["note"])]
        lang = language_of(row["lang"], judged) or NO_LANGUAGE
        notes = self._in_note.matches(row["note"], lang)
        quoted = self._in_text.matches(row["quote"], lang)
        placed = row["status"] != "orphan" and (quoted or not notes)
        start, end = (row["start"], row["end"]) if placed else (None, None)
        shown = snippet(row["note"], notes) if notes else snippet(row["quote"], quoted)
        return start, end, shown

    def _in_story(self, row: sqlite3.Row) -> tuple[int | None, int | None, Snippet]:
        text = unpack_text(row["text"])
        matches = self._in_text.matches(text, row["lang"], whole=False)
        if not matches:
            return None, None, snippet(text, ())
        best: Match = matches[best_passage(matches)[0]]
        return best.start, best.end, snippet(text, matches)

    def _rows(self, sql: str, keys: Sequence[int]) -> dict[int, sqlite3.Row]:
        if not keys:
            return {}
        return {row["key"]: row for row in self._store.read(sql, {"keys": str(list(keys))})}


_NAMES: Mapping[int, Kind] = {STORY: "story", NOTE: "note", HIGHLIGHT: "highlight"}
