"""Pure: telling hard-wrapped prose from lines that mean to be lines, and joining it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_EAST = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
_WIDE = _EAST + "\u1100-\u115f\uac00-\ud7a3"
_WIDE_CHARACTER = re.compile(f"[{_WIDE}]")
_UNSPACED = re.compile(f"[{_EAST}]")
"""Chinese and Japanese: written without spaces, so that a line break is none either."""
_FIRST_CHUNK = re.compile(f"[{_WIDE}]|[^\\s{_WIDE}]*?\\w-(?=\\w)|[^\\s{_WIDE}]+")
_JOINS = ("and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "och", "og")
"""After a hanging hyphen, as in “pre- and post-war”."""
_WIDEST = 100
"""Columns; what is longer is a paragraph on a line of its own."""
_NARROWEST = 36
_WORD = 16
"""Letters; before a longer chunk, as an address is, any line would have been broken."""
_PLAINLY_LONG = 50
_ENDED = re.compile(r"[.!?:;][\"”’»')]*$")
_FULL = 0.6
"""Of the width: how long the lines of loosely wrapped prose are at least, save the last."""


def cells(line: str) -> int:
    """The columns that a line takes, near enough for telling how it was wrapped."""
    return len(line) + (0 if line.isascii() else len(_WIDE_CHARACTER.findall(line)))


def is_wrapped(lines: Sequence[str], width: int = 0) -> bool:
    """Whether lines are one paragraph, broken where the next word no longer fitted.

    `width` is the measure of the whole text where it has one (`text_width`), else 0.
    """
    longest = max(map(cells, lines), default=0)
    if len(lines) < 2 or longest > max(width, _WIDEST):
        return False
    slack = 0 if all(line.isascii() for line in lines) else 2
    if width and longest <= width + slack:
        return _least_refused(lines) > width - slack or _flows(lines, width)
    return _speaks_for_itself(lines, longest) and (
        _least_refused(lines) > longest - slack or _flows(lines, longest)
    )


def text_width(blocks: Sequence[Sequence[str]]) -> int:
    """The measure to which most of a text's paragraphs were wrapped, in columns; 0 for none."""
    several = [block for block in blocks if len(block) > 2]
    wrapped = [block for block in several if is_wrapped(block)]
    if len(wrapped) < 2 or 2 * len(wrapped) <= len(several):
        return 0
    bounds = [(max(map(cells, block)), _least_refused(block)) for block in wrapped]
    fits = {width: sum(low <= width < high for low, high in bounds) for width, _ in bounds}
    return max(fits, key=lambda width: (fits[width], width))


def join(lines: Sequence[str]) -> str:
    """One line of several: a space between, but none after a hyphen or in Chinese and Japanese."""
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += line if _glued(joined, line) else f" {line}"
    return joined


def unspaced(before: str, after: str) -> bool:
    """Whether a line break between two characters stands for no space: Chinese and Japanese."""
    return bool(_UNSPACED.match(before) and _UNSPACED.match(after))


def _glued(line: str, following: str) -> bool:
    """Whether no space was between the end of a line and the beginning of the next."""
    if not line or not following:
        return True
    if unspaced(line[-1], following[0]):
        return True
    if not (line[-1] == "-" and line[-2:-1].isalnum() and following[0].isalnum()):
        return False
    return following.split(maxsplit=1)[0] not in _JOINS


def _first_chunk(line: str) -> str:
    """What would have had to fit on the line before: a word, or what a hyphen ends."""
    chunk = _FIRST_CHUNK.match(line)
    return chunk[0] if chunk else line


def _least_refused(lines: Sequence[str]) -> int:
    """The fewest columns that a line would have had with the next word still on it."""
    return min(
        cells(line) + (not _glued(line, following)) + cells(_first_chunk(following))
        for line, following in pairwise(lines)
    )


def _speaks_for_itself(lines: Sequence[str], longest: int) -> bool:
    """Whether a paragraph alone has enough lines, words and small letters to be judged by."""
    words = [len(_first_chunk(line)) for line in lines[1:]]
    if len(lines) == 2:
        return (
            cells(lines[0]) >= _PLAINLY_LONG
            and lines[1][0].islower()
            and words[0] <= _WORD
            and not _ENDED.search(lines[0])
        )
    return (
        len(lines) > 2
        and longest >= _NARROWEST
        and 2 * sum(length <= _WORD for length in words) > len(words)
        and not all(line[:1].isupper() for line in lines)
    )


def _flows(lines: Sequence[str], width: int) -> bool:
    """Whether lines are long and go on in small letters, as prose wrapped less tightly does."""
    if width < _NARROWEST or any(cells(line) < _FULL * width for line in lines[:-1]):
        return False
    small = sum(line[:1].islower() for line in lines[1:])
    return 2 * small > len(lines) - 1
