"""One segment of the index as it is read: its words, and what is kept of its documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from db.search.analysis.languages import LANGUAGES, stem
from db.search.engine import FIELDS

_MASKS = 16
"""Sets of languages of which it is kept which documents are in them."""


class Segment:
    """The words of a segment, and for each of its documents the key and the fields' lengths."""

    def __init__(self, storage: Any, segment: Any) -> None:
        codec = segment.codec()
        self.name: str = segment.segment_id()
        self.words = codec.terms_reader(storage, segment)
        self.gone = frozenset(segment.deleted_docs())
        self.kinds: bytes = codec.column(storage, segment, "kind", "B").tobytes()
        self.spoken: bytes = codec.column(storage, segment, "language", "B").tobytes()
        """By document, as a place in `LANGUAGES`."""
        self.languages = frozenset(self.spoken)
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
        self._fitting: dict[frozenset[int], bytes] = {}

    def bases(self, word: str) -> dict[str, frozenset[int]]:
        """The stems of a word, each with the languages of this segment in which it is that."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for language in self.languages - {0}:
            found[stem(word, LANGUAGES[language])].add(language)
        return {base: frozenset(languages) for base, languages in found.items()}

    def in_languages(self, languages: frozenset[int]) -> bytes:
        """1 for each document in one of these languages, else 0."""
        known = self._fitting.get(languages)
        if known is None:
            table = bytes(number in languages for number in range(256))
            known = self._fitting[languages] = self.spoken.translate(table)
            if len(self._fitting) > _MASKS:
                self._fitting.pop(next(iter(self._fitting)))
        return known

    def lexicon(self, field: str, shortest: int, longest: int) -> Iterator[str]:
        """The words of a field with so many letters."""
        known = self.words.lexicon.get(field, {})
        for size in range(shortest, longest + 1):
            yield from known.get(str(size), "").split()
