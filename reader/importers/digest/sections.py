"""Pure: which lines of a digest open a section without a sign of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.importers.digest import lines as look
from reader.importers.digest.pieces import Piece, Sheet

_ENOUGH = 2
"""Titles not in capitals that must follow."""


def mark_sections(sheet: Sheet) -> Sheet:
    """Mark what opens a section by where it stands: underlined lines and lines in capitals."""
    return _mark_capitals(_mark_underlined(sheet))


def _mark_underlined(sheet: Sheet) -> Sheet:
    """Mark as sections the lines underlined with `=` right above one underlined otherwise."""
    over = {
        index
        for index, (piece, following) in enumerate(pairwise(sheet.pieces))
        if (piece.mark, following.mark) == ("double", "single")
    }
    return _with_sections(sheet, over)


def _mark_capitals(sheet: Sheet) -> Sheet:
    """Mark as sections the lines in capitals right above a title that is not.

    At least one of them must have two such titles after it; and where more lines in capitals
    stand above a text than above a title, they are themselves the titles.
    """
    pieces = sheet.pieces
    capitals = [index for index, piece in enumerate(pieces[:-1]) if _in_capitals(piece)]
    over = {index for index in capitals if _could_title(pieces[index + 1])}
    if not over or 2 * len(over) < len(capitals):
        return sheet
    if sum(map(_could_title, pieces[min(over) + 1 :])) < _ENOUGH:
        return sheet
    return _with_sections(sheet, over)


def promote_empty(sheet: Sheet, titles: frozenset[int]) -> frozenset[int]:
    """The titles, and each section that holds text but none of them: it is a title itself."""
    found = set(titles)
    for index, piece in enumerate(sheet.pieces):
        if piece.mark in {"section", "bracket"} and _holds_text_only(sheet.pieces, index, titles):
            found.add(index)
    return frozenset(found)


def _with_sections(sheet: Sheet, indices: set[int]) -> Sheet:
    pieces = (
        replace(piece, mark="section", title="") if index in indices else piece
        for index, piece in enumerate(sheet.pieces)
    )
    return replace(sheet, pieces=tuple(pieces))


def _in_capitals(piece: Piece) -> bool:
    title = piece.title
    return (
        len(title) <= look.SECTION_LENGTH
        and look.in_capitals(title)
        and not (look.numbered(title)[0] or look.is_question(title))
    )


def _could_title(piece: Piece) -> bool:
    if piece.mark in {"title", "double", "single"}:
        return not look.in_capitals(piece.text)
    return bool(piece.title) and not (
        look.in_capitals(piece.title) or look.is_question(piece.title)
    )


def _holds_text_only(pieces: Sequence[Piece], index: int, titles: frozenset[int]) -> bool:
    text = False
    for later in range(index + 1, len(pieces)):
        if pieces[later].mark in {"section", "bracket"}:
            break
        if later in titles:
            return False
        text = text or pieces[later].mark == "text"
    return text
