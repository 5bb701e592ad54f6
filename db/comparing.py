"""What changed between two texts, word by word, as one reads it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from db.anchoring import Alignment, align
from db.anchoring.equal import Block, equal_blocks
from db.text import count_words

Kind = Literal[
    "same",
    "removed",  # in the old text only
    "added",  # in the new text only
    "moved",  # in both, where it stands in the new text
    "left",  # the same, where it stood in the old text
]


class Stretch(NamedTuple):
    """A piece of either text or of both; code points, whole clusters, end-exclusive.

    What is in one text only has an empty span in the other, where it would stand.
    """

    kind: Kind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True)
class Comparison:
    """Two texts and how the one became the other.

    The stretches are in the order of the new text; what is gone stands where it stood, before what
    took its place. Those that are same, added or moved make up the new text; those that are same,
    removed or left the old one, all of them in order.
    """

    old: str
    new: str
    stretches: Sequence[Stretch]

    def text(self, stretch: Stretch) -> str:
        """The words of a stretch."""
        if stretch.kind in ("removed", "left"):
            return self.old[stretch.old_start : stretch.old_end]
        return self.new[stretch.new_start : stretch.new_end]

    @cached_property
    def changes(self) -> list[range]:
        """The changes, each as the indices of stretches that stand together and are not `same`."""
        found = []
        numbered = enumerate(self.stretches)
        for same, group in groupby(numbered, key=lambda it: it[1].kind == "same"):
            if not same:
                indices = [index for index, _ in group]
                found.append(range(indices[0], indices[-1] + 1))
        return found

    def words(self, kind: Kind) -> int:
        """How many words are in the stretches of a kind."""
        return sum(count_words(self.text(it)) for it in self.stretches if it.kind == kind)


def compare(old: str, new: str) -> Comparison:
    """Align two texts and tell what changed; a second for a million code points."""
    return compared(align(old, new))


def compared(alignment: Alignment) -> Comparison:
    """What changed between two aligned texts."""
    old, new = alignment.old, alignment.new
    kept, moved = equal_blocks(alignment)
    return Comparison(old, new, tuple(_stretches(old, new, kept, moved)))


def _stretches(old: str, new: str, kept: list[Block], moved: list[Block]) -> Iterator[Stretch]:
    """Both texts from start to end; `kept` is in the order of both, `moved` of the old."""
    leaving, coming = moved, sorted(moved, key=lambda block: block.new)
    old_starts, new_starts = ([b.old for b in leaving], [b.new for b in coming])
    here = there = 0
    for block in [*kept, Block(len(old), len(new), 0)]:
        low, high = bisect_left(old_starts, here), bisect_right(old_starts, block.old)
        yield from _gone(leaving[low:high], here, block.old, there)
        low, high = bisect_left(new_starts, there), bisect_right(new_starts, block.new)
        yield from _come(coming[low:high], there, block.new, block.old)
        here, there = block.old + block.length, block.new + block.length
        if block.length:
            yield Stretch("same", block.old, here, block.new, there)


def _gone(leaving: list[Block], start: int, end: int, there: int) -> Iterator[Stretch]:
    """What of the old text does not stand there any more."""
    for old, new, length in leaving:
        if old > start:
            yield Stretch("removed", start, old, there, there)
        start = old + length
        yield Stretch("left", old, start, new, new + length)
    if end > start:
        yield Stretch("removed", start, end, there, there)


def _come(coming: list[Block], start: int, end: int, here: int) -> Iterator[Stretch]:
    """What stands in the new text and did not stand there before."""
    for old, new, length in coming:
        if new > start:
            yield Stretch("added", here, here, start, new)
        start = new + length
        yield Stretch("moved", old, old + length, new, start)
    if end > start:
        yield Stretch("added", here, here, start, end)
