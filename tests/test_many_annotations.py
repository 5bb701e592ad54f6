"""Deleting and tagging many highlights and notes at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import Library
from db.annotation_rows import by_family
from tests.library import OTHER, add_story, done, is_sound, mark, snapshot


@pytest.fixture
def keys(library: Library) -> list[int]:
    """Two highlights and a note on a story, oldest first."""
    lock, bread = add_story(library), add_story(library, "Bread at dawn", OTHER)
    mark(library, lock, "any tide", tags=["sea", "money"])
    mark(library, bread, "sells at dawn", tags=["money"])
    library.stories.set_tags(bread.id, ["money"])
    library.stories.set_note(bread.id, "Ask the baker.")
    return list(library.select_annotations(sort="oldest").keys)


Act = Callable[[Library, list[int]], int]
ACTS: list[tuple[Act, int, str]] = [
    (lambda one, keys: one.many.delete(by_family(keys)), 3, "Deleted 2 highlights and 1 note"),
    (
        lambda one, keys: one.many.delete(by_family(keys[:1])),
        1,
        "Deleted the highlight “any tide”",
    ),
    (
        lambda one, keys: one.many.delete(by_family(keys[2:])),
        1,
        "Deleted the note on “Bread at dawn”",
    ),
    (
        lambda one, keys: one.many.retag(by_family(keys), add=["port", "sea"], remove=["money"]),
        3,
        "Tagged 2 highlights and 1 story port, sea; untagged money",
    ),
]


@pytest.mark.parametrize(("act", "count", "told"), ACTS, ids=[told for _, _, told in ACTS])
def test_what_is_done_to_many_annotations_is_one_step(
    library: Library, keys: list[int], act: Act, count: int, told: str
) -> None:
    before, steps = snapshot(library), len(done(library))
    assert act(library, keys) == count
    assert done(library)[steps:] == [told]
    after = snapshot(library)
    library.history.undo()
    assert snapshot(library) == before
    library.history.redo()
    assert snapshot(library) == after
    assert is_sound(library)


def test_deleting_a_note_leaves_its_story(library: Library, keys: list[int]) -> None:
    library.many.delete(by_family(keys))
    assert len(library.select_annotations()) == 0
    assert library.stories.count() == 2
    assert not library.select("title:bread")[0].noted


def test_tags_that_all_have_are_told(library: Library, keys: list[int]) -> None:
    many = library.many
    assert many.tags(by_family(keys)) == ("money",)
    assert many.tags(by_family(keys[:1])) == ("money", "sea")
    many.retag(by_family(keys), add=["Port"], remove=["money"])
    assert many.tags(by_family(keys)) == ("Port",)
    assert library.select("title:bread")[0].tags == ("Port",)
    assert many.tags({}) == ()


def test_what_is_gone_is_passed_over(library: Library, keys: list[int]) -> None:
    library.highlights.remove(library.highlights.all()[0].id)
    steps = done(library)
    assert library.many.delete(by_family([keys[1], 99, -99])) == 0
    assert done(library) == steps
    assert library.many.delete(by_family(keys)) == 2
