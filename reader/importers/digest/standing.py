"""Pure: titles of a digest whose only sign is that they stand alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from reader.importers.digest import lines as look
from reader.importers.digest.pieces import Piece, Sheet
from reader.importers.wrapping import cells

_ENOUGH = 20
"""Paragraphs, from which a text is long enough to be judged by what is usual in it."""
_LONG_TITLE = 6
_SHORT_LINE = 4
"""Words: a line this short among titles that long is a subhead."""
_SMALL = 0.25
"""Of the words of the middle story; with fewer, a line is no title."""
_LABEL = 40
"""Code points; a longer line that comes back is a title that was used twice."""
_LIST = 3
"""Short lines in a row, from which they are a list or a table, not titles."""


def standing_titles(sheet: Sheet) -> Iterable[int]:
    """Short lines that stand alone above a text, without the subheads among them.

    A subhead is a question, a label that comes back, a numbered line, the second of two short
    lines in a row, and what introduces a list. In a text that is long enough it is also a very
    short line where titles are long, and what stands above far less text than stories have.
    """
    pieces = sheet.pieces
    found = _leading(pieces)
    labels = Counter(look.label_key(piece.title) for piece in pieces if piece.title)
    found = [
        index for index in found if opens(pieces, index) or not _is_subhead(pieces, index, labels)
    ]
    if len(pieces) < _ENOUGH:
        return found
    return _without_small(pieces, _without_short(pieces, found))


def opens(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece is the first text of the file or of a section."""
    return index == 0 or (pieces[index - 1].heads and pieces[index - 1].mark != "subhead")


def _leading(pieces: Sequence[Piece]) -> list[int]:
    """The first of each row of short lines, but of a heading over the whole file the second."""
    undated = [pair for pair in enumerate(pieces) if look.byline(pair[1].text) is None]
    rows = [
        [index for index, _ in row]
        for titled, row in groupby(undated, key=lambda pair: bool(pair[1].title))
        if titled
    ]
    single = sum(len(row) == 1 for row in rows)
    masthead = bool(rows) and rows[0][0] == 0 and len(rows[0]) == 2 and 1 < single == len(rows) - 1
    kept = [row for row in rows if len(row) < _LIST or opens(pieces, row[0])]
    return [row[1] if masthead and row[0] == 0 else row[0] for row in kept]


def _is_subhead(pieces: Sequence[Piece], index: int, labels: Counter[str]) -> bool:
    title = pieces[index].title
    if look.is_question(title) or look.numbered(title)[0]:
        return True
    label = look.label_key(title)
    if len(label) <= _LABEL and labels[label] > 1:
        return True
    before, after = pieces[index - 1], pieces[index + 1 : index + 2]
    if before.text.endswith((":", "：")) or title[:1].islower():
        return True
    return not after or after[0].item


def _without_short(pieces: Sequence[Piece], found: Sequence[int]) -> Sequence[int]:
    """Drop very short lines over small parts, where the first title and others are long."""
    long = [index for index in found if _words(pieces[index].title) >= _LONG_TITLE]
    if len(long) < 2 or found[0] != long[0]:
        return found
    sizes = _sizes(pieces, found)
    usual = _middle([sizes[index] for index in long])
    return [
        index
        for index in found
        if _words(pieces[index].title) > _SHORT_LINE
        or sizes[index] >= usual
        or opens(pieces, index)
        or look.byline(pieces[index + 1].text) is not None
    ]


def _without_small(pieces: Sequence[Piece], found: Sequence[int]) -> Sequence[int]:
    """Drop what holds far fewer words than the stories usually do."""
    sizes = _sizes(pieces, found)
    least = _middle(list(sizes.values())) * _SMALL
    return [index for index in found if sizes[index] >= least or opens(pieces, index)]


def _sizes(pieces: Sequence[Piece], found: Sequence[int]) -> dict[int, int]:
    """The words between each line and the next that may be a title."""
    return {
        index: sum(_words(piece.text) for piece in pieces[index + 1 : end])
        for index, end in zip(found, [*found[1:], len(pieces)], strict=False)
    }


def _middle(sizes: Sequence[int]) -> int:
    return sorted(sizes)[len(sizes) // 2] if sizes else 0


def _words(text: str) -> int:
    """Words, two characters of Chinese or Japanese counting as one."""
    return max(len(text.split()), (cells(text) - len(text)) // 2)
