"""Free labels on stories and highlights."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from db.errors import BadRequest
from db.retagging import TABLES, Family, merge, remove, rename
from db.store import Store
from db.tag_counts import branches, counted
from db.text import clean_tag, name_key

if TYPE_CHECKING:
    from db.following import Follow
    from db.models import Retagged, Tag, TagBranch


def clean_tags(names: Iterable[str]) -> list[str]:
    """Clean tags, each once, in order; raises `BadRequest` for an empty one."""
    cleaned: dict[str, str] = {}
    for name in names:
        clean = clean_tag(name)
        if not clean:
            raise BadRequest("A tag needs at least one letter, digit or sign.")
        cleaned.setdefault(name_key(clean), clean)
    return list(cleaned.values())


class Tags:
    """Tags by name; case and width do not tell two apart, the first spelling is shown."""

    def __init__(self, store: Store, follow: Follow | None = None) -> None:
        """Args: where; what names tags, and is to name them as they are called now."""
        self._store = store
        self._follow = follow

    def all(self) -> list[Tag]:
        """Every tag in use with what bears it itself, the most used first."""
        return counted(self._store)

    def tree(self) -> list[TagBranch]:
        """Every tag in use and every level above one, by name; each is followed by those under it.

        The counts are of what `tag:` finds: once each, whichever of the tags under it it has.
        """
        return branches(self._store)

    def rename(self, old: str, new: str) -> Retagged:
        """Give a tag, with all that is under it, another name; saved searches follow.

        Raises:
            NotFound: there is neither such a tag nor one under it.
            BadRequest: another tag has the name already: `merge` makes the two one.
        """
        return rename(self._store, old, new, self._follow)

    def merge(self, names: Iterable[str], into: str) -> Retagged:
        """Make tags, each with all that is under it, one with another; saved searches follow.

        `policy/export` goes to `law/export` when `policy` becomes one with `law`. Raises as
        `rename`, and `BadRequest` where `into` is under one of the names.
        """
        return merge(self._store, names, into, self._follow)

    def remove(self, name: str, *, under: bool = False) -> Retagged:
        """Take a tag off everything.

        Args:
            name: the tag.
            under: those under it go too; otherwise they stay as they are.

        Raises:
            NotFound: nothing bears that tag, nor, with `under`, one under it.
        """
        return remove(self._store, name, self._follow, under=under)

    def put(self, family: Family, keys: Collection[int], names: Iterable[str]) -> set[int]:
        """Add tags to the stories or highlights with these keys, within the caller's transaction.

        Returns the keys of those that lacked one.
        """
        return self._each(
            names,
            self._ensure,
            f"""INSERT INTO {TABLES[family]} ({family}, tag)
                SELECT value, :tag FROM json_each(:keys) WHERE true
                ON CONFLICT DO NOTHING RETURNING {family}""",
            keys,
        )

    def take(self, family: Family, keys: Collection[int], names: Iterable[str]) -> set[int]:
        """Remove tags, within the caller's transaction; the keys of those that had one."""
        return self._each(
            names,
            self._known,
            f"""DELETE FROM {TABLES[family]} WHERE tag = :tag
                    AND {family} IN (SELECT value FROM json_each(:keys)) RETURNING {family}""",
            keys,
        )

    def _each(
        self, names: Iterable[str], find: Callable[[str], int], sql: str, keys: Collection[int]
    ) -> set[int]:
        """Do the same for every tag; the keys that it changed anything for."""
        found: set[int] = set()
        for name in clean_tags(names):
            values = {"tag": find(name), "keys": json.dumps(list(keys))}
            found.update(row[0] for row in self._store.writing.execute(sql, values))
        return found

    def missing(self, family: Family, key: int, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the tags that the story or highlight with this key does not have."""
        rows = self._store.read(
            f"""SELECT folded FROM {TABLES[family]} JOIN tags ON tags.key = tag
                WHERE {family} = :key""",
            {"key": key},
        )
        had = {row["folded"] for row in rows}
        return tuple(name for name in clean_tags(names) if name_key(name) not in had)

    def replace(self, family: Family, key: int, names: Iterable[str]) -> bool:
        """Leave just these tags on a story or highlight, within the caller's transaction.

        Returns whether a tag came or went.
        """
        wanted = clean_tags(names)
        gone = self._store.writing.execute(
            f"""DELETE FROM {TABLES[family]} WHERE {family} = :key AND tag NOT IN
                (SELECT key FROM tags WHERE folded IN (SELECT value FROM json_each(:names)))""",
            {"key": key, "names": json.dumps([name_key(name) for name in wanted])},
        ).rowcount
        return bool(self.put(family, (key,), wanted)) or gone > 0

    def _ensure(self, name: str) -> int:
        """The key of a clean tag, made where it is new."""
        known = self._known(name)
        if known:
            return known
        return int(
            self._store.writing.execute(
                "INSERT INTO tags (name, folded) VALUES (:name, :folded)",
                {"name": name, "folded": name_key(name)},
            ).lastrowid
            or 0
        )

    def _known(self, name: str) -> int:
        """The key of a tag, 0 where there is none of that name."""
        sql = "SELECT key FROM tags WHERE folded = :folded"
        return self._store.number(sql, {"folded": name_key(name)})
