"""Pure: a digest cut into pieces, each a block of text or an explicit mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.importers.digest import lines as look
from reader.importers.plaintext import Setting, clean_lines, is_item, keeps_lines, observe
from reader.importers.wrapping import cells, is_wrapped, join

_LONGEST_MARK = 300
"""Code points; no line beyond that is looked at for marks."""

Mark = Literal["text", "section", "bracket", "title", "subhead", "double", "single", "rule"]
"""`title`, `subhead`: hashes; `double`, `single`: underlined with = or with another sign."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines that belong together."""

    mark: Mark
    lines: tuple[str, ...]
    """As written, without trailing spaces and without the signs of a mark."""
    number: int
    """Of its first line in the file, from 1."""
    gap: int
    """Blank lines before it; 0 where it follows on the line above."""
    title: str = ""
    """Of text: the line as a title, where it could be one: short, alone, without a final stop."""
    item: bool = False
    """It begins as an entry of a list does."""

    @property
    def text(self) -> str:
        """Its lines as one."""
        return join([line.strip() for line in self.lines])

    @property
    def indent(self) -> int:
        """Columns before its first line."""
        return len(self.lines[0]) - len(self.lines[0].lstrip(" "))

    @property
    def heads(self) -> bool:
        """Whether it is a mark that a story, a section or a part of one begins with."""
        return self.mark not in {"text", "rule"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole digest in pieces, and how it is set."""

    pieces: tuple[Piece, ...]
    setting: Setting
    usual_gap: int
    """Blank lines between two ordinary paragraphs."""

    def opens_wide(self, index: int) -> bool:
        """Whether a piece has more blank lines before it than paragraphs have."""
        return index > 0 and self.pieces[index].gap > self.usual_gap


def cut(raw: str, pattern: re.Pattern[str] | None = None) -> Sheet:
    """A text in pieces; with a pattern, the lines that fit it are the titles, and no others."""
    runs = list(_runs(clean_lines(raw)))
    setting = observe([run for _, _, run in runs])
    pieces: list[Piece] = []
    for number, gap, run in runs:
        for offset, mark, part in _marked(run, setting, pattern):
            pieces.append(_piece(mark, part, number + offset, 0 if offset else gap, setting))
    return Sheet(tuple(pieces), setting, _usual_gap(pieces, setting))


def _usual_gap(pieces: Sequence[Piece], setting: Setting) -> int:
    gaps = sorted(piece.gap for piece in pieces[1:] if piece.gap or setting.line_paragraphs)
    return gaps[len(gaps) // 3] if gaps else 1


def _piece(mark: Mark, part: Sequence[str], number: int, gap: int, setting: Setting) -> Piece:
    title = _title(part, setting) if mark == "text" else ""
    item = mark == "text" and is_item(part[0])
    return Piece(mark, tuple(part), number, gap, title, item)


def _title(part: Sequence[str], setting: Setting) -> str:
    """The lines as a title, or nothing; a long title may be wrapped once."""
    bare = [line.strip() for line in part]
    if len(bare) == 2 and setting.width and is_wrapped(bare, setting.width):
        bare = [join(bare)]
    return bare[0] if len(bare) == 1 and look.is_title_like(bare[0]) else ""


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Runs of lines between blank ones, each with its line number and the blank lines before."""
    run: list[str] = []
    start = gap = 0
    for number, line in enumerate([*lines, ""], 1):
        if line:
            if not run:
                start = number
            run.append(line)
        elif run:
            yield start, gap, run
            run, gap = [], 1
        else:
            gap += 1


Part = tuple[int, Mark, Sequence[str]]
"""Offset of the first line in the run, mark, lines."""


def _marked(
    run: Sequence[str], setting: Setting, pattern: re.Pattern[str] | None
) -> Iterator[Part]:
    """Take the marks out of a run of lines; the rest is text."""
    if keeps_lines(run) and not pattern:
        yield 0, "text", run
        return
    start = index = 0
    titled = False
    while index < len(run):
        size, mark, text = (pattern and _fits(pattern, run[index])) or _mark_at(
            run, index, index == start, bool(pattern)
        )
        if not size:
            index += 1
            continue
        yield from _texts(run, start, index, setting, titled)
        yield index, mark, [text]
        start = index = index + size
        titled = mark not in {"section", "rule"}
        if mark == "bracket":
            yield index, "text", [run[index]]
            start = index = index + 1
    yield from _texts(run, start, len(run), setting, titled)


def _fits(pattern: re.Pattern[str], line: str) -> tuple[int, Mark, str] | None:
    """The line as a title, or the part of it that the pattern's first group holds."""
    match = pattern.search(line.strip())
    if not match:
        return None
    title = next((part for part in match.groups() if part), "") or line
    return 1, "title", look.hash_mark(title)[1] or title.strip()


def _mark_at(run: Sequence[str], index: int, first: bool, titled: bool) -> tuple[int, Mark, str]:
    """How many lines from here are a mark, which, and its text; 0 for none.

    `first`: no line of text stands right above; `titled`: what a title is has been said already.
    """
    line = run[index].strip()
    if len(line) > _LONGEST_MARK:
        return 0, "text", ""
    if name := look.section_mark(line):
        return 1, "section", name
    level, text = look.hash_mark(run[index])
    if level:
        return (
            1,
            "section" if level == 1 else "title" if level == 2 and not titled else "subhead",
            text,
        )
    if len(run) == 1 and look.anchored(line):
        return 1, "subhead", line
    following = run[index + 1] if index + 1 < len(run) else ""
    if first and look.is_underline(following, line) and not look.is_rule(line):
        return 2, "double" if following.strip()[0] == "=" else "single", line
    if look.is_rule(line) and (first or index + 1 == len(run)):
        return 1, "rule", line
    if index == 0 and following and look.is_title_like(following):
        name = look.bracket_mark(line)
        return (1, "bracket", name) if name else (0, "text", "")
    return 0, "text", ""


def _texts(
    run: Sequence[str], start: int, end: int, setting: Setting, titled: bool
) -> Iterator[Part]:
    """The text between two marks, the lines apart that stand above it as a title or a byline.

    `titled`: a title stands right above.
    """
    while end - start > 1:
        lines = run[start:end]
        named = titled and look.byline(lines[0]) is not None
        titled = _stands_out(lines, setting)
        if not (titled or named or (setting.line_paragraphs and not is_item(lines[0]))):
            break
        yield start, "text", lines[:1]
        start += 1
    if start < end:
        yield start, "text", run[start:end]


def _stands_out(lines: Sequence[str], setting: Setting) -> bool:
    """Whether the first of several lines was ended early, above a byline or wrapped prose."""
    if not look.is_title_like(lines[0]) or is_item(lines[1]):
        return False
    rest = [line.strip() for line in lines[1:]]
    if look.byline(rest[0]) is not None:
        return True
    prose = cells(rest[0]) > look.TITLE_LENGTH or is_wrapped(rest, setting.width)
    return prose and not is_wrapped([lines[0].strip(), *rest], setting.width)
