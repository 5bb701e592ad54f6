"""Undo and redo: in order, by name, row by row, across restarts and processes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from db import Intake, Library
from db.errors import BadRequest, LibraryBusy
from db.intake import READY_STORIES
from db.models import Highlight, Story, StoryDraft
from tests.deeds import Deed, Reader, deeds
from tests.library import TEXT, add, add_story, done, is_sound, locked, mark, opened, snapshot

QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

NOTHINGS: dict[str, Callable[[Library, Story, Highlight], object]] = {
    "add again": lambda library, story, made: add(library, StoryDraft("The lock", TEXT)),
    "unstar": lambda library, story, made: library.stories.set_starred(story.id, False),
    "shelve": lambda library, story, made: library.stories.set_shelf(story.id, "inbox"),
    "no note": lambda library, story, made: library.stories.set_note(story.id, " \n"),
    "tag": lambda library, story, made: library.stories.add_tags(story.id, ["Port"]),
    "tags": lambda library, story, made: library.stories.set_tags(story.id, ["port"]),
    "untag": lambda library, story, made: library.stories.remove_tags(story.id, ["storm"]),
    "open": lambda library, story, made: library.stories.opened(story.id),
    "scroll": lambda library, story, made: library.stories.set_place(story.id, 40),
    "colour": lambda library, story, made: library.highlights.set_colour(made.id, "yellow"),
    "no annotation": lambda library, story, made: library.highlights.set_note(made.id, ""),
    "tag mark": lambda library, story, made: library.highlights.add_tags(made.id, ["lock"]),
    "untag mark": lambda library, story, made: library.highlights.remove_tags(made.id, ["storm"]),
    "order": lambda library, story, made: library.sections.order(["General"]),
    "rename section": lambda library, story, made: library.sections.rename("General", "General"),
    "rename tag": lambda library, story, made: library.tags.rename("port", "port"),
}


@QUICK
@given(deeds())
def test_undo_and_redo_bring_back_every_row(sequence: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        reader = Reader(library)
        for deed in sequence:
            reader.do(deed)
        reader.back_and_forth()
        assert is_sound(library)


@settings(QUICK, max_examples=15)
@given(deeds(with_restarts=True))
def test_undo_and_redo_bring_back_every_row_over_restarts(sequence: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        reader = Reader(library)
        for deed in sequence:
            reader.do(deed)
        reader.do(("restart", 0, 0))
        reader.back_and_forth()
        assert is_sound(library)
        reader.library.close()


@QUICK
@given(deeds(with_unrecorded=True))
def test_reading_on_never_stands_in_the_way_of_undo(sequence: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        reader = Reader(library, "read", "opened", "place", "looked")
        for deed in sequence:
            reader.do(deed)
        reader.back_and_forth()
        assert is_sound(library)


def test_undo_says_what_it_undid_and_redo_what_it_did_again(library: Library) -> None:
    story = add_story(library)
    mark(library, story, "new lock")
    assert library.history.undo().what == "Highlighted “new lock”"
    assert library.history.undo().what == "Added paper: 1 new"
    assert library.stories.count() == 0
    assert library.history.redo().what == "Added paper: 1 new"
    assert library.history.redo().what == "Highlighted “new lock”"
    assert [step.undone for step in library.history.all()] == [False, False]
    with pytest.raises(BadRequest, match="There is nothing to redo"):
        library.history.redo()


def test_there_is_nothing_to_undo_in_a_new_library(library: Library) -> None:
    assert library.history.next_undo() is None
    with pytest.raises(BadRequest, match="There is nothing to undo"):
        library.history.undo()


@pytest.mark.parametrize("nothing", NOTHINGS)
def test_what_changes_nothing_is_no_step_and_leaves_what_can_be_redone(
    library: Library, nothing: str
) -> None:
    story = add_story(library)
    library.stories.add_tags(story.id, ["port"])
    made = mark(library, story, "new lock", tags=["lock"])
    library.stories.rename(story.id, "Another title")
    library.history.undo()
    steps = library.history.all()
    NOTHINGS[nothing](library, story, made)
    assert library.history.all() == steps
    assert library.history.redo().what.startswith("Renamed")


def test_another_step_makes_an_end_of_redo(library: Library) -> None:
    story = add_story(library)
    library.stories.set_starred(story.id, True)
    library.history.undo()
    library.stories.set_read(story.id, True)
    assert library.history.next_redo() is None
    assert done(library) == ["Added paper: 1 new", "Marked “The lock” read"]


def test_a_step_can_be_undone_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        story = add_story(library)
        mark(library, story, "new lock", note="why?")
        step = library.history.next_undo()
        assert step is not None
        assert library.history.is_ours(step)
    with opened(tmp_path) as library:
        step = library.history.next_undo()
        assert step is not None
        assert not library.history.is_ours(step)
        library.history.undo(step.key)
        assert library.highlights.count() == 0
    with opened(tmp_path) as library:
        library.history.redo()
        assert [made.note for made in library.highlights.all()] == ["why?"]


def test_undo_takes_no_other_step_than_the_one_agreed_to(library: Library) -> None:
    story = add_story(library)
    agreed = library.history.next_undo()
    assert agreed is not None
    with opened(library.folder) as other:
        other.stories.set_starred(story.id, True)
    with pytest.raises(BadRequest, match="Something else was done in the meantime"):
        library.history.undo(agreed.key)
    assert library.stories.head(story.id).starred
    assert library.history.undo().what == "Starred “The lock”"


def test_what_was_marked_in_a_new_story_is_undone_before_the_story(library: Library) -> None:
    story = add_story(library, tags=("port",), section="News")
    made = mark(library, story, "new lock", tags=["port", "lock"])
    library.highlights.set_note(made.id, "A note.")
    library.stories.opened(story.id)
    library.stories.set_place(story.id, 30)
    for _ in range(3):
        library.history.undo()
    assert library.stories.count() == library.highlights.count() == 0
    assert library.tags.all() == []
    assert [section.name for section in library.sections.all()] == ["General"]
    for _ in range(3):
        library.history.redo()
    assert library.highlights.get(made.id).note == "A note."
    assert library.stories.get(story.id).head.place == 30


def test_a_reimport_is_undone_with_every_place(library: Library) -> None:
    story = add_story(library, ref="1")
    kept, lost = mark(library, story, "any tide"), mark(library, story, "nine million")
    changed = mark(library, story, "The mayor spoke of a quiet revolution, and the pilots")
    library.stories.set_place(story.id, TEXT.index("Fishermen"))
    before = snapshot(library)
    text = "Late news first.\n\n" + TEXT.replace(
        "The bill came to nine million, half", "It cost half"
    )
    add(library, StoryDraft("The lock", text.replace("a quiet", "some"), ref="1"))
    after = snapshot(library)
    assert library.highlights.get(kept.id).start == text.index("any tide")
    assert not library.highlights.get(lost.id).placed
    assert 0 < library.highlights.get(changed.id).score < 1
    assert library.history.undo().what == "Added paper: 1 changed"
    assert snapshot(library) == before
    library.history.redo()
    assert snapshot(library) == after


def test_a_place_reached_in_a_longer_text_ends_with_that_text(library: Library) -> None:
    story = add_story(library, ref="1")
    library.stories.set_place(story.id, 10)
    add(library, StoryDraft("The lock", TEXT + "\n\nMore of it." * 50, ref="1"))
    library.stories.set_place(story.id, len(TEXT) + 200)
    library.history.undo()
    assert library.stories.head(story.id).place <= len(TEXT)


def test_scrolling_in_a_new_text_does_not_keep_it(library: Library) -> None:
    story = add_story(library, ref="1")
    library.stories.set_place(story.id, 40)
    add(library, StoryDraft("The lock", "Late news first.\n\n" + TEXT, ref="1"))
    library.stories.set_place(story.id, 200)
    library.history.undo()
    assert (library.stories.get(story.id).text, library.stories.head(story.id).place) == (TEXT, 40)


def test_what_another_hand_changed_since_is_not_undone_with_a_step(library: Library) -> None:
    story = add_story(library)
    library.stories.set_starred(story.id, True)
    made = mark(library, story, "new lock", note="First thought.")
    library.highlights.set_note(made.id, "Second thought.")
    with library._store.write() as connection:
        connection.execute("UPDATE highlights SET note = 'By another hand.'")
    with pytest.raises(BadRequest, match=r"“Wrote a note on .* cannot be undone any more"):
        library.history.undo()
    assert library.highlights.get(made.id).note == "By another hand."
    with pytest.raises(BadRequest, match=r"“Highlighted .* cannot be undone any more"):
        library.history.undo()
    assert library.history.undo().what == "Starred “The lock”"
    assert len(done(library)) == 3


def test_redo_goes_on_where_one_step_cannot_be_done_again(library: Library) -> None:
    story = add_story(library)
    library.stories.set_note(story.id, "Mine.")
    library.stories.set_starred(story.id, True)
    library.history.undo()
    library.history.undo()
    with library._store.write() as connection:
        connection.execute("UPDATE stories SET note = 'By another hand.'")
    with pytest.raises(BadRequest, match="cannot be done again any more"):
        library.history.redo()
    assert library.history.redo().what == "Starred “The lock”"
    assert library.stories.get(story.id).note == "By another hand."


def test_a_highlight_made_while_its_story_is_revised_is_undone_in_order(library: Library) -> None:
    story = add_story(library, ref="0")
    before = snapshot(library)
    made: list[Highlight] = []

    def reader(_: int) -> None:
        if not made:
            made.append(mark(library, story, "nine million"))

    first = StoryDraft("Another", "Some other words.", ref="1")
    text = "Now first.\n\n" + TEXT

    def drafts() -> Iterator[StoryDraft]:
        yield first
        for number in range(READY_STORIES):
            yield StoryDraft(f"Number {number}", f"Words of {number}.", ref=f"n{number}")
        yield StoryDraft("The lock", text, ref="0")

    library.add(Intake("file", "/paper", "paper", progress=reader), drafts())
    assert library.highlights.get(made[0].id).start == text.index("nine million")
    after = snapshot(library)
    assert library.history.undo().what == "Highlighted “nine million”"
    assert library.history.undo().what == f"Added paper: {READY_STORIES + 1} new, 1 changed"
    assert snapshot(library) == before
    library.history.redo()
    library.history.redo()
    assert snapshot(library) == after


def many(count: int = READY_STORIES) -> Iterator[StoryDraft]:
    """Drafts that take more than one batch."""
    for number in range(2 * count):
        yield StoryDraft(
            f"Number {number}", f"Words of {number}.", tags=("late",) * (number > count)
        )


def test_an_addition_that_is_undone_while_it_runs_stops(library: Library) -> None:
    told: list[str] = []

    def reader(_: int) -> None:
        if not told:
            told.append(library.history.undo().what)

    with pytest.raises(BadRequest, match="undone meanwhile: adding it has stopped"):
        library.add(Intake("file", "/paper", "paper", progress=reader), many())
    assert told == ["Added paper"]
    assert library.stories.count() == 0
    library.history.redo()
    assert 0 < library.stories.count() <= READY_STORIES


def test_undoing_a_tag_takes_it_off_nothing_that_was_added_meanwhile(library: Library) -> None:
    story = add_story(library)

    def reader(_: int) -> None:
        if len(done(library)) == 2:
            library.stories.add_tags(story.id, ["late"])

    library.add(Intake("file", "/news", "news", progress=reader), many())
    tagged = library.tags.all()[0].stories
    assert library.history.undo().what == "Tagged “The lock” late"
    assert library.tags.all()[0].stories == tagged - 1
    assert library.stories.head(story.id).tags == ()
    library.history.undo()
    assert library.tags.all() == []
    assert library.stories.count() == 1


def test_undo_waits_its_turn_like_any_write(library: Library) -> None:
    add_story(library)
    with locked(library), library.patience(0), pytest.raises(LibraryBusy):
        library.history.undo()
    assert library.stories.count() == 1
    assert library.history.undo().what == "Added paper: 1 new"
