"""Where words stand in a row, in one segment of the index."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

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
    postings = [_postings(words, field, step, most) for step in steps]
    if not all(postings):
        return
    documents = set.intersection(*(_documents(each) for each in postings))
    placed = sorted(
        zip((step.offset for step in steps), postings, strict=True),
        key=lambda pair: sum(len(each.positions) for each in pair[1]),
    )
    ordered = [(offset, _positions(each, documents)) for offset, each in placed]
    (first_offset, first), rest = ordered[0], ordered[1:]
    for number, document in enumerate(documents):
        if number % _CHECK_EVERY == 0 and clock.over:
            return
        starts = {position - first_offset for position in first[document]}
        for offset, positions in rest:
            starts &= {position - offset for position in positions[document]}
            if not starts:
                break
        else:
            yield document, len(starts)


def _postings(words: TermsReader, field: str, step: Step, most: int | None) -> list[Postings]:
    wanted: Iterable[str] = (step.word,)
    if step.begins:
        more = Counter(dict(words.beginning(field, step.word)))
        wanted = (word for word, _ in more.most_common(most))
    found = (words.postings(field, word) for word in wanted)
    return [each for each in found if each is not None]


def _documents(postings: Sequence[Postings]) -> set[int]:
    return set().union(*(each.documents for each in postings))


def _positions(
    postings: Sequence[Postings], documents: Collection[int]
) -> Mapping[int, Sequence[int]]:
    """The positions in these documents, of which each holds one of the words."""
    found: dict[int, Sequence[int]] = {}
    for each in postings:
        for document, positions in _among(each, documents):
            found[document] = [*found[document], *positions] if document in found else positions
    return found


def _among(postings: Postings, documents: Collection[int]) -> Iterator[tuple[int, Sequence[int]]]:
    if len(postings.documents) <= 4 * len(documents):
        for document, positions in postings.by_document():
            if document in documents:
                yield document, positions
        return
    ends = list(accumulate(postings.counts))
    for document in documents:
        place = bisect_left(postings.documents, document)
        if place < len(ends) and postings.documents[place] == document:
            yield document, postings.positions[ends[place - 1] if place else 0 : ends[place]]
