"""Everything that a reader does to a library, drawn at random, against a model of undo and redo."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from db import Library
from db.errors import BadRequest
from tests.deeds_on_library import ON_LIBRARY
from tests.deeds_on_one import ON_ONE, UNRECORDED
from tests.library import rows, snapshot

DEEDS = {**ON_LIBRARY, **ON_ONE}
"""By name; each takes the library and two numbers that tell to what it is done and how."""
ASIDE = ("drafts", "page_marks", "search_memory")
"""Tables that no step records, and that undo and redo must leave as they are."""

_ASTRAY = """SELECT highlights.id FROM highlights JOIN stories ON stories.key = highlights.story
    JOIN story_versions AS texts ON texts.key = stories.version
    WHERE status <> 'orphan' AND NOT (
        highlights.version = texts.key AND 0 <= "start" AND "start" < "end" AND "end" <= length)"""
"""Highlights that are neither in the present text of their story nor told as unplaced."""

Deed = tuple[str, int, int]
"""What is done and two numbers that tell to what and how."""


class Reader:
    """Does deeds, and keeps what the tables were after each step."""

    def __init__(self, library: Library, *leave_out: str) -> None:
        self.library = library
        self._leave_out = leave_out
        self._states = [self.tables()]
        self._now = 0
        self._texts: set[tuple[Any, ...]] = set()

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """The recorded tables as they are."""
        return snapshot(self.library, *self._leave_out)

    def do(self, deed: Deed) -> None:
        """Do it; whatever changed must be a step, and undo and redo must bring back every row."""
        kind, which, how = deed
        before = self.library.history.next_undo()
        if kind == "undo" or kind == "redo":
            self._turn(kind)
        elif kind == "restart":
            self.library.close()
            self.library = Library(self.library.folder)
            self.library.tidying.run()
            self._texts = set()
        else:
            DEEDS[kind](self.library, which, how)
            after = self.library.history.next_undo()
            if after is not None and (before is None or after.key > before.key):
                self._now += 1
                self._states[self._now :] = [self.tables()]
        assert self.tables() == self._states[self._now], deed
        texts = set(rows(self.library, "SELECT key, story, hash, markup FROM story_versions"))
        assert texts >= self._texts, "a text was changed or taken away"
        self._texts = texts
        assert rows(self.library, _ASTRAY) == [], deed

    def back_and_forth(self) -> None:
        """Undo everything, then do it all again."""
        for kind in ("undo", "redo", "undo"):
            while self._turn(kind):
                assert self.tables() == self._states[self._now], kind
            assert self._now == (0 if kind == "undo" else len(self._states) - 1)

    def _turn(self, kind: str) -> bool:
        """Undo or redo one step, if the model says that there is one."""
        to = self._now + (-1 if kind == "undo" else 1)
        turn = self.library.history.undo if kind == "undo" else self.library.history.redo
        if not 0 <= to < len(self._states):
            with pytest.raises(BadRequest, match=f"nothing to {kind}"):
                turn()
            return False
        aside = [self._table(name) for name in ASIDE]
        turn()
        assert [self._table(name) for name in ASIDE] == aside, kind
        self._now = to
        return True

    def _table(self, name: str) -> list[tuple[Any, ...]]:
        return rows(self.library, f"SELECT * FROM {name}")  # noqa: S608 -- a name of our own


_numbers = st.integers(0, 200)


def deeds(
    *, with_unrecorded: bool = False, with_restarts: bool = False
) -> st.SearchStrategy[list[Deed]]:
    """Sequences of deeds that begin with an addition, undo and redo among them."""
    kinds = [kind for kind in DEEDS if with_unrecorded or kind not in UNRECORDED]
    weighted = [*kinds, "mark", "mark", "mark", "merge", "add", "add", "add plain"]
    weighted += ["undo", "undo", "undo", "redo", "redo", *["restart"] * (3 * with_restarts)]
    one = st.tuples(st.sampled_from(weighted), _numbers, _numbers)
    first = st.tuples(st.just("add"), _numbers, _numbers)
    return st.tuples(first, st.lists(one, min_size=4, max_size=22)).map(
        lambda drawn: [drawn[0], *drawn[1]]
    )
