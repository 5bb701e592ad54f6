"""The screen put together: its layout, the ways between its parts, memory, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from reader.screens.commanding import Call
from reader.screens.search.previewing import Previewing
from reader.screens.search.view import SearchView
from reader.screens.search.walk import Walk
from reader.themes import signs
from reader.widgets.bars import KeyBar, StatusBar
from reader.widgets.completing_line import CompletingLine
from reader.widgets.facet_list import FacetList
from reader.widgets.hit_list import HitList
from reader.widgets.page.widget import Page
from reader.widgets.prompt import Prompt, Question
from reader.widgets.row_list import RowList
from reader.widgets.which_key import WhichKey

if TYPE_CHECKING:
    from reader.screens.library import LibraryScreen

WIDE = 110
"""Columns from which panel, results and preview stand side by side."""


class SearchScreen(Previewing):
    """Answers with the row of the result to open, or with None."""

    def __init__(self, view: SearchView, *, anew: bool = True) -> None:
        super().__init__(view, anew=anew)
        self._walk: Walk | None = None
        """Where one is among earlier searches."""
        self._opens: str | None = None
        """The query of which Enter asked for the best result before there was an answer."""

    def compose(self) -> ComposeResult:
        """The line, what was found in a sentence, panel, results and preview."""
        self._fit(self.app.size.width)  # before there are widgets that would be styled again
        yield CompletingLine(id="search-line", classes="-below -checked")
        yield Static(id="found", markup=False)
        with Horizontal(id="search-panes"):
            yield FacetList(id="facets")
            yield HitList(id="hits")
            with Vertical(id="glimpse"):
                yield Static(id="preview-note", markup=False)
                yield Page(id="preview")
        yield WhichKey(id="which-key")
        yield Prompt(id="prompt")
        yield StatusBar(id="status")
        yield KeyBar(id="keybar")

    def on_mount(self) -> None:
        """Begin where one was: on the line to type, or in the results one came back to."""
        self.panel.signs = signs(self.program.config.signs)
        self.begin()
        if self._anew or not self.view.hits:
            self.line.input.focus()
            self.line.input.action_select_all()
        else:
            self.rows.focus()
        self.program.load_words(lambda: None)
        self.context_changed()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side, or the results alone."""
        self._fit(event.size.width)
        self.show_hit(self.rows.at_cursor)

    def _fit(self, width: int) -> None:
        self.set_class(width >= WIDE, "wide")

    def on_descendant_focus(self) -> None:
        """Other keys count now."""
        self.context_changed()

    def tell_place(self, place: str) -> None:
        """See `Previewing`."""
        self.query_one("#status", StatusBar).place = place

    def focused_list(self) -> RowList:
        """The panel while it has the focus, else the results."""
        return self.panel if self.panel.has_focus else self.rows

    def do_next_row(self, call: Call) -> None:
        """Down; on the line among what may come, or on to later searches."""
        if self.prompt.is_open:
            self.prompt.line.choose(1)
        elif self.context == "query" and self.line.has_offers:
            self.line.choose(1)
        elif self.context == "query" and self._walk is not None and self._walk.begun:
            self._walk_by(-1)
        else:
            super().do_next_row(call)

    def do_previous_row(self, call: Call) -> None:
        """Up; on the line among what may come, and from the first result to earlier searches."""
        if self.prompt.is_open:
            self.prompt.line.choose(-1)
        elif self.context == "query" and self.line.has_offers:
            self.line.choose(-1)
        elif self.context == "query" and (self._walk is not None or not self.rows.cursor):
            self._walk_by(1)
        elif self.rows.has_focus and not self.rows.cursor:
            self.do_search_library(call)
        else:
            super().do_previous_row(call)

    def _walk_by(self, by: int) -> None:
        if self._walk is None:
            self._walk = Walk(self.library.search_memory.all(), self.view.query)
        found = self._walk.go(by)
        if found is None:
            self.say("No earlier search." if by > 0 else "")
        else:
            self.line.put(found)

    @on(CompletingLine.Changed)
    def _typed(self, event: CompletingLine.Changed) -> None:
        """Typing ends going through earlier searches; a query that was brought back does not.

        Enter was for what stood on the line then.
        """
        if not self.line.is_put:
            self._walk = None
        if self.line.input.value != self._opens:
            self._opens = None

    def do_complete(self, call: Call) -> None:
        """The next of what may come; where there is nothing, on to the results."""
        if self.prompt.is_open:
            super().do_complete(call)
        elif self.line.has_offers:
            self.line.choose(1)
        else:
            self._turn(1)

    def do_complete_back(self, call: Call) -> None:
        """The one before; where there is nothing, the pane before."""
        if self.prompt.is_open:
            super().do_complete_back(call)
        elif self.line.has_offers:
            self.line.choose(-1)
        else:
            self._turn(-1)

    def do_next_pane(self, call: Call) -> None:
        """Round line, results and panel."""
        self._turn(1)

    def do_previous_pane(self, call: Call) -> None:
        """The other way."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        panes: list[Widget] = [self.line.input, self.rows]
        if self.has_class("wide"):
            panes.append(self.panel)
        here = next((at for at, pane in enumerate(panes) if pane.has_focus), 1)
        self.line.close_list()
        self.remove_class("narrowing")
        panes[(here + by) % len(panes)].focus()

    def do_pane_left(self, call: Call) -> None:
        """From the results to the panel."""
        if not self.panel.has_focus:
            self.do_narrow_search(call)

    def do_pane_right(self, call: Call) -> None:
        """From the panel to the results, from the results into the story."""
        if self.panel.has_focus:
            self.close_panel()
        else:
            self.do_open_hit(call)

    def do_search_library(self, call: Call) -> None:
        """Back to the line."""
        self.remove_class("narrowing")
        if call.argument:
            self.line.put(call.argument)
        self.line.input.focus()

    def do_open_hit(self, call: Call) -> None:
        """Open the result, narrow by a row of the panel, or search for what was meant.

        On the line that is the best result of what stands there, which may be yet to come.
        """
        if self.panel.has_focus:
            self.narrow()
        elif self.line.input.has_focus and self._is_to_come:
            self._opens = self.line.input.value
        elif self.rows.at_cursor is not None:
            self.remember()
            self.dismiss(self.rows.cursor)
        elif self.view.meant:
            self.line.put(self.view.meant)
        elif not self.line.finish():
            self.tell(self.line.problems[0].message, wrong=True)

    @property
    def _is_to_come(self) -> bool:
        """Whether what stands on the line is yet to be answered or, typed fast, to be asked."""
        return self.is_searching or self.line.input.value != self.view.query

    def after_search(self) -> None:
        """Open the best result, if that was asked for meanwhile."""
        super().after_search()
        if self._opens == self.view.asked:
            self._opens = None
            self.do_open_hit(Call())

    @on(RowList.Chosen, "HitList")
    def _hit_chosen(self) -> None:
        self.do_open_hit(Call())

    def do_save_search(self, call: Call) -> None:
        """Keep the query under a name."""
        query = self.view.query.strip()
        if not query:
            self.say("There is nothing to save yet: type what to look for.")
        elif not self.line.finish():
            self.tell(self.line.problems[0].message, wrong=True)
        elif call.argument:
            self._save(call.argument, query)
        else:
            self.ask(
                "Save as",
                lambda name: self._save(name, query),
                Question("", lambda answer: None, hint="a name for this search"),
            )

    def _save(self, name: str, query: str) -> None:
        if name.strip():
            self.remember()
            self.commit(
                lambda: self.library.saved_searches.save(name, query),
                lambda saved: self.say(f"“{saved.name}” is kept below the sections."),
            )

    def _leave(self) -> LibraryScreen:
        from reader.screens.library import LibraryScreen  # which pushes this one

        self.remember()
        below = next(one for one in self.app.screen_stack if isinstance(one, LibraryScreen))
        self.dismiss(None)
        return below

    def do_forget_searches(self, call: Call) -> None:
        """The up-arrow brings nothing back any more."""
        self._walk = None
        self.commit(
            self.library.search_memory.forget,
            lambda count: self.say(f"Forgot {count:,} searches; saved ones stay."),
        )

    def remember(self) -> None:
        """Keep the query for the up-arrow, since it was of use."""
        query = self.view.asked
        if query.strip() and self.view.hits:
            self.commit(lambda: self.library.search_memory.remember(query))

    def do_annotations(self, call: Call) -> None:
        """Show the highlights and notes that the query finds instead."""
        below = self._leave()
        query = call.argument or self.view.query
        below.call_after_refresh(below.do_annotations, Call(argument=query))

    def do_jump_back(self, call: Call) -> None:
        """Back to where one was before the search."""
        below = self._leave()
        below.call_after_refresh(below.jump_from_results, call)

    def do_back(self, call: Call) -> None:
        """Back to the paper."""
        self._leave()

    def do_leave(self, call: Call) -> None:
        """The innermost: a prompt, what may come, the panel, the search."""
        if self.prompt.is_open:
            self.prompt.leave_innermost()
        elif self.line.close_list():
            return
        elif self.panel.has_focus:
            self.close_panel()
        else:
            self._leave()
