"""A comparison as one text to read, and where each place of it is in the two that it is of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from db.models import Span

ChangeKind = Literal["removed", "added", "moved", "left", "folded"]


class Changed(NamedTuple):
    """A stretch of the composed text that is not as it was, or that stands for what is folded."""

    start: int
    end: int
    kind: ChangeKind


class Piece(NamedTuple):
    """A stretch of the composed text and the places in both texts that it begins at."""

    start: int
    end: int
    old: int
    new: int
    from_old: bool
    """Whether its characters are those of the old text, from `old` on."""
    from_new: bool


@dataclass(frozen=True)
class Changes:
    """A comparison composed for reading; offsets are code points into `text`."""

    text: str
    spans: Sequence[Changed]
    starts: Sequence[int]
    """Where each change begins."""
    pieces: Sequence[Piece]

    def in_old(self, offset: int) -> int:
        """The place in the old text that a place in this text stands for."""
        piece = self._at(offset)
        return piece.old + (offset - piece.start if piece.from_old else 0)

    def in_new(self, offset: int) -> int:
        """The place in the new text that a place in this text stands for."""
        piece = self._at(offset)
        return piece.new + (offset - piece.start if piece.from_new else 0)

    def _at(self, offset: int) -> Piece:
        last = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        return self.pieces[max(0, last)] if self.pieces else Piece(0, 0, 0, 0, False, False)

    def carried(self, markup: Iterable[Span]) -> Iterator[Span]:
        """The new text's markup as far as what it is about is shown."""
        shown = [piece for piece in self.pieces if piece.from_new and piece.end > piece.start]
        for span in markup:
            first = bisect_right(shown, span.start, key=lambda it: it.new + it.end - it.start)
            last = bisect_left(shown, span.end, key=lambda it: it.new) - 1
            if not first <= last:
                continue
            start = shown[first].start + max(0, span.start - shown[first].new)
            end = min(shown[last].end, shown[last].start + span.end - shown[last].new)
            if start < end:
                yield Span(start, end, span.kind, span.data)
