"""Motions by sentence, paragraph and heading: they move the focus, or one end of a selection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from reader.motions.ground import Ground, Motion
from reader.segments import Segments, Unit, previous_boundary
from reader.selection import Caret, Focus, caret_place


def by_unit(unit: Focus, *, forward: bool) -> Motion:
    """By sentence or paragraph: while reading the focus goes on, while selecting an end does."""

    def move(ground: Ground, caret: Caret, count: int | None, _: str) -> Caret:
        steps = count or 1
        if caret.anchor is None:
            return _focus_next(ground, caret, unit, steps if forward else -steps)
        while steps:
            offset = _extended(ground, caret, caret.anchor, unit, forward)
            steps = steps - 1 if offset != caret.offset else 0
            caret = caret.at(offset)
        return caret

    return move


def _focus_next(ground: Ground, caret: Caret, unit: Focus, by: int) -> Caret:
    """The focus moved by so many units; from a paragraph the first step is to its sentence here."""
    here = ground.segments.at(unit, caret.offset)
    if here is None:
        return caret
    narrows = unit == "sentence" and caret.focus == "paragraph"
    start = here[0] if narrows or caret.focus == unit else caret.offset
    step = ground.segments.next_start if by > 0 else ground.segments.previous_start
    offset = step(unit, start, abs(by) - narrows)
    if by > 0 and not narrows:
        offset = max(offset, caret.offset)
    return replace(caret.at(caret_place(ground.text, offset)), focus=unit)


def _extended(ground: Ground, caret: Caret, anchor: int, unit: Unit, forward: bool) -> int:
    """Where a selection's moving end goes: a right end to ends of units, a left end to starts."""
    segments, offset = ground.segments, caret.offset
    if forward:
        start = segments.next_start(unit, offset)
        return start if offset < start <= anchor else segments.next_end(unit, offset)
    here = segments.at(unit, offset)
    end = _end_before(segments, unit, here[0]) if here else -1
    return end if anchor <= end < offset else segments.previous_start(unit, offset)


def _end_before(segments: Segments, unit: Unit, start: int) -> int:
    """Where the last cluster of the last unit before `start` begins; -1 before the first."""
    before = segments.at(unit, start - 1) if start > 0 else None
    return previous_boundary(segments.text, before[1]) if before and before[0] < start else -1


def next_heading(ground: Ground, caret: Caret, count: int) -> int:
    """The heading; the right end of a selection goes to the end of what stands before it."""
    stops = list(ground.headings)
    if stops and caret.anchor is not None and caret.offset >= caret.anchor:
        ends = (*(start - 1 for start in stops if start), len(ground.text))
        stops = [caret_place(ground.text, end) for end in ends]
    ahead = stops[bisect_right(stops, caret.offset) :]
    return ahead[min(count, len(ahead)) - 1] if ahead else caret.offset


def previous_heading(ground: Ground, caret: Caret, count: int) -> int:
    """The heading above."""
    above = ground.headings[: bisect_left(ground.headings, caret.offset)]
    return above[-min(count, len(above))] if above else caret.offset
