"""Pure: in which rows of a column the notes stand, given the rows of their passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Wanted(NamedTuple):
    """A note that is to stand beside its passage."""

    row: int
    """Of the view, the row in which its passage begins; 0 where it began above."""
    height: int
    """Rows that it takes."""


def beside(wanted: Sequence[Wanted], rows: int, current: int | None = None) -> list[int]:
    """The first row of each note, in the order given; none covers another.

    A note stands in the row of its passage, or further down where those before it take that row;
    so it may be beyond the `rows` of the column. The one with index `current` is brought in as a
    whole where it would not be, and pushes those before it up, out of the column if need be.
    """
    tops = _downwards(wanted, 0)
    if current is None:
        return tops
    lowest = max(0, rows - wanted[current].height)
    if tops[current] <= lowest:
        return tops
    tops[current] = lowest
    for index in range(current - 1, -1, -1):
        tops[index] = min(tops[index], tops[index + 1] - wanted[index].height)
    after = lowest + wanted[current].height
    return [*tops[: current + 1], *_downwards(wanted[current + 1 :], after)]


def _downwards(wanted: Sequence[Wanted], free: int) -> list[int]:
    tops = []
    for note in wanted:
        tops.append(max(note.row, free))
        free = tops[-1] + note.height
    return tops


def under(count: int, height: Callable[[int], int], rows: int, first: int) -> list[tuple[int, int]]:
    """Which of `count` notes a list of `rows` rows shows, each with its first row.

    The note `first` is at the top; where those after it leave room, those before it come in above.
    `height` is asked only for notes that are shown.
    """
    shown: list[int] = []
    used, index = 0, first
    while index < count and used < rows:
        shown.append(index)
        used += height(index)
        index += 1
    before = first - 1
    while before >= 0 and used + height(before) <= rows:
        shown.insert(0, before)
        used += height(before)
        before -= 1
    placed, top = [], 0
    for index in shown:
        placed.append((index, top))
        top += height(index)
    return placed
