"""Pure: what may come where something is being typed: fields, names, tags, commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from db.text import name_key

if TYPE_CHECKING:
    from db.search import Problem
    from db.vocabulary import Vocabulary

MOST = 50
"""Offers at once."""
_PARTS = re.compile(r"[\s/_\-]+")
_REST = re.compile(r"[^\s()\"“”„‟«»＂]*")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be typed, and the line and cursor that there are then."""

    label: str
    aside: str
    """A count or a word of help."""
    line: str
    cursor: int


Completer = Callable[[str, int], Sequence[Offer]]
"""Offers for a line and the place of the cursor in it, in code points."""


class Names:
    """Counted names made ready for completing, the most used first."""

    def __init__(self, counted: Iterable[tuple[str, int]] = ()) -> None:
        self._rows = [(name_key(name), name, count) for name, count in counted]
        self._inner = ["/" + "/".join(_PARTS.split(folded)) for folded, _, _ in self._rows]

    def fitting(self, typed: str) -> Iterator[tuple[str, int]]:
        """Names that begin so, then those of which a later word or level does."""
        begin = name_key(typed)
        rows = self._rows
        first = [row for row in rows if row[0].startswith(begin)]
        yield from ((name, count) for _, name, count in first)
        part = "/" + "/".join(_PARTS.split(begin))
        if begin:
            for row, inner in zip(rows, self._inner, strict=True):
                if part in inner and not row[0].startswith(begin):
                    yield row[1], row[2]


@dataclass(frozen=True, slots=True)
class Words:
    """What the fields of a query may be followed by; empty until it has been read."""

    tags: Names = field(default_factory=Names)
    sections: Names = field(default_factory=Names)
    fields: Mapping[str, Names] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Vocabulary) -> Words:
        """The names of a library made ready."""
        tags, sections = Names(known.tags), Names(known.sections)
        return cls(
            tags,
            sections,
            {
                "tag": tags,
                "section": sections,
                "source": Names(known.sources),
                "lang": Names(known.languages),
                "by": Names(known.authors),
            },
        )


def query_offers(
    line: str, cursor: int, words: Words, colours: Mapping[str, str] | None = None
) -> list[Offer]:
    """What may stand at the cursor of a query.

    Args:
        line: the query.
        cursor: its place, an offset.
        words: the names in the library.
        colours: what the reader calls each colour.
    """
    from db.search import parse

    ending = parse(line[:cursor], typing=True).ending
    if ending is None:
        return [] if line[:cursor].strip() else _fields(line, cursor, cursor, "")
    if not ending.field:
        plain = not (ending.quoted or ending.exact)
        return _fields(line, ending.start, cursor, ending.text) if plain else []
    start = ending.start
    equals = "=" if ending.exact else ""
    found = _values(ending.field, ending.text, words, colours or {})
    written = ((equals + text, label, aside) for text, label, aside in found)
    return _replacing(line, start, cursor, written)


def query_problems(
    line: str, typing: bool, colours: Mapping[str, str] | None = None
) -> Sequence[Problem]:
    """What is wrong with a query; `typing`: what may yet be typed is not missing."""
    from db.search import parse

    return (
        parse(line, typing=typing, colours=lambda: colours or {}).problems if line.strip() else ()
    )


def _fields(line: str, start: int, cursor: int, typed: str) -> list[Offer]:
    from db.search import FIELDS

    fitting = (
        (f"{name}:", f"{name}:", about)
        for name, about in FIELDS.items()
        if name.startswith(typed.lower())
    )
    return _replacing(line, start, cursor, fitting)


def _values(
    name: str, typed: str, words: Words, colours: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """What is written, how it is shown, and what is said of it."""
    from db.search.query.narrowing import quoted
    from db.search.query.values import EXAMPLES, MEANINGS

    if name in words.fields:
        for found, count in words.fields[name].fitting(
            typed.lstrip("#") if name == "tag" else typed
        ):
            if written := quoted(found):
                yield written, found, f"{count:,}"
        return
    for value, about in (*MEANINGS.get(name, {}).items(), *EXAMPLES.get(name, {}).items()):
        own = colours.get(value, "") if name == "colour" else ""
        if value.startswith(typed.lower()) or (own and own.lower().startswith(typed.lower())):
            yield quoted(value), value, own or about


def _replacing(
    line: str, start: int, cursor: int, written: Iterable[tuple[str, str, str]]
) -> list[Offer]:
    """Offers that put something in the place of what is typed, to the end of its word."""
    rest = _REST.match(line, cursor)
    after = line[rest.end() if rest else cursor :]
    return [
        Offer(label, aside, line[:start] + text + after, start + len(text))
        for text, label, aside in islice(written, MOST)
    ]


def tag_offers(line: str, cursor: int, tags: Names, *, minus: bool = False) -> list[Offer]:
    """Tags for a line of them parted by commas: first those there, to take off, then others.

    `minus`: one with a minus before it is a tag that is to come off something else.
    """
    start = line.rfind(",", 0, cursor) + 1
    comma = line.find(",", cursor)
    end = len(line) if comma < 0 else comma
    typed = line[start:cursor].strip()
    sign = "-" if minus and typed.startswith("-") else ""
    typed = typed.removeprefix(sign).lstrip("#")
    others = [part.strip() for part in (line[:start] + line[end:]).split(",") if part.strip()]
    had = {name_key(other.removeprefix("-") if minus else other) for other in others}
    offers = []
    for other, _ in Names((other, 0) for other in others).fitting(typed):
        left = _listed(one for one in others if one != other)
        offers.append(Offer(f"- {other}", "on it; takes it off", left, len(left)))
    before = _listed(part.strip() for part in line[:start].split(",") if part.strip())
    after = line[end + 1 :].strip()
    for name, count in tags.fitting(typed):
        if name_key(name) in had or name_key(name) == name_key(typed):
            continue
        head = f"{before}{sign}{name}, "
        offers.append(Offer(sign + name, f"{count:,}", head + after, len(head)))
        if len(offers) >= MOST:
            break
    return offers


def _listed(names: Iterable[str]) -> str:
    return "".join(f"{name}, " for name in names)


def named_offers(typed: str, names: Names) -> list[Offer]:
    """Names that take the place of all that was typed, with how often they are used."""
    return [
        Offer(name, f"{count:,}", name, len(name))
        for name, count in islice(names.fitting(typed.strip()), MOST)
    ]


def whole_lines(choices: Iterable[str]) -> list[Offer]:
    """Offers that take the place of all that was typed."""
    return [Offer(choice, "", choice, len(choice)) for choice in islice(choices, MOST)]


def shifted(offers: Iterable[Offer], head: str) -> list[Offer]:
    """Offers for the rest of a line, with its beginning put before them."""
    return [
        replace(offer, line=head + offer.line, cursor=len(head) + offer.cursor) for offer in offers
    ]
