"""Which index the library knows as its own, and how far it had come: a row of `meta`."""

from __future__ import annotations

from dataclasses import dataclass

from db.store import Store

META = "search index"


@dataclass(frozen=True, slots=True)
class Known:
    """The index that the library knows as its own."""

    name: str
    generation: int


def told(store: Store) -> str:
    """What the library says of its index, as JSON; empty when it has never had one."""
    row = store.one("SELECT value FROM meta WHERE name = :name", {"name": META})
    return "" if row is None else str(row["value"])
