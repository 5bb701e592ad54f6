"""How often the words of a text occur, and where a row of them stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

TOO_MANY = 2000
"""Places of a row's rarest word beyond which it is not searched for."""


class Words:
    """The words of one text, by the numbers of a vocabulary."""

    def __init__(self, keys: list[int], rows: Iterable[list[int]]) -> None:
        """`rows` are all the rows of words that will be asked for."""
        self.keys = keys
        self.counts = Counter(keys)
        rarest = {row[self._rarest(row)] for row in rows if row}
        self._at: defaultdict[int, list[int]] = defaultdict(list)
        for at, key in enumerate(keys):
            if key in rarest:
                self._at[key].append(at)

    def _rarest(self, row: list[int]) -> int:
        """How far into a row its rarest word stands."""
        return min(range(len(row)), key=lambda at: self.counts[row[at]])

    def places(self, row: list[int]) -> list[int]:
        """The tokens where a row begins; none where even its rarest word is too common to tell."""
        inside = self._rarest(row)
        if self.counts[row[inside]] > TOO_MANY:
            return []
        starts = (at - inside for at in self._at.get(row[inside], ()) if at >= inside)
        return [at for at in starts if self.keys[at : at + len(row)] == row]
