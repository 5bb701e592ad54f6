"""Motions by character, word and line, to the ends of the story, and to a character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace

from reader.find import Finder
from reader.motions.ground import Ground, Motion
from reader.segments import next_boundary, previous_boundary
from reader.selection import Caret, caret_place


def vertical(rows: Callable[[Ground], int]) -> Motion:
    """By lines, keeping to the column."""

    def move(ground: Ground, caret: Caret, count: int | None, _: str) -> Caret:
        lines = ground.lines
        column = lines.column(caret.offset) if caret.column is None else caret.column
        offset = lines.vertical(caret.offset, rows(ground) * (count or 1), column)
        return replace(caret, offset=offset, column=column)

    return move


def to_offset(find: Callable[[Ground, Caret, int], int]) -> Motion:
    """To the offset that `find` gives for a count of at least 1."""

    def move(ground: Ground, caret: Caret, count: int | None, _: str) -> Caret:
        return caret.at(caret_place(ground.text, find(ground, caret, count or 1)))

    return move


def next_character(ground: Ground, caret: Caret, count: int) -> int:
    """Over so many clusters; a line break is stepped over with the cluster before it."""
    text, offset = ground.text, caret.offset
    while count > 0 and offset < len(text):
        offset = next_boundary(text, offset)
        while text[offset : offset + 1] == "\n":
            offset += 1
        count -= 1
    return offset


def previous_character(ground: Ground, caret: Caret, count: int) -> int:
    """Back over so many clusters; a line break is stepped over with the cluster after it."""
    offset = caret.offset
    while count > 0 and offset > 0:
        offset = caret_place(ground.text, previous_boundary(ground.text, offset))
        count -= 1
    return offset


def next_word(ground: Ground, caret: Caret, count: int) -> int:
    """The start of a word further on."""
    return ground.segments.next_start("word", caret.offset, count)


def previous_word(ground: Ground, caret: Caret, count: int) -> int:
    """The start of this word or of one before."""
    return ground.segments.previous_start("word", caret.offset, count)


def word_end(ground: Ground, caret: Caret, count: int) -> int:
    """The last cluster of this word or of one further on."""
    return ground.segments.next_end("word", caret.offset, count)


def line_start(ground: Ground, caret: Caret, _: int) -> int:
    """The first cluster of the line."""
    return ground.lines.line_range(caret.offset)[0]


def line_end(ground: Ground, caret: Caret, _: int) -> int:
    """The last cluster of the line."""
    start, end = ground.lines.line_range(caret.offset)
    return max(start, previous_boundary(ground.text, end))


def story_end(ground: Ground, caret: Caret, count: int | None, _: str) -> Caret:
    """The last cluster of the story; with a count the start of that paragraph."""
    if count is None:
        return caret.at(caret_place(ground.text, len(ground.text)))
    return to_paragraph(ground, caret, count, "")


def to_paragraph(ground: Ground, caret: Caret, count: int | None, _: str) -> Caret:
    """The start of the paragraph that the count says, of the first without one."""
    start = ground.segments.next_start("paragraph", -1, count or 1)
    return caret.at(caret_place(ground.text, start))


def to_character(
    ground: Ground, caret: Caret, count: int | None, character: str, *, back: bool
) -> Caret:
    """A place of the character in the paragraph; its quotes and accents are folded, not case."""
    span = ground.segments.at("paragraph", caret.offset)
    if span is None or not character:
        return caret
    found = Finder(ground.text[slice(*span)]).find(character, minds_case=True)
    starts = [span[0] + start for start, _ in found]
    if back:
        index = bisect_left(starts, caret.offset) - (count or 1)
    else:
        index = bisect_right(starts, caret.offset) + (count or 1) - 1
    return caret.at(starts[index]) if 0 <= index < len(starts) else caret
