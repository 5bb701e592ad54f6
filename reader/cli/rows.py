"""Stories, hits and highlights as lines of text that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.cli.layout import ENOUGH, cells, clipped, columns, fitted
from reader.cli.output import styled, visible

if TYPE_CHECKING:
    from db.models import Annotation, Highlight, Hit, StoryHead
    from reader.config import Config

_ID, _DATE, _MARKS = 8, 10, 4
_SECTION = 14
"""The most columns of a section's name."""
_TITLE_UNCUT = 48
"""Columns of a title where output goes to a file; a longer one pushes the rest aside."""
_INDENT = " " * (_ID + 2)
_TERMINAL_COLOURS = {"purple": "magenta"}


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the columns of a list of stories are; 0 is a column that is left out."""

    title: int
    section: int
    date: int
    marks: int
    cut: bool
    """Whether titles are cut to their column."""

    @classmethod
    def for_stories(cls, sample: Sequence[StoryHead]) -> Columns:
        """Columns for stories of which these are the first; what none of them has gets none."""
        width = columns()
        section = max((min(_SECTION, cells(head.section)) for head in sample), default=0)
        date = _DATE if any(head.published for head in sample) else 0
        marks = _MARKS if any(head.highlights for head in sample) else 0
        rest = sum(2 + column for column in (section, date, marks) if column)
        title = width - (_ID + 2 + 3) - rest
        if width == ENOUGH:
            return cls(_TITLE_UNCUT, section, date, marks, False)
        if title < 16:
            return cls(width - _ID - 5, 0, 0, 0, True)
        return cls(title, section, date, marks, True)


def story_row(head: StoryHead, shape: Columns) -> str:
    """One line: id, unread and starred, title, section, date, how many highlights."""
    signs = ("•" if not head.read else " ") + ("*" if head.starred else " ")
    title = clipped(head.title, shape.title if shape.cut else ENOUGH)
    gap = " " * (shape.title - cells(title))
    parts = [styled(title, bold=not head.read) + gap]
    if shape.section:
        parts.append(fitted(head.section, shape.section))
    if shape.date:
        parts.append(fitted(head.published[:_DATE], shape.date))
    if shape.marks:
        parts.append(f"{head.highlights or '':>{shape.marks}}")
    return f"{_id(head.id)}  {signs} {'  '.join(parts)}".rstrip()


def hit_rows(hit: Hit) -> Iterator[str]:
    """Two or three lines: the story, and below it the passage with what was found standing out."""
    head, width = hit.story, columns()
    where = " · ".join(part for part in (head.section, head.published[:_DATE]) if part)
    yield f"{_id(head.id)}  {styled(clipped(head.title, width - len(_INDENT)), bold=True)}"
    kind = {"note": "note on the story", "highlight": hit.highlight}.get(hit.kind, "")
    facts = " · ".join(part for part in (where, kind) if part)
    yield _INDENT + styled(clipped(facts, width - len(_INDENT)), dim=True)
    yield _INDENT + _snippet(hit, width - len(_INDENT))


def highlight_rows(highlight: Highlight, config: Config) -> Iterator[str]:
    """The quote, then where it is from and its tags, then the note."""
    width = columns()
    indent = " " * (len(highlight.id) + 2)
    room = width - len(indent)
    yield f"{_id(highlight.id)}  {_coloured(highlight, clipped(highlight.quote, room))}"
    facts = [config.colour_name(highlight.colour), highlight.title]
    if not highlight.placed:
        facts.insert(0, "unplaced")
    facts += [f"#{tag}" for tag in highlight.tags]
    yield indent + styled(clipped(" · ".join(facts), room), dim=True)
    if highlight.note:
        yield indent + clipped(highlight.note, room)


def story_note_rows(note: Annotation) -> Iterator[str]:
    """The note on a whole story, then the story and its tags."""
    indent = " " * (len(note.story) + 2)
    room = columns() - len(indent)
    yield f"{_id(note.story)}  {clipped(note.note, room)}"
    facts = ["note on the story", note.title, *(f"#{tag}" for tag in note.tags)]
    yield indent + styled(clipped(" · ".join(facts), room), dim=True)


def _snippet(hit: Hit, room: int) -> str:
    """The snippet on one line around its first mark, with its marks in bold."""
    text = visible(hit.snippet.text).replace("\n", " ")
    marks = hit.snippet.marks
    if marks and cells(text[: marks[0][1]]) > room - 1:
        gone = max(0, marks[0][0] - room // 3)
        text = f"…{text[gone:]}"
        marks = tuple((start - gone + 1, end - gone + 1) for start, end in marks)
    shown = clipped(text, room)
    kept = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(shown, text, strict=False))
    )
    line, place = "", 0
    for start, end in marks:
        if end <= kept:
            line += shown[place:start] + styled(shown[start:end], bold=True, fg="yellow")
            place = end
    return line + shown[place:]


def _id(name: str) -> str:
    return styled(name, fg="cyan")


def _coloured(highlight: Highlight, quote: str) -> str:
    return styled(quote, fg=_TERMINAL_COLOURS.get(highlight.colour, highlight.colour))
