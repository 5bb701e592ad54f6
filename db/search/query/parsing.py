"""Pure: from what a reader types to a tree; says what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from db.errors import QueryError
from db.search.analysis.fuzzy import alike
from db.search.query.chunks import phrase_leaf, word_leaf
from db.search.query.scanning import Problem, Scanner, Value
from db.search.query.tree import And, Named, Node, Not, Or, Place, StateLeaf, TextField, Word
from db.search.query.values import ALIASES, FIELDS, TEXT_FIELDS, BadValue, ColourNames, state_leaf

LONGEST = 5_000
"""Code points of a query."""
MOST = 256
"""Parts of a query."""
DEEPEST = 40
"""Brackets in one another."""

_FIELD = re.compile(r"([A-Za-z]{2,12})(?::(?!//)|：)")


@dataclass(frozen=True, slots=True)
class Ending:
    """A value that goes up to the end of a query, so that more of it may be typed."""

    field: str
    """What it is for; empty for words that stand alone."""
    start: int
    """Where it begins in the query: at its quotation mark or its `=`, if it has one."""
    text: str
    """The value so far, without these."""
    quoted: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood, None when that is nothing, and what was not."""

    tree: Node | None
    problems: tuple[Problem, ...]
    ending: Ending | None = None
    """What the query ends in; None where it ends in a blank, a closed bracket or a whole phrase."""


def parse(query: str, *, typing: bool = False, colours: ColourNames = dict) -> Parsed:
    """Understand as much of a query as can be understood.

    Args:
        query: as it was typed.
        typing: it may not be at its end: its last word may go on, brackets and quotation marks may
            be open, and a value may be missing, without these being problems.
        colours: the reader's own names for highlight colours.
    """
    return _Parser(query[:LONGEST], typing, colours).parse(len(query) > LONGEST)


def understood(query: str, colours: ColourNames = dict) -> Node:
    """The tree of a query that is to be carried out; raises `QueryError` at its first problem."""
    parsed = parse(query, colours=colours)
    for problem in parsed.problems:
        raise QueryError(problem.message, problem.start, problem.end)
    if parsed.tree is None:
        raise QueryError(
            "There is nothing to search for: words are made of letters and digits.", 0, len(query)
        )
    return parsed.tree


class _Parser(Scanner):
    """One pass from left to right; every step moves on, so any input comes to an end."""

    def __init__(self, query: str, typing: bool, colours: ColourNames) -> None:
        super().__init__(query, typing)
        self._colours = colours
        self._parts = 0
        self._depth = 0
        self._ending: Ending | None = None

    def parse(self, cut: bool) -> Parsed:
        found = [self._either("")]
        while self.at < len(self.query):
            self.wrong("This bracket closes nothing: take it out.", self.at, self.at + 1)
            self.at += 1
            found.append(self._either(""))
        tree = _joined(And, [part for part in found if part is not None])
        if cut:
            self.wrong(f"A query may have {LONGEST:,} characters: shorten it.", LONGEST, LONGEST)
        return Parsed(tree, tuple(self.problems), self._ending)

    def _either(self, field: str) -> Node | None:
        """Parts with OR between them, up to a closing bracket or the end."""
        groups = [self._all(field)]
        while (place := self.operator("OR")) is not None:
            groups.append(self._all(field))
            if groups[-2] is None or groups[-1] is None:
                self._lacking("OR", place)
        return _joined(Or, [group for group in groups if group is not None])

    def _all(self, field: str) -> Node | None:
        """Parts that all must match, with AND or nothing between them."""
        parts: list[Node] = []
        while True:
            place = self.operator("AND")
            if place is None and self.ends():
                return _joined(And, parts)
            part = self._one(field)
            if place is not None and (part is None or not parts):
                self._lacking("AND", place)
            if part is not None:
                parts.append(part)

    def _one(self, field: str) -> Node | None:
        """A part with the NOTs before it."""
        negations: list[tuple[int, int]] = []
        while (place := self.operator("NOT") or self.minus()) is not None:
            negations.append(place)
        part = None if self.ends() else self._plain(field)
        if part is None and negations:
            self._lacking("NOT", negations[-1])
        if part is None or not len(negations) % 2:
            return part
        if isinstance(part, Word):
            part = replace(part, begun=False)
        return Not(part)

    def _plain(self, field: str) -> Node | None:
        """A bracket, a field with its value, a phrase or a chunk."""
        self._parts += 1
        if self._parts > MOST:
            if self._parts == MOST + 1:
                self.wrong(f"A query may have {MOST} parts: shorten it.", self.at, len(self.query))
            self.at = len(self.query)
            return None
        if self.query[self.at] == "(":
            return self._bracket(field)
        match = None if field else _FIELD.match(self.query, self.at)
        return self._field(match) if match is not None else self._leaf(field, self.at)

    def _bracket(self, field: str) -> Node | None:
        start = self.at
        self.at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            self.wrong("There are too many brackets in one another.", start, len(self.query))
            self.at = len(self.query)
            return None
        tree = self._either(field)
        self._depth -= 1
        if self.at >= len(self.query):
            if field and self._ending is None:
                self._ending = Ending(field, self.at, "", quoted=False, exact=False)
            self.unfinished("This bracket is not closed: add a ).", start, start + 1)
        elif tree is None:
            self.wrong("There is nothing between these brackets.", start, self.at + 1)
        self.at += 1
        return tree

    def _field(self, match: re.Match[str]) -> Node | None:
        start, name = self.at, match[1].lower()
        name = ALIASES.get(name, name)
        if name not in FIELDS:
            if not (self.typing and match.end() == len(self.query)):
                self.wrong(_no_field(match[1]), start, match.end())
            return self._leaf("", start)
        self.at = match.end()
        if self.query[self.at : self.at + 1] == "(":
            return self._bracket(name)
        return self._leaf(name, start)

    def _leaf(self, field: str, start: int) -> Node | None:
        """One value: in quotation marks, or up to the next space or bracket."""
        try:
            at, value = self.at, self.value(single=bool(field))
            self._note_ending(field, at, value)
            place = (start, value.end)
            begun = self.typing and value.end == len(self.query) and not value.closed
            if field and not value.text.strip():
                self.unfinished(f"Write what to look for right after {field}:", *place)
                return None
            if field and field not in TEXT_FIELDS:
                found = self._state(field, value, place, begun)
                written = (at, value.end)
                return replace(found, value=written) if isinstance(found, Named) else found
            return self._text(cast(TextField, field), value, place, begun)
        except BadValue as error:
            self.wrong(str(error), start, self.at)
            return None

    def _state(self, field: str, value: Value, place: Place, begun: bool) -> StateLeaf | None:
        text = value.text + "*" * value.star if value.quoted else value.text.lstrip("=")
        return state_leaf(field, text, place, begun=begun, exact=value.exact, colours=self._colours)

    def _text(self, field: TextField, value: Value, place: Place, begun: bool) -> Node | None:
        if not value.quoted:
            return word_leaf(field, value.text, place, begun=begun)
        begins = value.star or (begun and value.text[-1:].isalnum())
        found = phrase_leaf(field, value.text, place, begins=begins)
        if found is None:
            self.unfinished("There is no word between these quotation marks.", *place)
        return found

    def _note_ending(self, field: str, at: int, value: Value) -> None:
        if value.end == len(self.query) and not value.closed:
            text = value.text if value.quoted else value.text.lstrip("=")
            self._ending = Ending(field, at, text, value.quoted, value.exact)

    def _lacking(self, operator: str, place: Place) -> None:
        message = {
            "NOT": "NOT needs something after it",
        }.get(operator, f"{operator} stands between two things to search for")
        self.unfinished(f"{message}; to find the word, write it small.", *place)


def _joined(kind: Callable[[tuple[Node, ...]], Node], parts: Sequence[Node]) -> Node | None:
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _no_field(name: str) -> str:
    """The field that may have been meant first, since a narrow screen cuts the end."""
    near = next(alike(FIELDS, name.lower(), 2 if len(name) > 3 else 1), "")
    meant = f" did you mean {near}:?" if near else ""
    fields = ", ".join(f"{field}:" for field in FIELDS)
    return (
        f"There is no field {name}:{meant} (there are {fields});"
        " put it in quotation marks to search for it as it is."
    )
