"""The same done to many stories or highlights at once, as one step."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from db.columns import key_values, set_columns, set_highlights
from db.errors import BadRequest
from db.models import COLOURS, DEFAULT_SECTION, SHELVES, Shelf
from db.retagging import Family
from db.sections import Sections
from db.store import Store, now
from db.tags import Tags, clean_tags
from db.text import NAME_LIMIT, clean_line

_STATES = {"read": "read = 1", "starred": "starred = 1"} | {
    shelf: f"shelf = '{shelf}'" for shelf in SHELVES
}
_ROWS: dict[Family, str] = {"story": "stories", "highlight": "highlights"}

Picked = Mapping[Family, Collection[int]]
"""Keys of stories and of highlights."""


class Words(NamedTuple):
    """How a step calls what it was done to."""

    name: str
    """Before the only one's own words."""
    one: str
    many: str


WORDS: Mapping[Family, Words] = {
    "story": Words("", "story", "stories"),
    "highlight": Words("", "highlight", "highlights"),
}
NOTES: Mapping[Family, Words] = {
    "story": Words("the note on ", "note", "notes"),
    "highlight": Words("the highlight ", "highlight", "highlights"),
}
"""Where of a story its note is meant."""


class Many:
    """What a reader does to rows that were selected or to all that a query finds.

    Stories and highlights are named by their keys; those that are gone are passed over. Every
    method answers how many were there to do it to.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sections = Sections(store)
        self._tags = Tags(store)

    def all_are(self, state: str, keys: Collection[int]) -> bool:
        """Whether all of these stories are `read`, `starred`, or on the shelf of that name."""
        return not self._store.number(
            f"""SELECT count(*) FROM stories WHERE removed IS NULL AND NOT ({_STATES[state]})
                AND key IN (SELECT value FROM json_each(:keys))""",
            key_values(keys),
        )

    def set_read(self, keys: Collection[int], read: bool) -> int:
        """Mark stories read or unread."""
        told = "Marked {} read" if read else "Marked {} unread"
        return self._set(keys, told, read=int(read))

    def set_starred(self, keys: Collection[int], starred: bool) -> int:
        """Star stories, or take their stars off."""
        return self._set(keys, "Starred {}" if starred else "Unstarred {}", starred=int(starred))

    def set_shelf(self, keys: Collection[int], shelf: Shelf) -> int:
        """Put stories on a shelf: inbox, later or archive."""
        if shelf not in SHELVES:
            raise BadRequest(f"There is no shelf {shelf!r}: there are {', '.join(SHELVES)}.")
        return self._set(keys, f"Put {{}} on the shelf {shelf}", shelf=shelf)

    def move(self, keys: Collection[int], section: str) -> int:
        """Put stories into a section, made where it is new; they then stay there."""
        clean = clean_line(section, NAME_LIMIT) or DEFAULT_SECTION
        with self._step({"story": keys}, f"Moved {{}} to {clean}") as there:
            if found := there["story"]:
                set_columns(self._store, found, "section", section=self._sections.ensure(clean))
        return _size(there)

    def remove(self, keys: Collection[int], family: Family = "story") -> int:
        """Take stories out, which stay out when their source is added again; or highlights."""
        if family == "story":
            return self._set(keys, "Removed {}", removed=now())
        return self.delete({"highlight": keys})

    def delete(self, picked: Picked) -> int:
        """Delete highlights with their notes, and the notes on stories; undo brings them back."""
        noted = self._noted(picked.get("story", ()))
        with self._step({**picked, "story": noted}, "Deleted {}", NOTES) as there:
            set_highlights(self._store, there.get("highlight", ()), removed=now())
            set_columns(self._store, there["story"], note="", noted=None)
        return _size(there)

    def _noted(self, keys: Collection[int]) -> list[int]:
        """Those of the stories that have a note."""
        sql = "SELECT key FROM stories WHERE noted IS NOT NULL AND key IN "
        rows = self._store.read(f"{sql} (SELECT value FROM json_each(:keys))", key_values(keys))
        return [row["key"] for row in rows]

    def set_colour(self, keys: Collection[int], colour: str) -> int:
        """Give highlights another colour."""
        if colour not in COLOURS:
            raise BadRequest(f"There is no colour {colour!r}: try {', '.join(COLOURS)}.")
        with self._step({"highlight": keys}, f"Made {{}} {colour}") as there:
            set_highlights(self._store, there["highlight"], colour=colour)
        return _size(there)

    def keys(self, ids: Collection[str], family: Family = "story") -> list[int]:
        """The keys of stories or highlights with these public ids."""
        rows = self._store.read(
            f"""SELECT key FROM {_ROWS[family]} WHERE removed IS NULL
                AND id IN (SELECT value FROM json_each(:ids)) ORDER BY key""",
            {"ids": json.dumps(list(ids))},
        )
        return [row["key"] for row in rows]

    def ids(self, keys: Collection[int], family: Family = "story") -> list[str]:
        """The public ids of stories or highlights, those that are gone left out."""
        rows = self._store.read(
            f"""SELECT id FROM {_ROWS[family]} WHERE removed IS NULL
                AND key IN (SELECT value FROM json_each(:keys)) ORDER BY key""",
            key_values(keys),
        )
        return [row["id"] for row in rows]

    def tag(self, keys: Collection[int], names: Iterable[str], family: Family = "story") -> int:
        """Put tags on stories or highlights."""
        return self.retag({family: keys}, add=names)

    def untag(self, keys: Collection[int], names: Iterable[str], family: Family = "story") -> int:
        """Take tags off stories or highlights."""
        return self.retag({family: keys}, remove=names)

    def retag(self, picked: Picked, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Put tags on stories and highlights, and take others off."""
        more, less = clean_tags(add), clean_tags(remove)
        told = f"Tagged {{}} {', '.join(more)}" if more else f"Untagged {{}} {', '.join(less)}"
        if more and less:
            told += f"; untagged {', '.join(less)}"
        with self._step(picked, told) as there:
            for family, keys in there.items():
                changed = self._tags.put(family, keys, more) | self._tags.take(family, keys, less)
                if family == "story":
                    set_columns(self._store, changed, "tags")
        return _size(there)

    def tags(self, picked: Picked) -> tuple[str, ...]:
        """The tags that all of these stories and highlights have, by name."""
        there = self._all_there(picked)
        values: dict[str, object] = {"highlight": "[]", "story": "[]", "count": _size(there)}
        values.update((family, json.dumps(list(keys))) for family, keys in there.items())
        rows = self._store.read(
            """SELECT name FROM tags JOIN (
                   SELECT tag FROM highlight_tags
                   WHERE highlight IN (SELECT value FROM json_each(:highlight))
                   UNION ALL
                   SELECT tag FROM story_tags
                   WHERE story IN (SELECT value FROM json_each(:story))
               ) ON tags.key = tag GROUP BY tag HAVING count(*) = :count ORDER BY folded""",
            values,
        )
        return tuple(row["name"] for row in rows)

    def _set(self, keys: Collection[int], what: str, **to: str | int) -> int:
        with self._step({"story": keys}, what) as there:
            set_columns(self._store, there["story"], "", **to)
        return _size(there)

    @contextmanager
    def _step(
        self, picked: Picked, what: str, words: Mapping[Family, Words] = WORDS
    ) -> Iterator[dict[Family, list[int]]]:
        """A step on those that are there; `{}` in its words is how many, or the one by name."""
        with self._store.write():
            there = self._all_there(picked)
            self._store.begin_step(what.replace("{}", self._called(there, words), 1))
            yield there

    def _all_there(self, picked: Picked) -> dict[Family, list[int]]:
        return {family: self._there(family, keys) for family, keys in picked.items()}

    def _there(self, family: Family, keys: Collection[int]) -> list[int]:
        rows = self._store.one(
            f"""SELECT json_group_array(key) FROM {_ROWS[family]} WHERE removed IS NULL
                AND key IN (SELECT value FROM json_each(:keys))""",
            key_values(keys),
        )
        found: list[int] = json.loads(rows[0]) if rows is not None else []
        return found

    def _called(self, there: Picked, words: Mapping[Family, Words]) -> str:
        """The only one by its words, more by their number."""
        if _size(there) != 1:
            return counted({family: len(keys) for family, keys in there.items()}, words)
        [(family, [key])] = ((family, keys) for family, keys in there.items() if keys)
        columns = "title FROM stories" if family == "story" else "quote FROM highlights"
        row = self._store.one(f"SELECT {columns} WHERE key = :key", {"key": key})
        return f"{words[family].name}“{clean_line(row[0], 60)}”" if row is not None else ""


def counted(counts: Mapping[Family, int], words: Mapping[Family, Words] = WORDS) -> str:
    """How many of each in words: `12 highlights and 1 story`."""
    told = [
        f"{count:,} {words[family].one if count == 1 else words[family].many}"
        for family, count in counts.items()
        if count
    ]
    return " and ".join(told) or f"0 {words[next(iter(counts), 'story')].many}"


def _size(picked: Picked) -> int:
    return sum(map(len, picked.values()))
