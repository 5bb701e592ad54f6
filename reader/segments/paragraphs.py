"""Paragraphs: blocks of a text, their lines, and the pieces that an endless one is taken in."""

from __future__ import annotations

import re

from reader.segments.graphemes import next_boundary, snap

PIECE = 8192
"""Code points of one line that are taken at a time, so that no text makes a key wait."""

_WRAPPED = 45
"""A line this long that another follows was broken by a program, not by a poet."""

_ENTRY = re.compile(r"(?:[-*•+>–]|\(?\d{1,3}[.)])\s")


def block_at(text: str, offset: int) -> tuple[int, int]:
    """The block around `offset`, without the blank lines that part it from others.

    A blank line belongs to the block before it; blank lines at the text's start to the first block.
    """
    first, last = 0, len(text)
    while first < last and text[first] == "\n":
        first += 1
    while last > first and text[last - 1] == "\n":
        last -= 1
    offset = max(first, min(offset, last - 1))
    while text[offset - 1 : offset + 1] == "\n\n" or text[offset : offset + 2] == "\n\n":
        offset -= 1
    start = text.rfind("\n\n", first, offset)
    end = text.find("\n\n", offset, last)
    return (first if start < 0 else start + 2), (last if end < 0 else end)


def paragraphs_in(
    text: str, start: int, end: int, *, keep_lines: bool = False
) -> list[tuple[int, int]]:
    """The paragraphs of the block `text[start:end]`: the block, or each of its lines.

    Lines count for themselves in a list or verse (`keep_lines`), and where the block is no
    paragraph that some program has wrapped: short lines, or lines that begin as list entries do.
    """
    block = text[start:end]
    if "\n" not in block:
        return [(start, end)]
    lines = block.split("\n")
    wrapped = min(map(len, lines[:-1])) >= _WRAPPED and not any(map(_ENTRY.match, lines[1:]))
    if wrapped and not keep_lines:
        return [(start, end)]
    found = []
    for line in lines:
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found or [(end - len(block), end)]


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """`text[start:end]` cut into pieces of about `PIECE` code points, mostly just the one.

    A cut is made after a sentence where there is one, else after a space, else between clusters.
    """
    found = []
    while end - start > PIECE:
        cut = _cut(text, start)
        found.append((start, cut))
        start = cut
    found.append((start, end))
    return found


def _cut(text: str, start: int) -> int:
    middle, last = start + PIECE // 2, start + PIECE
    cut = max(text.rfind(stop, middle, last) + len(stop) for stop in (". ", "? ", "! ", "。"))
    if cut <= middle:
        cut = text.rfind(" ", middle, last) + 1 or last
    # `start` is a boundary, so what stands before it need not be looked at.
    cut = start + snap(text[start : last + 1], cut - start)
    return cut if cut > start else next_boundary(text, start)
