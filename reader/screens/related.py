"""The stories that are about the same as the open one."""

from __future__ import annotations

from collections.abc import Sequence

from db.models import Related
from reader.screens.choosing import ChoosingScreen
from reader.widgets.cells import Run, fit, said, spread
from reader.widgets.row_list import RowList


class RelatedList(RowList):
    """Two lines for each: title and section, and the words that both share."""

    row_height = 2

    def __init__(self, rows: Sequence[Related]) -> None:
        super().__init__(id="related")
        self.related = rows

    @property
    def row_count(self) -> int:
        """One for each story."""
        return len(self.related)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """Title, section and date; the words."""
        one = self.related[index]
        about = "  ".join(part for part in (one.story.section, one.story.published[:10]) if part)
        left, right = spread(f" {one.story.title}", f"  {about} ", width)
        words = fit("   " + said(" · ").join(one.words), width)
        title = "text" if one.story.read else "strong"
        return [[Run(left, title), Run(right, "accent")], [Run(words, "quiet")]]


class RelatedScreen(ChoosingScreen[str]):
    """Gives the id of the story chosen, or None."""

    def __init__(self, title: str, rows: Sequence[Related]) -> None:
        super().__init__(
            f"About the same as “{title}”   (Enter opens, q closes)",
            RelatedList(rows),
            lambda row: rows[row].story.id,
            opened_by="related",
        )
