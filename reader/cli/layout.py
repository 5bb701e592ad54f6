"""Fitting text into the columns of a terminal, by display width."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

from reader.cli.output import visible

ENOUGH = 1_000_000_000
"""Columns where output goes to a file or a program: nothing is cut."""
NARROWEST = 20
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
"""Latin letters and common punctuation: a column each, none joined with its neighbour."""


def columns() -> int:
    """The terminal's width; `ENOUGH` where there is none and $COLUMNS does not say."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return max(NARROWEST, int(said))
    try:
        return max(NARROWEST, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return ENOUGH


def cells(text: str) -> int:
    """How many columns a line of text takes."""
    if _PLAIN.fullmatch(text):
        return len(text)
    from wcwidth import width  # 40 ms, and most Western titles need none of it

    return max(0, width(text))


def clipped(text: str, room: int) -> str:
    """One visible line that takes at most `room` columns, with `…` where it was cut."""
    line = visible(" ".join(text.split()))
    if cells(line) <= room:
        return line
    kept, used = "", 0
    for cluster in _clusters(line):
        used += cells(cluster)
        if used > room - 1:
            break
        kept += cluster
    return f"{kept.rstrip()}…" if room > 0 else ""


def fitted(text: str, room: int) -> str:
    """A line of exactly `room` columns, filled up with spaces or cut."""
    line = clipped(text, room)
    return line + " " * (room - cells(line))


def wrapped(text: str, room: int) -> Iterator[str]:
    """The lines of a paragraph, none wider than `room` columns; its own line ends stay."""
    for row in visible(text).split("\n"):
        yield from _wrapped_row(row, room)


def _wrapped_row(row: str, room: int) -> Iterator[str]:
    if cells(row) <= room:
        yield row
        return
    line, used = "", 0
    for piece in _pieces(row, room):
        width = cells(piece)
        if used and used + cells(piece.rstrip()) > room:
            yield line.rstrip()
            line, used = "", 0
        line += piece
        used += width
    yield line.rstrip()


def _pieces(row: str, room: int) -> Iterator[str]:
    """Words with the space after them; what is wider than a line, sign by sign."""
    for word in row.split(" "):
        yield from [f"{word} "] if cells(word) <= room else _clusters(f"{word} ")


def _clusters(text: str) -> Iterator[str]:
    if _PLAIN.fullmatch(text):
        yield from text
        return
    from wcwidth import iter_graphemes

    yield from iter_graphemes(text)
