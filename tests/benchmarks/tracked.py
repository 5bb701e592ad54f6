"""A text under edit in which every character knows where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

NEW = -1
"""The origin of a character that was not there before."""

Char = tuple[str, int]
"""A character and its origin: an old offset, `NEW`, or `stands_for` one."""

_SENTENCE = re.compile(r".+?(?:[.!?]['\"”’)]*(?=\s)\s*|[。！？]|\n\n|\Z)", re.DOTALL)


def stands_for(origin: int) -> int:
    """The mark of a character that was put in the place of the old one at `origin`."""
    return -2 - origin if origin >= 0 else origin


@dataclass(frozen=True)
class Tracked:
    """A text under edit."""

    chars: tuple[Char, ...]

    @classmethod
    def of(cls, text: str) -> Tracked:
        """An unedited text: every character is its own origin."""
        return cls(tuple((char, at) for at, char in enumerate(text)))

    @classmethod
    def new(cls, text: str) -> Tracked:
        """Text that was not there before."""
        return cls(tuple((char, NEW) for char in text))

    @classmethod
    def join(cls, pieces: Iterable[Tracked]) -> Tracked:
        """Pieces one after the other."""
        return cls(tuple(char for piece in pieces for char in piece.chars))

    @property
    def text(self) -> str:
        """As it reads now."""
        return "".join(char for char, _ in self.chars)

    def cut(self, start: int, end: int) -> Tracked:
        """A stretch of it."""
        return Tracked(self.chars[start:end])

    def replaced(self, text: str) -> Tracked:
        """Other text in its place, letter for letter as far as both go."""
        origins = [stands_for(origin) for _, origin in self.chars]
        filled = origins + [origins[-1] if origins else NEW] * len(text)
        return Tracked(tuple(zip(text, filled, strict=False)))

    def split(self, pattern: re.Pattern[str]) -> list[Tracked]:
        """The matches of a pattern and what is between them, in order."""
        cuts = {0, len(self.chars)}
        for match in pattern.finditer(self.text):
            cuts.update(match.span())
        borders = sorted(cuts)
        return [self.cut(*ends) for ends in pairwise(borders)]

    def paragraphs(self) -> list[Tracked]:
        """The blocks between blank lines, without those."""
        return [piece for piece in self.split(re.compile(r"\n{2,}")) if piece.text.strip()]

    def sentences(self) -> list[Tracked]:
        """Sentences with the space behind them."""
        return self.split(_SENTENCE)
