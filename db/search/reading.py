"""One generation of the Whoosh index, read whole words at a time; the engine's side of the seam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from whoosh.util.numeric import byte_to_length

from db.search.engine import FIELDS, Clock
from db.search.english import stem
from db.search.faults import damage_told
from db.search.finder import differs_by
from db.search.layout import STEM
from db.search.phrases import phrase_rows
from db.search.postings import Postings
from db.search.tree import Step

_B: Mapping[str, float] = {"title": 0.3, "by": 0.0, "text": 0.75}
"""How much the length of a field counts, as in BM25F."""
_OTHER_B = 0.5
_CHECK_EVERY = 128


class Segment:
    """The words of a segment, and for each of its documents the key and the fields' lengths."""

    def __init__(self, storage: Any, segment: Any) -> None:
        codec = segment.codec()
        self.name: str = segment.segment_id()
        self.words = codec.terms_reader(storage, segment)
        self.gone = frozenset(segment.deleted_docs())
        self.kinds: bytes = codec.column(storage, segment, "kind", "B").tobytes()
        self.english: bytes = codec.column(storage, segment, "english", "B").tobytes()
        self.keys: list[int] = codec.column(storage, segment, "key", "q").tolist()
        """By document; 0 where it was taken out."""
        for number in self.gone:
            self.keys[number] = 0
        self.lengths: dict[str, bytes] = {
            field: codec.column(storage, segment, f"_{field}_len", "B").tobytes()
            for fields in FIELDS.values()
            for field in fields
        }
        """By field and document, in one byte as Whoosh has them."""
        self.totals: Mapping[str, int] = segment._fieldlengths
        self._lexicons: dict[str, str] = {}

    def lexicon(self, field: str) -> list[str]:
        """All words of a field; kept in one string, which is a tenth of the list."""
        if field not in self._lexicons:
            self._lexicons[field] = "\n".join(self.words.lexicon(field))
        return self._lexicons[field].split("\n")


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
        weights = self._weights[field]
        for segment, postings in self._postings(field, word):
            lengths, documents = segment.lengths[field], postings.documents
            counts = zip(postings.counts, documents, strict=True)
            values = [count * weights[lengths[document]] for count, document in counts]
            found.update(zip(map(segment.keys.__getitem__, documents), values, strict=True))
        found.pop(0, None)
        return found

    @damage_told
    def inflections(self, field: str, word: str) -> dict[int, float]:
        base = stem(word)
        found = self.word(field, STEM + base)
        weights = self._weights[field]
        for segment, postings in self._postings(field, base):
            keys, english, lengths = segment.keys, segment.english, segment.lengths[field]
            for document, count in zip(postings.documents, postings.counts, strict=True):
                if english[document]:
                    key = keys[document]
                    found[key] = found.get(key, 0.0) + count * weights[lengths[document]]
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
                found[segment.keys[document]] = count * weights[lengths[document]]
        found.pop(0, None)
        return found

    @damage_told
    def beginning(self, field: str, prefix: str) -> list[tuple[str, int]]:
        found: Counter[str] = Counter()
        for segment in self._segments:
            for word, frequency in segment.words.beginning(field, prefix):
                found[word] += frequency
        return found.most_common()

    @damage_told
    def alike(self, field: str, word: str, distance: int) -> list[str]:
        found: set[str] = set()
        for segment in self._segments:
            found.update(_alike(segment.lexicon(field), word, distance))
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

    def _postings(self, field: str, word: str) -> Iterator[tuple[Segment, Postings]]:
        for segment in self._segments:
            postings = segment.words.postings(field, word)
            if postings is not None:
                yield segment, postings


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


def _alike(lexicon: Sequence[str], word: str, distance: int) -> Iterator[str]:
    """The words within a distance: cut in one part more than that, one of the parts stays whole."""
    size = -(-len(word) // (distance + 1))
    parts = [word[start : start + size] for start in range(0, len(word), size)]
    first, *others = parts if len(parts) > distance else [""]
    second, third = (*others, *others[-1:], "", "")[:2]
    least, most = len(word) - distance, len(word) + distance
    candidates = [
        near
        for near in lexicon
        if least <= len(near) <= most
        and (near.startswith(first) or second in near or third in near)
    ]
    return (near for near in candidates if differs_by(near, word, distance))
