"""Stories that are about the same: found by the words that are characteristic of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from math import log

from db.models import Story
from db.search.analysis.languages import language_of, stem
from db.search.analysis.words import is_paired, words
from db.search.engine import Clock, Snapshot

FIELDS = ("title", "text")
MOST_WORDS = 24
"""Characteristic words that are looked up."""
TOLD_WORDS = 5
"""Of them so many are told of each story found."""
FEWEST_SHARED = 2
SHORTEST = 3
_LONGEST_TEXT = 50_000
"""Words of a text that are counted."""
_TITLE = 3
"""How often a word in the title counts."""
_COMMON = 0.1
"""Share of all documents above which a word tells nothing."""
_FEW = 20
"""Documents in which a word may stand however few there are."""
_SATURATION = 1.2


@dataclass(frozen=True, slots=True)
class Alike:
    """A story that shares characteristic words."""

    key: int
    score: float
    """The share of what the characteristic words weigh that it has, 0 to 1."""
    words: tuple[str, ...]
    """The weightiest that it shares, as they stand in the story that was asked about."""


def alike(snapshot: Snapshot, key: int, story: Story, clock: Clock) -> list[Alike]:
    """The stories that are about the same as the one with this key, the most alike first.

    A word weighs by how often it stands in the story and how few others have it (tf-idf), and
    counts less the oftener it is repeated in the other (as in BM25). Stories must share two words.
    """
    chosen = characteristic(snapshot, story)
    total = sum(weight for _, weight in chosen) or 1.0
    scores: dict[int, float] = {}
    shared: dict[int, list[str]] = {}
    for word, weight in chosen:
        if clock.over:
            break
        for other, value in _standing(snapshot, word).items():
            scores[other] = scores.get(other, 0.0) + weight * value / (value + _SATURATION)
            shared.setdefault(other, []).append(word)
    fewest = min(FEWEST_SHARED, len(chosen))
    found = (
        Alike(other, score / total, tuple(shared[other][:TOLD_WORDS]))
        for other, score in scores.items()
        if other != key and len(shared[other]) >= fewest
    )
    return nlargest(len(scores), found, key=lambda one: (one.score, one.key))


def characteristic(snapshot: Snapshot, story: Story) -> list[tuple[str, float]]:
    """The words that tell a story from others, the weightiest first, and what each weighs."""
    in_text = words(story.text)[:_LONGEST_TEXT]
    counts = Counter([*words(story.title) * _TITLE, *in_text])
    documents = snapshot.documents
    most = max(_FEW, documents * _COMMON)
    weights = []
    for word, count in _joined(counts, language_of(story.head.lang, in_text)):
        frequency = sum(snapshot.frequency(field, word) for field in FIELDS)
        if 1 < frequency <= most:
            weights.append((word, (1 + log(count)) * log(1 + documents / frequency)))
    return nlargest(MOST_WORDS, weights, key=lambda pair: (pair[1], pair[0]))


def _joined(counts: Counter[str], language: str) -> Iterator[tuple[str, int]]:
    """Words worth looking up; of the inflections of one only the most frequent, for all."""
    groups: dict[str, list[str]] = {}
    for word in counts:
        if _tells(word):
            groups.setdefault(stem(word, language), []).append(word)
    for group in groups.values():
        yield max(group, key=lambda word: (counts[word], word)), sum(counts[word] for word in group)


def _tells(word: str) -> bool:
    return (is_paired(word) and len(word) > 1) or (len(word) >= SHORTEST and not word.isdecimal())


def _standing(snapshot: Snapshot, word: str) -> dict[int, float]:
    """The stories in which a word or an inflection stands, and how much."""
    found: dict[int, float] = {}
    for field in FIELDS:
        for key, value in snapshot.forms(field, word, 0.0).items():
            found[key] = max(found.get(key, 0.0), value)
    return found
