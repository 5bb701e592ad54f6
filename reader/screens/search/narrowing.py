"""The panel: how many results there are of each kind, and narrowing by them."""

from __future__ import annotations

from textual import on

from db.errors import BroadsheetError
from db.models import SearchResult
from reader.background import Latest, Task
from reader.config import with_name
from reader.screens.commanding import Call
from reader.screens.search.asking import AskingSearch
from reader.widgets.facet_list import FacetList, FacetRow
from reader.widgets.row_list import RowList

COUNT_SECONDS = 0.15
"""After the results, before they are counted, in case one types on."""
FOLDED = 7
"""Values of a group that are shown at first."""


class Narrowing(AskingSearch):
    """Counts follow the results, with what may have been meant where there are none."""

    @property
    def panel(self) -> FacetList:
        """The panel."""
        return self.query_one(FacetList)

    def begin(self) -> None:
        """Counts come when there is nothing more urgent."""
        lane = self.program.background.search
        self._counting: Latest[tuple[list[FacetRow], str]] = Latest(lane, COUNT_SECONDS)
        super().begin()
        self.panel.empty = "By section, tag, source, year and colour, once something is found."
        self._show_panel()

    def drop_later(self) -> None:
        """Nobody waits for the counts of another search."""
        super().drop_later()
        self._counting.drop()

    def show_result(self) -> None:
        """Without results there is nothing to narrow by."""
        super().show_result()
        if self.view.result is None:
            self._show_panel()

    def after_search(self) -> None:
        """Count, beside the screen."""
        super().after_search()
        if self.view.result is not None:
            self.beside(self._count(self.view.result, self.view.asked))

    async def _count(self, result: SearchResult, query: str) -> None:
        search = self.library.search

        def count(task: Task) -> tuple[list[FacetRow], str]:
            meant = "" if result.total else search.suggest(query, task.stop)
            return self._rows(query, result, task), meant

        try:
            found = await self._counting.run(count)
        except BroadsheetError as error:
            self.complain(error)
            return
        if found is not None:
            self.view.panel, self.view.meant = found
            self._show_panel()
            if self.view.meant:
                self.show_result()

    def _rows(self, query: str, result: SearchResult, task: Task) -> list[FacetRow]:
        """A row for each count, and one for each term of the query that has none."""
        from db.search.answers.facets import GROUPS
        from db.search.query.narrowing import chosen, terms

        names = self.program.config.colours
        facets = self.library.search.counts(result, task.stop).all
        there = set(chosen(query, (facet.term for facet in facets), lambda: names))
        rows = [
            FacetRow(
                facet.group,
                with_name(facet.value, names) if facet.group == "colour" else facet.value,
                facet.hits,
                facet.term,
                facet.term in there,
            )
            for facet in facets
        ]
        for group, asked in terms(query, lambda: names):
            if not chosen(asked, there, lambda: names):
                value = asked.partition(":")[2].strip("=\"'")
                rows.append(FacetRow(group, value, 0, asked, True))
        order: list[str] = [*GROUPS]
        rows.sort(key=lambda row: order.index(row.group))
        return rows

    def _show_panel(self) -> None:
        shown: list[FacetRow] = []
        for group in dict.fromkeys(row.group for row in self.view.panel):
            rows = [row for row in self.view.panel if row.group == group]
            whole = group in self.view.unfolded or len(rows) <= FOLDED + 1
            first = rows if whole else rows[:FOLDED]
            shown += [*first, *(row for row in rows[len(first) :] if row.chosen)]
            if not whole:
                shown.append(FacetRow(group, f"… {len(rows) - FOLDED:,} more", 0, ""))
        self.panel.rows = shown

    def narrow(self) -> None:
        """Add the term under the cursor to the query, or take it away again."""
        from db.search.query.narrowing import narrowed, widened

        row = self.panel.at_cursor
        if row is None:
            return
        if not row.term:
            self.view.unfolded.add(row.group)
            self._show_panel()
            return
        query = self.view.query
        if not self.line.finish():
            self.say("The query is not whole: what is wrong with it is underlined.")
            return
        left = widened(query, row.term, lambda: self.program.config.colours)
        self.line.put(left if left != query else narrowed(query, row.term))

    @on(RowList.Chosen, "FacetList")
    def _chosen(self) -> None:
        self.narrow()

    def do_narrow_search(self, call: Call) -> None:
        """To the panel and back."""
        if self.panel.has_focus:
            self.close_panel()
            return
        self.add_class("narrowing")
        self.panel.focus()

    def close_panel(self) -> None:
        """Back to the results; where there is no room for both the panel goes."""
        self.rows.focus()
        self.remove_class("narrowing")
