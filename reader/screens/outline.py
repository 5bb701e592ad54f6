"""The headings of a story, to go to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.models import Story
from reader.screens.choosing import ChoosingScreen
from reader.widgets.cells import Run, fit
from reader.widgets.row_list import RowList


class Heading(NamedTuple):
    """A heading of a story."""

    start: int
    """Where it begins in the text."""
    level: int
    """From 1, the highest that the story has, on."""
    words: str


def headings(story: Story) -> list[Heading]:
    """The headings of a story in text order."""
    found = [span for span in story.markup if span.kind == "heading"]
    levels = [int(span.data) if span.data.isdecimal() else 1 for span in found]
    highest = min(levels, default=1)
    return [
        Heading(
            span.start, level - highest + 1, " ".join(story.text[span.start : span.end].split())
        )
        for span, level in zip(found, levels, strict=True)
    ]


class HeadingList(RowList):
    """A line for each heading, those of lower level further in."""

    def __init__(self, rows: Sequence[Heading]) -> None:
        super().__init__(id="headings")
        self.headings = rows

    @property
    def row_count(self) -> int:
        """One for each heading."""
        return len(self.headings)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """One line."""
        heading = self.headings[index]
        words = " " + "  " * (heading.level - 1) + heading.words
        return [[Run(fit(words, width), "strong" if heading.level == 1 else "text")]]


class OutlineScreen(ChoosingScreen[int]):
    """Gives the offset of the heading chosen, or None where the outline was left."""

    def __init__(self, title: str, rows: Sequence[Heading], caret: int) -> None:
        """Begins at the heading that the caret is under."""
        above = sum(heading.start <= caret for heading in rows)
        super().__init__(
            f"{title}   (Enter goes there, q closes)",
            HeadingList(rows),
            lambda row: rows[row].start,
            opened_by="outline",
            start=max(0, above - 1),
        )
