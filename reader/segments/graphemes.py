"""Grapheme clusters: where a caret may stand, asked locally however long the text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_PLAIN = "\u0300"
"""Below this code point nothing joins its neighbours but CR and LF."""

_WINDOW = 64
"""Code points looked at first; more only where a cluster may reach further."""

_JOINING = re.compile(
    "[\u0d4e\u0e33\u0eb3\u1100-\u11ff\u1cf5\u1cf6\ua960-\ua97f\ud7b0-\ud7ff\uff9e\uff9f"
    "\U00011000-\U00011fff\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
"""Letters and signs that may be in one cluster with a neighbour: jamo, flags, skin tones, a few."""

_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""The regional indicators, which pair up from the start of their run."""


def clusters(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Each cluster of `text[start:end]` as (start, end); `start` must be a cluster boundary."""
    piece = text[start:end]
    if piece.isascii() and "\r" not in piece:
        for offset in range(start, start + len(piece)):
            yield offset, offset + 1
        return
    from wcwidth import iter_graphemes

    for cluster in iter_graphemes(piece):
        yield start, start + len(cluster)
        start += len(cluster)


def is_boundary(text: str, offset: int) -> bool:
    """Whether `offset` parts two clusters, or is the text's start or end."""
    return 0 <= offset <= len(text) and snap(text, offset) == offset


def snap(text: str, offset: int) -> int:
    """The start of the cluster that holds `offset`; outside of the text, its nearer end."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    if text[offset] < _PLAIN and text[offset - 1] < _PLAIN:
        return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset
    if text[offset] in _FLAG_HALVES and text[offset - 1] in _FLAG_HALVES:
        return offset - _flag_halves_before(text, offset) % 2
    from wcwidth import iter_graphemes

    start = offset
    while start > 0 and not (_stands_alone(text[start]) and _stands_alone(text[start - 1])):
        start -= 1
    # The library's own search backwards errs around prepended signs, so we go forward from here.
    last = start
    for cluster in iter_graphemes(text[start : offset + 1]):
        last, start = start, start + len(cluster)
    return last


def next_boundary(text: str, offset: int) -> int:
    """The first cluster boundary after `offset`; the text's length at its end."""
    offset = max(0, offset)
    if offset + 1 >= len(text):
        return len(text)
    if text[offset] < _PLAIN and text[offset + 1] < _PLAIN:
        return offset + 2 if text[offset : offset + 2] == "\r\n" else offset + 1
    from wcwidth import iter_graphemes

    start, window = snap(text, offset), _WINDOW
    while True:
        end = start + len(next(iter_graphemes(text[start : start + window])))
        if end < start + window or end >= len(text):
            return end
        window *= 8


def previous_boundary(text: str, offset: int) -> int:
    """The last cluster boundary before `offset`; 0 at the text's start."""
    return snap(text, min(offset, len(text)) - 1) if offset > 0 else 0


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the clusters at its ends whole."""
    last = snap(text, end)
    return snap(text, start), last if last == end else next_boundary(text, last)


@lru_cache(maxsize=4096)
def _stands_alone(character: str) -> bool:
    """Whether two such characters side by side are never in one cluster, whatever is around them.

    Letters, numbers, signs and spaces but for those few that join; the scripts from U+11000 on,
    some of whose letters do, are not counted in.
    """
    if character < _PLAIN:
        return character not in "\r\n"
    if _JOINING.match(character):
        return False
    return unicodedata.category(character)[0] in "LNPSZ"


def _flag_halves_before(text: str, offset: int) -> int:
    """How many regional indicators stand right before `offset`."""
    count, size = 0, _WINDOW
    while count < offset:
        piece = text[max(0, offset - count - size) : offset - count]
        run = len(piece) - len(piece.rstrip(_FLAG_HALVES))
        count += run
        if run < len(piece):
            break
        size *= 8
    return count
