"""Where words stand in a row, in one segment of the index."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence, Set
from itertools import accumulate, chain, compress, pairwise, repeat

from db.search.codec import TermsReader
from db.search.engine import Clock
from db.search.postings import Postings
from db.search.tree import Step

_CHECK_EVERY = 256


def phrase_rows(
    words: TermsReader, field: str, steps: Sequence[Step], clock: Clock, most: int | None
) -> Iterator[tuple[int, int]]:
    """The documents of a segment that hold the steps in a row, and how often.

    Args:
        words: the words of the segment.
        field: where to look.
        steps: of the phrase.
        clock: when it is over, no more are looked for.
        most: words that a step stands for which only begins.
    """
    sides = [_side(words, field, step, most) for step in steps]
    if not all(side.documents for side in sides):
        return
    sides.sort(key=lambda side: side.size)
    both = set(sides[0].documents).intersection(*(side.documents for side in sides[1:]))
    if not both:
        return
    documents = sorted(both)
    first, *rest = (side.among(both) for side in sides)
    if not rest:
        yield from zip(documents, map(len, first), strict=True)
        return
    moves = [side.offset - before.offset for before, side in pairwise(sides)]
    further = zip(*rest[1:], strict=True) if rest[1:] else repeat(())
    rows = zip(documents, first, rest[0], further, strict=False)
    for number, (document, positions, others, more) in enumerate(rows):
        if number % _CHECK_EVERY == 0 and clock.over:
            return
        move = moves[0]
        found = {position + move for position in positions}.intersection(others)
        for move, others in zip(moves[1:], more, strict=True):
            found = {position + move for position in found}.intersection(others)
        if found:
            yield document, len(found)


class _Side:
    """Where one step of a phrase stands: a word, or several that begin alike."""

    def __init__(self, offset: int, postings: Sequence[Postings]) -> None:
        self.offset = offset
        self._postings = postings
        self.size = sum(len(each.positions) for each in postings)
        """How often it stands anywhere."""

    @property
    def documents(self) -> Collection[int]:
        """The documents that it stands in."""
        if len(self._postings) == 1:
            return self._postings[0].documents
        return set().union(*(each.documents for each in self._postings))

    def among(self, documents: Set[int]) -> Iterator[Sequence[int]]:
        """The positions in each of these documents, in order; it stands in all of them."""
        if len(self._postings) == 1:
            return (positions for _, positions in _among(self._postings[0], documents))
        found: dict[int, list[int]] = {document: [] for document in sorted(documents)}
        for each in self._postings:
            for document, positions in _among(each, documents):
                found[document].extend(positions)
        return iter(found.values())


def _side(words: TermsReader, field: str, step: Step, most: int | None) -> _Side:
    if not step.begins:
        found = words.postings(field, step.word)
        return _Side(step.offset, [] if found is None else [found])
    more = sorted(words.beginning(field, step.word), key=lambda pair: -words.frequency(pair[1]))
    return _Side(step.offset, [words.read(about) for _, about in more[:most]])


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
