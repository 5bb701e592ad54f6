"""The sections of the paper, in the reader's order."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from db.edited import with_edited
from db.errors import BadRequest, NotFound
from db.models import DEFAULT_SECTION, Section
from db.store import Store
from db.text import NAME_LIMIT, clean_line, name_key

if TYPE_CHECKING:
    from db.following import Follow
    from db.models import Following


class Sections:
    """Sections by name; case and width do not tell two apart."""

    def __init__(self, store: Store, follow: Follow | None = None) -> None:
        """Args: where; what names sections, and is to name them as they are called now."""
        self._store = store
        self._follow = follow

    def all(self) -> list[Section]:
        """Every section in order, with how many stories and unread ones it holds."""
        rows = self._store.read(
            """SELECT name, position,
                      (SELECT count(*) FROM stories
                       WHERE section = sections.key AND removed IS NULL) AS stories,
                      (SELECT count(*) FROM stories
                       WHERE section = sections.key AND removed IS NULL AND read = 0) AS unread
               FROM sections ORDER BY position, sections.key"""
        )
        return [
            Section(row["name"], row["position"], row["stories"], row["unread"]) for row in rows
        ]

    def key(self, name: str) -> int:
        """The key of a section that exists; raises `NotFound` and names those that do."""
        found = self._store.number(
            "SELECT key FROM sections WHERE folded = :folded", {"folded": name_key(name)}
        )
        if not found:
            names = ", ".join(section.name for section in self.all())
            raise NotFound(f"There is no section {clean_line(name)!r}; there are: {names}.")
        return found

    def ensure(self, name: str) -> int:
        """The key of a section, made at the end of the order where it is new; empty is General.

        Within the caller's transaction.
        """
        clean = clean_line(name, NAME_LIMIT) or DEFAULT_SECTION
        values = {"name": clean, "folded": name_key(clean)}
        known = self._store.number("SELECT key FROM sections WHERE folded = :folded", values)
        if known:
            return known
        cursor = self._store.writing.execute(
            """INSERT INTO sections (name, folded, position)
               SELECT :name, :folded, ifnull(max(position), 0) + 1 FROM sections""",
            values,
        )
        return int(cursor.lastrowid or 0)

    def add(self, name: str) -> None:
        """Add an empty section at the end; raises `BadRequest` when there is one of that name."""
        clean = self._new_name(name)
        with self._store.write(f"Added the section {clean}"):
            self.ensure(clean)

    def rename(self, old: str, new: str) -> Following:
        """Give a section another name; its stories and its place stay, saved searches follow."""
        key = self.key(old)
        same = name_key(old) == name_key(new)
        clean = clean_line(new, NAME_LIMIT) if same else self._new_name(new)
        with self._store.write(f"Renamed the section {clean_line(old)} to {clean}") as connection:
            connection.execute(
                "UPDATE sections SET name = :name, folded = :folded WHERE key = :key",
                {"name": clean, "folded": name_key(clean), "key": key},
            )
            if not same:
                self._claim(connection, key, key)
            return self._followed(old, clean)

    def order(self, names: list[str]) -> None:
        """Put these sections first, in this order; the others follow as they stood."""
        first = [self.key(name) for name in names]
        rest = [
            row["key"] for row in self._store.read("SELECT key FROM sections ORDER BY position")
        ]
        order = first + [key for key in rest if key not in first]
        with self._store.write("Ordered the sections") as connection:
            connection.executemany(
                "UPDATE sections SET position = :position WHERE key = :key",
                [{"position": place, "key": key} for place, key in enumerate(order, 1)],
            )

    def remove(self, name: str, into: str = "") -> Following:
        """Take a section out; its stories go to the section `into`, by default General.

        Saved searches follow to a section that is named; General has stories of all kinds, so those
        that name what is gone are only told of.
        """
        key = self.key(name)
        if name_key(name) == name_key(into or DEFAULT_SECTION):
            raise BadRequest(
                f"The stories of {clean_line(name)} need another section: name it with --into."
            )
        with self._store.write(f"Removed the section {clean_line(name)}") as connection:
            self._claim(connection, key, self.ensure(into))
            connection.execute("DELETE FROM sections WHERE key = :key", {"key": key})
            return self._followed(name, clean_line(into, NAME_LIMIT))

    def _followed(self, old: str, new: str) -> Following:
        from db.following import nobody  # for those who rename

        return (self._follow or nobody)("section", [(old, new)])

    def _claim(self, connection: sqlite3.Connection, key: int, target: int) -> None:
        """Put the stories of a section where the reader wants them, whatever comes in again."""
        connection.execute(
            f"UPDATE stories SET section = :target, edited = {with_edited('section')}"
            " WHERE section = :key",
            {"target": target, "key": key},
        )

    def _new_name(self, name: str) -> str:
        clean = clean_line(name, NAME_LIMIT)
        if not clean:
            raise BadRequest("A section needs a name.")
        taken = "SELECT count(*) FROM sections WHERE folded = :folded"
        if self._store.number(taken, {"folded": name_key(clean)}):
            raise BadRequest(f"There is a section {clean} already.")
        return clean
