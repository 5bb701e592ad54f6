"""Pure: the words of a query when a tag or section that it names is called otherwise."""

from __future__ import annotations

from dataclasses import replace

from db.search.query.narrowing import quoted
from db.search.query.parsing import parse
from db.search.query.scanning import Scanner, Value
from db.search.query.tree import Leaf, Named, leaves
from db.text import clean_tag, name_key


def names(query: str, field: str, name: str, *, under: bool = True) -> bool:
    """Whether a query names a tag or section; `under`: or a tag under it.

    A beginning as `tag:pol*` names none, but one that says a whole level does: `tag:policy/*`.
    """
    return any(_is_of(leaf, field, name, under) for leaf in _leaves(query))


def renamed(query: str, field: str, old: str, new: str) -> str:
    """The query with another name in the place of a tag, also as the level of one, or a section.

    Nothing else of it is touched. As it was where it names no such tag or section, or where the
    new name cannot be written in a query.
    """
    before = _leaves(query)
    after = list(before)
    written = query
    for place, leaf in reversed(list(enumerate(before))):
        if isinstance(leaf, Named) and _is_of(leaf, field, old, under=True):
            value = _value(query, leaf)
            name = _moved(value, old, new) if field == "tag" else new
            start, end = leaf.value
            written = written[:start] + _written(name, leaf) + written[end:]
            after[place] = replace(leaf, name=_folded(name, leaf))
    return written if _leaves(written) == after else query


def _leaves(query: str) -> list[Leaf]:
    tree = parse(query).tree
    return [] if tree is None else list(leaves(tree))


def _is_of(leaf: Leaf, field: str, name: str, under: bool) -> bool:
    if not isinstance(leaf, Named) or leaf.field != field:
        return False
    folded = name_key(clean_tag(name) if field == "tag" else name)
    lower = under and field == "tag" and leaf.name.startswith(f"{folded}/")
    return lower or (leaf.name == folded and not leaf.begins)


def _value(query: str, leaf: Named) -> Value:
    scanner = Scanner(query, typing=False)
    scanner.at = leaf.value[0]
    return scanner.value(single=True)


def _moved(value: Value, old: str, new: str) -> str:
    """A tag as it is written in a query, with `new` in the place of its first levels."""
    text = value.text if value.quoted else value.text.lstrip("=")
    bare = text.rstrip().rstrip("*").rstrip()
    levels = clean_tag(old).count("/") + 1
    name = "/".join((clean_tag(new), *clean_tag(bare).split("/")[levels:]))
    return name + "/" * bare.endswith("/")


def _written(name: str, leaf: Named) -> str:
    """The value that asks for the name as the leaf does."""
    value = quoted(name if leaf.begins else name.rstrip("/"))
    return "=" * leaf.exact + value + "*" * leaf.begins


def _folded(name: str, leaf: Named) -> str:
    return name_key(name if leaf.begins else name.rstrip("/"))
