"""How often tags are used: each by itself, or with all that is under it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from db.store import Store
from db.text import name_key

if TYPE_CHECKING:
    from db.models import Tag, TagBranch

# What bears a tag is counted over an index of the links, and what was removed is taken off:
# removed rows are few, while looking at the row of everything tagged takes ten times as long.
_GONE_STORIES = "SELECT key FROM stories WHERE removed IS NOT NULL"
_GONE_HIGHLIGHTS = """SELECT key FROM highlights WHERE removed IS NOT NULL
    UNION SELECT highlights.key FROM stories JOIN highlights ON story = stories.key
    WHERE stories.removed IS NOT NULL"""


def counted(store: Store) -> list[Tag]:
    """Every tag in use with what bears it itself, the most used first."""
    used = _used(store).values()
    return sorted(used, key=lambda tag: (-tag.stories - tag.highlights, name_key(tag.name)))


def branches(store: Store) -> list[TagBranch]:
    """Every tag in use and every level above one, each followed by those under it."""
    from db.models import TagBranch

    names: dict[str, str] = {}
    members: dict[str, list[int]] = {}
    """Of each level, the tags that are it or under it."""
    used = _used(store)
    for key, tag in used.items():
        for level in _levels(tag.name):
            members.setdefault(name_key(level), []).append(key)
            names.setdefault(name_key(level), level)
    own = {name_key(tag.name): tag for tag in used.values()}
    names.update((folded, tag.name) for folded, tag in own.items())
    shared = {folded: keys for folded, keys in members.items() if len(keys) > 1}
    stories = _together(store, "story", _GONE_STORIES, shared)
    highlights = _together(store, "highlight", _GONE_HIGHLIGHTS, shared)
    found = []
    for folded in sorted(names, key=lambda one: one.split("/")):
        keys = members[folded]
        alone = used[keys[0]]
        counts = (
            (stories[folded], highlights[folded])
            if folded in shared
            else (alone.stories, alone.highlights)
        )
        under = len(keys) - (folded in own)
        found.append(TagBranch(names[folded], folded.count("/"), *counts, under))
    return found


def _used(store: Store) -> dict[int, Tag]:
    """The tags in use by their keys."""
    from db.models import Tag

    stories = _counts(store, "story", _GONE_STORIES)
    highlights = _counts(store, "highlight", _GONE_HIGHLIGHTS)
    return {
        key: Tag(name, stories[key], highlights[key])
        for key, name in store.read("SELECT key, name FROM tags ORDER BY folded")
        if stories[key] or highlights[key]
    }


def _together(store: Store, link: str, gone: str, shared: dict[str, list[int]]) -> Counter[str]:
    """Of each level, how many stories or highlights bear one of its tags."""
    pairs = [(level, key) for level, keys in shared.items() for key in keys]
    if not pairs:
        return Counter()
    rows = store.read(
        f"""WITH pairs AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS level,
                   json_extract(value, '$[1]') AS tag FROM json_each(:pairs))
            SELECT level, count(DISTINCT {link}) FROM pairs JOIN {link}_tags USING (tag)
            WHERE {link} NOT IN ({gone}) GROUP BY level""",
        {"pairs": json.dumps(pairs)},
    )
    return Counter(dict(map(tuple, rows)))


def _counts(store: Store, link: str, gone: str) -> Counter[int]:
    """How many stories or highlights bear each tag, by its key."""
    sql = f"SELECT tag, count(*) FROM {link}_tags"
    found = Counter(dict(map(tuple, store.read(f"{sql} GROUP BY tag"))))
    found.subtract(dict(map(tuple, store.read(f"{sql} WHERE {link} IN ({gone}) GROUP BY tag"))))
    return found


def _levels(name: str) -> list[str]:
    """A name and those of the levels above it, the highest first."""
    parts = name.split("/")
    return ["/".join(parts[: size + 1]) for size in range(len(parts))]
