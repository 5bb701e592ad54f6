"""One generation of the Whoosh index, read whole words at a time; the engine's side of the seam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from whoosh.util.numeric import byte_to_length

from db.search.analysis.fuzzy import alike
from db.search.analysis.languages import LANGUAGES
from db.search.engine import FIELDS, Clock
from db.search.faults import damage_told
from db.search.index.layout import STEM
from db.search.index.phrases import phrase_rows
from db.search.index.postings import Postings
from db.search.index.segments import Segment
from db.search.query.tree import Step

_B: Mapping[str, float] = {"title": 0.3, "by": 0.0, "text": 0.75}
"""How much the length of a field counts, as in BM25F."""
_OTHER_B = 0.5
_CHECK_EVERY = 128
_WHOLE: Mapping[int, float] = {}
_NOTHING: Mapping[int, float] = dict.fromkeys(range(len(LANGUAGES)), 0.0)
"""What one occurrence counts by language, and 1 where it is not told."""


class WhooshSnapshot:
    """The documents and words of one generation; see `engine.Snapshot`."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._weights = {field: _weights(field, segments) for _, field in _all_fields()}

    @property
    def documents(self) -> int:
        return sum(len(segment.keys) - len(segment.gone) for segment in self._segments)

    def keys(self, kind: int) -> set[int]:
        found: set[int] = set()
        for segment in self._segments:
            pairs = zip(segment.keys, segment.kinds, strict=True)
            found.update(key for key, own in pairs if own == kind)
        found.discard(0)
        return found

    @damage_told
    def word(self, field: str, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for segment, postings in self._postings(field, word):
            found.update(self._values(segment, field, postings))
        found.pop(0, None)
        return found

    @damage_told
    def frequency(self, field: str, word: str) -> int:
        return sum(segment.words.documents_with(field, word) for segment in self._segments)

    @damage_told
    def forms(self, field: str, word: str, bonus: float) -> dict[int, float]:
        found: dict[int, float] = {}
        for segment in self._segments:
            own: dict[int, float] = {}
            bases = segment.bases(word)
            exact = segment.words.postings(field, word)
            if exact is not None:
                own.update(self._values(segment, field, exact, _shares(bases, word, bonus)))
            for base, fitting in bases.items():
                stems = [STEM + base, *([base] if base != word else [])]
                for postings in (segment.words.postings(field, each) for each in stems):
                    if postings is not None:
                        shares = {**_NOTHING, **dict.fromkeys(fitting, 1.0)}
                        _add(own, self._values(segment, field, postings, shares))
            found.update(own)
        found.pop(0, None)
        return found

    @damage_told
    def phrase(
        self, field: str, steps: Sequence[Step], clock: Clock, most: int | None = None
    ) -> dict[int, float]:
        found: dict[int, float] = {}
        weights = self._weights[field]
        for segment in self._segments:
            lengths = segment.lengths[field]
            for document, count in phrase_rows(segment.words, field, steps, clock, most):
                key = segment.keys[document]
                found[key] = found.get(key, 0.0) + count * weights[lengths[document]]
        found.pop(0, None)
        return found

    @damage_told
    def beginning(
        self, field: str, prefix: str, clock: Clock, most: int | None = None
    ) -> tuple[set[int], bool]:
        words = [list(segment.words.beginning(field, prefix)) for segment in self._segments]
        wanted = None if most is None else self._most_frequent(words, most)
        found: set[int] = set()
        for segment, own in zip(self._segments, words, strict=True):
            some = own if wanted is None else [pair for pair in own if pair[0] in wanted]
            found.update(map(segment.keys.__getitem__, _together(segment, some, clock)))
        found.discard(0)
        return found, wanted is not None

    @damage_told
    def alike(self, field: str, word: str, distance: int) -> list[str]:
        found: set[str] = set()
        for segment in self._segments:
            lexicon = segment.lexicon(field, len(word) - distance, len(word) + distance)
            found.update(alike(lexicon, word, distance))
        return sorted(found)

    @damage_told
    def any_of(self, field: str, words: Iterable[str], clock: Clock) -> set[int]:
        found: set[int] = set()
        for number, word in enumerate(words):
            if number % _CHECK_EVERY == 0 and clock.over:
                break
            for segment, postings in self._postings(field, word):
                found.update(map(segment.keys.__getitem__, postings.documents))
        found.discard(0)
        return found

    def _most_frequent(
        self, words: Sequence[Sequence[tuple[bytes, bytes]]], most: int
    ) -> set[bytes] | None:
        """The words that are in the most documents; None where there are no more than these."""
        counts: Counter[bytes] = Counter()
        for segment, own in zip(self._segments, words, strict=True):
            for word, about in own:
                counts[word] += segment.words.frequency(about)
        if len(counts) <= most:
            return None
        return {word for word, _ in counts.most_common(most)}

    def _values(
        self, segment: Segment, field: str, postings: Postings, shares: Mapping[int, float] = _WHOLE
    ) -> Iterator[tuple[int, float]]:
        """Keys and values; `shares`: by language, what one occurrence counts, 1 where it is not
        told. Documents in which it counts nothing are left out."""
        weights, lengths = self._weights[field], segment.lengths[field]
        documents: Sequence[int] = postings.documents
        counts: Iterable[int] = postings.counts
        own = {shares.get(language, 1.0) for language in segment.languages}
        if 0.0 in own:
            wanted = frozenset(each for each in segment.languages if shares.get(each, 1.0))
            mask = list(map(segment.in_languages(wanted).__getitem__, documents))
            counts, documents = compress(counts, mask), list(compress(documents, mask))
            own.discard(0.0)
        pairs = zip(counts, documents, strict=True)
        if own <= {1.0}:
            values = [count * weights[lengths[document]] for count, document in pairs]
        else:
            spoken = segment.spoken
            each = [shares.get(language, 1.0) for language in range(len(LANGUAGES))]
            values = [
                count * weights[lengths[document]] * each[spoken[document]]
                for count, document in pairs
            ]
        return zip(map(segment.keys.__getitem__, documents), values, strict=True)

    def _postings(self, field: str, word: str) -> Iterator[tuple[Segment, Postings]]:
        for segment in self._segments:
            postings = segment.words.postings(field, word)
            if postings is not None:
                yield segment, postings


def _shares(bases: Mapping[str, frozenset[int]], word: str, bonus: float) -> Mapping[int, float]:
    """What the exact word counts by language: where it is not its own stem, it is among the words
    of the stem already."""
    shares: dict[int, float] = {}
    for base, fitting in bases.items():
        shares.update(dict.fromkeys(fitting, bonus + (base == word)))
    return shares


def _add(found: dict[int, float], values: Iterable[tuple[int, float]]) -> None:
    if not found:
        found.update(values)
        return
    for key, value in values:
        found[key] = found.get(key, 0.0) + value


def _together(segment: Segment, words: Sequence[tuple[bytes, bytes]], clock: Clock) -> set[int]:
    """The documents that hold any of these words; of fewer words when the clock is over."""
    found: set[int] = set()
    for number, (_, about) in enumerate(words):
        if number % _CHECK_EVERY == 0 and clock.over:
            break
        found.update(segment.words.documents(about))
    return found


def _all_fields() -> Iterator[tuple[int, str]]:
    for kind, fields in FIELDS.items():
        for field in fields:
            yield kind, field


def _weights(field: str, segments: Sequence[Segment]) -> list[float]:
    """What one occurrence counts, by the byte that tells the length of the field."""
    total = sum(segment.totals.get(field, 0) for segment in segments)
    own = [segment.lengths[field] for segment in segments]
    filled = sum(len(lengths) - lengths.count(0) for lengths in own)
    average = total / filled if filled else 1.0
    b = _B.get(field, _OTHER_B)
    return [1 / (1 - b + b * byte_to_length(byte) / average) for byte in range(256)]
