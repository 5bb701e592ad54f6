"""Pure: from what a reader types to a tree; says what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from db.errors import QueryError
from db.search.chunks import phrase_leaf, word_leaf
from db.search.tree import And, Node, Not, Or, Place, TextField, Word
from db.search.values import ALIASES, FIELDS, TEXT_FIELDS, BadValue, state_leaf

LONGEST = 5_000
"""Code points of a query."""
MOST = 256
"""Parts of a query."""
DEEPEST = 40
"""Brackets in one another."""

QUOTES = '"“”„‟«»＂'
_CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
_FIELD = re.compile(r"([A-Za-z]{2,12})(?::(?!//)|：)")
_EXACT = re.compile(f"=+(?=[{QUOTES}])")
_AFTER = re.compile(r"\*|~\d*")
_MINUS = re.compile(r"-(?=[^\s\d)-])")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a query that makes no sense; `start` and `end` are code points into it."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood, None when that is nothing, and what was not."""

    tree: Node | None
    problems: tuple[Problem, ...]


def parse(query: str, *, typing: bool = False) -> Parsed:
    """Understand as much of a query as can be understood.

    Args:
        query: as it was typed.
        typing: it may not be at its end: its last word may go on, brackets and quotation marks may
            be open, and a value may be missing, without these being problems.
    """
    return _Parser(query[:LONGEST], typing).parse(len(query) > LONGEST)


def understood(query: str) -> Node:
    """The tree of a query that is to be carried out; raises `QueryError` at its first problem."""
    parsed = parse(query)
    for problem in parsed.problems:
        raise QueryError(problem.message, problem.start, problem.end)
    if parsed.tree is None:
        raise QueryError(
            "There is nothing to search for: words are made of letters and digits.", 0, len(query)
        )
    return parsed.tree


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as written."""

    text: str
    end: int
    quoted: bool = False
    closed: bool = False
    star: bool = False
    """A star follows the closing quotation mark."""


class _Parser:
    """One pass from left to right; every step moves on, so any input comes to an end."""

    def __init__(self, query: str, typing: bool) -> None:
        self.query = query
        self.typing = typing
        self.at = 0
        self.problems: list[Problem] = []
        self._parts = 0
        self._depth = 0

    def parse(self, cut: bool) -> Parsed:
        found = [self._either("")]
        while self.at < len(self.query):
            self._wrong("This bracket closes nothing: take it out.", self.at, self.at + 1)
            self.at += 1
            found.append(self._either(""))
        tree = _joined(And, [part for part in found if part is not None])
        if cut:
            self._wrong(f"A query may have {LONGEST:,} characters: shorten it.", LONGEST, LONGEST)
        return Parsed(tree, tuple(self.problems))

    def _either(self, field: str) -> Node | None:
        """Parts with OR between them, up to a closing bracket or the end."""
        groups = [self._all(field)]
        while (place := self._operator("OR")) is not None:
            groups.append(self._all(field))
            if groups[-2] is None or groups[-1] is None:
                self._lacking("OR", place)
        return _joined(Or, [group for group in groups if group is not None])

    def _all(self, field: str) -> Node | None:
        """Parts that all must match, with AND or nothing between them."""
        parts: list[Node] = []
        while True:
            place = self._operator("AND")
            if place is None and self._ends():
                return _joined(And, parts)
            part = self._one(field)
            if place is not None and (part is None or not parts):
                self._lacking("AND", place)
            if part is not None:
                parts.append(part)

    def _one(self, field: str) -> Node | None:
        """A part with the NOTs before it."""
        negations: list[tuple[int, int]] = []
        while (place := self._operator("NOT") or self._minus()) is not None:
            negations.append(place)
        part = None if self._ends() else self._plain(field)
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
                self._wrong(f"A query may have {MOST} parts: shorten it.", self.at, len(self.query))
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
            self._wrong("There are too many brackets in one another.", start, len(self.query))
            self.at = len(self.query)
            return None
        tree = self._either(field)
        self._depth -= 1
        if self.at >= len(self.query):
            self._unfinished("This bracket is not closed: add a ).", start, start + 1)
        elif tree is None:
            self._wrong("There is nothing between these brackets.", start, self.at + 1)
        self.at += 1
        return tree

    def _field(self, match: re.Match[str]) -> Node | None:
        start, name = self.at, match[1].lower()
        name = ALIASES.get(name, name)
        if name not in FIELDS:
            if not (self.typing and match.end() == len(self.query)):
                fields = ", ".join(f"{field}:" for field in FIELDS)
                self._wrong(
                    f"There is no field {match[1]}: (there are {fields});"
                    " put it in quotation marks to search for it as it is.",
                    start,
                    match.end(),
                )
            return self._leaf("", start)
        self.at = match.end()
        if self.query[self.at : self.at + 1] == "(":
            return self._bracket(name)
        return self._leaf(name, start)

    def _leaf(self, field: str, start: int) -> Node | None:
        """One value: in quotation marks, or up to the next space or bracket."""
        try:
            value = self._value(single=bool(field))
            place = (start, value.end)
            begun = self.typing and value.end == len(self.query) and not value.closed
            if field and not value.text.strip():
                self._unfinished(f"Write what to look for right after {field}:", *place)
                return None
            if field and field not in TEXT_FIELDS:
                return state_leaf(field, value.text, place, begun=begun)
            return self._text(cast(TextField, field), value, place, begun)
        except BadValue as error:
            self._wrong(str(error), start, self.at)
            return None

    def _text(self, field: TextField, value: _Value, place: Place, begun: bool) -> Node | None:
        if not value.quoted:
            return word_leaf(field, value.text, place, begun=begun)
        begins = value.star or (begun and value.text[-1:].isalnum())
        found = phrase_leaf(field, value.text, place, begins=begins)
        if found is None:
            self._unfinished("There is no word between these quotation marks.", *place)
        return found

    def _value(self, *, single: bool) -> _Value:
        """What stands here; `single`: single quotation marks count too."""
        if match := _EXACT.match(self.query, self.at):
            self.at = match.end()
        first = self.query[self.at : self.at + 1]
        if first and (first in QUOTES or (single and first == "'")):
            return self._quoted("'" if first == "'" else QUOTES)
        found = _CHUNK.match(self.query, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return _Value(text, self.at)

    def _quoted(self, marks: str) -> _Value:
        start = self.at
        closing = re.compile(f"[{marks}]").search(self.query, start + 1)
        if closing is None:
            self.at = len(self.query)
            self._unfinished("This quotation mark is not closed.", start, start + 1)
            return _Value(self.query[start + 1 :], self.at, quoted=True)
        self.at = closing.end()
        rest = _AFTER.match(self.query, self.at)
        star = rest is not None and rest.group() == "*"
        if rest is not None:
            self.at = rest.end()
            if not star:
                raise BadValue("A ~ stands after a single word, not after a phrase.")
        text = self.query[start + 1 : closing.start()]
        return _Value(text, self.at, quoted=True, closed=True, star=star)

    def _operator(self, word: str) -> Place | None:
        """Step over an operator, when this one is next; where it stood."""
        self._skip()
        chunk = _CHUNK.match(self.query, self.at)
        if chunk is None or chunk.group() != word:
            return None
        self.at = chunk.end()
        return chunk.span()

    def _minus(self) -> Place | None:
        """Step over a minus sign that stands before something: another way to write NOT."""
        match = _MINUS.match(self.query, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match.span()

    def _ends(self) -> bool:
        """Whether these parts end here: at the end, a closing bracket, or an OR."""
        self._skip()
        chunk = _CHUNK.match(self.query, self.at)
        at_or = chunk is not None and chunk.group() == "OR"
        return self.at >= len(self.query) or self.query[self.at] == ")" or at_or

    def _skip(self) -> None:
        while self.at < len(self.query) and self.query[self.at].isspace():
            self.at += 1

    def _lacking(self, operator: str, place: Place) -> None:
        message = {
            "NOT": "NOT needs something after it",
        }.get(operator, f"{operator} stands between two things to search for")
        self._unfinished(f"{message}; to find the word, write it small.", *place)

    def _unfinished(self, message: str, start: int, end: int) -> None:
        """A problem, unless the rest may still be typed."""
        if not (self.typing and self.at >= len(self.query)):
            self._wrong(message, start, end)

    def _wrong(self, message: str, start: int, end: int) -> None:
        self.problems.append(Problem(message, start, max(start, end)))


def _joined(kind: Callable[[tuple[Node, ...]], Node], parts: Sequence[Node]) -> Node | None:
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
