"""Pure: what in view can be chosen by a label, and which cells each label takes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.segments import Segments, Unit, next_boundary
from reader.typeset import Line
from reader.widgets.page.links import addresses
from reader.widgets.page.spans import Range, SpanIndex

if TYPE_CHECKING:
    from db.models import Span

Kind = Literal["sentence", "word", "link"]
"""What is labelled; of words Chinese and Japanese take their clauses."""


class Label(NamedTuple):
    """A label on a line, in place of `text[start:end]`: clusters of that line, never a part."""

    start: int
    end: int
    cells: int
    """How many those clusters take; a label at the end of a line may be wider."""
    keys: str
    typed: int
    """How many of the keys are typed."""
    near: bool
    """Whether it follows another without a gap and must be told from it."""


class Target(NamedTuple):
    """What a label stands for, and where there is room for it."""

    start: int
    end: int
    line: int
    """Where the line begins on which the label is drawn."""
    place: Range
    """The clusters that it takes the place of."""
    cells: int
    near: bool

    def label(self, keys: str, typed: int) -> Label:
        """The label to draw here."""
        return Label(*self.place, self.cells, keys, typed, self.near)


def targets(
    kind: Kind, segments: Segments, links: SpanIndex[Span], lines: Sequence[Line], room: int
) -> list[Target]:
    """What of a kind is to be seen on `lines`, those of the view, in order.

    Labels are of `room` cells. What begins above the view is labelled where it is first to be seen.
    What would have its label where the one before is goes without.
    """
    shown = [line for line in lines if line.start < line.stop]
    starts = [line.start for line in shown]
    found: list[Target] = []
    taken = (-1, 0)
    near = False
    for start, end in _ranges(kind, segments, links, shown) if shown else ():
        first = max(0, bisect_right(starts, start) - 1)
        line = next((it for it in shown[first:] if it.stop > start), None)
        if line is None or line.start >= end:
            continue
        place = max(start, line.start)
        cell = line.cell_of(place)
        if taken[0] == line.start and cell < taken[1]:
            continue
        near = taken == (line.start, cell) and not near
        covered, cells = _covered(segments.text, line, place, room)
        found.append(Target(start, end, line.start, covered, cells, near))
        taken = line.start, cell + max(cells, room)
    return found


def _covered(text: str, line: Line, place: int, room: int) -> tuple[Range, int]:
    """The whole clusters from `place` on that take at least `room` cells, or all; their cells."""
    cell, end = line.cell_of(place), next_boundary(text, place)
    while end < line.stop and line.cell_of(end) - cell < room:
        end = next_boundary(text, end)
    return (place, end), line.cell_of(end) - cell


def _ranges(
    kind: Kind, segments: Segments, links: SpanIndex[Span], shown: Sequence[Line]
) -> Iterator[Range]:
    """The sentences, words or links over `shown`, which is not empty, by their starts.

    A link is one of the markup, or a web address that stands in the text.
    """
    low, high = shown[0].start, shown[-1].stop
    if kind == "link":
        marked = [span[:2] for span in links.over(low, high) if span.value.kind == "link"]
        bare = addresses(segments.text, low, high)
        apart = [it for it in bare if not any(its[0] < it[1] and it[0] < its[1] for its in marked)]
        yield from sorted([*marked, *apart])
    elif kind == "sentence":
        yield from _units(segments, "sentence", low, high)
    else:
        for start, end in _units(segments, "paragraph", low, high):
            first = max(low, start)
            unit: Unit = "clause" if segments.is_cjk(first) else "word"
            yield from _units(segments, unit, first, min(end, high))


def _units(segments: Segments, unit: Unit, low: int, high: int) -> Iterator[Range]:
    """The units that share a character with `text[low:high]`."""
    here = segments.at(unit, low)
    if here is not None and here[0] < low < here[1]:
        yield here
    yield from segments.within(unit, low, high)
