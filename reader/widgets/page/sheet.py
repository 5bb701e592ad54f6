"""The geometry of a page: which row shows what, and where an offset is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.themes import ASCII, MARGIN_WIDTH, Signs
from reader.typeset import Line, Options, Typesetter
from reader.typeset import Signs as SetSigns
from reader.widgets.page.heading import Row, title_block

if TYPE_CHECKING:
    from db.models import Story

GUTTER = MARGIN_WIDTH + 2
"""Cells that the page needs left of the text: the sign, the focus bar, and a blank."""
_GENEROUS = GUTTER + 2
"""What it takes where there is room, so that two highlights of a line have their signs."""
_RIGHT = 1
"""Free cells right of the text: a caret after a full line stands there."""
TAIL = 2
"""Blank rows after the text."""
_NO_TEXT = "This story has no text."
_EXACT = 1000
"""Lines that a motion by lines counts exactly; beyond, what is not set yet is estimated."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How a reader wants text to be set and shown."""

    justify: bool = False
    """Lines of a paragraph end alike."""
    hyphens: bool = True
    """Words are broken at the soft hyphens in the text."""
    spacing: int = 1
    """Rows that a line takes, blank ones below it included."""
    dim: bool = False
    """What is not focused is fainter."""


class Sheet:
    """One story set for one width: the title block's rows, then the text's lines.

    Rows count from the title block's first, cells from the left edge of the text. It is the `Lines`
    that motions walk on.
    """

    def __init__(
        self,
        story: Story,
        columns: int,
        measure: int,
        signs: Signs,
        wanted: PageOptions | None = None,
    ) -> None:
        wanted = wanted or PageOptions()
        self.spacing = max(1, wanted.spacing)
        self._story = story
        self._signs = signs
        plain = signs == ASCII
        set_signs = SetSigns(("*", "-", "+"), "|") if plain else SetSigns()
        self._rule = "-" if plain else "─"
        self.columns = columns
        self._measure(columns, measure)
        options = Options(set_signs, cell_len, justify=wanted.justify, hyphens=wanted.hyphens)
        self.typesetter = Typesetter(story.text, story.markup, self.width, options)
        self.head = self._title_block()

    def resize(self, columns: int, measure: int) -> None:
        """Set the story for another width; where the measure holds, only the margin changes."""
        self.columns, before = columns, self.width
        self._measure(columns, measure)
        if self.width == before:
            return
        self.typesetter.resize(self.width)
        self.head = self._title_block()

    def _title_block(self) -> list[Row]:
        rows = title_block(self._story.head, self.width, self._rule)
        return rows if self._story.text else [*rows, Row(_NO_TEXT, "page--message")]

    def _measure(self, columns: int, measure: int) -> None:
        self.width = max(1, min(measure, columns - GUTTER - _RIGHT))
        spare = columns - self.width - _RIGHT
        self.left = max(GUTTER, (columns - self.width) // 2, min(_GENEROUS, spare))
        """Cells of the page left of the text."""

    @property
    def rows(self) -> int:
        """Rows of the whole page; an estimate until all is set."""
        return len(self.head) + self.typesetter.line_count * self.spacing + TAIL

    def view(self, top: int, height: int) -> list[Line | Row]:
        """What stands in `height` rows from `top` on, set; fewer at the page's end."""
        head: list[Line | Row] = list(self.head[top : top + height])
        first, height = max(0, top - len(self.head)), height - len(head)
        if self.spacing == 1:
            return [*head, *self.typesetter.lines(first, height)]
        line, hidden = divmod(first, self.spacing)
        gap = [Row("")] * (self.spacing - 1)
        rows: list[Line | Row] = []
        for found in self.typesetter.lines(line, height // self.spacing + 2):
            rows += [found, *gap]
        return [*head, *rows[hidden : hidden + height]]

    def row_of(self, offset: int) -> int:
        """The row that shows `offset`."""
        return len(self.head) + self.typesetter.line_of(offset) * self.spacing

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last row that show something of `text[start:end]`."""
        found = self.typesetter.lines_of(start, end)
        first, last = found[0] * self.spacing, found[-1] * self.spacing
        return len(self.head) + first, len(self.head) + last

    def settle(self, offset: int, rows: int) -> None:
        """Set so many rows before and after an offset, so that distances there are exact."""
        self.typesetter.settle(offset, rows, rows)

    def line_at(self, offset: int) -> Line:
        """The line that shows `offset`."""
        return self.typesetter.line(self.typesetter.line_of(offset))

    def line_range(self, offset: int) -> tuple[int, int]:
        """Start and end of what the line with `offset` shows."""
        line = self.line_at(offset)
        return line.start, line.stop

    def column(self, offset: int) -> int:
        """The cell at which the cluster at `offset` is drawn."""
        return self.line_at(offset).cell_of(offset)

    def vertical(self, offset: int, by: int, column: int) -> int:
        """The cluster at `column`, so many lines below `offset`, blank lines counted.

        From a blank line it goes on to the next one with words; at the ends it stays.
        """
        near = min(abs(by), _EXACT)
        here = self.typesetter.settle(offset, near if by < 0 else 0, near if by > 0 else 0)
        last = self.typesetter.line_of(len(self._story.text))
        step = 1 if by >= 0 else -1
        wanted = max(0, min(here + by, last))
        while 0 < wanted < last and self.typesetter.line(wanted).look.kind == "blank":
            wanted += step
        return self.typesetter.line(wanted).caret_at(column)

    def place_at(self, row: int, cell: int) -> int | None:
        """The cluster at a row and a cell of the page; None where the row has no words.

        Left of the words it is the line's first, right of them the last one.
        """
        line = (row - len(self.head)) // self.spacing
        found = self.typesetter.lines(line, 1) if line >= 0 else []
        if not found or found[0].look.kind == "blank":
            return None
        return found[0].caret_at(cell - self.left)

    def place_before(self, row: int) -> int:
        """The last cluster above a row without words; the text's first in the title block."""
        y = min(
            (row - len(self.head)) // self.spacing,
            self.typesetter.line_of(len(self._story.text)) + 1,
        )
        while y > 0:
            y -= 1
            line = self.typesetter.line(y)
            if line.look.kind != "blank":
                return line.last
        return self.typesetter.line(0).start
