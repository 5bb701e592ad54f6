"""A query's tree as sets of keys: of stories, of notes on stories, of highlights.

A word may stand in a story or in a note on it. A story matches when what the query asks for is in
the story and its notes taken together; a note or a highlight, when it is in it alone, where fields
of the story count for it too.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Protocol

from db.search.engine import HIGHLIGHT, NOTE, STORY
from db.search.matching import Texts, fields_of
from db.search.state import State
from db.search.tree import (
    And,
    Colour,
    Has,
    Is,
    Leaf,
    Named,
    Node,
    Not,
    Or,
    TextLeaf,
    has_text,
    leaves,
)

Keys = Collection[int]


class Family(Protocol):
    """What leaves mean for stories, for notes, or for highlights."""

    def every(self) -> set[int]:
        """All there are; do not change it."""

    def leaf(self, leaf: Leaf, within: set[int] | None) -> set[int]:
        """Those that a leaf asks for, at least of those in `within`."""


def evaluate(node: Node, family: Family, within: set[int] | None = None) -> set[int]:
    """Those of a family, and of `within` where it is given, that a tree asks for."""
    match node:
        case And(parts):
            found = within
            for part in sorted(parts, key=_cost):
                found = evaluate(part, family, found)
                if not found:
                    break
            return set() if found is None else found
        case Or(parts):
            return set().union(*(evaluate(part, family, within) for part in parts))
        case Not(part):
            every = family.every() if within is None else within
            return every - evaluate(part, family, every)
        case _:
            found = family.leaf(node, within)
            return found if within is None else found & within


def _cost(node: Node) -> int:
    """Words come first: their sets are small and narrow what the others are asked about."""
    if isinstance(node, Not):
        return 2
    return 0 if isinstance(node, TextLeaf) else 1 if has_text(node) else 3


class Stories:
    """Stories; `alone`: without what is written or marked in them."""

    def __init__(self, texts: Texts | None, state: State, *, alone: bool = False) -> None:
        self._texts = texts
        self._state = state
        self._alone = alone

    def every(self) -> set[int]:
        return self._every

    def leaf(self, leaf: Leaf, within: set[int] | None) -> set[int]:
        if not isinstance(leaf, TextLeaf):
            return self._state.stories(leaf, within, alone=self._alone)
        texts = _needed(self._texts)
        found = _union(texts, leaf, STORY, within)
        if not self._alone:
            found |= _union(texts, leaf, NOTE, within)
            remarks = texts.field(leaf, "remark") if leaf.field in ("", "note") else ()
            if remarks:
                found |= set(self._state.story_of(set(remarks)).values())
        return found

    @cached_property
    def _every(self) -> set[int]:
        return (
            self._state.every_story() if self._texts is None else self._texts.snapshot.keys(STORY)
        )


class Notes:
    """Stories with a note of their own, matched by the note; `bare`: by their stories alone."""

    def __init__(self, texts: Texts | None, state: State, *, bare: bool = False) -> None:
        self._texts = texts
        self._state = state
        self._bare = bare

    @staticmethod
    def owns(leaf: Leaf) -> bool:
        """Whether a leaf may ask for a note for its own sake."""
        return _is_written(leaf) or leaf == Has("note")

    def every(self) -> set[int]:
        return self._every

    def leaf(self, leaf: Leaf, within: set[int] | None) -> set[int]:
        if not isinstance(leaf, TextLeaf):
            return self._state.noted(leaf, within, bare=self._bare)
        texts = _needed(self._texts)
        if leaf.field in ("title", "by"):
            return _union(texts, leaf, STORY, within) & self._every
        return set() if self._bare else _union(texts, leaf, NOTE, within)

    @cached_property
    def _every(self) -> set[int]:
        return self._state.every_noted() if self._texts is None else self._texts.snapshot.keys(NOTE)


class Highlights:
    """Highlights, matched by quote and note; `bare`: by their stories alone."""

    def __init__(self, texts: Texts | None, state: State, *, bare: bool = False) -> None:
        self._texts = texts
        self._state = state
        self._bare = bare

    @staticmethod
    def owns(leaf: Leaf) -> bool:
        """Whether a leaf may ask for a highlight for its own sake."""
        match leaf:
            case Has() | Colour() | Is("unplaced") | Named("tag"):
                return True
            case _:
                return _is_written(leaf)

    def every(self) -> set[int]:
        return self._every

    def leaf(self, leaf: Leaf, within: set[int] | None) -> set[int]:
        if not isinstance(leaf, TextLeaf):
            return self._state.highlights(leaf, within, bare=self._bare)
        texts = _needed(self._texts)
        if leaf.field in ("title", "by"):
            stories = _union(texts, leaf, STORY, None)
            return self._state.highlights_in(stories) if stories else set()
        return set() if self._bare else _union(texts, leaf, HIGHLIGHT, within)

    @cached_property
    def _every(self) -> set[int]:
        if self._texts is None:
            return self._state.every_highlight()
        return self._texts.snapshot.keys(HIGHLIGHT)


def supported(
    tree: Node, family: type[Notes] | type[Highlights], texts: Texts | None, state: State
) -> set[int]:
    """The notes or highlights that match for their own sake, not for that of their story."""
    if not any(family.owns(leaf) for leaf in leaves(tree)):
        return set()
    found = evaluate(tree, family(texts, state))
    return found - evaluate(tree, family(texts, state, bare=True), found) if found else found


def _is_written(leaf: Leaf) -> bool:
    """Whether a leaf may stand in a note or a quote."""
    return isinstance(leaf, TextLeaf) and leaf.field in ("", "note")


def _union(texts: Texts, leaf: TextLeaf, kind: int, within: set[int] | None) -> set[int]:
    found: set[int] = set()
    for field in fields_of(leaf, kind):
        keys = texts.field(leaf, field)
        if within is not None and len(within) < len(keys):
            found.update(key for key in within if key in keys)
        else:
            found.update(keys)
    return found


def _needed(texts: Texts | None) -> Texts:
    if texts is None:
        raise AssertionError("a tree with words is evaluated with the index")
    return texts
