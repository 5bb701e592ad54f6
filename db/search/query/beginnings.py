"""Pure: what a query's words are looked up as while the last of them is being typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from db.search.analysis.words import is_paired
from db.search.query.tree import Phrase, Prefix, TextLeaf, Word

SHORTEST = 3
"""Letters of a beginning that is looked up outside titles."""


def typed(leaf: TextLeaf, *, in_title: bool) -> TextLeaf | None:
    """What a leaf is looked up as; None: as nothing, since too little of it has been typed.

    `in_title`: in titles, where even one letter tells something.
    """
    match leaf:
        case Word(_, word, True) if not in_title and _is_short(word):
            return replace(leaf, begun=False)
        case Prefix(_, prefix) if not in_title and _is_short(prefix):
            return None
        case Phrase(_, (*firm, last)) if last.begins and _is_short(last.word):
            return replace(leaf, steps=tuple(firm))
        case _:
            return leaf


def shown(leaves: Iterable[TextLeaf], *, typing: bool) -> list[TextLeaf]:
    """What is to be marked of leaves in texts and notes: what was looked up there."""
    if not typing:
        return list(leaves)
    found = (typed(leaf, in_title=False) for leaf in leaves)
    return [leaf for leaf in found if leaf is not None]


def _is_short(prefix: str) -> bool:
    return len(prefix) < SHORTEST and not is_paired(prefix)
