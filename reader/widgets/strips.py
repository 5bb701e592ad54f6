"""Textual's strips, mended so that they go once nothing draws them any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.strip import Strip

_divide = Strip.divide


def let_strips_go() -> None:
    """From now on a strip that is not cut does not remember itself as its only part.

    Textual's own does, so that each line that was ever drawn stayed, with some fifty objects, until
    garbage was collected; that took 30 ms every few keys.
    """
    Strip.divide = _divided  # type: ignore[method-assign]


def _divided(self: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """See `Strip.divide`."""
    within = [cut for cut in cuts if cut <= self.cell_length]
    return [self] if within == [self.cell_length] else _divide(self, within)
