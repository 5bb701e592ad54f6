"""The headings of a story, to go to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from db.models import Story
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
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


class OutlineScreen(ModalScreen["int | None"], ListScreen):
    """Gives the offset of the heading chosen, or None where the outline was left."""

    def __init__(self, title: str, rows: Sequence[Heading], caret: int) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._caret = caret

    def compose(self) -> ComposeResult:
        """The story's title and its headings."""
        with Vertical(id="sheet"):
            yield Static(f"{self._title}   (Enter goes there, q closes)", id="about", markup=False)
            yield HeadingList(self._rows)

    def on_mount(self) -> None:
        """Begin at the heading that the caret is under."""
        rows = self.query_one(HeadingList)
        above = sum(heading.start <= self._caret for heading in self._rows)
        rows.rows_changed(max(0, above - 1))
        rows.focus()

    def do_open_story(self, call: Call) -> None:
        """Go to the heading."""
        self.dismiss(self._rows[self.query_one(HeadingList).cursor].start)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.do_open_story(Call())

    def do_back(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_outline(self, call: Call) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)
