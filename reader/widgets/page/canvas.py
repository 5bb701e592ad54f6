"""The page's drawing: the story set for the page's size, rows in view, strips and their cache."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer

from reader.themes import UNICODE, Signs
from reader.typeset import Line
from reader.widgets.page.heading import Row, notice
from reader.widgets.page.looks import Looks
from reader.widgets.page.opened import Opened
from reader.widgets.page.painting import Picture, paint, paint_margin
from reader.widgets.page.sheet import PageOptions, Sheet

WELCOME = "Choose a story and press Enter."
_AT_ONCE = 0.004
"""Seconds of setting text before it is shown; most stories are set whole by then."""
_SLICE = 0.012
"""Seconds of setting text at a time while nothing else is to be done."""
_PAUSE = 0.04
"""Seconds between two such slices."""
_KEPT = 400
"""Strips that are remembered; a screen shows fewer."""

Key = tuple[int, int, Picture]
"""A strip's: where the line starts and ends, and what lies on it."""


class Canvas(Looks):
    """Shows an opened story, drawing only the lines in view; or a message where there is none."""

    measure: reactive[int] = reactive(70, init=False)
    """Cells that a line of text may take."""
    signs: reactive[Signs] = reactive(UNICODE, init=False)
    """What margin signs, bullets and bars are made of."""
    options: reactive[PageOptions] = reactive(PageOptions(), init=False)
    """Justified or ragged, close or wide, and the like."""
    message: reactive[str] = reactive(WELCOME, init=False)
    """What is said where there is no story."""

    opened: Opened | None = None
    sheet: Sheet | None = None
    """The story as it is set; None before the page knows its size."""
    _setting: Timer | None = None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._styles = {}
        self._strips: OrderedDict[Key, Strip] = OrderedDict()
        self._view: tuple[int, int, list[Line | Row]] | None = None
        self._keys: list[Key | None] = []
        """What the rows in view look like now."""

    def on_mount(self) -> None:
        """Set the text that is not in view while nothing else is to be done."""
        self._setting = self.set_interval(_PAUSE, self._set_more, pause=self.sheet is None)

    def notify_style_update(self) -> None:
        """Colours are others."""
        super().notify_style_update()
        self._strips.clear()

    def follow(self, row: int | None) -> None:
        """Called after the text was set anew: scroll so that the caret is in `row` of the view.

        None: where one begins to read.
        """

    def set_anew(self, *, row: int | None = None) -> None:
        """Set the open story for the present size, with the caret in `row` of the view."""
        self._forget_view()
        self._strips.clear()
        if self.opened is None or not self.size.width:
            self.sheet = None
            self._set_height(0)
        else:
            if self.sheet is None:
                self.sheet = Sheet(
                    self.opened.story, self.size.width, self.measure, self.signs, self.options
                )
            else:
                self.sheet.resize(self.size.width, self.measure)
            self.sheet.settle(self.opened.caret.offset, 2 * self.size.height)
            self.sheet.typesetter.advance(_AT_ONCE)
            self._set_height(self.sheet.rows)
            self.follow(row)
            if self._setting is not None:
                self._setting.resume()
        self.refresh()

    @property
    def caret_row(self) -> int | None:
        """The row of the view in which the caret is, the nearest where it is in none."""
        if self.sheet is None or self.opened is None:
            return None
        row = self.sheet.row_of(self.opened.caret.offset) - self.scroll_offset.y
        return max(0, min(row, self.size.height - 1))

    def on_resize(self, event: events.Resize) -> None:
        """Set the text for another width; another height shows more or less of it."""
        if self.sheet is None or self.sheet.columns != self.size.width:
            self.set_anew(row=self.caret_row)
        else:
            self._forget_view()
            self.follow(self.caret_row)

    def watch_measure(self) -> None:
        """Lines are longer or shorter."""
        self.set_anew(row=self.caret_row)

    def watch_signs(self) -> None:
        """Lists and quotations are set with other signs."""
        row, self.sheet = self.caret_row, None
        self.set_anew(row=row)

    def watch_options(self) -> None:
        """The text is set another way."""
        self.watch_signs()

    def _set_more(self) -> None:
        """Set another slice of the text; what is in view stays."""
        sheet = self.sheet
        if sheet is None or sheet.typesetter.exact:
            if self._setting is not None:
                self._setting.pause()
            return
        with self.held():
            sheet.typesetter.advance(_SLICE)
        if sheet.typesetter.exact or self._is_near(self.scroll_offset.y):
            self._set_height(sheet.rows)

    def _is_near(self, top: int) -> bool:
        """Whether a view from `top` comes near the page's end."""
        return top + 3 * self.size.height > self.virtual_size.height

    def _set_height(self, rows: int) -> None:
        self.virtual_size = Size(self.size.width, rows)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The lines in view stay there, whatever is set meanwhile above them."""
        sheet = self.sheet
        anchor = next((it.start for it in self.view if isinstance(it, Line)), None)
        if sheet is None or anchor is None:
            yield
            return
        before = sheet.row_of(anchor)
        yield
        moved = sheet.row_of(anchor) - before
        if moved:
            self._forget_view()
            self.scroll_rows(self.scroll_offset.y + moved)

    def scroll_rows(self, top: int) -> None:
        """Scroll at once so that `top` is the first row in view, as far as there are rows."""
        if self.sheet is not None:
            if self._is_near(top):
                self._set_height(self.sheet.rows)
            self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False, force=True)

    @property
    def view(self) -> list[Line | Row]:
        """What stands in the rows in view; fewer than there are rows at the page's end."""
        if self.sheet is None:
            return []
        top, height = self.scroll_offset.y, self.size.height
        if self._view is None or self._view[:2] != (top, height):
            self._view = top, height, self.sheet.view(top, height)
            self._keys = []
        return self._view[2]

    def _forget_view(self) -> None:
        self._view = None
        self._keys = []

    def draw_changed(self) -> None:
        """Draw again the rows in view on which something is other than when they were drawn."""
        before, now = self._keys, self._keys_now()
        if len(before) != len(now) or self.sheet is None:
            self.refresh()
            return
        for row, (old, new) in enumerate(zip(before, now, strict=True)):
            if old != new:
                self.refresh(Region(0, row, self.size.width, 1))
        self._keys = now

    def _keys_now(self) -> list[Key | None]:
        """What each row in view looks like; None for those of the title block."""
        if self.opened is None:
            return []
        view = self.view
        lines = [it for it in view if isinstance(it, Line)]
        live, dim = self.has_focus and bool(self.opened.text), self.options.dim
        pictures = iter(self.opened.pictures(lines, live=live, signs=self.signs, dim=dim))
        return [(it.start, it.end, next(pictures)) if isinstance(it, Line) else None for it in view]

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        if self.opened is None or self.sheet is None:
            left, text = notice(self.message, self.size.width, self.size.height, y)
            return self._plain_strip(left, text, "page--message")
        view = self.view
        self._keys = self._keys or self._keys_now()
        item, key = (view[y], self._keys[y]) if y < len(view) else (Row(""), None)
        if isinstance(item, Row):
            return self._plain_strip(self.sheet.left, *item)
        return self._line_strip(item, key, self.opened, self.sheet) if key else Strip([])

    def _plain_strip(self, left: int, text: str, part: str) -> Strip:
        base = self.look(())
        words = Segment(text, self.look((part,)) if part else base)
        return Strip([Segment(" " * left, base), words]).adjust_cell_length(self.size.width, base)

    def _line_strip(self, line: Line, key: Key, opened: Opened, sheet: Sheet) -> Strip:
        """A line of the text with its margin, from the cache where nothing on it is other."""
        found = self._strips.get(key)
        if found is None:
            margin = paint_margin(key[2], sheet.left, self.look)
            words = paint(opened.text, line, key[2], opened.inline_on(line), self.look)
            found = Strip([*margin, *words]).adjust_cell_length(self.size.width, self.look(()))
            self._strips[key] = found
            if len(self._strips) > _KEPT:
                self._strips.popitem(last=False)
        return found
