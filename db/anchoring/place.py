"""Where each highlight of an old text stands in a new one: on its own words, or nowhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from db.anchoring.align import Alignment
from db.anchoring.elsewhere import Finder, Place
from db.anchoring.folding import facts_differ
from db.anchoring.images import Image, Passage, image_of, passage_of
from db.anchoring.inplace import (
    ALONE_LIKE,
    FEW,
    LONG,
    SOME_CONTEXT,
    Found,
    found_at,
    likeness_at,
    mapped_place,
)
from db.anchoring.outcome import Placement, Reason, restored, told
from db.anchoring.replaced import bounds_of, replaced_span
from db.anchoring.signs import place_signs
from db.errors import BadRequest

ELSEWHERE = 0.6
"""Context that the same words elsewhere need when they are few."""
LEAD = 0.15
"""By how much of the context the best of several places must lead the second."""
DOUBLED = 0.75
"""Context from which several places of the same words mean that the text was doubled."""
FUZZY_WORDS, FUZZY_LONG, FUZZY_SHORT = 6, 0.8, 0.9
"""Of a passage that is searched for by likeness: its least words, its least likeness."""
FUZZY_LEAD = 0.05
"""By how much the most like place must lead the second."""
KIN = 0.3
"""Share of the shorter text's words below which the new text is hardly the same story."""
FIRM = 0.75
"""Context that what is not long and the same needs in such a text."""


def place(
    alignment: Alignment, spans: Sequence[tuple[int, int]], quotes: Sequence[str] | None = None
) -> list[Placement]:
    """Map spans `[start, end)` of the old text through the alignment, one outcome for each.

    `quotes` are the passages as they were first marked, for those that were marked on an older
    text still: status and score are told against them. An orphan is tried again later with an
    alignment of the text that it last stood in. Raises BadRequest for a span that is empty or
    outside of the old text.
    """
    old = alignment.old
    for start, end in spans:
        if not 0 <= start < end <= len(old):
            raise BadRequest(
                f"There is no passage from {start} to {end} in the text it was made on."
            )
    if quotes is None:
        quotes = [old[start:end] for start, end in spans]
    passages = [passage_of(alignment, start, end) for start, end in spans]
    placer = _Placer(alignment, passages)
    return [placer.place(*each) for each in zip(passages, quotes, strict=True)]


class _Placer:
    def __init__(self, alignment: Alignment, passages: Sequence[Passage]) -> None:
        self.alignment = alignment
        self.finder = Finder(alignment, passages)

    def place(self, passage: Passage, quote: str) -> Placement:
        start, end = passage.start, passage.end
        reason: Reason = "no-words"
        if self.alignment.old == self.alignment.new:
            found: Found | None = Found(start, end, 1.0, "mapped", True)
        elif passage.words:
            found, reason = self._find(passage)
            if found and self.alignment.kinship < KIN and not self._is_firm(passage, found):
                found, reason = None, "not-found"
        else:
            found = place_signs(self.alignment, passage)
        if found is None:
            return Placement(None, None, "orphan", reason, 0.0, 0.0, self._hint(passage), True)
        found = restored(self.alignment.new, found, quote)
        outcome = told(self.alignment, found, start, end, quote)
        if reason == "ambiguous":
            return replace(outcome, reason=reason, needs_review=True)
        return outcome

    def _find(self, passage: Passage) -> tuple[Found | None, Reason]:
        """The place of a passage that has words, and why it has none or may have another."""
        alignment, finder = self.alignment, self.finder
        image = image_of(alignment, passage, alignment.forward[passage.lo : passage.hi])
        found = mapped_place(alignment, finder, passage, image) if image else None
        if image and found and found.whole:
            return self._settled(passage, image, found)
        reason: Reason = "too-different" if image else "not-found"
        if found is None and passage.weight < LONG:
            found, reason = self._replaced(passage, reason)
        elsewhere = [place for place in finder.same_words(passage) if _is_enough(passage, place)]
        if elsewhere and _leads(elsewhere):
            best = elsewhere[0]
            return found_at(alignment, passage, best.image, best.context, "moved"), ""
        if found:
            return found, ""
        return (None, "ambiguous") if elsewhere else (self._fuzzy(passage), reason)

    def _is_firm(self, passage: Passage, found: Found) -> bool:
        """Whether a place is sure in a text that has little else of the old one."""
        if found.context >= FIRM or (found.whole and passage.weight >= LONG):
            return True
        return passage.weight >= LONG and likeness_at(self.alignment, passage, found) >= ALONE_LIKE

    def _replaced(self, passage: Passage, reason: Reason) -> tuple[Found | None, Reason]:
        bounds = bounds_of(self.alignment, passage)
        if bounds is None:
            return None, reason
        span = replaced_span(self.alignment, passage, bounds)
        return (Found(*span, "mapped", False), "") if span else (None, "replaced")

    def _settled(self, passage: Passage, image: Image, found: Found) -> tuple[Found | None, Reason]:
        """What to make of a place whose very words stand elsewhere too, as well surrounded.

        The first of them, when the text was doubled; none, when nothing round it tells which.
        """
        all_mapped = self.alignment.mapped == len(self.alignment.backward)
        if all_mapped or not self.finder.may_be_elsewhere(passage):
            return found, ""
        places = self.finder.same_words(passage)
        own = next((place.context for place in places if place.image.j == image.j), 1.0)
        rivals = [
            place
            for place in places
            if place.context >= own - LEAD and abs(place.image.j - image.j) > passage.reach
        ]
        if not rivals or SOME_CONTEXT <= own < DOUBLED:
            return found, ""
        if own < SOME_CONTEXT:
            return None, "ambiguous"
        first = min(rivals, key=lambda place: place.image.j)
        if first.image.j < image.j:
            found = found_at(self.alignment, passage, first.image, first.context, "mapped")
        return found, "ambiguous"

    def _fuzzy(self, passage: Passage) -> Found | None:
        """The place of a passage of some length that was moved and edited too."""
        if passage.weight < FUZZY_WORDS:
            return None
        least = FUZZY_LONG if passage.weight >= LONG else FUZZY_SHORT
        ranked: list[tuple[float, Found]] = []
        for place in self.finder.like_words(passage):
            found = found_at(self.alignment, passage, place.image, place.context, "fuzzy")
            ranked.append((likeness_at(self.alignment, passage, found), found))
        ranked.sort(key=lambda entry: -entry[0])
        if not ranked or ranked[0][0] < least:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < FUZZY_LEAD:
            return None
        before, best = self.alignment.old[passage.start : passage.end], ranked[0][1]
        if facts_differ(before, self.alignment.new[best.start : best.end]):
            return None
        return None if self.finder.has_look_alike(passage) else best

    @cached_property
    def _mapped_tokens(self) -> list[int]:
        return [i for i, j in enumerate(self.alignment.forward) if j >= 0]

    def _hint(self, passage: Passage) -> int | None:
        """Where the nearest surviving word before or after the passage stands now."""
        mapped, alignment = self._mapped_tokens, self.alignment
        at = bisect_left(mapped, passage.lo)
        near = mapped[max(0, at - 1) : at + 1]
        if not near:
            return None
        i = min(near, key=lambda token: abs(token - passage.lo))
        return alignment.new_tokens.starts[alignment.forward[i]]


def _is_enough(passage: Passage, place: Place) -> bool:
    """Whether a place with the same words has the context that so short a passage needs."""
    if passage.weight >= LONG:
        return True
    return place.context >= (SOME_CONTEXT if passage.weight >= FEW else ELSEWHERE)


def _leads(places: list[Place]) -> bool:
    return len(places) == 1 or places[0].context - places[1].context >= LEAD
