"""A list of which rows can be selected, one by one, by moving, or all."""

from __future__ import annotations

from collections.abc import Sequence

from reader.widgets.row_list import RowList


class ChoosingList(RowList):
    """What is selected is known by the rows' keys, so that other rows may come and go.

    A selected row that a filter hides is neither counted nor answered for, and is selected again
    once it is shown.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.chosen: set[int] = set()
        """Keys of the rows that are selected, shown or not."""
        self.ranging: int | None = None
        """The row where selecting by moving began."""
        self._began = 0
        """Its key."""
        self._shown: frozenset[int] | None = None
        """Keys of the rows, once they have been asked for."""

    @property
    def keys(self) -> Sequence[int]:
        """The keys of the rows, in order; those that are the same are selected together."""
        raise TypeError("a list of rows that can be selected says what their keys are")

    @property
    def selected(self) -> list[int]:
        """The keys of the selected rows, each once, in the order of the list."""
        chosen = self._selected()
        return [key for key in dict.fromkeys(self.keys) if key in chosen] if chosen else []

    @property
    def selected_count(self) -> int:
        """How many that are."""
        return len(self._selected())

    def is_chosen(self, index: int) -> bool:
        """Whether the row is selected."""
        if self.ranging is not None and index in _between(self.ranging, self.cursor):
            return True
        return bool(self.chosen) and self.keys[index] in self.chosen

    def rows_changed(self, cursor: int | None = None) -> None:
        """Selecting by moving goes on from the row where it began, where that is still there."""
        self._shown = None
        if self.ranging is not None:
            here = self.keys[self.ranging : self.ranging + 1]
            if list(here) != [self._began]:
                self.ranging = self.keys.index(self._began) if self._began in self.keys else None
        super().rows_changed(cursor)

    def toggle(self, count: int = 1) -> None:
        """Select so many rows from the cursor on, or let them go, and go on below them."""
        keys = set(self.keys[self.cursor : self.cursor + count])
        self.chosen = self.chosen - keys if keys <= self.chosen else self.chosen | keys
        self.refresh()
        self.move(count)

    def toggle_all(self) -> None:
        """Select all rows, or let all go."""
        every = set(self.keys)
        self.chosen = self.chosen - every if every <= self.chosen else self.chosen | every
        self.ranging = None
        self.refresh()

    def toggle_range(self) -> None:
        """Begin to select by moving, or end it with what was gone over."""
        if self.ranging is None:
            if self.row_count:
                self.ranging, self._began = self.cursor, self.keys[self.cursor]
        else:
            self.chosen |= self._ranged()
            self.ranging = None
        self.refresh()

    def let_go(self) -> bool:
        """Select nothing; whether anything that is shown was."""
        had = bool(self._selected()) or self.ranging is not None
        self.chosen, self.ranging = set(), None
        if had:
            self.refresh()
        return had

    def watch_cursor(self, before: int, after: int) -> None:
        """While selecting by moving, all between is drawn anew."""
        super().watch_cursor(before, after)
        if self.ranging is not None:
            self.refresh()

    def _selected(self) -> set[int]:
        if not self.chosen and self.ranging is None:
            return set()
        if self._shown is None:
            self._shown = frozenset(self.keys)
        return (self.chosen & self._shown) | self._ranged()

    def _ranged(self) -> set[int]:
        """The keys of the rows between where selecting by moving began and the cursor."""
        if self.ranging is None:
            return set()
        between = _between(self.ranging, self.cursor)
        return set(self.keys[between.start : between.stop])


def _between(one: int, other: int) -> range:
    return range(min(one, other), max(one, other) + 1)
