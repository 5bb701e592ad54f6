"""The screen put together: its layout, selecting rows, and the ways out of it."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from reader.screens.annotations.base import View
from reader.screens.annotations.changing import Changing
from reader.screens.annotations.taking import Taking
from reader.screens.commanding import Call
from reader.screens.undoing import Undoing
from reader.themes import signs
from reader.widgets.annotation_list import AnnotationList
from reader.widgets.annotation_view import AnnotationView
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from reader.widgets.prompt import Prompt
from reader.widgets.row_list import RowList
from reader.widgets.which_key import WhichKey

WIDE = 110
"""Columns from which the row under the cursor is shown whole beside the list."""


class AnnotationsScreen(Changing, Taking, Undoing):
    """Answers with the highlight or note to go to, or with None."""

    def compose(self) -> ComposeResult:
        """As the library screen has it: masthead, list, possible keys, prompt or status, keys."""
        names = self.program.config.colours
        yield Masthead(id="masthead")
        with Horizontal(id="annotation-panes"):
            yield AnnotationList(names, id="annotations")
            yield AnnotationView(names, id="annotation-view")
        yield WhichKey(id="which-key")
        yield Prompt(id="prompt")
        yield StatusBar(id="status")
        yield KeyBar(id="keybar")

    def on_mount(self) -> None:
        """Begin where one was last."""
        self.rows.signs = signs(self.program.config.signs)
        self.begin()
        self.rows.focus()
        self.context_changed()

    def on_resize(self, event: events.Resize) -> None:
        """One row whole beside the list, where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")

    def do_to_passage(self, call: Call) -> None:
        """Open the story at the highlight."""
        one = self.rows.at_cursor
        if one is not None and one.story:
            self.dismiss(one)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.do_to_passage(Call())

    def do_annotations(self, call: Call) -> None:
        """The key that opened it closes it; with a query it filters."""
        if call.argument:
            self.do_filter_list(call)
        else:
            self._close()

    def do_search_library(self, call: Call) -> None:
        """Go to the search instead."""
        from reader.screens.library import LibraryScreen

        below = [one for one in self.app.screen_stack if isinstance(one, LibraryScreen)]
        self._close()
        for screen in below:
            screen.call_after_refresh(screen.do_search_library, call)

    def do_back(self, call: Call) -> None:
        """Back to where one was."""
        self._close()

    def do_leave(self, call: Call) -> None:
        """The innermost: a prompt, what is selected, the filter, the list."""
        if self.prompt.is_open:
            self.prompt.leave_innermost()
        elif not self.let_rows_go():
            if self.view.query:
                self.filter("")
            else:
                self._close()

    def _close(self) -> None:
        if self.rows.ranging is not None:
            self.rows.toggle_range()
        self.view.chosen = self.rows.chosen
        self.dismiss(None)


__all__ = ["AnnotationsScreen", "View"]
