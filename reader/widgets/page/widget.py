"""The page: a story set for reading, with a caret, a focus, a selection, and highlights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.changes import Changed
from reader.selection import Mode
from reader.widgets.page import messages
from reader.widgets.page.alongside import Alongside
from reader.widgets.page.canvas import WELCOME
from reader.widgets.page.hinting import Hinting
from reader.widgets.page.opened import Opened
from reader.widgets.page.spans import Range

if TYPE_CHECKING:
    from db.models import Highlight, Story


class Page(Hinting, Alongside):
    """Shows one story. Data goes down by its methods, messages come up; keys are the screen's.

    Offsets are code points into the story's text, ranges end-exclusive.
    """

    CaretMoved = messages.CaretMoved
    SelectionChanged = messages.SelectionChanged
    PlaceChanged = messages.PlaceChanged
    HighlightClicked = messages.HighlightClicked
    EndDragged = messages.EndDragged
    LinkClicked = messages.LinkClicked
    ViewChanged = messages.ViewChanged
    HintsChanged = messages.HintsChanged

    def show(
        self,
        story: Story,
        highlights: Sequence[Highlight] = (),
        place: int = 0,
        changes: Sequence[Changed] = (),
    ) -> None:
        """Open a story where it was left; nothing is selected or searched for.

        `changes`: what of its text is new or gone, where it is a comparison of two texts.
        """
        self._close()
        self.opened = Opened(story, place, self.first_focus, changes)
        self.opened.set_highlights(highlights)
        self.set_anew()

    def clear(self, message: str = WELCOME) -> None:
        """Show no story, but this sentence."""
        self._close()
        self.message = message
        self.set_anew()

    def _close(self) -> None:
        self.leave_visual()
        self.opened = self.sheet = None

    def set_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Show these highlights of the open story; rows on which nothing is other stay."""
        if self.opened is not None:
            self.opened.set_highlights(highlights)
            self.draw_changed()

    def set_matches(self, spans: Sequence[Range], current: int | None = None) -> None:
        """Mark what was found, sorted by start; the one with index `current` strongly."""
        if self.opened is not None:
            self.opened.matches = spans
            self.opened.match = current
            self.draw_changed()

    @property
    def story(self) -> Story | None:
        """The open story."""
        return self.opened.story if self.opened is not None else None

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self.opened.caret.offset if self.opened is not None else 0

    @property
    def place(self) -> int:
        """The reading place, to show the story at again."""
        return self.caret

    @property
    def mode(self) -> Mode:
        """Whether the reader reads or selects."""
        return self.opened.caret.mode if self.opened is not None else "reader"

    @property
    def selected(self) -> Range | None:
        """What is selected."""
        return self.opened.selected if self.opened is not None else None

    def passage(self) -> Range | None:
        """What a mark would cover: the selection, the match that one is at, else the focus."""
        return self.opened.passage if self.opened is not None else None

    def highlight_at_caret(self) -> Highlight | None:
        """The innermost highlight over the caret."""
        return self.opened.highlight_at_caret if self.opened is not None else None

    @property
    def focused_highlight(self) -> Highlight | None:
        """The highlight of exactly what is focused, else the innermost one over the caret."""
        return self.opened.focused_highlight if self.opened is not None else None

    @property
    def link_at_caret(self) -> str | None:
        """The address of the link under the caret, of one without markup too; not checked."""
        return self.opened.link_at(self.caret) if self.opened is not None else None

    @property
    def word_at_caret(self) -> Range | None:
        """The word under the caret."""
        return self.opened.segments.at("word", self.caret) if self.opened is not None else None

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The caret shows with the keys, and hides without; focus and selection stay to be seen."""
        super().watch_has_focus(_has_focus)
        self.draw_changed()
