"""The stories that are about the same as the open one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from db.models import Related
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.bars import KeyBar
from reader.widgets.cells import Run, fit, said, spread
from reader.widgets.row_list import RowList


class RelatedList(RowList):
    """Two lines for each: title and section, and the words that both share."""

    row_height = 2

    def __init__(self, rows: Sequence[Related]) -> None:
        super().__init__(id="related")
        self.related = rows
        self.empty = "No other story shares its characteristic words."

    @property
    def row_count(self) -> int:
        """One for each story."""
        return len(self.related)

    def on_mount(self) -> None:
        """Measure."""
        self.rows_changed(0)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """Title, section and date; the words."""
        one = self.related[index]
        about = "  ".join(part for part in (one.story.section, one.story.published[:10]) if part)
        left, right = spread(f" {one.story.title}", f"  {about} ", width)
        words = fit("   " + said(" · ").join(one.words), width)
        title = "text" if one.story.read else "strong"
        return [[Run(left, title), Run(right, "accent")], [Run(words, "quiet")]]


class RelatedScreen(ModalScreen["str | None"], ListScreen):
    """Gives the id of the story chosen, or None."""

    def __init__(self, title: str, rows: Sequence[Related]) -> None:
        super().__init__()
        self._title = title
        self._rows = rows

    def compose(self) -> ComposeResult:
        """What they are related to, and the stories."""
        with Vertical(id="sheet"):
            yield Static(
                f"About the same as “{self._title}”   (Enter opens, q closes)",
                id="about",
                markup=False,
            )
            yield RelatedList(self._rows)
            yield KeyBar()

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.query_one(RelatedList).focus()

    def do_open_story(self, call: Call) -> None:
        """Open the story under the cursor."""
        if self._rows:
            self.dismiss(self._rows[self.query_one(RelatedList).cursor].story.id)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.do_open_story(Call())

    def do_back(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_related(self, call: Call) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)
