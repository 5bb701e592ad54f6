"""How a file will be split into stories, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands import Context
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.bars import KeyBar
from reader.widgets.cells import Run, spread
from reader.widgets.row_list import RowList

if TYPE_CHECKING:
    from reader.importers import OutlineRow
    from reader.screens.library.reading import Preview


class Outline(RowList):
    """A line for each story that would be added, with its section and length."""

    row_height = 2

    def __init__(self, rows: Sequence[OutlineRow], section: str) -> None:
        super().__init__(id="outline")
        self._rows = rows
        self._section = section

    @property
    def row_count(self) -> int:
        """One for each story."""
        return len(self._rows)

    def on_mount(self) -> None:
        """Measure."""
        self.rows_changed(0)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """Title and section; how it begins."""
        row = self._rows[index]
        paragraphs = "1 paragraph" if row.paragraphs == 1 else f"{row.paragraphs} paragraphs"
        title, section = spread(f" {row.title}", f"  {row.section or self._section} ", width)
        length = f"  {paragraphs}, {row.words:,} words "
        begins, length = spread(f"   {row.begins}", length, width)
        return [
            [Run(title, "strong"), Run(section, "accent")],
            [Run(begins, "quiet"), Run(length, "quiet")],
        ]


class PreviewScreen(ModalScreen[bool], ListScreen):
    """Answers whether the stories are to be added."""

    def __init__(self, preview: Preview, section: str) -> None:
        super().__init__()
        self._preview = preview
        self._section = section

    @property
    def context(self) -> Context:
        """Enter accepts, Esc leaves."""
        return "prompt"

    def compose(self) -> ComposeResult:
        """What would be added, and from where."""
        count = self._preview.count
        stories = "1 story" if count == 1 else f"{count:,} stories"
        told = [f"{self._preview.source} holds {stories}. Add {'it' if count == 1 else 'them'}?"]
        told += self._preview.notices[:3]
        with Vertical(id="sheet"):
            yield Static("\n".join(told), id="about", markup=False)
            yield Outline(self._preview.rows, self._section)
            yield KeyBar()

    def on_mount(self) -> None:
        """Keys go to the outline."""
        self.query_one(Outline).focus()

    def do_accept(self, call: Call) -> None:
        """Add them."""
        self.dismiss(True)

    def do_leave(self, call: Call) -> None:
        """Add nothing."""
        self.dismiss(False)
