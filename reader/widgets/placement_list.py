"""The highlights to check: the words that were marked, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from db.models import Highlight
from reader.checking_words import became
from reader.widgets.cells import Run, fit, said, spread
from reader.widgets.row_list import RowList


class PlacementList(RowList):
    """Two lines for each highlight."""

    row_height = 2

    highlights: reactive[Sequence[Highlight]] = reactive((), init=False)

    @property
    def row_count(self) -> int:
        """One for each highlight."""
        return len(self.highlights)

    @property
    def at_cursor(self) -> Highlight | None:
        """The highlight that the cursor is on."""
        return self.highlights[self.cursor] if 0 <= self.cursor < len(self.highlights) else None

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The quote; the story, and what became of the passage."""
        highlight = self.highlights[index]
        quote = " ".join(highlight.quote.split())
        told = said(f"  {became(highlight, short=True)} ")
        title, told = spread(f"   {highlight.title}", told, width)
        return [
            [Run(fit(f" {quote}", width), "strong")],
            [Run(title, "quiet"), Run(told, "accent")],
        ]
