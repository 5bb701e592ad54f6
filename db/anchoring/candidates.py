"""Places that a reader may choose for a passage; none is ever taken without being chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from db.anchoring.align import Alignment
from db.anchoring.context import words_round
from db.anchoring.edges import span_of, trimmed
from db.anchoring.graphemes import is_border
from db.anchoring.images import Image, Passage, image_of, passage_of
from db.anchoring.quotes import find_quote
from db.anchoring.similar import likeness
from db.anchoring.words import TOO_MANY

MOST = 5
"""Candidates that are given: more than a reader compares."""
MANY = 24
"""Places that are looked at closely."""
COMMON = 64
"""Places of a word beyond which it speaks for none."""
BIN = 8
"""Words by which votes for one place may differ."""
LONGEST = 2000
"""Words of a passage beyond which only the alignment and the very words are asked."""
LIKE = 0.4
"""Likeness below which a place is worth showing only where the passage used to be."""
SURROUNDED = 0.5
"""How much the context weighs against the likeness when places are put in order."""
OVERLAP = 0.5
"""Share of the shorter of two places from which they are one."""
ROOM = 3
"""By how many times a passage's words what stands in its place may be longer."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A place in the new text that a passage may be given by hand."""

    start: int
    """Code points into the new text."""
    end: int
    score: float
    """Likeness of what stands there to the passage, after folding, 0 to 1."""
    context: float
    """The share of the words round the passage that stand round the place, 0 to 1."""
    taken: bool = False
    """Whether most of its words are those of another passage of the old text."""


WordPlaces = Mapping[int, list[int]]
"""For each word of the new text, by its number, the tokens where it stands."""


def word_places(alignment: Alignment) -> WordPlaces:
    """Where each word of the new text stands; worth keeping for several passages of one pair."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for j, key in enumerate(alignment.new_tokens.keys):
        places[key].append(j)
    return dict(places)


def candidates(
    alignment: Alignment,
    start: int,
    end: int,
    quote: str = "",
    most: int = MOST,
    places: WordPlaces | None = None,
) -> list[Likely]:
    """Where the passage `[start, end)` of the old text may stand in the new one, best first.

    From the alignment, the same words elsewhere, what stands between the old neighbours, and places
    where many of the words stand together. `quote` is the passage as it was first marked, where
    that is another; likeness is told against the better of the two. `places` are the `word_places`.
    """
    passage = passage_of(alignment, start, end)
    wordings = list(dict.fromkeys(filter(None, (alignment.old[start:end], quote))))
    known = word_places(alignment) if places is None else places
    found: list[Likely] = []
    seen: set[tuple[int, int]] = set()
    for place, in_place in _places(alignment, passage, wordings, known):
        if place in seen:
            continue
        seen.add(place)
        likely = _judged(alignment, passage, place, wordings)
        if likely.score >= LIKE or in_place:
            found.append(likely)
        if len(found) >= MANY:
            break
    return _distinct(sorted(found, key=_rank))[:most]


def _rank(place: Likely) -> tuple[float, int]:
    return (-place.score - SURROUNDED * place.context, place.start)


def _distinct(ranked: list[Likely]) -> list[Likely]:
    """Without the places that are mostly one with a better one."""
    kept: list[Likely] = []
    for place in ranked:
        if not any(_shared(place, other) > OVERLAP for other in kept):
            kept.append(place)
    return kept


def _shared(one: Likely, other: Likely) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / min(one.end - one.start, other.end - other.start)


def _places(
    alignment: Alignment, passage: Passage, wordings: list[str], places: WordPlaces
) -> Iterator[tuple[tuple[int, int], bool]]:
    """Spans of the new text, and whether each is where the passage used to be."""
    if not passage.words:
        for place in find_quote(alignment.new, wordings[0]) if wordings[0].strip() else ():
            yield (place.start, place.end), False
        return
    for room in _between_neighbours(alignment, passage):
        yield room, True
    image = image_of(alignment, passage, alignment.forward[passage.lo : passage.hi])
    if image is not None:
        yield span_of(alignment, passage, image), True
    for image in _same_words(alignment, passage, places):
        yield span_of(alignment, passage, image), False
    for wording in wordings[1:]:
        at = alignment.new.find(wording)
        if at >= 0 and is_border(alignment.new, at) and is_border(alignment.new, at + len(wording)):
            yield (at, at + len(wording)), False
    if passage.words <= LONGEST:
        for image in _gathered(alignment, passage, places):
            yield span_of(alignment, passage, image), False
        for room in _surrounded(alignment, passage, places):
            yield room, False


def _judged(
    alignment: Alignment, passage: Passage, place: tuple[int, int], wordings: list[str]
) -> Likely:
    start, end = place
    j, j_end = alignment.new_tokens.within(start, end)
    there = alignment.new[start:end]
    score = max(likeness(wording, there) for wording in wordings)
    if j == j_end:
        return Likely(start, end, score, 0.0)
    backward = alignment.backward[j:j_end]
    others = sum(i >= 0 and not passage.lo <= i < passage.hi for i in backward)
    taken = 2 * others > j_end - j
    return Likely(
        start,
        end,
        score,
        words_round(alignment, passage.lo, passage.hi, passage.reach, j, j_end),
        taken,
    )


def _between_neighbours(alignment: Alignment, passage: Passage) -> Iterator[tuple[int, int]]:
    """What stands between the nearest words round the passage that have a place, if it is new."""
    forward = alignment.forward
    before, after = passage.lo - 1, passage.hi
    while before >= 0 and forward[before] < 0:
        before -= 1
    while after < len(forward) and forward[after] < 0:
        after += 1
    if passage.lo - before > passage.reach or after - passage.hi >= passage.reach:
        return  # the neighbours are gone too
    j = forward[before] + 1 if before >= 0 else 0
    j_end = forward[after] if after < len(forward) else len(alignment.new_tokens)
    yield from _room(alignment, passage, j, j_end)


def _same_words(alignment: Alignment, passage: Passage, places: WordPlaces) -> Iterator[Image]:
    """Every place with the passage's very words."""
    wanted, keys = alignment.old_tokens.keys[passage.lo : passage.hi], alignment.new_tokens.keys
    rarest = min(range(len(wanted)), key=lambda at: len(places.get(wanted[at], ())))
    letters, found = passage.end - passage.start, 0
    for at in places.get(wanted[rarest], [])[:TOO_MANY]:
        j = at - rarest
        if j >= 0 and keys[j : j + len(wanted)] == wanted and found < MANY:
            found += 1
            yield Image(passage.lo, passage.hi, j, j + passage.words, passage.words, letters)


def _gathered(alignment: Alignment, passage: Passage, places: WordPlaces) -> Iterator[Image]:
    """Places where many of the passage's words stand together."""
    for partners in _together(alignment, passage.lo, passage.hi, places):
        image = image_of(alignment, passage, partners)
        if image is not None:
            yield image


def _surrounded(
    alignment: Alignment, passage: Passage, places: WordPlaces
) -> Iterator[tuple[int, int]]:
    """What stands between words like those round the passage, wherever those went together."""
    lo = max(0, passage.lo - passage.reach)
    hi = min(len(alignment.forward), passage.hi + passage.reach)
    for partners in _together(alignment, lo, hi, places):
        before = [j for j in partners[: passage.lo - lo] if j >= 0]
        after = [j for j in partners[passage.hi - lo :] if j >= 0]
        if not before or not after:
            continue
        yield from _room(alignment, passage, before[-1] + 1, after[0])


def _room(alignment: Alignment, passage: Passage, j: int, j_end: int) -> Iterator[tuple[int, int]]:
    tokens = alignment.new_tokens
    if 0 < j_end - j <= ROOM * max(passage.words, passage.reach):
        yield trimmed(alignment.new, tokens.starts[j], tokens.ends[j_end - 1])


def _together(alignment: Alignment, lo: int, hi: int, places: WordPlaces) -> Iterator[list[int]]:
    """Partners in the new text for the old tokens `[lo, hi)`, or -1, near where most of them are.

    Each word speaks for the places where it stands, the less the more there are.
    """
    wanted, keys = alignment.old_tokens.keys[lo:hi], alignment.new_tokens.keys
    votes: defaultdict[int, float] = defaultdict(float)
    for i, key in enumerate(wanted):
        where = places.get(key, [])
        for j in where if len(where) <= COMMON else ():
            votes[(j - i) // BIN] += 1 / len(where)
            votes[(j - i) // BIN - 1] += 1 / len(where)
    for near, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[: 2 * MOST]:
        start = max(0, near * BIN)
        window = keys[start : start + len(wanted) + 4 * BIN]
        partners = [-1] * len(wanted)
        matcher = SequenceMatcher(None, wanted, window, autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            partners[i : i + size] = range(start + j, start + j + size)
        yield partners
