"""A list that shows only what fits a query, as it is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.timer import Timer

from reader.screens.asking import Asking
from reader.screens.commanding import Call
from reader.widgets.prompt import Question

FILTER_SECONDS = 0.12
"""Between a keystroke of the filter and the list."""


class Filtering(Asking):
    """`filter-list`: asks for the query, with offers and what is wrong with it."""

    filter_hint: ClassVar[str] = ""
    """What may be typed, for example."""
    _filter_timer: Timer | None = None

    @property
    def present_filter(self) -> str:
        """The query that the list shows now."""
        raise TypeError("a list that is filtered tells by what")

    def show_fitting(self, query: str, *, typing: bool) -> None:
        """Show what fits a query; `typing`: more of it may be typed."""
        raise TypeError("a list that is filtered knows how")

    def filtered(self, query: str) -> None:
        """Enter was pressed at the query."""
        self.filter(query)

    def do_filter_list(self, call: Call) -> None:
        """Show only what fits a query, as it is typed."""
        if call.argument:
            self.filter(call.argument)
            return
        before = self.present_filter
        self.ask(
            "Filter",
            self.filtered,
            Question(
                "",
                lambda answer: self.filter(before) if answer is None else None,
                value=before,
                hint=self.filter_hint,
                changed=self._filter_soon,
                offers=self.query_offers,
                check=self.query_problems,
            ),
        )
        self.program.load_words(self.prompt.offers_changed)

    def filter(self, query: str) -> None:
        """Show what fits a query that is typed to its end."""
        self._show_fitting(query, typing=False)

    def _filter_soon(self, typed: str) -> None:
        self._stop_waiting()
        self._filter_timer = self.set_timer(
            FILTER_SECONDS, lambda: self._show_fitting(typed, typing=True)
        )

    def _show_fitting(self, query: str, *, typing: bool) -> None:
        self._stop_waiting()
        self.show_fitting(query if typing else query.strip(), typing=typing)

    def _stop_waiting(self) -> None:
        if self._filter_timer is not None:
            self._filter_timer.stop()
