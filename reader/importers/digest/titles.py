"""Pure: which pieces of a digest are titles; the plainest way of marking that it has decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from reader.importers.digest import lines as look
from reader.importers.digest.pieces import Piece, Sheet
from reader.importers.digest.standing import standing_titles

_MOST = 2 / 3
"""Of the places that a way of marking points at must look like titles."""


def find_titles(sheet: Sheet) -> frozenset[int]:
    """The indices of the pieces that are titles; empty where the text has none or is one."""
    if sum(piece.mark != "rule" for piece in sheet.pieces) < 2:
        return frozenset()
    for way in WAYS:
        found = [index for index in way(sheet) if not _is_over_section(sheet.pieces, index)]
        if found:
            return frozenset(found)
    return frozenset()


def marked_titles(sheet: Sheet) -> frozenset[int]:
    """The pieces that are marked as titles, and no others."""
    return frozenset(by_hashes(sheet))


def _is_over_section(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a line of text stands right above a section, so that it titles nothing."""
    following = pieces[index + 1 : index + 2]
    return pieces[index].mark == "text" and any(
        piece.mark in {"section", "bracket"} for piece in following
    )


def by_hashes(sheet: Sheet) -> Iterable[int]:
    """`## Title`."""
    return _marked(sheet, "title")


def by_underlines(sheet: Sheet) -> Iterable[int]:
    """Underlined lines; where two signs are used and one stands closer, only the other's."""
    double, single = _marked(sheet, "double"), _marked(sheet, "single")
    if double and single and not _all_wide(sheet, single):
        return double
    return sorted([*double, *single])


def by_brackets(sheet: Sheet) -> Iterable[int]:
    """The line under `[Section]`."""
    brackets = _marked(sheet, "bracket")
    return [index + 1 for index in brackets if index + 1 < len(sheet.pieces)]


def by_numbers(sheet: Sheet) -> Iterable[int]:
    """`1. Title`, `2. Title` ... from the first line on, all in one style."""
    numbers = [
        (index, *look.numbered(piece.text))
        for index, piece in enumerate(sheet.pieces)
        if piece.mark == "text" and len(piece.text) <= look.TITLE_LENGTH
    ]
    capitals = False
    found: list[int] = []
    for index, number, text in numbers:
        if number != len(found) + 1 or (not found and any(map(_is_body, sheet.pieces[:index]))):
            continue
        if number == 1:
            capitals = look.in_capitals(text)
        elif look.in_capitals(text) != capitals:
            continue
        found.append(index)
    wide = [index for index in found[1:] if sheet.opens_wide(index)]
    kept = [*found[:1], *wide] if 2 * len(wide) > len(found) - 1 else found
    return kept if len(kept) > 1 else ()


def by_indent(sheet: Sheet) -> Iterable[int]:
    """Lines at another indentation than nearly all paragraphs."""
    paragraphs = Counter(bool(piece.indent) for piece in sheet.pieces if _is_paragraph(piece))
    if not paragraphs or min(paragraphs.values()) * 10 > paragraphs.total() < 2:
        return ()
    usual, count = paragraphs.most_common(1)[0]
    if count < 0.9 * paragraphs.total():
        return ()
    found = [
        index
        for index, piece in enumerate(sheet.pieces)
        if piece.title and bool(piece.indent) != usual
    ]
    return found if _begins_with(sheet, found) else ()


def by_rules(sheet: Sheet) -> Iterable[int]:
    """What follows a line of stars or dashes, and the beginning."""
    return _heads(sheet, [index + 1 for index in _marked(sheet, "rule")])


def by_gaps(sheet: Sheet) -> Iterable[int]:
    """What follows more blank lines than part the paragraphs, and the beginning."""
    wide = [index for index in range(len(sheet.pieces)) if sheet.opens_wide(index)]
    return _heads(sheet, [index for index in wide if not sheet.pieces[index - 1].title])


def _heads(sheet: Sheet, starts: Sequence[int]) -> Sequence[int]:
    """The titles at the beginnings of parts, if most parts begin with one."""
    heads = [_head(sheet.pieces, start) for start in starts if start < len(sheet.pieces)]
    titles = [head for head in heads if head is not None]
    if not titles or len(titles) < _MOST * len(heads):
        return ()
    first = _head(sheet.pieces, 0)
    return titles if first is None else sorted({first, *titles})


def _head(pieces: Sequence[Piece], start: int) -> int | None:
    """The title with which a part begins, after a section's name where there is one."""
    while start < len(pieces) and pieces[start].heads:
        start += 1
    return start if start < len(pieces) and pieces[start].title else None


def _marked(sheet: Sheet, mark: str) -> list[int]:
    return [index for index, piece in enumerate(sheet.pieces) if piece.mark == mark]


def _all_wide(sheet: Sheet, indices: Iterable[int]) -> bool:
    return all(index == 0 or sheet.opens_wide(index) for index in indices)


def _is_body(piece: Piece) -> bool:
    """Whether a piece is neither a title or mark, nor the date of the whole."""
    return piece.mark == "text" and not piece.title and look.byline(piece.text) is None


def _is_paragraph(piece: Piece) -> bool:
    return piece.mark == "text" and not piece.title and not piece.item


def _begins_with(sheet: Sheet, found: Sequence[int]) -> bool:
    """Whether the first of what was found is where the text begins."""
    return bool(found) and not any(piece.mark == "text" for piece in sheet.pieces[: found[0]])


WAYS: tuple[Callable[[Sheet], Iterable[int]], ...] = (
    by_hashes,
    by_underlines,
    by_brackets,
    by_numbers,
    by_indent,
    by_rules,
    by_gaps,
    standing_titles,
)
