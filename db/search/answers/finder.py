"""Pure: where a query's words and phrases stand in a text, by the rules that the index goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, islice

from db.search.analysis.fuzzy import differs_by
from db.search.analysis.languages import NO_LANGUAGE, language_of, stem
from db.search.analysis.words import Word as Placed
from db.search.analysis.words import (
    first_runs,
    is_paired,
    placed_words,
    run_places,
    run_words,
    runs,
)
from db.search.query.tree import Fuzzy, Phrase, Prefix, Step, TextLeaf, Word

ENOUGH = (12_000, 60_000)
"""Code points after which looking for a better passage ends: where each word or phrase of the query
has been found, and where any has."""
_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase found; offsets are code points into the text, end-exclusive."""

    start: int
    end: int
    leaf: int
    """Which of the leaves it is."""


class Finder:
    """Finds the words of some leaves in any number of texts."""

    def __init__(
        self, leaves: Iterable[TextLeaf], near: Mapping[Fuzzy, frozenset[str]] | None = None
    ) -> None:
        """Args: leaves to look for; what fuzzy ones stand for, where the index has told."""
        self._leaves = tuple(leaves)
        self._near = near or {}
        self._known: dict[tuple[str, str], tuple[int, ...]] = {}

    def matches(self, text: str, lang: str = "", *, whole: bool = True) -> list[Match]:
        """All matches in order of their ends; else enough of them to choose a passage."""
        if not self._leaves:
            return []
        for wanted, size in zip((len(self._leaves), 1), () if whole else ENOUGH, strict=False):
            if len(text) > size:
                found = self.matches(text[: text.rfind(" ", 0, size) + 1], lang)
                if len({match.leaf for match in found}) >= wanted:
                    return found
        found_runs = runs(text)
        language = _language(lang, found_runs)
        if any(len(run_words(run)) != 1 for run in set(found_runs)):
            return list(self._scan(placed_words(text), language))
        return self._among(text, found_runs, language)

    def _among(self, text: str, found_runs: list[str], language: str) -> list[Match]:
        """The matches in a text of which each run is one word."""
        fitting = {}
        for run in set(found_runs):
            leaves = self._fitting(run_words(run)[0], language)
            if leaves:
                fitting[run] = leaves
        if not fitting:
            return []
        found: list[tuple[int, int, int]] = []
        for place in compress(count(), map(fitting.__contains__, found_runs)):
            for number in fitting[found_runs[place]]:
                begin = self._begin(number, place, lambda at: run_words(found_runs[at])[0])
                if begin >= 0:
                    found.append((begin, place, number))
        last = max((end for _, end, _ in found), default=-1)
        spans = list(islice(run_places(text), last + 1))
        return [Match(spans[begin][0], spans[end][1], number) for begin, end, number in found]

    def _scan(self, placed: Iterable[Placed], language: str) -> Iterator[Match]:
        """The matches in any text, word by word."""
        seen: list[Placed] = []
        for word, start, end in placed:
            seen.append((word, start, end))
            for number in self._fitting(word, language):
                leaf = self._leaves[number]
                begin = self._begin(number, len(seen) - 1, lambda at: seen[at][0])
                if begin < 0:
                    continue
                yield Match(seen[begin][1], _end(leaf, word, start, end), number)

    def _fitting(self, word: str, language: str) -> tuple[int, ...]:
        """The leaves that a word is, or may be the end of."""
        known = self._known.get((word, language))
        if known is None:
            known = self._known[word, language] = tuple(
                number
                for number, leaf in enumerate(self._leaves)
                if self._is_end(leaf, word, language)
            )
        return known

    def _begin(self, number: int, end: int, word_at: Callable[[int], str]) -> int:
        """Where a leaf that may end with a word begins, in words; -1 where it is not there."""
        leaf = self._leaves[number]
        if not isinstance(leaf, Phrase):
            return end
        begin = end - leaf.steps[-1].offset
        if begin < 0:
            return -1
        fits = (_is_step(step, word_at(begin + step.offset)) for step in leaf.steps[:-1])
        return begin if all(fits) else -1

    def _is_end(self, leaf: TextLeaf, word: str, language: str) -> bool:
        match leaf:
            case Word(_, wanted, begun):
                if word == wanted or (begun and word.startswith(wanted)):
                    return True
                if not language or leaf.field == "by":
                    return False
                base = stem(wanted, language)
                return base in (word, stem(word, language))
            case Phrase(_, steps):
                return _is_step(steps[-1], word)
            case Prefix(_, prefix):
                return word.startswith(prefix)
            case Fuzzy(_, wanted, distance):
                if leaf in self._near:
                    return word in self._near[leaf]
                return differs_by(word, wanted, distance)


def language_told(lang: str, text: str) -> str:
    """What `matches` is to be told of the language of a text when it gets only a part of it."""
    return _language(lang, first_runs(text, _SAMPLE)) or NO_LANGUAGE


def _language(lang: str, found_runs: Sequence[str]) -> str:
    first = [word for run in found_runs[:_SAMPLE] for word in run_words(run)]
    return language_of(lang, first[:_SAMPLE])


def _end(leaf: TextLeaf, word: str, start: int, end: int) -> int:
    """Where a match ends; of a pair of characters only the first may have been asked for."""
    match leaf:
        case Prefix(_, begin) | Phrase(_, (*_, Step(_, begin, True))):
            if is_paired(begin) and end - start == len(word):
                return start + len(begin)
    return end


def _is_step(step: Step, word: str) -> bool:
    return word.startswith(step.word) if step.begins else word == step.word
