"""Drafts of notes: kept as they are typed, never written over, gone once the note is saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Library
from db.errors import LibraryBusy, LibraryFull, NoteChanged, NotFound
from db.models import NoteSubject
from tests.library import add_story, done, is_sound, locked, mark, opened, snapshot


@pytest.fixture
def marked(library: Library) -> NoteSubject:
    """A highlight with a note."""
    return library.drafts.subject(mark(library, add_story(library), "new lock", note="Old.").id)


def text_of(library: Library, target: str) -> str | None:
    draft = library.drafts.subject(target).draft
    return draft.text if draft else None


def test_what_was_typed_is_found_after_the_library_was_opened_again(
    library: Library, marked: NoteSubject
) -> None:
    library.drafts.keep(library.drafts.keep(marked, "Old. Ne"), "Old. New")
    library.close()
    with opened(library.folder) as again:
        (found,) = again.drafts.all()
        assert (found.target, found.about, found.note) == (marked.target, "new lock", "Old.")
        assert found.draft is not None
        assert (found.draft.text, found.draft.base, found.overtaken) == ("Old. New", "Old.", False)


def test_a_draft_of_a_story_names_its_title(library: Library) -> None:
    story = add_story(library)
    library.drafts.keep(library.drafts.subject(story.id), "On it all")
    (found,) = library.drafts.all()
    assert (found.is_story, found.story, found.about) == (True, story.id, "The lock")
    assert library.drafts.of_story(story.id) == {story.id}
    assert library.stories.head(story.id).drafted


def test_saving_a_note_ends_its_draft_in_one_step(library: Library, marked: NoteSubject) -> None:
    kept = library.drafts.keep(marked, "Old. New")
    saved = library.drafts.save(kept, "Old. New.")
    assert (saved.note, saved.draft, library.drafts.count()) == ("Old. New.", None, 0)
    library.history.undo()
    assert library.drafts.count() == 0
    library.history.redo()
    assert done(library)[-1] == "Wrote a note on “new lock”"
    library.history.undo()
    assert library.highlights.get(marked.target).note == "Old."


def test_keeping_a_draft_is_no_step(library: Library, marked: NoteSubject) -> None:
    before, steps = snapshot(library), done(library)
    library.drafts.discard(library.drafts.keep(marked, "typed"))
    assert (snapshot(library), done(library)) == (before, steps)


def test_a_note_that_was_changed_elsewhere_is_not_written_over(
    library: Library, marked: NoteSubject
) -> None:
    kept = library.drafts.keep(marked, "Mine.")
    library.highlights.set_note(marked.target, "Theirs.")
    with pytest.raises(NoteChanged) as told:
        library.drafts.save(kept, "Mine.")
    assert told.value.note == library.highlights.get(marked.target).note == "Theirs."
    assert text_of(library, marked.target) == "Mine."
    assert library.drafts.subject(marked.target).overtaken
    library.drafts.save(replace(kept, note="Theirs."), "Mine.")
    assert library.highlights.get(marked.target).note == "Mine."
    assert library.drafts.count() == 0


def test_the_same_note_saved_twice_is_no_conflict(library: Library, marked: NoteSubject) -> None:
    library.highlights.set_note(marked.target, "Both.")
    assert library.drafts.save(marked, "Both.\n").note == "Both."


def test_two_windows_that_write_on_one_note_keep_a_draft_each(
    library: Library, marked: NoteSubject
) -> None:
    first = library.drafts.keep(marked, "first")
    second = library.drafts.subject(marked.target)
    first = library.drafts.keep(first, "first goes on")
    second = library.drafts.keep(second, "first, said the second")
    second = library.drafts.keep(second, "first, said the second, too")
    texts = {found.draft.text for found in library.drafts.all() if found.draft}
    assert texts == {"first goes on", "first, said the second, too"}
    library.drafts.save(first, "first goes on")
    assert text_of(library, marked.target) == "first, said the second, too"
    library.drafts.discard(library.drafts.subject(marked.target))
    assert library.drafts.count() == 0


def test_what_another_window_went_on_with_is_not_thrown_away(
    library: Library, marked: NoteSubject
) -> None:
    mine = library.drafts.keep(marked, "first")
    library.drafts.keep(library.drafts.subject(marked.target), "first and more")
    assert library.drafts.discard(mine).draft is None
    assert text_of(library, marked.target) == "first and more"


def test_a_draft_outlives_what_it_is_about(library: Library) -> None:
    story = add_story(library)
    made = mark(library, story, "new lock")
    kept = library.drafts.keep(library.drafts.subject(made.id), "a thought")
    library.history.undo()
    (found,) = library.drafts.all()
    assert (found.is_here, found.story, found.about) == (False, "", "new lock")
    with pytest.raises(NotFound, match="what you wrote stays a draft"):
        library.drafts.save(kept, "a thought")
    library.history.redo()
    library.highlights.remove(made.id)
    assert not library.drafts.subject(made.id).is_here
    library.history.undo()
    assert library.drafts.save(kept, "a thought").note == "a thought"


def test_a_note_on_nothing_is_said_so(library: Library) -> None:
    with pytest.raises(NotFound, match="'h-nothing' in this library any more"):
        library.drafts.subject("h-nothing")


def test_on_a_full_disk_the_draft_before_stays(library: Library, marked: NoteSubject) -> None:
    kept = library.drafts.keep(marked, "short")
    connection = library._store.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryFull):
        library.drafts.keep(kept, "long " * 40_000)
    assert text_of(library, marked.target) == "short"
    connection.execute("PRAGMA max_page_count = 1000000")
    library.drafts.keep(kept, "long " * 40_000)
    assert is_sound(library)


def test_while_another_program_writes_no_draft_is_kept(
    library: Library, marked: NoteSubject
) -> None:
    with locked(library), library.patience(0), pytest.raises(LibraryBusy):
        library.drafts.keep(marked, "typed")
    assert library.drafts.count() == 0


@given(typed=st.text(st.characters(), max_size=60))
def test_whatever_is_typed_can_be_kept_and_saved(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    with opened(tmp_path_factory.mktemp("library")) as library:
        subject = library.drafts.subject(add_story(library).id)
        kept = library.drafts.keep(subject, typed)
        assert kept.draft is not None
        assert library.drafts.keep(kept, kept.draft.text).draft == library.drafts.all()[0].draft
        assert library.drafts.count() == 1
        library.drafts.save(kept, typed)
        assert library.drafts.count() == 0
