"""The same done to many stories or highlights at once, as one step."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

from db.edited import Claim, with_edited
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
            _values(keys),
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
        with self._step("story", keys, f"Moved {{}} to {clean}") as there:
            if there:
                set_columns(self._store, there, "section", section=self._sections.ensure(clean))
        return len(there)

    def remove(self, keys: Collection[int], family: Family = "story") -> int:
        """Take stories out, which stay out when their source is added again; or highlights."""
        if family == "story":
            return self._set(keys, "Removed {}", removed=now())
        with self._step(family, keys, "Deleted {}") as there:
            _set_highlights(self._store, there, removed=now())
        return len(there)

    def set_colour(self, keys: Collection[int], colour: str) -> int:
        """Give highlights another colour."""
        if colour not in COLOURS:
            raise BadRequest(f"There is no colour {colour!r}: try {', '.join(COLOURS)}.")
        with self._step("highlight", keys, f"Made {{}} {colour}") as there:
            _set_highlights(self._store, there, colour=colour)
        return len(there)

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
            _values(keys),
        )
        return [row["id"] for row in rows]

    def tag(self, keys: Collection[int], names: Iterable[str], family: Family = "story") -> int:
        """Put tags on stories or highlights."""
        return self._retag(family, keys, names, self._tags.put, "Tagged")

    def untag(self, keys: Collection[int], names: Iterable[str], family: Family = "story") -> int:
        """Take tags off stories or highlights."""
        return self._retag(family, keys, names, self._tags.take, "Untagged")

    def _retag(
        self,
        family: Family,
        keys: Collection[int],
        names: Iterable[str],
        act: Callable[[Family, Collection[int], Iterable[str]], set[int]],
        verb: str,
    ) -> int:
        tags = clean_tags(names)
        with self._step(family, keys, f"{verb} {{}} {', '.join(tags)}") as there:
            changed = act(family, there, tags)
            if family == "story":
                set_columns(self._store, changed, "tags")
        return len(there)

    def _set(self, keys: Collection[int], what: str, **to: str | int) -> int:
        with self._step("story", keys, what) as there:
            set_columns(self._store, there, "", **to)
        return len(there)

    @contextmanager
    def _step(self, family: Family, keys: Collection[int], what: str) -> Iterator[list[int]]:
        """A step on those that are there; `{}` in its words is how many, or the one by name."""
        with self._store.write():
            there = self._there(family, keys)
            self._store.begin_step(what.replace("{}", self._called(family, there), 1))
            yield there

    def _there(self, family: Family, keys: Collection[int]) -> list[int]:
        rows = self._store.one(
            f"""SELECT json_group_array(key) FROM {_ROWS[family]} WHERE removed IS NULL
                AND key IN (SELECT value FROM json_each(:keys))""",
            _values(keys),
        )
        found: list[int] = json.loads(rows[0]) if rows is not None else []
        return found

    def _called(self, family: Family, keys: list[int]) -> str:
        if len(keys) != 1:
            return f"{len(keys):,} {_ROWS[family]}"
        columns = "title FROM stories" if family == "story" else "quote FROM highlights"
        row = self._store.one(f"SELECT {columns} WHERE key = :key", {"key": keys[0]})
        return f"“{clean_line(row[0], 60)}”" if row is not None else ""


def set_columns(store: Store, keys: Collection[int], edited: Claim = "", **to: object) -> None:
    """Set columns of stories in the write under way; rows that have them so are left alone.

    Args:
        store: the library.
        keys: their keys.
        edited: what is the reader's own from now on.
        to: columns and what they become.
    """
    to_set = "".join(f", {name} = :{name}" for name in to)
    differs = "".join(f" OR {name} IS NOT :{name}" for name in to)
    store.writing.execute(
        f"""UPDATE stories SET edited = {with_edited(edited)}, updated = :now{to_set}
            WHERE key IN (SELECT value FROM json_each(:keys))
                AND (edited <> {with_edited(edited)}{differs})""",
        {"now": now(), **_values(keys), **to},
    )


def _set_highlights(store: Store, keys: Collection[int], **to: object) -> None:
    """The same for highlights."""
    to_set = "".join(f', "{name}" = :{name}' for name in to)
    differs = " OR ".join(f'"{name}" IS NOT :{name}' for name in to)
    store.writing.execute(
        f"""UPDATE highlights SET updated = :now{to_set}
            WHERE key IN (SELECT value FROM json_each(:keys)) AND ({differs})""",
        {"now": now(), **_values(keys), **to},
    )


def _values(keys: Collection[int]) -> dict[str, object]:
    return {"keys": json.dumps(list(keys))}
