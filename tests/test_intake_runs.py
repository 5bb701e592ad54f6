"""An addition as a whole: told before, stopped, broken off, or made twice at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import Intake, Library
from db.errors import BadRequest
from db.intake import READY_STORIES
from db.models import StoryDraft
from tests.library import (
    OTHER,
    REVISED,
    TEXT,
    add,
    add_story,
    done,
    opened,
    outcomes,
    rows,
    snapshot,
)


def test_a_dry_run_writes_nothing(library: Library) -> None:
    add_story(library, ref="1")
    before, steps = snapshot(library), done(library)
    drafts = [StoryDraft("The lock", REVISED, ref="1"), StoryDraft("Bread", OTHER, section="New")]
    result = add(library, *drafts, dry_run=True)
    assert [(story.outcome, bool(story.id)) for story in result.stories] == [
        ("updated", True),
        ("added", False),
    ]
    assert (snapshot(library), done(library)) == (before, steps)


drafted = st.builds(
    StoryDraft,
    title=st.sampled_from(["One", "Two"]),
    text=st.sampled_from([TEXT, REVISED, OTHER, ""]),
    ref=st.sampled_from(["", "", "", "1", "2"]),
    url=st.sampled_from(["", "", "u", "v"]),
    tags=st.sampled_from([(), ("port",)]),
    section=st.sampled_from(["", "News"]),
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.lists(drafted, max_size=6), min_size=1, max_size=3))
def test_a_dry_run_tells_what_the_run_then_does(runs: list[list[StoryDraft]]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as library:
        for drafts in runs:
            told = outcomes(library, *drafts, dry_run=True)
            assert outcomes(library, *drafts) == told
            assert set(outcomes(library, *drafts)) <= {"="}


def test_outcomes_stand_in_the_order_of_the_drafts(library: Library) -> None:
    add(library, StoryDraft("The lock", TEXT))
    drafts = [StoryDraft("The lock", REVISED), StoryDraft("Bread", OTHER)]
    assert [story.title for story in add(library, *drafts).stories] == ["The lock", "Bread"]


def many(count: int) -> Iterator[StoryDraft]:
    for number in range(count):
        yield StoryDraft(f"Number {number}", f"Words of {number}.", section="New")


def test_an_addition_that_is_stopped_leaves_whole_stories_as_one_step(library: Library) -> None:
    stop = threading.Event()
    seen: list[int] = []

    def progress(stories: int) -> None:
        seen.append(stories)
        stop.set()

    result = add(library, *many(10 * READY_STORIES), stop=stop, progress=progress)
    count = library.stories.count()
    assert 0 < count == len(result.stories) == seen[-1] < 10 * READY_STORIES
    assert done(library) == [f"Added paper: {count} new"]
    library.history.undo()
    assert library.stories.count() == 0


def test_a_source_that_breaks_half_way_leaves_the_library_as_it_was(library: Library) -> None:
    add_story(library, "Number 3", "Other words.")
    before, steps = snapshot(library), done(library)

    def breaking() -> Iterator[StoryDraft]:
        yield from many(3 * READY_STORIES)
        raise BadRequest("Line 193 is not JSON.")

    with pytest.raises(BadRequest, match="Line 193"):
        add_lazily(library, breaking())
    assert (snapshot(library), done(library)) == (before, steps)
    assert library.history.next_redo() is None


def add_lazily(library: Library, drafts: Iterator[StoryDraft]) -> None:
    library.add(Intake("file", "/paper", "paper"), drafts)


def test_a_file_that_two_windows_add_at_once_is_there_once(library: Library) -> None:
    drafts = [StoryDraft(f"Number {n}", f"Words of {n}.", ref=str(n)) for n in range(READY_STORIES)]
    with opened(library.folder) as window:

        def theirs() -> Iterator[StoryDraft]:
            yield from drafts[:10]
            add(library, *drafts[:30])
            yield from drafts[10:]

        add_lazily(window, theirs())
    assert library.stories.count() == READY_STORIES
    assert len(library.sources.all()) == 1
    assert rows(library, "SELECT count(DISTINCT ref) FROM stories") == [(READY_STORIES,)]
