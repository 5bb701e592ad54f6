"""A query's tree as sets of keys: of stories, of notes on stories, of highlights.

A word may stand in a story or in a note on it. A story matches when what the query asks for is in
the story and its notes taken together; a note or a highlight, when it is in it alone, where fields
of the story count for it too.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from functools import cached_property
from typing import ClassVar, Protocol

from db.search.answers.matching import Texts, fields_of
from db.search.answers.state import State
from db.search.engine import HIGHLIGHT, NOTE, STORY
from db.search.query.tree import (
    And,
    Colour,
    Has,
    Is,
    Leaf,
    Named,
    Node,
    Not,
    Or,
    StateLeaf,
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


class _Family(ABC):
    """What every family has: the words of the query, the states, and all that there is."""

    kind: ClassVar[int]

    def __init__(self, texts: Texts | None, state: State) -> None:
        self._texts = texts
        self._state = state

    def every(self) -> set[int]:
        return self._every

    @cached_property
    def _every(self) -> set[int]:
        return self._all() if self._texts is None else self._texts.snapshot.keys(self.kind)

    @abstractmethod
    def _all(self) -> set[int]:
        """All there are, as SQLite knows them."""

    def _words(self) -> Texts:
        if self._texts is None:
            raise AssertionError("a tree with words is evaluated with the index")
        return self._texts


class Stories(_Family):
    """Stories; `alone`: without what is written or marked in them."""

    kind = STORY

    def __init__(self, texts: Texts | None, state: State, *, alone: bool = False) -> None:
        super().__init__(texts, state)
        self._alone = alone

    def leaf(self, leaf: Leaf, within: set[int] | None) -> set[int]:
        if not isinstance(leaf, TextLeaf):
            return self._state.stories(leaf, within, alone=self._alone)
        texts = self._words()
        found = _union(texts, leaf, STORY, within)
        if not self._alone:
            found |= _union(texts, leaf, NOTE, within)
            remarks = texts.field(leaf, "remark") if leaf.field in ("", "note") else ()
            if remarks:
                found |= set(self._state.story_of(set(remarks)).values())
        return found

    def _all(self) -> set[int]:
        return self._state.every_story()


class _Written(_Family):
    """What is written or marked in stories; `bare`: matched by the stories alone."""

    def __init__(self, texts: Texts | None, state: State, *, bare: bool = False) -> None:
        super().__init__(texts, state)
        self._bare = bare

    def leaf(self, leaf: Leaf, within: set[int] | None) -> set[int]:
        if not isinstance(leaf, TextLeaf):
            return self._in_state(leaf, within)
        texts = self._words()
        if leaf.field in ("title", "by"):
            return self._in_stories(_union(texts, leaf, STORY, None))
        return set() if self._bare else _union(texts, leaf, self.kind, within)

    @abstractmethod
    def _in_state(self, leaf: StateLeaf, within: set[int] | None) -> set[int]:
        """Those that a leaf asks for without words."""

    @abstractmethod
    def _in_stories(self, stories: set[int]) -> set[int]:
        """Those in some stories."""


class Notes(_Written):
    """Stories with a note of their own, matched by the note."""

    kind = NOTE

    @staticmethod
    def owns(leaf: Leaf) -> bool:
        """Whether a leaf may ask for a note for its own sake."""
        return _is_written(leaf) or leaf == Has("note")

    def _all(self) -> set[int]:
        return self._state.every_noted()

    def _in_state(self, leaf: StateLeaf, within: set[int] | None) -> set[int]:
        return self._state.noted(leaf, within, bare=self._bare)

    def _in_stories(self, stories: set[int]) -> set[int]:
        return stories & self._every


class Highlights(_Written):
    """Highlights, matched by quote and note."""

    kind = HIGHLIGHT

    @staticmethod
    def owns(leaf: Leaf) -> bool:
        """Whether a leaf may ask for a highlight for its own sake."""
        match leaf:
            case Has() | Colour() | Is("unplaced") | Named("tag"):
                return True
            case _:
                return _is_written(leaf)

    def _all(self) -> set[int]:
        return self._state.every_highlight()

    def _in_state(self, leaf: StateLeaf, within: set[int] | None) -> set[int]:
        return self._state.highlights(leaf, within, bare=self._bare)

    def _in_stories(self, stories: set[int]) -> set[int]:
        return self._state.highlights_in(stories) if stories else set()


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
