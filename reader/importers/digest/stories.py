"""Putting the pieces of a digest together as stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.builder import TextBuilder
from db.models import StoryDraft
from db.text import clean_line
from reader.importers.digest import lines as look
from reader.importers.digest.pieces import Piece, Sheet
from reader.importers.plaintext import Setting, write_block
from reader.importers.words import first_words

_ROW = 3
"""Short lines in a row, from which none of them is a heading."""


@dataclass(slots=True)
class Part:
    """A story's pieces, as they are collected."""

    title: str
    section: str
    line: int
    """In the file, from 1, where it begins: at its title, or at the mark right above that."""
    pieces: list[Piece] = field(default_factory=list)


def parts(sheet: Sheet, titles: frozenset[int]) -> list[Part]:
    """The stories of a digest; text above the first title of the file or a section has none."""
    counted = all(look.numbered(sheet.pieces[index].text)[0] for index in titles)
    found = [Part("", "", 1)]
    section = ""
    for index, piece in enumerate(sheet.pieces):
        if index in titles:
            section = "" if piece.mark in {"section", "bracket"} else section
            title = look.numbered(piece.text)[1] if counted else look.plain_heading(piece.text)
            found.append(Part(title, section, _begins(sheet, index)))
        elif piece.mark == "section" or (piece.mark == "bracket" and index + 1 in titles):
            section = piece.text
            found.append(Part("", section, piece.number))
        else:
            found[-1].pieces.append(piece)
    return [part for part in found if part.title or _inner(part.pieces)]


def _begins(sheet: Sheet, index: int) -> int:
    piece = sheet.pieces[index]
    above = sheet.pieces[index - 1] if index and not piece.gap else piece
    return above.number if above.mark in {"section", "bracket"} else piece.number


def is_masthead(part: Part) -> bool:
    """Whether a part without a title holds no text, only the name and date of the whole."""
    return (
        not part.title
        and not part.section
        and not any(
            piece.mark == "text" and not piece.title and look.byline(piece.text) is None
            for piece in part.pieces
        )
    )


def draft(part: Part, setting: Setting, stem: str) -> StoryDraft:
    """A part as a story; `stem` is its title where nothing better gives one."""
    title = part.title or part.section
    pieces: Sequence[Piece] = part.pieces
    if not title:
        title, pieces = _made_title(pieces, stem)
    told, pieces = _credits(pieces)
    builder = TextBuilder()
    inner = _inner(pieces)
    for index, piece in enumerate(inner):
        _write(builder, piece, setting, heading=_is_heading(inner, index))
    text, markup = builder.finish()
    return StoryDraft(
        title=clean_line(title),
        text=text,
        markup=markup,
        section=part.section,
        byline=told.byline,
        published=told.published,
    )


def _made_title(pieces: Sequence[Piece], stem: str) -> tuple[str, Sequence[Piece]]:
    """A first line that stands alone above the rest, else the file's name, else first words."""
    first = pieces[0]
    alone = first.heads or (first.mark == "text" and len(first.lines) == 1 and not first.item)
    if alone and len(first.text) <= look.TITLE_LENGTH and len(pieces) > 1:
        return look.plain_heading(first.text), pieces[1:]
    text = next((piece.text for piece in pieces if piece.mark != "rule"), "")
    return stem or first_words(text), pieces


def _credits(pieces: Sequence[Piece]) -> tuple[look.Byline, Sequence[Piece]]:
    """What the lines under a title tell, and the rest; a date that stands alone stays there too."""
    byline = published = ""
    kept = list(pieces)
    for piece in pieces[:2]:
        told = look.byline(piece.text) if piece.mark == "text" else None
        if told is None:
            break
        byline, published = byline or told.byline, published or told.published
        if told.byline or not piece.gap:
            kept.remove(piece)
    return look.Byline(byline, published), kept


def _inner(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without rules at the ends, which part the story from others."""
    marks = [index for index, piece in enumerate(pieces) if piece.mark != "rule"]
    return pieces[marks[0] : marks[-1] + 1] if marks else ()


def _is_heading(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece is a subhead: a short line above a text, and not one of a row of them."""
    piece = pieces[index]
    if piece.mark != "text":
        return piece.mark != "rule"
    following = pieces[index + 1 : index + 2]
    if not piece.title or not following or following[0].title or following[0].mark == "rule":
        return False
    if index and pieces[index - 1].text.endswith((":", "：")):
        return False
    row = pieces[max(0, index - _ROW + 1) : index + _ROW]
    return sum(bool(other.title) for other in row) < _ROW


def _write(builder: TextBuilder, piece: Piece, setting: Setting, *, heading: bool) -> None:
    if heading:
        builder.open("heading", "2")
        builder.write(look.plain_heading(piece.text))
        builder.close("heading")
        builder.end_block()
    elif piece.mark == "rule":
        builder.write("* * *")
        builder.end_block()
    else:
        write_block(builder, piece.lines, setting)
