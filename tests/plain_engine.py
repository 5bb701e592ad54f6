"""Another engine behind the seam of search: plain lists that are read from end to end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from db.search.analysis.languages import stem
from db.search.engine import Clock
from db.search.index.layout import Document
from db.search.query.tree import Step
from tests.slow_search import edits


class PlainSnapshot:
    """See `db.search.engine.Snapshot`."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    @property
    def documents(self) -> int:
        return len(self._documents)

    def keys(self, kind: int) -> set[int]:
        return {document.key for document in self._documents if document.kind == kind}

    def word(self, field: str, word: str) -> dict[int, float]:
        return _told((key, words.count(word)) for _, key, words in self._fields(field))

    def frequency(self, field: str, word: str) -> int:
        return len(self.word(field, word))

    def forms(self, field: str, word: str, bonus: float) -> dict[int, float]:
        found = []
        for language, key, words in self._fields(field):
            count: float = words.count(word)
            if language:
                wanted = stem(word, language)
                count = count * bonus + sum(stem(one, language) == wanted for one in words)
            found.append((key, count))
        return _told(found)

    def phrase(
        self, field: str, steps: Sequence[Step], clock: Clock, most: int | None = None
    ) -> dict[int, float]:
        return _told(
            (key, sum(_stands(words, place, steps) for place in range(len(words))))
            for _, key, words in self._fields(field)
        )

    def beginning(
        self, field: str, prefix: str, clock: Clock, most: int | None = None
    ) -> tuple[set[int], bool]:
        words = Counter(
            word
            for _, _, own in self._fields(field)
            for word in set(own)
            if word.startswith(prefix)
        )
        chosen = [word for word, _ in words.most_common(most)]
        return self.any_of(field, chosen, clock), len(chosen) < len(words)

    def alike(self, field: str, word: str, distance: int) -> list[str]:
        words = {one for _, _, own in self._fields(field) for one in own}
        return sorted(one for one in words if edits(one, word) <= distance)

    def any_of(self, field: str, words: Iterable[str], clock: Clock) -> set[int]:
        wanted = set(words)
        return {key for _, key, own in self._fields(field) if wanted & set(own)}

    def _fields(self, field: str) -> Iterator[tuple[str, int, Sequence[str]]]:
        """Language, key and words of each document that has the field."""
        for document in self._documents:
            if document.words.get(field):
                yield document.language, document.key, document.words[field]


def _told(counts: Iterable[tuple[int, float]]) -> dict[int, float]:
    return {key: float(count) for key, count in counts if count}


def _stands(words: Sequence[str], place: int, steps: Sequence[Step]) -> bool:
    return all(
        place + step.offset < len(words)
        and (
            words[place + step.offset].startswith(step.word)
            if step.begins
            else words[place + step.offset] == step.word
        )
        for step in steps
    )
