"""What a state leaf of a query is in SQL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from db.search.query.tree import Colour, Counted, Dated, Everything, Has, Is, Named, StateLeaf
from db.store import Store
from db.text import name_key

Condition = tuple[str, Mapping[str, Any]]
"""SQL over a row `s` of stories, and over a row `h` of highlights where one is meant."""

_STATES = {
    "unread": "s.read = 0",
    "read": "s.read = 1",
    "starred": "s.starred = 1",
    "inbox": "s.shelf = 'inbox'",
    "later": "s.shelf = 'later'",
    "archive": "s.shelf = 'archive'",
}
_HIGHLIGHTED = "s.key IN (SELECT own.story FROM highlights own WHERE own.removed IS NULL{})"
_TAGGED = "{}.key IN (SELECT {} FROM {}_tags JOIN tags ON tags.key = tag{})"


def story_condition(store: Store, leaf: StateLeaf, *, alone: bool) -> Condition:
    """The stories that a leaf asks for; `alone`: not for the sake of what is marked in them."""
    match leaf:
        case Is("unplaced"):
            return _marked(" AND own.status = 'orphan'", alone=alone)
        case Is(state):
            return _STATES[state], {}
        case Has("highlight"):
            return _HIGHLIGHTED.format(""), {}
        case Has("note"):
            sql, _ = _marked(" AND own.note <> ''", alone=alone)
            return ("0", {}) if alone else (f"s.note <> '' OR {sql}", {})
        case Colour(colour):
            return _marked(" AND own.colour = :colour", alone=alone, colour=colour)
        case Has():
            return _tag("", {}, alone=alone)
        case Named("tag", name):
            return _tag(f" AND {_is_tag(leaf)}", {"name": name}, alone=alone)
        case Named("section", name, begins):
            among = f"(SELECT key FROM sections WHERE {_is('folded', begins)})"
            return f"s.section IN {among}", {"name": name}
        case Named("lang", name, begins):
            return _lang(name, begins=begins)
        case Named(_, name, begins):
            return _source(store, name, begins=begins)
        case Dated(low, high):
            return _dated(low, high), {"low": low, "high": high}
        case Counted(low, high):
            return _COUNTED, {"low": low, "high": high}
        case Everything():
            return "1", {}


def note_condition(store: Store, leaf: StateLeaf, *, bare: bool) -> Condition:
    """The stories with a note of their own, for its sake; `bare`: only for the story's."""
    match leaf:
        case Has("note"):
            return ("0" if bare else "1"), {}
        case Colour() | Is("unplaced"):
            return "0", {}
        case _:
            return story_condition(store, leaf, alone=True)


def highlight_condition(store: Store, leaf: StateLeaf, *, bare: bool) -> Condition:
    """The highlights that a leaf asks for; `bare`: only for the sake of their stories."""
    own: Condition | None = None
    match leaf:
        case Is("unplaced"):
            own = ("h.status = 'orphan'", {})
        case Has("note"):
            own = ("h.note <> ''", {})
        case Has("highlight"):
            own = ("1", {})
        case Colour(colour):
            own = ("h.colour = :colour", {"colour": colour})
        case Has("tag") | Named("tag"):
            return _highlight_tag(store, leaf, bare=bare)
    if own is not None:
        return ("0", {}) if bare else own
    return story_condition(store, leaf, alone=True)


def _tag(test: str, values: Mapping[str, Any], *, alone: bool) -> Condition:
    sql = _TAGGED.format("s", "story", "story", test)
    if not alone:
        own = _TAGGED.format("own", "highlight", "highlight", test)
        sql = f"{sql} OR {_HIGHLIGHTED.format(f' AND {own}')}"
    return sql, values


def _highlight_tag(store: Store, leaf: StateLeaf, *, bare: bool) -> Condition:
    sql, values = story_condition(store, leaf, alone=True)
    test = f" AND {_is_tag(leaf)}" if isinstance(leaf, Named) else ""
    own = _TAGGED.format("h", "highlight", "highlight", test)
    return (sql if bare else f"{sql} OR {own}"), values


def _source(store: Store, name: str, *, begins: bool) -> Condition:
    """By the label that a record brought, or by title, address or file name of its source."""
    sources = store.read("SELECT key, title, locator FROM sources")
    keys = [
        row["key"] for row in sources if _fits(name, (row["title"], row["locator"]), begins=begins)
    ]
    labels = store.read("SELECT DISTINCT label FROM stories WHERE removed IS NULL")
    fitting = [row["label"] for row in labels if _fits(name, (row["label"],), begins=begins)]
    return (
        """s.label IN (SELECT value FROM json_each(:labels))
           OR s.source IN (SELECT value FROM json_each(:sources))""",
        {"labels": json.dumps(fitting), "sources": json.dumps(keys)},
    )


_COUNTED = "s.words >= :low AND (:high IS NULL OR s.words <= :high)"


def _dated(low: str, high: str) -> str:
    """A date of lower precision counts where all of its month or year lies within.

    `dated`, which is `published` where there is one, has the index.
    """
    tests = ["s.published <> ''"]
    if low:
        tests.append("s.dated >= :low")
    if high:
        tests.append("s.dated < :high AND substr(:high, 1, length(s.published)) <> s.published")
    return " AND ".join(tests)


def _lang(name: str, *, begins: bool) -> Condition:
    """By the whole tag or its beginning up to a hyphen; case does not matter to LIKE."""
    literal = re.sub(r"([%_\\])", r"\\\1", name)
    pattern = f"{literal}%" if begins else f"{literal}-%"
    return r"s.lang || '-' LIKE :pattern ESCAPE '\'", {"pattern": pattern}


def _marked(test: str, *, alone: bool, **values: Any) -> Condition:
    return ("0", {}) if alone else (_HIGHLIGHTED.format(test), values)


def _is(column: str, begins: bool) -> str:
    return f"substr({column}, 1, length(:name)) = :name" if begins else f"{column} = :name"


def _is_tag(leaf: Named) -> str:
    """A tag and those under it: their names go on with a slash, whose next sign is `0`."""
    own = _is("folded", leaf.begins)
    if leaf.begins or leaf.exact:
        return own
    return f"({own} OR (folded >= :name || '/' AND folded < :name || '0'))"


def _fits(wanted: str, names: Iterable[str], *, begins: bool) -> bool:
    folded = [name_key(name) for name in names if name]
    folded += [name.rstrip("/").rpartition("/")[2] for name in folded]
    return any(name.startswith(wanted) if begins else name == wanted for name in folded)
