"""Which of what matches comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from typing import Literal

from db.search.engine import HIGHLIGHT, NOTE, STORY
from db.search.matching import Texts, fields_of
from db.search.state import State
from db.search.tree import Node, Phrase, Word, wanted

Sort = Literal["relevance", "newest"]
KINDS = (STORY, NOTE, HIGHLIGHT)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Something that matches, and how well."""

    score: float
    kind: int
    key: int
    """Of a highlight, or of a story for itself or its note."""
    story: int


def rank(
    tree: Node,
    matched: Mapping[int, Mapping[int, int]],
    texts: Texts | None,
    state: State,
    sort: Sort,
    limit: int,
) -> list[Found]:
    """The first `limit` of all that match, the best or the newest first.

    Args:
        tree: the query.
        matched: by kind, the keys that match, each with the key of its story.
        texts: where its words stand, if it has any.
        state: what tells the dates.
        sort: by relevance, or the newest stories first.
        limit: how many are wanted.

    Where nothing tells two apart, as for states and prefixes alone, the newest come first.
    """
    scores = {kind: _scores(tree, kind, found, texts) for kind, found in matched.items()}
    tells = any(isinstance(leaf, Word | Phrase) for leaf in wanted(tree))
    if sort == "relevance" and tells:
        every = (
            (scores[kind].get(key, 0.0), -kind, key)
            for kind, found in matched.items()
            for key in found
        )
        best = nlargest(limit, every)
        return [Found(score, -kind, key, matched[-kind][key]) for score, kind, key in best]
    return list(islice(_newest(matched, scores, state, limit), limit))


def _newest(
    matched: Mapping[int, Mapping[int, int]],
    scores: Mapping[int, Mapping[int, float]],
    state: State,
    limit: int,
) -> Sequence[Found]:
    by_story: dict[int, list[tuple[int, int]]] = {}
    for kind in KINDS:
        for key, story in matched.get(kind, {}).items():
            by_story.setdefault(story, []).append((kind, key))
    return [
        Found(scores[kind].get(key, 0.0), kind, key, story)
        for story in state.newest(by_story, limit)
        for kind, key in by_story[story]
    ]


def _scores(
    tree: Node, kind: int, found: Mapping[int, int], texts: Texts | None
) -> Mapping[int, float]:
    """The sum of what the words of a query count, by key; those without a word are left out."""
    if texts is None or not found:
        return {}
    total = texts.snapshot.documents
    each = [texts.score(leaf, fields_of(leaf, kind), total) for leaf in wanted(tree)]
    if len(each) == 1:
        return each[0]
    scores: dict[int, float] = {}
    for part in each:
        if len(part) < len(found):
            for key, value in part.items():
                if key in found:
                    scores[key] = scores.get(key, 0.0) + value
        else:
            for key in found:
                if key in part:
                    scores[key] = scores.get(key, 0.0) + part[key]
    return scores
