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
        rarest = {self._rarest(row) for row in rows if row}
        self._at: defaultdict[int, list[int]] = defaultdict(list)
        for key, at in [(key, at) for at, key in enumerate(keys) if key in rarest]:
            self._at[key].append(at)

    def _rarest(self, row: list[int]) -> int:
        """The rarest word of a row."""
        return min(row, key=self.counts.__getitem__)

    def has_other(self, row: list[int]) -> bool:
        """Whether a row that stands in the text may do so in more than one place."""
        return self.counts[self._rarest(row)] > 1

    def places(self, row: list[int]) -> list[int]:
        """The tokens where a row begins; none where even its rarest word is too common to tell."""
        rarest = self._rarest(row)
        if self.counts[rarest] > TOO_MANY:
            return []
        inside = row.index(rarest)
        starts = (at - inside for at in self._at.get(rarest, ()) if at >= inside)
        return [at for at in starts if self.keys[at : at + len(row)] == row]
