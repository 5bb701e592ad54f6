"""What nothing can bring back is let go of, and nothing else is."""

from __future__ import annotations

import threading

import pytest

from db import Library
from db.errors import LibraryBusy
from db.models import StoryDraft
from tests.library import TEXT, add, add_story, is_sound, locked, mark, rows, snapshot


def count(library: Library, table: str) -> int:
    """The rows of a table."""
    return int(rows(library, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 -- our own


def add_and_think_better(library: Library) -> None:
    """Add many stories, mark one, undo that, and do something else."""
    add(library, *(StoryDraft(f"Number {n}", f"Words of {n}.") for n in range(500)), name="many")
    first = library.stories.get(library.stories.rows(sort="oldest")[1].id)
    library.highlights.add(first, 0, 5)
    library.page_marks.put(first, "a", 3)
    for _ in range(2):
        library.history.undo()
    library.sections.add("Instead")


def test_an_addition_that_was_undone_for_good_leaves_no_texts(library: Library) -> None:
    story = add_story(library)
    made = mark(library, story, "new lock")
    add_and_think_better(library)
    steps, before = library.history.all(), snapshot(library)
    assert library.tidying.needed()
    assert library.tidying.run() > 1000
    assert count(library, "story_versions") == 1 + 1  # the mark by letter holds its text
    assert {row[0] for row in rows(library, "SELECT state FROM history")} == {"done"}
    assert count(library, "history_rows") < 10
    assert (library.history.all(), snapshot(library)) == (steps, before)
    assert not library.tidying.needed()
    assert library.tidying.run() == 0
    assert is_sound(library)
    assert library.highlights.get(made.id) == made
    assert library.stories.get(story.id).text == TEXT


def test_nothing_is_let_go_of_while_it_can_be_done_again(library: Library) -> None:
    add_and_think_better(library)
    add_story(library)
    library.history.undo()
    before = {table: count(library, table) for table in ("history", "history_rows")}
    assert not library.tidying.needed()
    assert library.tidying.run() == 0
    assert {table: count(library, table) for table in before} == before
    library.history.redo()
    assert library.stories.count() == 1


def test_texts_that_a_story_had_before_stay(library: Library) -> None:
    add_story(library, ref="1")
    add(library, StoryDraft("The lock", "Quite other words.", ref="1"))
    library.history.undo()
    add(library, StoryDraft("The lock", f"{TEXT}\n\nMore.", ref="1"))
    (story,) = library.select()
    texts = [version.key for version in library.versions.of(story.id)]
    assert len(texts) == 2
    library.tidying.run()
    assert count(library, "story_versions") == 3
    assert [version.key for version in library.versions.of(story.id)] == texts
    assert not library.tidying.needed()
    assert library.history.undo().what == "Added paper: 1 changed"


def test_it_stops_when_it_is_asked_to_and_waits_its_turn(library: Library) -> None:
    add_and_think_better(library)
    stop = threading.Event()
    stop.set()
    assert library.tidying.run(stop) == 0
    with locked(library), library.patience(0), pytest.raises(LibraryBusy):
        library.tidying.run()
    assert library.tidying.run() > 0
