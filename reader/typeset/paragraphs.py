"""Where the lines of a text are that are set as paragraphs."""

from __future__ import annotations

from itertools import accumulate, compress
from operator import sub

from reader.segments.paragraphs import PIECE, pieces


def paragraph_bounds(text: str) -> tuple[list[int], list[int]]:
    """Where the lines of `text` that are not empty start and end, very long ones cut in pieces.

    The first and the last line are kept even when empty, so that every offset has one before it.
    """
    sizes = list(map(len, text.split("\n")))
    kept = sizes.copy()
    kept[0] = kept[-1] = 1
    after = accumulate(map((1).__add__, sizes))
    ends = [offset - 1 for offset in compress(after, kept)]
    starts = list(map(sub, ends, compress(sizes, kept)))
    if max(sizes) <= PIECE:
        return starts, ends
    cut = [it for span in zip(starts, ends, strict=True) for it in pieces(text, *span)]
    return [start for start, _ in cut], [end for _, end in cut]
