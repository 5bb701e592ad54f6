"""Pure: the pieces that a query is written in, one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from db.search.query.tree import Place
from db.search.query.values import BadValue

QUOTES = '"“”„‟«»＂'
_CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
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
class Value:
    """A value as written."""

    text: str
    end: int
    quoted: bool = False
    closed: bool = False
    star: bool = False
    """A star follows the closing quotation mark."""
    exact: bool = False
    """A `=` stands before it; without quotation marks, it is also in the text."""


class Scanner:
    """Where a parser stands in a query, and what was found to be wrong so far."""

    def __init__(self, query: str, typing: bool) -> None:
        self.query = query
        self.typing = typing
        self.at = 0
        self.problems: list[Problem] = []

    def value(self, *, single: bool) -> Value:
        """What stands here; `single`: single quotation marks count too."""
        exact = self.query.startswith("=", self.at)
        if match := _EXACT.match(self.query, self.at):
            self.at = match.end()
        first = self.query[self.at : self.at + 1]
        if first and (first in QUOTES or (single and first == "'")):
            return replace(self._quoted("'" if first == "'" else QUOTES), exact=exact)
        found = _CHUNK.match(self.query, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return Value(text, self.at, exact=exact)

    def _quoted(self, marks: str) -> Value:
        start = self.at
        closing = re.compile(f"[{marks}]").search(self.query, start + 1)
        if closing is None:
            self.at = len(self.query)
            self.unfinished("This quotation mark is not closed.", start, start + 1)
            return Value(self.query[start + 1 :], self.at, quoted=True)
        self.at = closing.end()
        rest = _AFTER.match(self.query, self.at)
        star = rest is not None and rest.group() == "*"
        if rest is not None:
            self.at = rest.end()
            if not star:
                raise BadValue("A ~ stands after a single word, not after a phrase.")
        text = self.query[start + 1 : closing.start()]
        return Value(text, self.at, quoted=True, closed=True, star=star)

    def operator(self, word: str) -> Place | None:
        """Step over an operator, when this one is next; where it stood."""
        self._skip()
        chunk = _CHUNK.match(self.query, self.at)
        if chunk is None or chunk.group() != word:
            return None
        self.at = chunk.end()
        return chunk.span()

    def minus(self) -> Place | None:
        """Step over a minus sign that stands before something: another way to write NOT."""
        match = _MINUS.match(self.query, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match.span()

    def ends(self) -> bool:
        """Whether these parts end here: at the end, a closing bracket, or an OR."""
        self._skip()
        chunk = _CHUNK.match(self.query, self.at)
        at_or = chunk is not None and chunk.group() == "OR"
        return self.at >= len(self.query) or self.query[self.at] == ")" or at_or

    def _skip(self) -> None:
        while self.at < len(self.query) and self.query[self.at].isspace():
            self.at += 1

    def unfinished(self, message: str, start: int, end: int) -> None:
        """A problem, unless the rest may still be typed."""
        if not (self.typing and self.at >= len(self.query)):
            self.wrong(message, start, end)

    def wrong(self, message: str, start: int, end: int) -> None:
        self.problems.append(Problem(message, start, max(start, end)))
