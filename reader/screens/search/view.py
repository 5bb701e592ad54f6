"""What is searched for, what was found, and where one is in it; kept while one reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.models import Hit, SearchResult

if TYPE_CHECKING:
    from db.search.answers.ranking import Sort
    from reader.widgets.facet_list import FacetRow

SHOWN = 500
"""Hits that are listed; the count tells of all."""
AT_ONCE = 16
"""Hits that an answer brings ready to be shown, and that are fetched together later."""


@dataclass(slots=True)
class SearchView:
    """The last search; the same results are shown again without searching anew."""

    query: str = ""
    """What stands on the line."""
    sort: Sort = "relevance"
    result: SearchResult | None = None
    """None where nothing was asked for, or nothing could be answered."""
    asked: str = ""
    """The query that `result` answers."""
    hits: list[Hit | None] = field(default_factory=list)
    """Those that are known so far, None for the others."""
    row: int = 0
    panel: list[FacetRow] = field(default_factory=list)
    meant: str = ""
    """The query that may have been meant, where nothing was found."""
    unfolded: set[str] = field(default_factory=set)
    """Groups of the panel that are shown whole."""

    def take(self, result: SearchResult, query: str) -> None:
        """Show another answer, from its first hit."""
        self.result, self.asked, self.row, self.meant = result, query, 0, ""
        self.hits = [None] * len(result.hits)
        self.hits[:AT_ONCE] = result.hits[:AT_ONCE]

    def clear(self) -> None:
        """Show nothing."""
        self.result, self.asked, self.row, self.meant = None, "", 0, ""
        self.hits, self.panel = [], []

    def fetch(self, index: int) -> tuple[int, list[Hit]]:
        """The hits round one, and where they begin; slow, for the lane that searches."""
        first = index // AT_ONCE * AT_ONCE
        return first, list(self.result.hits[first : first + AT_ONCE]) if self.result else []
