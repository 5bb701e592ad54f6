"""Where words stand in a row, in one segment of the index."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain, compress, pairwise, repeat

from db.search.analysis.languages import FUNCTION_WORDS
from db.search.engine import Clock
from db.search.index.codec import TermsReader
from db.search.index.layout import PAIRED, pair
from db.search.index.postings import Postings
from db.search.query.tree import Step

_CHECK_EVERY = 256


def phrase_rows(
    words: TermsReader, field: str, steps: Sequence[Step], clock: Clock, most: int | None
) -> Iterator[tuple[int, int]]:
    """The documents of a segment that hold the steps in a row, and how often.

    A document comes twice where it holds the phrase with a last word that goes on in two ways.

    Args:
        words: the words of the segment.
        field: where to look.
        steps: of the phrase.
        clock: when it is over, no more are looked for.
        most: words that a step stands for which only begins.
    """
    *firm, last = steps
    if not (firm and last.begins and _opens_pair(field, firm[-1], last)):
        yield from _rows(_sides(words, field, steps, most), clock)
        return
    before = firm[-1]
    ends = _beginning(words, field, last.word, most)
    others = [about for end, about in ends if end.decode() not in FUNCTION_WORDS]
    pairs = [pair(before.word, end.decode()) for end, _ in ends if end.decode() in FUNCTION_WORDS]
    found = [words.postings(field, each) for each in pairs]
    paired = _Side(before.offset, [postings for postings in found if postings is not None])
    yield from _rows([*_sides(words, field, firm, most, covered=True), paired], clock)
    rest = _Side(last.offset, [words.read(about) for about in others])
    yield from _rows([*_sides(words, field, firm, most), rest], clock)


def _rows(sides: list[_Side], clock: Clock) -> Iterator[tuple[int, int]]:
    """The documents in which all sides stand where they should, and how often."""
    sides.sort(key=lambda side: side.size)
    if len(sides) == 1:
        yield from sides[0].counts
        return
    both = set(sides[0].documents)
    for side in sides[1:]:
        both.intersection_update(side.documents)
    if not both:
        return
    documents = sorted(both)
    first, second, *more = (side.among(both) for side in sides)
    move, *moves = [side.offset - before.offset for before, side in pairwise(sides)]
    further = zip(*more, strict=True) if more else repeat(())
    rows = zip(documents, first, second, further, strict=False)
    for number, (document, positions, others, rest) in enumerate(rows):
        if number % _CHECK_EVERY == 0 and clock.over:
            return
        found = set(map(move.__add__, positions)).intersection(others)
        for move_on, others in zip(moves, rest, strict=True):
            found = set(map(move_on.__add__, found)).intersection(others)
        if found:
            yield document, len(found)


class _Side:
    """Where one step of a phrase stands: a word, or several that begin alike."""

    def __init__(self, offset: int, postings: Sequence[Postings]) -> None:
        self.offset = offset
        self._postings = postings
        self.size = sum(len(each.positions) for each in postings)
        """How often it stands anywhere."""

    @cached_property
    def documents(self) -> Collection[int]:
        """The documents that it stands in."""
        if len(self._postings) == 1:
            return self._postings[0].documents
        return set().union(*(each.documents for each in self._postings))

    @property
    def counts(self) -> Iterator[tuple[int, int]]:
        """The documents that it stands in, and how often; once for each word."""
        for each in self._postings:
            yield from zip(each.documents, each.counts, strict=True)

    def among(self, documents: Set[int]) -> Iterator[Sequence[int]]:
        """The positions in each of these documents, in order; it stands in all of them."""
        if len(self._postings) == 1:
            return (positions for _, positions in _among(self._postings[0], documents))
        found: dict[int, Sequence[int]] = {}
        for each in self._postings:
            for document, positions in _among(each, documents):
                known = found.get(document)
                found[document] = positions if known is None else [*known, *positions]
        return map(found.__getitem__, sorted(documents))


def _sides(
    words: TermsReader,
    field: str,
    steps: Sequence[Step],
    most: int | None,
    *,
    covered: bool = False,
) -> list[_Side]:
    """What has to stand in a row: pairs of function words, and single words that are in none.

    `covered`: the last step is in a pair with what follows it.
    """
    joined = [_is_pair(field, *each) for each in pairwise(steps)]
    sides = []
    for place, step in enumerate(steps):
        if joined[place : place + 1] == [True]:
            found = words.postings(field, pair(step.word, steps[place + 1].word))
            sides.append(_Side(step.offset, [] if found is None else [found]))
        elif not (place and joined[place - 1]) and not (covered and place == len(steps) - 1):
            sides.append(_side(words, field, step, most))
    return sides


def _is_pair(field: str, first: Step, second: Step) -> bool:
    """Whether the index tells where these two follow each other."""
    ends_pair = not second.begins and second.word in FUNCTION_WORDS
    return ends_pair and _opens_pair(field, first, second)


def _opens_pair(field: str, first: Step, second: Step) -> bool:
    """The same for all function words that the second could be."""
    is_next = second.offset == first.offset + 1 and not first.begins
    return is_next and field in PAIRED and first.word in FUNCTION_WORDS


def _side(words: TermsReader, field: str, step: Step, most: int | None) -> _Side:
    if step.begins:
        found = _beginning(words, field, step.word, most)
        return _Side(step.offset, [words.read(about) for _, about in found])
    postings = words.postings(field, step.word)
    return _Side(step.offset, [] if postings is None else [postings])


def _beginning(
    words: TermsReader, field: str, prefix: str, most: int | None
) -> list[tuple[bytes, bytes]]:
    """The most frequent words that begin so, each with what the index keeps about it."""
    found = sorted(words.beginning(field, prefix), key=lambda pair: -words.frequency(pair[1]))
    return found[:most]


def _among(postings: Postings, documents: Set[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """The positions in those of these documents that hold the word, in order of documents."""
    own, places = postings.documents, postings.positions
    ends = array("I", accumulate(postings.counts))
    if len(own) > 8 * len(documents):
        for document in sorted(documents):
            place = bisect_left(own, document)
            if place < len(own) and own[place] == document:
                yield document, places[ends[place - 1] if place else 0 : ends[place]]
        return
    starts = chain((0,), ends)
    wanted = list(map(documents.__contains__, own))
    spans = map(slice, compress(starts, wanted), compress(ends, wanted))
    yield from zip(compress(own, wanted), map(places.__getitem__, spans), strict=True)
