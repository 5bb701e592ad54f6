"""The column or drawer in which notes stand; it draws only what is in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from db.models import COLOURS
from reader.themes import UNICODE, Signs
from reader.widgets.cells import Run, fit
from reader.widgets.margin.entries import Entry, lines
from reader.widgets.margin.layout import Wanted, beside, under
from reader.widgets.page.spans import SpanIndex

EMPTY = "No highlights here yet."
_PARTS = ("text", "strong", "quiet", "accent", "current", *COLOURS)


class View(NamedTuple):
    """What of the story the page shows."""

    start: int
    end: int
    """Of the text in view."""
    row: Callable[[int], int]
    """The row of the view that shows an offset; negative above it."""
    at_top: bool
    at_end: bool


class Column(Widget, can_focus=True, inherit_bindings=False):
    """Puts entries beside the page's view, or in a list, and marks the current one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"margin--{part}" for part in _PARTS}
    DEFAULT_CSS = (
        """
    Column {
        background: $background;
        color: $foreground;

        & > .margin--strong { color: $text-primary; text-style: bold; }
        & > .margin--quiet { color: $text-muted; }
        & > .margin--accent { color: $text-accent; }
        & > .margin--current { background: $panel; text-style: bold; }
"""
        + "\n".join(
            f"& > .margin--{colour} {{ background: $hl-{colour}; color: $hl-{colour}-text; }}"
            for colour in COLOURS
        )
        + "\n    }"
    )

    signs: reactive[Signs] = reactive(UNICODE)
    listed: reactive[bool] = reactive(False, init=False)
    """Whether entries are a list under the page, rather than beside their passages."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self.cursor: int | None = None
        """The index of the current entry."""
        self._spans: SpanIndex[int] = SpanIndex()
        self._near = 0
        """Where the caret is."""
        self._view = View(0, 0, lambda offset: 0, True, True)
        self._drawn: list[tuple[int, list[Run]] | None] = []
        """For each row, the entry that it shows a line of."""
        self._aside = ""
        """What the last row says of entries that are not in view."""
        self._lines: dict[tuple[int, bool], list[list[Run]]] = {}

    @property
    def current(self) -> Entry | None:
        """The entry that commands are about."""
        return self.entries[self.cursor] if self.cursor is not None else None

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The current entry is marked more strongly while the keys are here."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def _index_of(self, key: str) -> int | None:
        return next((index for index, one in enumerate(self.entries) if one.key == key), None)

    def _first_near(self) -> int:
        following = (
            index
            for index, one in enumerate(self.entries)
            if one.kind == "unplaced" or one.end > self._near
        )
        return next(following, max(0, len(self.entries) - 1))

    def on_resize(self, event: events.Resize) -> None:
        """Lines are longer or shorter."""
        self._lines.clear()
        self._arrange()

    def watch_listed(self) -> None:
        """Notes stand elsewhere."""
        self._arrange()

    def watch_signs(self) -> None:
        """Signs are others."""
        self._lines.clear()
        self._arrange()

    def _lines_of(self, index: int) -> list[list[Run]]:
        """The lines of an entry, and a blank one where there is room for it."""
        key = index, index == self.cursor
        found = self._lines.get(key)
        if found is None:
            width = max(4, self.size.width - 2)
            found = lines(self.entries[index], width, self.signs, whole=index == self.cursor)
            if not self.listed:
                found = [*found, []]
            self._lines[key] = found
        return found

    def _height(self, index: int) -> int:
        return len(self._lines_of(index))

    def _arrange(self) -> None:
        """Put the entries in rows again."""
        rows = self.size.height
        if not rows or not self.size.width:
            return
        lost = sum(one.kind == "unplaced" for one in self.entries)
        if lost or not self.listed:
            rows -= 1  # for what is said of those out of view
        placed = self._listed(rows) if self.listed else self._beside(rows)
        drawn: list[tuple[int, list[Run]] | None] = [None] * rows
        for index, top in placed:
            for row, line in enumerate(self._lines_of(index), top):
                if 0 <= row < rows and line:
                    drawn[row] = index, line
        self._drawn = drawn
        self._aside = self._told(placed, rows, lost)
        self.refresh()

    def _beside(self, rows: int) -> list[tuple[int, int]]:
        view = self._view
        shown = sorted(span.value for span in self._spans.over(view.start, max(view.end, 1)))
        if self.cursor is not None and self.current and self.current.kind == "placed":
            shown = sorted({*shown, self.cursor})
        wanted = [
            Wanted(max(0, view.row(self.entries[index].start)), self._height(index))
            for index in shown
        ]
        story = self.entries[0] if self.entries and self.entries[0].kind == "story" else None
        if story and (view.at_top or self.cursor == 0):
            shown, wanted = [0, *shown], [Wanted(0, self._height(0)), *wanted]
        if view.at_end or (self.current and self.current.kind == "unplaced"):
            last = [i for i, one in enumerate(self.entries) if one.kind == "unplaced"]
            shown += last
            row = view.row(view.end) + 1
            wanted += [Wanted(row, self._height(index)) for index in last]
        current = shown.index(self.cursor) if self.cursor in shown else None
        return list(zip(shown, beside(wanted, rows, current), strict=True))

    def _listed(self, rows: int) -> list[tuple[int, int]]:
        first = self.cursor if self.cursor is not None else self._first_near()
        return under(len(self.entries), self._height, rows, first) if self.entries else []

    def _told(self, placed: Sequence[tuple[int, int]], rows: int, lost: int) -> str:
        """A sentence about entries that belong in view and do not fit, and about unplaced ones."""
        parts = []
        if not self.listed:
            above = sum(top < 0 for _, top in placed)
            below = sum(top >= rows for _, top in placed)
            parts += [f"{above} above"] if above else []
            parts += [f"{below} below"] if below else []
        seen = any(self.entries[i].kind == "unplaced" and top < rows for i, top in placed)
        if lost and not seen:
            parts.append(f"{self.signs.unplaced} {lost} unplaced, at the end")
        return ", ".join(parts)

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        base = self.get_component_rich_style("margin--text")
        if not self.entries and y == 1:
            return self._strip([Run(f" {fit(EMPTY, width - 2)}", "quiet")], False)
        if y == len(self._drawn) and self._aside:
            return self._strip([Run(f" {fit(self._aside, width - 2)}", "accent")], False)
        found = self._drawn[y] if y < len(self._drawn) else None
        if found is None:
            return Strip.blank(width, base)
        here = found[0] == self.cursor
        return self._strip([Run(self._mark(here), "accent"), *found[1]], here)

    def _mark(self, here: bool) -> str:
        """What stands before a line: the current entry is told by it, and where the keys are."""
        if not here:
            return " "
        return self.signs.bar if self.has_focus else self.signs.focus

    def _strip(self, runs: Sequence[Run], here: bool) -> Strip:
        base = self.get_component_rich_style("margin--text")
        ground = base
        if here and self.has_focus:
            ground += self.get_component_rich_style("margin--current")
        segments = []
        for run in runs:
            style = self.get_component_rich_style(f"margin--{run.part}")
            if ground is not base and run.part not in COLOURS:
                style = style + ground.background_style
            segments.append(Segment(run.text, style))
        return Strip(segments).adjust_cell_length(self.size.width, ground)
