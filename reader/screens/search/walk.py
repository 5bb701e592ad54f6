"""Pure: going back through earlier queries and on again, as in a shell."""

from __future__ import annotations

from collections.abc import Sequence


class Walk:
    """A place among earlier queries, the last used first; what was typed stands before them."""

    def __init__(self, earlier: Sequence[str], typed: str) -> None:
        same = typed.strip()
        self._queries = [typed, *(query for query in earlier if query != same)]
        self._at = 0

    @property
    def begun(self) -> bool:
        """Whether one is at an earlier query."""
        return self._at > 0

    def go(self, by: int) -> str | None:
        """The query so many further back, or on where negative; None where there is none."""
        wanted = self._at + by
        if not 0 <= wanted < len(self._queries):
            return None
        self._at = wanted
        return self._queries[wanted]
