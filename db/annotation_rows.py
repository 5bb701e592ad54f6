"""Highlights and notes in an order, in groups where it has them, fetched a page at a time."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from db.highlights import highlight_of
from db.models import Annotation, Lacking
from db.retagging import Family
from db.store import Store

_PAGE = 64
_PAGES = 32
"""Pages that are kept; a walk through 100,000 rows holds no more."""
_STRIDE = 512
"""Rows that are fetched at once by those who go through all."""

_HIGHLIGHTS = """
    SELECT highlights.*, stories.id AS story_id, stories.title AS title,
        sections.name AS section, published,
        (SELECT group_concat(name, char(10)) FROM (SELECT name FROM highlight_tags
            JOIN tags ON tags.key = tag WHERE highlight = highlights.key ORDER BY folded)) AS tags
    FROM highlights JOIN stories ON stories.key = highlights.story
    JOIN sections ON sections.key = section
    WHERE highlights.removed IS NULL AND stories.removed IS NULL
        AND highlights.key IN (SELECT value FROM json_each(:keys))
"""
_NOTES = """
    SELECT stories.key, stories.id, title, sections.name AS section, published, note, noted,
        (SELECT group_concat(name, char(10)) FROM (SELECT name FROM story_tags
            JOIN tags ON tags.key = tag WHERE story = stories.key ORDER BY folded)) AS tags
    FROM stories JOIN sections ON sections.key = section
    WHERE removed IS NULL AND noted IS NOT NULL
        AND stories.key IN (SELECT value FROM json_each(:keys))
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together under a heading."""

    name: str
    """Empty where the rows have no such thing as the order goes by, as for those without a tag."""
    first: int
    """The row that begins it."""
    size: int


def by_family(keys: Iterable[int]) -> dict[Family, list[int]]:
    """The highlights among some rows, and the stories whose notes they are."""
    kept = list(keys)
    return {
        "highlight": [key for key in kept if key > 0],
        "story": [-key for key in kept if key < 0],
    }


class AnnotationRows(Sequence[Annotation]):
    """Highlights, and notes on stories, of which only what is looked at is fetched.

    A row's key is that of the highlight, or below zero that of the story whose note it is. In an
    order by tag a row stands under each of its tags. The order is that of the moment it was asked
    for; what a row says is that of the moment it is first looked at, and is `GONE` where it was
    taken away meanwhile.
    """

    lacking = Lacking()
    """What may be missing because the query could not be answered wholly."""

    def __init__(
        self, store: Store, keys: array[int], names: Sequence[str] = (), starts: Sequence[int] = ()
    ) -> None:
        """Rows with these keys; group `names[i]` begins at row `starts[i]`."""
        self._store = store
        self.keys = keys
        self._names = names
        self._starts = array("q", starts)
        self._pages: OrderedDict[int, list[Annotation]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Annotation: ...
    @overload
    def __getitem__(self, index: slice) -> list[Annotation]: ...
    def __getitem__(self, index: int | slice) -> Annotation | list[Annotation]:
        if isinstance(index, slice):
            return self.of(self.keys[index])
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        return self._page(place // _PAGE)[place % _PAGE]

    def __iter__(self) -> Iterator[Annotation]:
        for start in range(0, len(self), _STRIDE):
            yield from self[start : start + _STRIDE]

    def of(self, keys: Sequence[int]) -> list[Annotation]:
        """The rows with these keys, in their order."""
        found = _fetched(self._store, keys)
        return [found.get(key, GONE) for key in keys]

    @property
    def groups(self) -> int:
        """How many groups there are; 0 in an order without them."""
        return len(self._starts)

    def group(self, index: int) -> Group:
        """The group of that number."""
        first = self._starts[index]
        after = self._starts[index + 1] if index + 1 < len(self._starts) else len(self)
        return Group(self._names[index], first, after - first)

    def groups_before(self, row: int) -> int:
        """How many groups begin above a row."""
        return bisect_right(self._starts, row - 1)

    def group_at(self, row: int) -> Group | None:
        """The group that begins at a row, or None."""
        before = self.groups_before(row)
        begins = before < len(self._starts) and self._starts[before] == row
        return self.group(before) if begins else None

    def place(self, key: int, near: int = 0) -> int | None:
        """The row with this key, of several the one at `near` or else the first; or None."""
        if 0 <= near < len(self) and self.keys[near] == key:
            return near
        try:
            return self.keys.index(key)
        except ValueError:
            return None

    def anew(self, without: Collection[int] = ()) -> AnnotationRows:
        """The same rows in the same order, but for those with these keys, to be fetched anew."""
        if not without:
            return AnnotationRows(self._store, self.keys, self._names, self._starts)
        gone = frozenset(without)
        keys, names, starts = array("q"), [], []
        for group in self._stretches():
            kept = [key for key in self.keys[group.first : group.first + group.size]
                    if key not in gone]  # fmt: skip
            if kept and self._starts:
                names.append(group.name)
                starts.append(len(keys))
            keys.extend(kept)
        return AnnotationRows(self._store, keys, names, starts)

    def _stretches(self) -> Iterator[Group]:
        """The groups, or everything as one."""
        if not self._starts:
            yield Group("", 0, len(self))
        yield from map(self.group, range(len(self._starts)))

    def _page(self, page: int) -> list[Annotation]:
        if page in self._pages:
            self._pages.move_to_end(page)
        else:
            self._pages[page] = self.of(self.keys[page * _PAGE : (page + 1) * _PAGE])
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return self._pages[page]


def _fetched(store: Store, keys: Sequence[int]) -> dict[int, Annotation]:
    marked = [key for key in keys if key > 0]
    noted = [-key for key in keys if key < 0]
    found: dict[int, Annotation] = {}
    if marked:
        rows = store.read(_HIGHLIGHTS, {"keys": str(marked)})
        found.update((row["key"], _marked(row)) for row in rows)
    if noted:
        found.update((-row["key"], _noted(row)) for row in store.read(_NOTES, {"keys": str(noted)}))
    return found


def _marked(row: sqlite3.Row) -> Annotation:
    highlight = highlight_of(row)
    return Annotation(
        highlight, highlight.story, highlight.title, row["section"], row["published"],
        highlight.note, highlight.tags, highlight.created,
    )  # fmt: skip


def _noted(row: sqlite3.Row) -> Annotation:
    tags = tuple(row["tags"].split("\n")) if row["tags"] else ()
    return Annotation(
        None, row["id"], row["title"], row["section"], row["published"], row["note"], tags,
        row["noted"],
    )  # fmt: skip


GONE = Annotation(None, "", "(no longer in the library)", "", "", "", (), "")
"""What a row says whose highlight or note was taken away since the rows were asked for."""
