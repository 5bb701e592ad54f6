"""Pure: the caret of a page, the unit focused around it, and the passage taken up from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reader.segments import Range, Segments, next_boundary, previous_boundary, snap

Focus = Literal["paragraph", "sentence"]
By = Literal["character", "paragraph"]
Mode = Literal["reader", "visual"]


@dataclass(frozen=True, slots=True)
class Caret:
    """Where a reader is in a text, what is focused there, and since where they select."""

    offset: int = 0
    """Where the cluster under the caret begins; never on a line break."""
    focus: Focus = "paragraph"
    """The kind of unit around the caret that is marked where nothing is selected."""
    anchor: int | None = None
    """Where the cluster at the other end of the selection begins; None while reading."""
    by: By = "character"
    """What the selection is widened to."""
    column: int | None = None
    """The cell that moves from line to line aim at; None: that of the caret."""

    @property
    def mode(self) -> Mode:
        """Whether the reader reads or selects."""
        return "reader" if self.anchor is None else "visual"

    def at(self, offset: int) -> Caret:
        """The same elsewhere; the other end of a selection stays."""
        return replace(self, offset=offset, column=None)

    def reading(self) -> Caret:
        """The same without a selection."""
        return replace(self, anchor=None, by="character")

    def swapped(self) -> Caret:
        """The two ends of the selection changed round."""
        if self.anchor is None:
            return self
        return replace(self, offset=self.anchor, anchor=self.offset, column=None)


def caret_place(text: str, offset: int) -> int:
    """The cluster on which a caret at `offset` stands: one of the text, not a line break.

    The one before where there is one, else the one after; 0 in an empty text.
    """
    place = snap(text, min(max(0, offset), len(text) - 1)) if text else 0
    before = place
    while before >= 0 and text[before : before + 1] == "\n":
        before -= 1
    if before >= 0:
        return snap(text, before)
    while place < len(text) and text[place] == "\n":
        place += 1
    return place if place < len(text) else 0


def taken(text: str, caret: Caret, start: int, end: int) -> Caret:
    """The caret with the passage selected: it stands on its last cluster."""
    first = caret_place(text, start)
    last = caret_place(text, max(first, previous_boundary(text, end)))
    return replace(caret, offset=max(first, last), anchor=first, by="character", column=None)


def toggled(caret: Caret, by: By) -> Caret:
    """A selection begun, changed to another kind, or ended when it is of this kind already."""
    if caret.anchor is None:
        return replace(caret, anchor=caret.offset, by=by)
    return caret.reading() if caret.by == by else replace(caret, by=by)


def focused(segments: Segments, caret: Caret) -> Range | None:
    """The sentence or paragraph around the caret; None in a text without any."""
    return segments.at(caret.focus, caret.offset)


def selected(segments: Segments, caret: Caret) -> Range | None:
    """What is selected, both ends included; None while reading and in an empty text."""
    if caret.anchor is None or not segments.text:
        return None
    first, last = sorted((caret.anchor, caret.offset))
    if caret.by == "character":
        return first, next_boundary(segments.text, last)
    above, below = segments.at("paragraph", first), segments.at("paragraph", last)
    return (above[0], below[1]) if above and below else None


def passage(segments: Segments, caret: Caret) -> Range | None:
    """What a mark would cover: the selection, else what is focused."""
    return selected(segments, caret) or focused(segments, caret)


def with_unit(segments: Segments, caret: Caret, unit: Focus) -> Caret:
    """The unit around the caret selected; where it is already, the next one too.

    A selection that was begun towards the start grows there.
    """
    span = segments.at(unit, caret.offset)
    if span is None:
        return caret
    now = selected(segments, caret)
    covered = now is not None and now[0] <= span[0] and span[1] <= now[1]
    if not covered or caret.by != "character":
        return taken(segments.text, caret, *span)
    if caret.anchor is not None and caret.offset < caret.anchor:
        return caret.at(segments.previous_start(unit, caret.offset))
    return caret.at(segments.next_end(unit, caret.offset))


def with_quotation(segments: Segments, caret: Caret) -> Caret:
    """What stands between the quotation marks around the caret selected."""
    span = segments.quotation_at(caret.offset)
    return caret if span is None or span[0] == span[1] else taken(segments.text, caret, *span)
