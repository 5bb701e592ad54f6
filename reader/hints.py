"""Pure: the labels of hints, and which of them the letters typed so far can still mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""In the order in which labels take them: the home row first."""
SPARED = "HAT"
"""In no label: they mark, note and tag what is selected."""
_MORE = "1234567890BCDEFGIJKLMNOPQRSUVWXYZ"
"""Taken too where pairs of letters are too few."""


def labels(count: int, *, pairs: bool = False) -> list[str]:
    """Labels for `count` things in order, none the beginning of another, of one or two letters.

    One letter each while there are enough; else as many of one letter as can be, then pairs. With
    `pairs` all are pairs. Fewer than `count` where even pairs of all letters and digits are too
    few, at about 3,500.
    """
    letters = LETTERS if count <= len(LETTERS) ** 2 else LETTERS + _MORE
    size = len(letters)
    if pairs:
        singles, first = "", letters
    else:
        begin_pairs = max(0, -(-(count - size) // (size - 1)))
        singles, first = letters[: max(0, size - begin_pairs)], letters[-begin_pairs:]
    found = list(singles[:count])
    for one in first:
        if len(found) >= count:
            break
        found += [one + other for other in letters]
    return found[:count]


@dataclass(frozen=True, slots=True)
class Hints:
    """Labels on show, and what of one is typed."""

    labels: Sequence[str]
    typed: str = ""

    def after(self, letter: str) -> Hints | None:
        """With one more letter typed; None where no label goes on so."""
        typed = self.typed + letter
        if not any(label.startswith(typed) for label in self.labels):
            return None
        return replace(self, typed=typed)

    def before(self) -> Hints:
        """With the last letter taken back."""
        return replace(self, typed=self.typed[:-1])

    def can_be(self, label: str) -> bool:
        """Whether what is typed is the beginning of a label, or all of it."""
        return label.startswith(self.typed)

    @property
    def chosen(self) -> int | None:
        """The index of the label that is typed whole."""
        return self.labels.index(self.typed) if self.typed in self.labels else None
