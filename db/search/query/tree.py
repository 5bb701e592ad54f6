"""Pure: a query as a tree of what it asks for.

`place` is where a part stands in the query, in code points, end-exclusive; two parts that ask for
the same are equal wherever they stand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Place = tuple[int, int]
TextField = Literal["", "title", "by", "note"]
"""Empty: in titles, texts, notes and the quotes of highlights."""


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: in English, any inflection of it."""

    field: TextField
    word: str
    begun: bool = False
    """It is being typed, so words that begin with it count too."""
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Step:
    """A word of a phrase."""

    offset: int
    """In words, from the first one."""
    word: str
    begins: bool = False
    """Any word that begins so will do."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exact words in a row; one step is an exact word."""

    field: TextField
    steps: tuple[Step, ...]
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    field: TextField
    prefix: str
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that differ in at most `distance` letters put in, left out or exchanged."""

    field: TextField
    word: str
    distance: int
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Is:
    """A state of a story, or of a highlight when it is `unplaced`."""

    state: str
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Has:
    """A highlight, a note or a tag is there."""

    what: str
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Colour:
    """The colour of a highlight."""

    colour: str
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a section, tag, source or language."""

    field: str
    name: str
    begins: bool = False
    exact: bool = False
    """Of a tag: itself alone, without those under it."""
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)
    value: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)
    """Where the name is written, with its `=`, quotation marks and star."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, month or year from `low` on and before `high`; empty is open."""

    low: str
    high: str
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of words, both ends included; `high` None is open."""

    low: int
    high: int | None
    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Everything:
    """All there is."""

    place: Place = dataclasses.field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All but this."""

    part: Node


TextLeaf = Word | Phrase | Prefix | Fuzzy
StateLeaf = Is | Has | Colour | Named | Dated | Counted | Everything
Leaf = TextLeaf | StateLeaf
Node = Leaf | And | Or | Not


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf of a tree, in order."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node


def wanted(node: Node) -> Iterator[TextLeaf]:
    """The text leaves that a match is to show: those not under a NOT."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Word() | Phrase() | Prefix() | Fuzzy():
            yield node
        case _:
            return


def has_text(node: Node) -> bool:
    """Whether the index is needed for an answer."""
    return any(isinstance(leaf, TextLeaf) for leaf in leaves(node))
