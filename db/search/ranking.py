"""Which of what matches comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest
from itertools import compress, repeat
from typing import Literal

from db.search.engine import FIELDS, HIGHLIGHT, NOTE, STORY
from db.search.matching import Texts, fields_of
from db.search.state import State
from db.search.tree import Node, Phrase, Word, wanted

Sort = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Something that matches, and how well."""

    score: float
    kind: int
    key: int
    """Of a highlight, or of a story for itself or its note."""
    story: int


@dataclass(frozen=True, slots=True)
class Matched:
    """The keys that match: of stories, of stories for their own note, of highlights."""

    stories: AbstractSet[int]
    notes: AbstractSet[int]
    highlights: Mapping[int, int]
    """Each with the key of its story."""

    def __len__(self) -> int:
        return len(self.stories) + len(self.notes) + len(self.highlights)

    def of(self, kind: int) -> AbstractSet[int]:
        """The keys of a kind of document."""
        return {STORY: self.stories, NOTE: self.notes}.get(kind, self.highlights.keys())


def rank(
    tree: Node, matched: Matched, texts: Texts | None, state: State, sort: Sort, limit: int
) -> list[Found]:
    """The first `limit` of all that match, the best or the newest first.

    Where nothing tells two apart, as for states and prefixes alone, the newest come first.
    """
    scores = {kind: _scores(tree, kind, matched.of(kind), texts) for kind in FIELDS}
    tells = any(isinstance(leaf, Word | Phrase) for leaf in wanted(tree))
    if sort == "relevance" and tells:
        every = [each for kind in FIELDS for each in _best(kind, matched, scores[kind], limit)]
        return [
            Found(score, -kind, key, matched.highlights[key] if -kind == HIGHLIGHT else key)
            for score, kind, key in nlargest(limit, every)
        ]
    return _newest(matched, scores, state, limit)


def _best(
    kind: int, matched: Matched, scores: Mapping[int, float], limit: int
) -> Iterator[tuple[float, int, int]]:
    """At least the `limit` best of a kind, in no order: score, kind less than zero, key."""
    keys = list(matched.of(kind))
    own = list(map(scores.get, keys, repeat(0.0)))
    least = sorted(own)[-limit] if len(own) > limit > 0 else 0.0
    chosen = map(least.__le__, own)
    return ((score, -kind, key) for score, key in compress(zip(own, keys, strict=True), chosen))


def _newest(
    matched: Matched, scores: Mapping[int, Mapping[int, float]], state: State, limit: int
) -> list[Found]:
    marked: defaultdict[int, list[int]] = defaultdict(list)
    for key, story in matched.highlights.items():
        marked[story].append(key)
    found = []
    for story in state.newest(matched.stories | matched.notes | marked.keys(), limit):
        own = [(STORY, story)] if story in matched.stories else []
        own += [(NOTE, story)] if story in matched.notes else []
        own += [(HIGHLIGHT, key) for key in marked.get(story, ())]
        found += [Found(scores[kind].get(key, 0.0), kind, key, story) for kind, key in own]
    return found[:limit]


def _scores(
    tree: Node, kind: int, found: AbstractSet[int], texts: Texts | None
) -> Mapping[int, float]:
    """The sum of what the words of a query count, by key; those without a word are left out."""
    if texts is None or not found:
        return {}
    total = texts.snapshot.documents
    each = [texts.score(leaf, fields_of(leaf, kind), total, found) for leaf in wanted(tree)]
    if len(each) == 1:
        return each[0]
    scores: dict[int, float] = {}
    for part in each:
        for key in part.keys() & found:
            scores[key] = scores.get(key, 0.0) + part[key]
    return scores
