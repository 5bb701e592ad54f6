"""The same done to many stories or highlights at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import Library
from db.errors import BadRequest
from db.models import StoryDraft
from tests.library import add, add_story, done, is_sound, mark, outcomes, snapshot

DRAFTS = tuple(StoryDraft(f"Story {n}", f"Text number {n}.", section="News") for n in range(4))


@pytest.fixture
def keys(library: Library) -> list[int]:
    add(library, *DRAFTS)
    return list(library.select(sort="oldest").keys)


Act = Callable[[Library, list[int]], int]
ACTS: list[tuple[Act, str, str]] = [
    (lambda one, keys: one.many.set_starred(keys, True), "is:starred", "Starred 3 stories"),
    (lambda one, keys: one.many.set_read(keys, True), "is:read", "Marked 3 stories read"),
    (
        lambda one, keys: one.many.set_shelf(keys, "later"),
        "is:later",
        "Put 3 stories on the shelf later",
    ),
    (lambda one, keys: one.many.move(keys, "Arts"), "section:arts", "Moved 3 stories to Arts"),
    (
        lambda one, keys: one.many.tag(keys, ["policy", "#law"]),
        "tag:law tag:policy",
        "Tagged 3 stories policy, law",
    ),
]


@pytest.mark.parametrize(("act", "query", "told"), ACTS, ids=[told for _, _, told in ACTS])
def test_what_is_done_to_many_is_one_step(
    library: Library, keys: list[int], act: Act, query: str, told: str
) -> None:
    before = snapshot(library)
    assert act(library, keys[:3]) == 3
    assert set(library.select(query).keys) == set(keys[:3])
    assert done(library)[1:] == [told]
    after = snapshot(library)
    assert act(library, keys[:3]) == 3
    assert len(done(library)) == 2, "doing it again changes nothing"
    library.history.undo()
    assert snapshot(library) == before
    library.history.redo()
    assert snapshot(library) == after
    assert is_sound(library)


def test_removed_stories_stay_out_and_come_back_with_one_undo(
    library: Library, keys: list[int]
) -> None:
    library.many.remove(keys[:3])
    assert list(library.select().keys) == keys[3:]
    assert outcomes(library, *DRAFTS) == "rrr="
    assert library.many.set_starred(keys, True) == 1
    library.history.undo()
    library.history.undo()
    assert set(library.select().keys) == set(keys)


def test_tags_come_off_those_that_have_them_and_win_over_the_source(
    library: Library, keys: list[int]
) -> None:
    library.many.tag(keys, ["sea"])
    library.many.untag(keys[:2], ["SEA", "nothing"])
    assert set(library.select("tag:sea").keys) == set(keys[2:])
    tagged = [StoryDraft(one.title, one.text, tags=("sea",)) for one in DRAFTS]
    add(library, *tagged)
    assert set(library.select("tag:sea").keys) == set(keys[2:])


def test_highlights_are_tagged_together(library: Library) -> None:
    story = add_story(library)
    for quote in ("new lock", "any tide"):
        mark(library, story, quote)
    found, _ = library.search.highlight_keys("*")
    assert library.many.tag(found, ["ports"], "highlight") == 2
    assert {one.tags for one in library.highlights.all()} == {("ports",)}
    assert done(library)[-1] == "Tagged 2 highlights ports"
    library.many.untag(found, ["ports"], "highlight")
    assert {one.tags for one in library.highlights.all()} == {()}


def test_highlights_are_coloured_and_deleted_together(library: Library) -> None:
    story = add_story(library)
    made = {mark(library, story, quote).id for quote in ("new lock", "any tide")}
    found, _ = library.search.highlight_keys("*")
    before = snapshot(library)
    assert library.many.set_colour(found, "red") == 2
    assert {one.colour for one in library.highlights.all()} == {"red"}
    with pytest.raises(BadRequest, match="no colour 'mauve'"):
        library.many.set_colour(found, "mauve")
    assert set(library.many.ids(found, "highlight")) == made
    assert library.many.remove(found, "highlight") == 2
    assert library.highlights.all() == []
    assert library.many.ids(found, "highlight") == []
    assert done(library)[-2:] == ["Made 2 highlights red", "Deleted 2 highlights"]
    library.history.undo()
    library.history.undo()
    assert snapshot(library) == before


def test_one_of_them_is_told_by_its_title(library: Library, keys: list[int]) -> None:
    library.many.set_starred(keys[:1], True)
    assert done(library)[-1] == "Starred “Story 0”"
    assert library.many.all_are("starred", keys[:1])
    assert not library.many.all_are("starred", keys[:2])
    assert library.many.all_are("inbox", keys)


def test_a_wrong_wish_changes_nothing(library: Library, keys: list[int]) -> None:
    before = snapshot(library)
    with pytest.raises(BadRequest):
        library.many.tag(keys, ["good", " / "])
    with pytest.raises(BadRequest):
        library.many.set_shelf(keys, "attic")  # type: ignore[arg-type]
    assert library.many.set_read([], True) == 0
    assert library.many.move([], "Nowhere") == 0
    assert snapshot(library) == before
    assert len(done(library)) == 1
