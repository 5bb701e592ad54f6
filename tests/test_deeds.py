"""That the deeds which undo is tried with are all that a reader can do, and each really done."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from db import Library
from tests.deeds import ASIDE, DEEDS
from tests.deeds_on_one import UNRECORDED
from tests.library import opened, rows, snapshot

PARTS = (
    *("stories", "sections", "sources", "highlights", "annotations", "tags", "many"),
    *("page_marks", "versions", "drafts", "saved_searches", "search_memory", "joining"),
    *("placements", "match_marks", "recalls"),
)
READING = {
    *("all", "get", "of", "of_story", "rows", "head", "count", "ordered", "with_keys", "tree"),
    *("key", "keys", "ids", "tags", "all_are", "missing", "last_opened", "by_url", "letters"),
    *("version", "story", "highlights", "compare", "carried", "subject", "counts", "fresh"),
    *("to_check", "cases", "plan", "in_story", "session", "answered", "outlook", "is_empty"),
}
"""Methods that write nothing; `plan` says what `mark` would write."""
WITHIN = {"ensure", "put", "take", "replace"}
"""Methods of sections, sources and tags that are part of another's step."""
ALSO_READING = {("page_marks", "place")}
PLENTY = (("add", 2, 1), ("mark", 0, 3), ("mark", 1, 5), ("mark", 0, 20), ("saved", 0, 0),
          ("saved", 2, 0), ("tag story", 0, 3), ("tag mark", 0, 3), ("letter", 0, 1),
          ("draft", 0, 1), ("draft", 0, 2), ("note", 0, 1), ("search", 0, 1))  # fmt: skip
"""What is done first, so that there is something of every kind."""


def writers(library: Library) -> set[tuple[str, str]]:
    """The public methods of a library's parts that write, each with its part."""
    methods = {
        (part, name)
        for part in PARTS
        for name in vars(type(getattr(library, part)))
        if not name.startswith("_") and callable(getattr(getattr(library, part), name))
    }
    return {
        (part, name)
        for part, name in methods - ALSO_READING
        if name not in READING and not (name in WITHIN and part in ("sections", "sources", "tags"))
    }


def contents(library: Library) -> tuple[Any, ...]:
    """All that a deed may change, steps apart."""
    aside = [rows(library, f"SELECT * FROM {name}") for name in ASIDE]  # noqa: S608 -- our names
    return snapshot(library), *aside


@pytest.fixture
def plenty(tmp_path: Path) -> Any:
    with opened(tmp_path / "plenty") as library:
        for kind, which, how in PLENTY:
            DEEDS[kind](library, which, how)
        yield library


@pytest.mark.parametrize("kind", DEEDS)
def test_each_deed_is_done_and_is_a_step_if_it_can_be_undone(plenty: Library, kind: str) -> None:
    for which, how in product(range(3), range(12)):
        before, steps = contents(plenty), len(plenty.history.all(999))
        DEEDS[kind](plenty, which, how)
        if contents(plenty) != before:
            assert (len(plenty.history.all(999)) > steps) == (kind not in UNRECORDED)
            return
    pytest.fail(f"“{kind}” changes nothing")


def test_all_that_a_reader_can_do_is_a_deed(
    plenty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: set[tuple[str, str]] = set()
    for part, name in writers(plenty):
        whole = getattr(type(getattr(plenty, part)), name)

        def noted(*given: Any, _whole: Any = whole, _at: Any = (part, name), **named: Any) -> Any:
            done.add(_at)
            return _whole(*given, **named)

        monkeypatch.setattr(type(getattr(plenty, part)), name, noted)
    first = plenty.history.next_undo()
    for kind, which, how in product(DEEDS, range(2), range(8)):
        DEEDS[kind](plenty, which, how)
        while plenty.history.next_undo() != first:
            plenty.history.undo()
    assert writers(plenty) - done == set()
