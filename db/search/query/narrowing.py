"""Pure: a term added to a query so that it narrows all of it, and taken away again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from db.search.query.parsing import parse
from db.search.query.scanning import QUOTES
from db.search.query.tree import And, Colour, Dated, Leaf, Named, Node, Or
from db.search.query.values import ColourNames

FIELDS = {
    "section": "section",
    "tag": "tag",
    "source": "source",
    "year": "date",
    "colour": "colour",
}
"""The field of the language that each way to narrow is written with."""
_PLAIN = re.compile(rf"[^\s(){QUOTES}'=*][^\s(){QUOTES}*]*")
_YEAR = 4
_AND_BEFORE = re.compile(r"(?:(?<=\s)|(?<=[()])|^)AND$")
_AND_AFTER = re.compile(r"^AND(?=\s|\(|$)\s*")
_NAMED = re.compile(r"[A-Za-z]+[:：]")
_OPEN = re.compile(r"(?:[A-Za-z]+[:：])?\($")
LONGEST = 200
"""Code points of a passage that is looked for."""
_NO_QUOTES = dict.fromkeys(map(ord, QUOTES), " ")


def quoted(name: str) -> str:
    """A name as it is written in a query; empty where it cannot be."""
    if _PLAIN.fullmatch(name):
        return name
    if not any(mark in name for mark in QUOTES):
        return f'"{name}"'
    return f"'{name}'" if "'" not in name else ""


def phrase(passage: str) -> str:
    """A query for the words of a passage as they stand; of a long one, for its beginning."""
    line = " ".join(passage.translate(_NO_QUOTES).split())
    if len(line) > LONGEST:
        line = line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]
    return f'"{line}"'


def term(group: str, value: str, *, exact: bool = False) -> str:
    """What narrows to a value, as `section:World`; empty where it cannot be written.

    `exact`: of a tag, without those under it.
    """
    written = quoted(value)
    return f"{FIELDS[group]}:{'=' if exact else ''}{written}" if written else ""


def narrowed(query: str, added: str) -> str:
    """A query that asks for a term as well; before it, so that its last word may still go on."""
    if isinstance(parse(query).tree, Or):
        query = f"({query.strip()})"
    return f"{added} {query.lstrip()}"


def both(first: str, second: str) -> str:
    """A query for what two queries find; where one is empty, the other."""
    parts = [part.strip() for part in (first, second) if part.strip()]
    if len(parts) < 2:
        return "".join(parts)
    return " ".join(f"({part})" if isinstance(parse(part).tree, Or) else part for part in parts)


def widened(query: str, taken: str, colours: ColourNames = dict) -> str:
    """A query without a term that narrows all of it; as it was where it has no such term."""
    wanted = parse(taken, colours=colours).tree
    for part in _terms(parse(query, colours=colours).tree):
        if part == wanted:
            start, end = part.place
            return " ".join(_joints(query[:start].rstrip(), query[end:].lstrip())).strip()
    return query


def _joints(before: str, after: str) -> tuple[str, str]:
    """What stood before and after a part, without the AND and the brackets that were for it."""
    if without := _AND_BEFORE.search(before):
        before = before[: without.start()].rstrip()
    elif not before or before.endswith("("):
        after = _AND_AFTER.sub("", after)
    if (bracket := _OPEN.search(before)) and after.startswith(")"):
        return _joints(before[: bracket.start()].rstrip(), after[1:].lstrip())
    return before, after


def chosen(query: str, asked: Iterable[str], colours: ColourNames = dict) -> list[str]:
    """Which of these terms narrow all of a query already, in their order."""
    there = list(_terms(parse(query, colours=colours).tree))
    return [one for one in asked if there and parse(one, colours=colours).tree in there]


def terms(query: str, colours: ColourNames = dict) -> list[tuple[str, str]]:
    """What narrows all of a query: the group, as `section` or `year`, and the term as it stands."""
    groups = {field: group for group, field in FIELDS.items()}
    found = []
    for part in _terms(parse(query, colours=colours).tree):
        field = part.field if isinstance(part, Named) else ""
        field = "colour" if isinstance(part, Colour) else "date" if _is_year(part) else field
        if field in groups:
            written = query[slice(*part.place)]
            # In brackets, the field stands before them.
            whole = written if _NAMED.match(written) else f"{field}:{written}"
            found.append((groups[field], whole))
    return found


def _is_year(part: Leaf) -> bool:
    return (
        isinstance(part, Dated)
        and len(part.low) == _YEAR
        and len(part.high) == _YEAR
        and (int(part.high) == int(part.low) + 1)
    )


def _terms(tree: Node | None) -> Iterator[Leaf]:
    """The parts that all of what is found must have."""
    if isinstance(tree, And):
        for part in tree.parts:
            yield from _terms(part)
    elif isinstance(tree, Named | Colour | Dated):
        yield tree
