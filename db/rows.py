"""Stories as lists show them, fetched a page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import overload

from db.models import Lacking, StoryHead
from db.store import Store

_PAGE = 64

_HEADS = """
    SELECT stories.key, stories.id, ref, stories.title, byline, sections.name AS section, published,
        CASE label WHEN '' THEN ifnull(sources.title, '') ELSE label END AS source, url, lang,
        words, story_versions.length AS length, read, starred, shelf, stories.added,
        min(place, story_versions.length) AS place,
        (SELECT group_concat(name, char(10)) FROM (SELECT name FROM story_tags
            JOIN tags ON tags.key = tag WHERE story = stories.key ORDER BY folded)) AS tags,
        (SELECT count(*) FROM highlights
            WHERE story = stories.key AND removed IS NULL) AS highlights,
        note <> '' OR EXISTS (SELECT 1 FROM highlights
            WHERE story = stories.key AND removed IS NULL AND highlights.note <> '') AS noted,
        EXISTS (SELECT 1 FROM drafts LEFT JOIN highlights ON highlights.id = drafts.target
            WHERE drafts.target = stories.id OR highlights.story = stories.key) AS drafted
    FROM stories
    JOIN sections ON sections.key = section
    JOIN story_versions ON story_versions.key = version
    LEFT JOIN sources ON sources.key = source
    WHERE stories.key IN (SELECT value FROM json_each(:keys))
"""


def head(row: sqlite3.Row) -> StoryHead:
    """A row of the heads' query as a value."""
    return StoryHead(
        id=row["id"],
        ref=row["ref"],
        title=row["title"],
        byline=row["byline"],
        section=row["section"],
        published=row["published"],
        source=row["source"],
        url=row["url"],
        lang=row["lang"],
        words=row["words"],
        length=row["length"],
        tags=tuple(row["tags"].split("\n")) if row["tags"] else (),
        read=bool(row["read"]),
        starred=bool(row["starred"]),
        shelf=row["shelf"],
        highlights=row["highlights"],
        noted=bool(row["noted"]),
        drafted=bool(row["drafted"]),
        place=row["place"],
        added=row["added"],
        key=row["key"],
    )


def heads(store: Store, keys: Sequence[int]) -> dict[int, StoryHead]:
    """The stories with these keys, by key; a key without a story is left out."""
    rows = store.read(_HEADS, {"keys": str(list(keys))})
    return {row["key"]: head(row) for row in rows}


class StoryRows(Sequence[StoryHead]):
    """Stories in a fixed order, of which only what is looked at is fetched.

    The order is that of the moment it was asked for; what a row says is that of the moment it is
    first looked at. Ask for new rows after a change; a story that is gone by then is `GONE`.
    """

    lacking = Lacking()
    """What may be missing because the query could not be answered wholly."""

    def __init__(self, store: Store, keys: Sequence[int]) -> None:
        self._store = store
        self._keys = keys
        self._pages: dict[int, list[StoryHead]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> StoryHead: ...
    @overload
    def __getitem__(self, index: slice) -> list[StoryHead]: ...
    def __getitem__(self, index: int | slice) -> StoryHead | list[StoryHead]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        return self._page(place // _PAGE)[place % _PAGE]

    @property
    def keys(self) -> Sequence[int]:
        """The internal numbers of the stories, in order."""
        return self._keys

    def anew(self) -> StoryRows:
        """The same stories in the same order, as they are when they are looked at again."""
        return StoryRows(self._store, self._keys)

    def place(self, story: str) -> int | None:
        """The row of the story with this public id, or None."""
        key = self._store.number("SELECT key FROM stories WHERE id = :id", {"id": story})
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    def _page(self, page: int) -> list[StoryHead]:
        if page not in self._pages:
            keys = self._keys[page * _PAGE : (page + 1) * _PAGE]
            found = heads(self._store, keys)
            self._pages[page] = [found.get(key, GONE) for key in keys]
        return self._pages[page]


GONE = StoryHead(
    id="", ref="", title="(no longer in the library)", byline="", section="", published="",
    source="", url="", lang="", words=0, length=0, tags=(), read=True, starred=False,
    shelf="inbox", highlights=0, noted=False, place=0, added="",
)  # fmt: skip
"""What a row says whose story was taken away since the rows were asked for."""
