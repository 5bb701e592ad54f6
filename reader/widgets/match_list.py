"""The passages that highlighting all matches would mark, story by story."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from db.models import Anchor, MatchesIn
from reader.widgets.cells import Run, fit, spread, width_of
from reader.widgets.row_list import RowList


class MatchList(RowList):
    """A line for each passage among its words; a heading above the first one of a story."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._stories: Sequence[MatchesIn] = ()
        self._starts: list[int] = [0]
        """The row of the first passage of each story, and how many rows there are."""

    def show(self, stories: Sequence[MatchesIn]) -> None:
        """Take what would be marked."""
        self._stories = stories
        self._starts = [0, *accumulate(len(one.anchors) for one in stories)]
        self.rows_changed(0)

    @property
    def row_count(self) -> int:
        """One for each passage."""
        return self._starts[-1]

    def top_of(self, index: int) -> int:
        """A row a line, a story another."""
        return index + bisect_left(self._starts, index, 0, len(self._stories))

    def row_at(self, line: int) -> int:
        """A heading belongs to the row below it."""
        if line >= self.top_of(self.row_count):
            return self.row_count
        return bisect_right(range(self.row_count), line, key=self.top_of) - 1

    def lead_height(self, index: int) -> int:
        """A heading above the first passage of a story."""
        at = bisect_left(self._starts, index, 0, len(self._stories))
        return int(at < len(self._stories) and self._starts[at] == index)

    def lead_runs(self, index: int, width: int) -> list[list[Run]]:
        """Title and count."""
        one = self._stories[bisect_left(self._starts, index, 0, len(self._stories))]
        left, right = spread(f" {one.title}", f"  {len(one.anchors):,} ", width)
        return [[Run(left, "strong"), Run(right, "accent")]]

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The passage, marked, between what stands before and after it."""
        at = bisect_right(self._starts, index) - 1
        return [passage_runs(self._stories[at].anchors[index - self._starts[at]], width)]


def passage_runs(anchor: Anchor, width: int) -> list[Run]:
    """A passage in brackets among its words on one line, its own words first of all."""
    room = max(0, width - 6)
    quote = fit(" ".join(anchor.quote.split()), room)
    before = _end_of(_flat(anchor.prefix), (room - width_of(quote)) // 2)
    marked = f"[{quote}]"
    after = fit(_flat(anchor.suffix), max(0, room - width_of(before) - width_of(marked)))
    return [Run(f"   {before}", "quiet"), Run(marked, "mark"), Run(after, "quiet")]


def _end_of(text: str, width: int) -> str:
    """As much of a text's end as fits, from the beginning of a word where there is one."""
    cut = text
    while cut and width_of(cut) > width:
        cut = cut[1:]
    if cut == text:
        return text
    _, blank, words = cut.partition(" ")
    return words if blank else cut


def _flat(text: str) -> str:
    """On one line, with a space where it begins or ends with one."""
    return "".join(" " if sign.isspace() else sign for sign in text)
