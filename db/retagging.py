"""Renaming, merging and removing tags everywhere, each with the tags under it, as one step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from db.edited import with_edited
from db.errors import BadRequest, NotFound
from db.store import Store
from db.text import NAME_LIMIT, clean_line, clean_tag, name_key

if TYPE_CHECKING:
    from db.following import Follow, Move
    from db.models import Retagged

Family = Literal["story", "highlight"]
TABLES: dict[Family, str] = {"story": "story_tags", "highlight": "highlight_tags"}


class _Move(NamedTuple):
    """A tag and what it is to be called."""

    key: int
    folded: str
    name: str


def rename(store: Store, old: str, new: str, follow: Follow | None) -> Retagged:
    """See `Tags.rename`."""
    target = _clean(new)
    with store.write(f"Renamed the tag {clean_tag(old)} to {target}") as connection:
        moves = _moves(store, old, target)
        own = {move.key for move in moves}
        for move in moves:
            key = _key(store, name_key(move.name))
            if key and key != move.key and (key not in own or name_key(target) == _at(key, moves)):
                raise BadRequest(
                    f"There is a tag {move.name} already: to make them one, merge them."
                )
        _carry_out(store, connection, moves)
        return _retagged(len(moves), follow, [(old, target)])


def merge(store: Store, names: Iterable[str], into: str, follow: Follow | None) -> Retagged:
    """See `Tags.merge`."""
    target = _clean(into)
    named = {name_key(clean_tag(old)): old for old in names}
    named.pop(name_key(target), None)
    told = ", ".join(map(clean_tag, named.values()))
    # A tag under another that goes too goes first: after that one it would have another name.
    olds = [named[key] for key in sorted(named, key=lambda key: -key.count("/"))]
    gone = 0
    with store.write(f"Merged the tag {told} into {target}") as connection:
        for old in olds:
            if name_key(target).startswith(name_key(clean_tag(old)) + "/"):
                raise BadRequest(
                    f"The tag {target} is under {clean_tag(old)}, so it cannot take that one in:"
                    " give it a name outside of it first."
                )
            moves = _moves(store, old, target)
            _carry_out(store, connection, moves)
            gone += len(moves)
        return _retagged(gone, follow, [(old, target) for old in olds])


def remove(store: Store, name: str, follow: Follow | None, *, under: bool) -> Retagged:
    """See `Tags.remove`."""
    told = " and those under it" if under else ""
    with store.write(f"Removed the tag {clean_tag(name)}{told}") as connection:
        rows = _family(store, name)
        if not under:
            rows = [row for row in rows if row["folded"] in _spellings(name)]
            if not rows:
                raise NotFound(_unknown(name))
        keys = [row["key"] for row in rows]
        _claim(connection, keys)
        for table in (*TABLES.values(), "tags"):
            column = "key" if table == "tags" else "tag"
            connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(:keys))",
                {"keys": json.dumps(keys)},
            )
        return _retagged(len(keys), follow, [(name, "")], under=under)


def _moves(store: Store, old: str, new: str) -> list[_Move]:
    """A tag and those under it with their new names, so that none is in the way of the next."""
    levels = clean_tag(old).count("/") + 1
    moves = []
    for row in _family(store, old):
        name = "/".join((new, *clean_tag(row["name"]).split("/")[levels:]))
        if len(name) > NAME_LIMIT:
            raise BadRequest(f"{name} would be longer than {NAME_LIMIT} characters.")
        moves.append(_Move(row["key"], row["folded"], name))
    deeper = name_key(new).startswith(name_key(clean_tag(old)) + "/")
    return sorted(moves, key=lambda move: len(move.folded), reverse=deeper)


def _carry_out(store: Store, connection: sqlite3.Connection, moves: Iterable[_Move]) -> None:
    moves = list(moves)
    _claim(connection, [move.key for move in moves])
    for move in moves:
        folded = name_key(move.name)
        other = _key(store, folded)
        if other and other != move.key:
            _make_one(connection, move.key, other)
        else:
            connection.execute(
                "UPDATE tags SET name = :name, folded = :folded WHERE key = :key",
                {"name": move.name, "folded": folded, "key": move.key},
            )


def _make_one(connection: sqlite3.Connection, key: int, into: int) -> None:
    values = {"key": key, "into": into}
    for family, table in TABLES.items():
        connection.execute(
            f"""INSERT INTO {table} ({family}, tag)
                SELECT {family}, :into FROM {table} WHERE tag = :key
                ON CONFLICT DO NOTHING""",
            values,
        )
        connection.execute(f"DELETE FROM {table} WHERE tag = :key", values)
    connection.execute("DELETE FROM tags WHERE key = :key", values)


def _family(store: Store, name: str) -> list[sqlite3.Row]:
    """A tag and those under it; raises `NotFound` where there is none of them."""
    folded = name_key(clean_tag(name))
    rows = store.read(
        """SELECT key, name, folded FROM tags WHERE :name <> '' AND (folded IN (:name, :raw)
               OR (folded >= :name || '/' AND folded < :name || '0'))""",
        {"name": folded, "raw": name_key(name)},
    )
    if not rows:
        raise NotFound(_unknown(name))
    return rows


def _spellings(name: str) -> set[str]:
    return {name_key(clean_tag(name)), name_key(name)}


def _key(store: Store, folded: str) -> int:
    return store.number("SELECT key FROM tags WHERE folded = :folded", {"folded": folded})


def _at(key: int, moves: Collection[_Move]) -> str:
    return next(move.folded for move in moves if move.key == key)


def _clean(name: str) -> str:
    clean = clean_tag(name)
    if not clean:
        raise BadRequest("A tag needs at least one letter, digit or sign.")
    return clean


def _unknown(name: str) -> str:
    return f"There is no tag {clean_line(name)!r}: `tags list` shows them all."


def _claim(connection: sqlite3.Connection, keys: Collection[int]) -> None:
    """Let the tags of the stories that have these be the reader's own from now on."""
    connection.execute(
        f"""UPDATE stories SET edited = {with_edited("tags")} WHERE key IN
            (SELECT story FROM story_tags WHERE tag IN (SELECT value FROM json_each(:keys)))""",
        {"keys": json.dumps(list(keys))},
    )


def _retagged(
    tags: int, follow: Follow | None, moves: list[Move], *, under: bool = True
) -> Retagged:
    from db.following import nobody  # for those who rename
    from db.models import Retagged

    return Retagged(tags, (follow or nobody)("tag", moves, under=under))
