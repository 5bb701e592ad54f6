"""Borders of grapheme clusters: what a reader sees as one character is never cut."""

from __future__ import annotations

_COMBINING = "\u0300"
"""Nothing below this code point joins what stands before it, but for a line feed after a return."""


def is_border(text: str, offset: int) -> bool:
    """Whether a cluster may start or end at this code point offset."""
    if not 0 < offset < len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < _COMBINING and after < _COMBINING:
        return (before, after) != ("\r", "\n")
    return cluster_start(text, offset) == offset


def cluster_start(text: str, offset: int) -> int:
    """The start of the cluster that holds the code point at `offset`."""
    from wcwidth.grapheme import grapheme_boundary_before

    return grapheme_boundary_before(text, offset + 1)


def snap_down(text: str, offset: int) -> int:
    """The nearest border at or before this offset."""
    return offset if is_border(text, offset) else cluster_start(text, offset)


def snap_up(text: str, offset: int) -> int:
    """The nearest border at or after this offset."""
    while not is_border(text, offset):
        offset += 1
    return offset
