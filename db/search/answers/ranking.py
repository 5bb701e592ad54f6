"""Which of what matches comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest
from itertools import compress, repeat
from math import inf
from typing import Literal

from db.search.answers.matching import Texts, fields_of
from db.search.answers.scoring import Part, part
from db.search.answers.state import State
from db.search.engine import FIELDS, HIGHLIGHT, NOTE, STORY
from db.search.query.tree import Node, Phrase, Word, wanted

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
    tells = any(isinstance(leaf, Word | Phrase) for leaf in wanted(tree))
    if sort == "newest" or not tells:
        return _newest(tree, matched, texts, state, limit)
    every = [each for kind in FIELDS for each in _best(tree, kind, matched, texts, limit)]
    return [
        Found(score, -kind, key, matched.highlights[key] if -kind == HIGHLIGHT else key)
        for score, kind, key in nlargest(limit, every)
    ]


def _best(
    tree: Node, kind: int, matched: Matched, texts: Texts | None, limit: int
) -> Iterator[tuple[float, int, int]]:
    """At least the `limit` best of a kind, in no order: score, kind less than zero, key."""
    keys = matched.of(kind)
    parts = _parts(tree, kind, keys, texts)
    if len(parts) == 1:
        # The more there is of the only word the higher the score, which only the best need.
        keys = _highest(keys, parts[0].values, limit)
    scores = _sum(parts, keys)
    best = _highest(keys, scores, limit)
    return (
        (score, -kind, key)
        for key, score in zip(best, map(scores.get, best, repeat(0.0)), strict=True)
    )


def _highest(keys: AbstractSet[int], values: Mapping[int, float], limit: int) -> AbstractSet[int]:
    """At least the `limit` keys with the highest values, 0 where they have none."""
    if len(keys) <= limit:
        return keys
    own = list(map(values.get, keys, repeat(0.0)))
    least = min(nlargest(limit, own), default=inf)
    return set(compress(keys, map(least.__le__, own)))


def _newest(
    tree: Node, matched: Matched, texts: Texts | None, state: State, limit: int
) -> list[Found]:
    marked: defaultdict[int, list[int]] = defaultdict(list)
    for key, story in matched.highlights.items():
        marked[story].append(key)
    found = []
    for story in state.newest(matched.stories | matched.notes | marked.keys(), limit):
        own = [(STORY, story)] if story in matched.stories else []
        own += [(NOTE, story)] if story in matched.notes else []
        own += [(HIGHLIGHT, key) for key in marked.get(story, ())]
        found += [(kind, key, story) for kind, key in own]
    scores = {}
    for kind in FIELDS:
        keys = {key for other, key, _ in found[:limit] if other == kind}
        scores[kind] = _sum(_parts(tree, kind, keys, texts), keys)
    return [
        Found(scores[kind].get(key, 0.0), kind, key, story) for kind, key, story in found[:limit]
    ]


def _parts(tree: Node, kind: int, found: AbstractSet[int], texts: Texts | None) -> list[Part]:
    """What each leaf that stands in any of these documents adds to their rank."""
    if texts is None or not found:
        return []
    each = (part(texts, leaf, fields_of(leaf, kind), found) for leaf in wanted(tree))
    return [one for one in each if one is not None]


def _sum(parts: Sequence[Part], keys: AbstractSet[int]) -> Mapping[int, float]:
    """The scores by key; those without a word are left out."""
    if len(parts) == 1:
        return parts[0].scores(keys)
    scores: dict[int, float] = {}
    for each in parts:
        for key, score in each.scores(keys).items():
            if key in keys:
                scores[key] = scores.get(key, 0.0) + score
    return scores
