"""Setting columns of many rows in one statement, of which undo notes what differs."""

from __future__ import annotations

import json
from collections.abc import Collection

from db.edited import Claim, with_edited
from db.store import Store, now


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
        {"now": now(), **key_values(keys), **to},
    )


def set_highlights(store: Store, keys: Collection[int], **to: object) -> None:
    """As `set_columns`, for highlights."""
    to_set = "".join(f', "{name}" = :{name}' for name in to)
    differs = " OR ".join(f'"{name}" IS NOT :{name}' for name in to)
    store.writing.execute(
        f"""UPDATE highlights SET updated = :now{to_set}
            WHERE key IN (SELECT value FROM json_each(:keys)) AND ({differs})""",
        {"now": now(), **key_values(keys), **to},
    )


def key_values(keys: Collection[int]) -> dict[str, object]:
    """The keys as the value `:keys`, which SQLite takes apart."""
    return {"keys": json.dumps(list(keys))}
