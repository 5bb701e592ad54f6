"""Free labels on stories and highlights."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Literal

from db.edited import with_edited
from db.errors import BadRequest, NotFound
from db.models import Tag
from db.store import Store
from db.text import NAME_LIMIT, clean_line, name_key

Family = Literal["story", "highlight"]
_TABLES: dict[Family, str] = {"story": "story_tags", "highlight": "highlight_tags"}


def clean_tag(name: str) -> str:
    """A tag without a leading `#` and without commas; empty where nothing is left of it."""
    return clean_line(name.replace(",", " ").strip().lstrip("#"), NAME_LIMIT)


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

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Tag]:
        """Every tag in use, the most used first."""
        rows = self._store.read(
            """SELECT name,
                 (SELECT count(*) FROM story_tags JOIN stories ON stories.key = story
                  WHERE tag = tags.key AND removed IS NULL) AS stories,
                 (SELECT count(*) FROM highlight_tags JOIN highlights ON highlights.key = highlight
                  JOIN stories ON stories.key = highlights.story
                  WHERE tag = tags.key AND highlights.removed IS NULL AND stories.removed IS NULL)
                 AS highlights
               FROM tags"""
        )
        found = [Tag(row["name"], row["stories"], row["highlights"]) for row in rows]
        used = [tag for tag in found if tag.stories + tag.highlights]
        return sorted(used, key=lambda tag: (-tag.stories - tag.highlights, name_key(tag.name)))

    def put(self, family: Family, key: int, names: Iterable[str]) -> int:
        """Add tags to the story or highlight with this key, within the caller's transaction.

        Returns how many it did not have.
        """
        link = f"INSERT INTO {_TABLES[family]} ({family}, tag) VALUES (:key, :tag)"
        tags = [self._ensure(name) for name in clean_tags(names)]
        return sum(
            self._store.writing.execute(
                f"{link} ON CONFLICT DO NOTHING", {"key": key, "tag": tag}
            ).rowcount
            for tag in tags
        )

    def take(self, family: Family, key: int, names: Iterable[str]) -> int:
        """Remove tags, within the caller's transaction; how many were there."""
        return sum(
            self._store.writing.execute(
                f"""DELETE FROM {_TABLES[family]} WHERE {family} = :key AND tag =
                    (SELECT key FROM tags WHERE folded = :folded)""",
                {"key": key, "folded": name_key(name)},
            ).rowcount
            for name in clean_tags(names)
        )

    def missing(self, family: Family, key: int, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the tags that the story or highlight with this key does not have."""
        rows = self._store.read(
            f"""SELECT folded FROM {_TABLES[family]} JOIN tags ON tags.key = tag
                WHERE {family} = :key""",
            {"key": key},
        )
        had = {row["folded"] for row in rows}
        return tuple(name for name in clean_tags(names) if name_key(name) not in had)

    def replace(self, family: Family, key: int, names: Iterable[str]) -> int:
        """Leave just these tags on a story or highlight, within the caller's transaction.

        Returns how many tags came or went.
        """
        wanted = clean_tags(names)
        gone = self._store.writing.execute(
            f"""DELETE FROM {_TABLES[family]} WHERE {family} = :key AND tag NOT IN
                (SELECT key FROM tags WHERE folded IN (SELECT value FROM json_each(:names)))""",
            {"key": key, "names": json.dumps([name_key(name) for name in wanted])},
        ).rowcount
        return gone + self.put(family, key, wanted)

    def rename(self, old: str, new: str) -> None:
        """Give a tag another name; where that name is another tag's, the two become one."""
        clean = clean_tags([new])[0]
        with self._store.write(f"Renamed the tag {clean_tag(old)} to {clean}") as connection:
            key = self._key(old)
            other = self._store.number(
                "SELECT key FROM tags WHERE folded = :folded", {"folded": name_key(clean)}
            )
            _claim(connection, key)
            if other and other != key:
                self._merge(key, other)
            else:
                connection.execute(
                    "UPDATE tags SET name = :name, folded = :folded WHERE key = :key",
                    {"name": clean, "folded": name_key(clean), "key": key},
                )

    def remove(self, name: str) -> None:
        """Take a tag off everything."""
        with self._store.write(f"Removed the tag {clean_tag(name)}") as connection:
            key = self._key(name)
            _claim(connection, key)
            connection.execute("DELETE FROM story_tags WHERE tag = :key", {"key": key})
            connection.execute("DELETE FROM highlight_tags WHERE tag = :key", {"key": key})
            connection.execute("DELETE FROM tags WHERE key = :key", {"key": key})

    def _merge(self, key: int, into: int) -> None:
        connection, values = self._store.writing, {"key": key, "into": into}
        for family, table in _TABLES.items():
            connection.execute(
                f"""INSERT INTO {table} ({family}, tag)
                    SELECT {family}, :into FROM {table} WHERE tag = :key
                    ON CONFLICT DO NOTHING""",
                values,
            )
            connection.execute(f"DELETE FROM {table} WHERE tag = :key", values)
        connection.execute("DELETE FROM tags WHERE key = :key", values)

    def _ensure(self, name: str) -> int:
        """The key of a clean tag, made where it is new."""
        values = {"name": name, "folded": name_key(name)}
        known = self._store.number("SELECT key FROM tags WHERE folded = :folded", values)
        if known:
            return known
        sql = "INSERT INTO tags (name, folded) VALUES (:name, :folded)"
        return int(self._store.writing.execute(sql, values).lastrowid or 0)

    def _key(self, name: str) -> int:
        found = self._store.number(
            "SELECT key FROM tags WHERE folded = :folded", {"folded": name_key(clean_tag(name))}
        )
        if not found:
            raise NotFound(f"There is no tag {clean_line(name)!r}: `tags list` shows them all.")
        return found


def _claim(connection: sqlite3.Connection, key: int) -> None:
    """Let the tags of the stories that have this one be the reader's own from now on."""
    connection.execute(
        f"""UPDATE stories SET edited = {with_edited("tags")}
            WHERE key IN (SELECT story FROM story_tags WHERE tag = :key)""",
        {"key": key},
    )
