"""The line, what it finds, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Static

from db.errors import BroadsheetError, QueryError
from db.models import Hit, SearchResult
from reader.background import Latest, Task
from reader.commands import Context
from reader.lacking_words import left_out
from reader.screens.asking import Asking
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.screens.search.view import AT_ONCE, SHOWN, SearchView
from reader.widgets.cells import said
from reader.widgets.completing_line import CompletingLine
from reader.widgets.hit_list import HitList

if TYPE_CHECKING:
    from reader.completing import Offer

DELAY_SECONDS = 0.04
"""Between a keystroke and the search, in case another follows."""
HINT = 'words · "a phrase" · begin* · tag:policy · is:unread · date:2024-07'


class AskingSearch(Asking, ListScreen):
    """Searches as one types; answers that are no longer asked for are dropped."""

    def __init__(self, view: SearchView, *, anew: bool = True) -> None:
        """Args: what was found last; whether to look for it anew, else it is only shown."""
        super().__init__()
        self.view = view
        self._anew = anew
        self._asked_for: set[int] = set()
        """Pages of hits that are being fetched."""
        self.is_searching = False
        """Whether the results are not those of what stands on the line yet."""

    @property
    def context(self) -> Context:
        """Keys are letters on the line, commands in the results and on the panel."""
        if self.prompt.is_open:
            return "prompt"
        return "query" if self.line.input.has_focus else "search"

    @property
    def line(self) -> CompletingLine:
        """Where one types."""
        return self.query_one("#search-line", CompletingLine)

    @property
    def rows(self) -> HitList:
        """The results."""
        return self.query_one(HitList)

    def begin(self) -> None:
        """Show the last search, and look for it again if that is wanted."""
        self._latest: Latest[SearchResult] = Latest(self.program.background.search, DELAY_SECONDS)
        line = self.line
        line.offers, line.check = self._offers, self.query_problems
        line.begin("Search", self.view.query, HINT)
        self.program.catch_up()
        self.show_result()
        if self._anew and self.view.query.strip():
            self.search()

    def _offers(self, typed: str, cursor: int) -> list[Offer]:
        """On an empty line the arrow keys are for earlier searches."""
        return self.query_offers(typed, cursor) if typed.strip() else []

    def index_changed(self) -> None:
        """Search again in what is now searchable."""
        if self.view.result is not None and self.view.result.pending:
            self.search(keep=True)

    @on(CompletingLine.Changed)
    def _changed(self, event: CompletingLine.Changed) -> None:
        event.stop()
        if event.value != self.view.query:
            self.view.query = event.value
            self.search()

    def search(self, *, keep: bool = False) -> None:
        """Look for what stands on the line; `keep`: the cursor stays in its row."""
        query = self.view.query
        self.drop_later()
        self.is_searching = bool(query.strip())
        if self.is_searching:
            self.beside(self._search(query, self.view.row if keep else 0))
        else:
            self._latest.drop()
            self.view.clear()
            self.show_result()

    async def _search(self, query: str, row: int) -> None:
        view, sort = self.view, self.view.sort

        def find(task: Task) -> SearchResult:
            return self.library.search.find(
                query, limit=SHOWN, sort=sort, typing=True, stop=task.stop
            )

        try:
            result = await self._latest.run(find)
        except QueryError as error:
            self.is_searching = False
            self.tell(str(error), wrong=True)
            return
        except BroadsheetError as error:
            self.is_searching = False
            view.clear()
            self.show_result()
            self.tell(str(error), wrong=True)
            return
        if result is not None:
            self.is_searching = False
            self._asked_for.clear()
            view.take(result, query)
            view.row = min(row, max(0, len(view.hits) - 1))
            self.show_result()
            self.after_search()

    def show_result(self) -> None:
        """Show what was found, or what to do where nothing was."""
        rows, view = self.rows, self.view
        rows.empty = said(self.nothing())
        rows.set_reactive(HitList.hits, view.hits)
        rows.rows_changed(view.row)
        self.tell(self.told(), wrong=bool(self.line.problems))
        self.show_hit(rows.at_cursor)

    def told(self) -> str:
        """How much was found, what is left out, and in which order it stands."""
        result = self.view.result
        if result is None:
            return ""
        shown, count = len(self.view.hits), ""
        if result.total:
            order = "newest first" if self.view.sort == "newest" else "best first"
            count = f"{result.total:,} found{_kinds(result)}, {order}"
            if shown < result.total:
                count += f", {shown:,} shown"
        missing = left_out(result.lacking, indexing=self.program.indexing.runs)
        return "  ·  ".join(part for part in (count, result.wrong, missing) if part)

    def nothing(self) -> str:
        """What stands where there are no results."""
        result = self.view.result
        if result is None and self.view.query.strip():
            return ""
        if result is None:
            return "Type to search the text of every story, every highlight and every note."
        if self.view.meant:
            key = self.key_of("open-hit", "query")
            return f"Nothing found. Did you mean “{self.view.meant}”? Press {key} to search for it."
        if not result.is_asked:
            return "Nothing to search for yet: words are made of letters and digits."
        if result.lacking:
            return "Nothing found in what is searched so far."
        return "Nothing found. Fewer words, or the beginning of one and a *, find more."

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Say something of the results."""
        row = self.query_one("#found", Static)
        row.update(Content(said(f" {sentence}")), layout=False)
        row.set_class(wrong, "-wrong")

    @on(HitList.Wanted)
    def _wanted(self, event: HitList.Wanted) -> None:
        """Fetch hits that come into view, beside the screen."""
        event.stop()
        page = event.index // AT_ONCE
        if page not in self._asked_for:
            self._asked_for.add(page)
            self.beside(self._fetch(event.index, self.view.result))

    async def _fetch(self, index: int, result: SearchResult | None) -> None:
        view = self.view
        found: tuple[int, list[Hit]] = await self.program.background.search.submit(
            lambda task: view.fetch(index)
        )
        if view.result is result:
            first, hits = found
            view.hits[first : first + len(hits)] = hits
            self.rows.refresh()
            self.show_hit(self.rows.at_cursor)

    def do_sort_list(self, call: Call) -> None:
        """The best first, or the newest first."""
        if call.argument and call.argument not in ("relevance", "newest"):
            self.say(f"Results are sorted by relevance or newest; not by “{call.argument}”.")
            return
        other = "newest" if self.view.sort == "relevance" else "relevance"
        if call.argument != self.view.sort:
            self.view.sort = "newest" if other == "newest" else "relevance"
            self.search()

    def choices(self, command: str, typed: str) -> list[str]:
        """What may follow `sort-list`."""
        orders = ("relevance", "newest") if command == "sort-list" else ()
        return [order for order in orders if order.startswith(typed)]

    def after_search(self) -> None:
        """Called when there are other results: what may come later is asked for now."""

    def drop_later(self) -> None:
        """Called when something else is searched for: what was to come later is not needed."""

    def show_hit(self, hit: Hit | None) -> None:
        """Called when the cursor is on another hit, or a hit is known now."""


def _kinds(result: SearchResult) -> str:
    """How many of the results are the reader's own words."""
    counts = {"highlight": len(result.matched.highlights), "note": len(result.matched.notes)}
    told = [f"{count:,} {kind}{'s' * (count > 1)}" for kind, count in counts.items() if count]
    return f" with {' and '.join(told)}" if told else ""
