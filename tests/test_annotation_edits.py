"""Deleting, colouring and tagging many highlights and notes at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import Library
from db.errors import BadRequest
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
    (lambda one, keys: one.annotation_edits.remove(keys), 3, "Deleted 2 highlights and 1 note"),
    (
        lambda one, keys: one.annotation_edits.remove(keys[:1]),
        1,
        "Deleted the highlight “any tide”",
    ),
    (
        lambda one, keys: one.annotation_edits.remove(keys[2:]),
        1,
        "Deleted the note on “Bread at dawn”",
    ),
    (
        lambda one, keys: one.annotation_edits.retag(keys, ["port", "sea"], ["money"]),
        3,
        "Tagged 2 highlights and 1 note with port, sea; no longer with money",
    ),
    (lambda one, keys: one.annotation_edits.set_colour(keys, "red"), 2, "Made 2 highlights red"),
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
    library.annotation_edits.remove(keys)
    assert len(library.select_annotations()) == 0
    assert library.stories.count() == 2
    assert not library.select("title:bread")[0].noted


def test_tags_that_all_have_are_told(library: Library, keys: list[int]) -> None:
    edits = library.annotation_edits
    assert edits.tags(keys) == ("money",)
    assert edits.tags(keys[:1]) == ("money", "sea")
    edits.retag(keys, ["Port"], ["money"])
    assert edits.tags(keys) == ("Port",)
    assert library.select("title:bread")[0].tags == ("Port",)
    assert edits.tags([]) == ()


def test_what_is_gone_is_passed_over(library: Library, keys: list[int]) -> None:
    library.highlights.remove(library.highlights.all()[0].id)
    steps = done(library)
    assert library.annotation_edits.remove([keys[1], 99, -99]) == 0
    assert done(library) == steps
    assert library.annotation_edits.remove(keys) == 2


def test_a_colour_that_there_is_not_changes_nothing(library: Library, keys: list[int]) -> None:
    with pytest.raises(BadRequest, match="no colour"):
        library.annotation_edits.set_colour(keys, "pink")
