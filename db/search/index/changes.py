"""What the index has yet to see, as documents: read from the change log, newest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from db.errors import NotALibrary
from db.search.engine import HIGHLIGHT, NOTE, STORY
from db.search.index.layout import Document, document
from db.store import Store
from db.versions import unpack_text

VOLUME = 4_500_000
"""Code points of text in one batch, about; keeps memory and the wait for a commit in bounds."""

_STORIES = """SELECT changes.seq, stories.key, title, byline, lang, note, story_versions.text
    FROM changes
    JOIN stories ON stories.key = target
    JOIN story_versions ON story_versions.key = version
    WHERE kind = 'story' AND removed IS NULL AND seq IN (SELECT value FROM json_each(:keys))
    ORDER BY seq DESC"""
_HIGHLIGHTS = """SELECT highlights.key, highlights.story, quote, highlights.note, lang
    FROM highlights JOIN stories ON stories.key = story
    WHERE highlights.removed IS NULL AND stories.removed IS NULL AND {}
        IN (SELECT value FROM json_each(:keys))"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some changes: what is taken out of the index, what is put in, which rows are then done."""

    done: tuple[int, ...]
    out: frozenset[tuple[int, int]]
    documents: tuple[Document, ...]


def next_batch(store: Store, most: int, present: Collection[int]) -> Batch | None:
    """The newest changes, or None when there are none.

    Args:
        store: the library.
        most: how many at most.
        present: the highlights that are in the index.
    """
    rows = store.read(
        "SELECT seq, kind, target FROM changes ORDER BY seq DESC LIMIT :most", {"most": most}
    )
    if not rows:
        return None
    live, cut = _stories(store, [row["seq"] for row in rows if row["kind"] == "story"])
    rows = [row for row in rows if row["seq"] >= cut]
    changed = {row["target"] for row in rows if row["kind"] == "story"}
    marked = {row["target"] for row in rows if row["kind"] == "highlight"}
    lost = _highlights_of(store, changed - live.keys())
    found = {doc.key: doc for doc in _highlights(store, "highlights.key", marked)}
    for doc in _highlights(store, "highlights.story", live.keys()):
        if doc.key not in present:
            found.setdefault(doc.key, doc)
    out = {(kind, key) for key in changed for kind in (STORY, NOTE)}
    out |= {(HIGHLIGHT, key) for key in (marked | lost | found.keys())}
    documents = [doc for row in live.values() for doc in _of_story(*row)]
    return Batch(tuple(row["seq"] for row in rows), frozenset(out), (*documents, *found.values()))


_Story = tuple[sqlite3.Row, str]


def _stories(store: Store, sequence: Sequence[int]) -> tuple[dict[int, _Story], int]:
    """The stories that are still there, and the row at which there were enough for one batch."""
    live: dict[int, _Story] = {}
    volume = 0
    for row in store.read(_STORIES, {"keys": json.dumps(sequence)}):
        text = _readable(row["text"])
        live[row["key"]] = (row, text)
        volume += len(text)
        if volume > VOLUME:
            return live, row["seq"]
    return live, 0


def _readable(packed: bytes) -> str:
    """A text; a damaged one, of which opening the story tells, must not keep the others out."""
    try:
        return unpack_text(packed)
    except NotALibrary:
        return ""


def _of_story(row: sqlite3.Row, text: str) -> Iterator[Document]:
    texts = {"by": row["byline"], "text": text, "title": row["title"]}
    yield document(STORY, row["key"], row["lang"], texts)
    if row["note"]:
        yield document(NOTE, row["key"], row["lang"], {"note": row["note"]})


def _highlights(store: Store, column: str, keys: Collection[int]) -> Iterator[Document]:
    if keys:
        for row in store.read(_HIGHLIGHTS.format(column), {"keys": json.dumps(list(keys))}):
            texts = {"quote": row["quote"], "remark": row["note"]}
            yield document(HIGHLIGHT, row["key"], row["lang"], texts)


def _highlights_of(store: Store, stories: Collection[int]) -> set[int]:
    rows = store.read(
        "SELECT key FROM highlights WHERE story IN (SELECT value FROM json_each(:keys))",
        {"keys": json.dumps(list(stories))},
    )
    return {row[0] for row in rows}
