"""Searching all stories and notes, as one types."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from db.errors import BroadsheetError, QueryError
from db.models import Hit, SearchResult
from reader.background import Latest, Task
from reader.commands import Context
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.bars import KeyBar, StatusBar
from reader.widgets.cells import said
from reader.widgets.hit_list import HitList
from reader.widgets.row_list import RowList

DELAY_SECONDS = 0.04
"""Between a keystroke and the search, in case another follows."""
SHOWN = 200
"""Hits that are fetched; the count tells of all."""
HINT = 'words · "a phrase" · begin* · tag:policy · is:unread · date:2024-07'


@dataclass(frozen=True, slots=True)
class Chosen:
    """The hit to open, and what to mark there."""

    hit: Hit
    terms: tuple[str, ...]


class SearchScreen(ListScreen):
    """Answers with what was chosen, or with None."""

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self.query_text = query
        self._result = SearchResult((), 0)

    @property
    def context(self) -> Context:
        """Keys are letters here; arrows move in the results."""
        return "prompt"

    def compose(self) -> ComposeResult:
        """The line, what was found in a sentence, the hits."""
        with Horizontal(id="search-line"):
            yield Static(" Search ", id="search-label", markup=False)
            yield Input(self.query_text, placeholder=said(HINT), id="search-input", compact=True)
        yield Static(id="found", markup=False)
        yield HitList(id="hits")
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Search at once for what was searched for last."""
        self._latest: Latest[SearchResult] = Latest(self.program.background.search, DELAY_SECONDS)
        line = self.query_one(Input)
        line.focus()
        line.action_select_all()
        self.query_one(HitList).can_focus = False
        self.program.catch_up()
        if not self.query_text:
            self._say_nothing_yet()

    def index_changed(self) -> None:
        """Search again in what is now searchable."""
        if self.query_text.strip() and self._result.pending:
            self.run_worker(self._search(self.query_text))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self.query_text = event.value
        self.program.last_query = event.value
        if event.value.strip():
            self.run_worker(self._search(event.value))
        else:
            self._latest.drop()
            self._say_nothing_yet()

    async def _search(self, query: str) -> None:
        def find(task: Task) -> SearchResult:
            return self.library.search.find(query, limit=SHOWN, typing=True, stop=task.stop)

        try:
            result = await self._latest.run(find)
        except QueryError as error:
            self._tell(str(error))
            return
        except BroadsheetError as error:
            self._show(SearchResult((), 0))
            self._tell(str(error))
            return
        if result is not None:
            self._show(result)

    def _show(self, result: SearchResult) -> None:
        self._result = result
        hits = self.query_one(HitList)
        hits.empty = "Nothing found. Fewer words, or the beginning of one and a *, find more."
        hits.hits = result.hits
        parts = [f"{result.total:,} found" if result.total else "Nothing found", result.partial]
        if result.pending:
            parts.append(f"{result.pending:,} not searched yet")
        self._tell("  ·  ".join(part for part in parts if part))

    def _say_nothing_yet(self) -> None:
        hits = self.query_one(HitList)
        hits.empty = "Type to search the text of every story, and every note."
        hits.hits = ()
        self._tell("")

    def _tell(self, sentence: str) -> None:
        self.query_one("#found", Static).update(Content(said(f" {sentence}")))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self._choose()

    def _choose(self) -> None:
        hit = self.query_one(HitList).at_cursor
        if hit is not None:
            self.dismiss(Chosen(hit, self._result.terms))

    def do_annotations(self, call: Call) -> None:
        """Show the highlights and notes that the query finds instead."""
        from reader.screens.library import LibraryScreen

        below = [one for one in self.app.screen_stack if isinstance(one, LibraryScreen)]
        self.dismiss(None)
        for screen in below:
            screen.call_after_refresh(screen.do_annotations, Call(argument=self.query_text))

    def do_leave(self, call: Call) -> None:
        """Back to the paper."""
        self.dismiss(None)
