"""Marking passages, writing about them, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import Library
from db.errors import LibraryFull
from reader.screens.note import NoteScreen
from tests.apps import PAPER, reading


async def test_h_marks_the_focused_paragraph_and_again_takes_it_off(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "down", "H")
        (mark,) = reader.library.highlights.all()
        assert mark.quote.startswith("Ships of up to forty metres")
        assert mark.quote.endswith("long nights.")
        await reader.press("H")
        assert reader.library.highlights.all() == []


async def test_h_marks_the_focused_sentence(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "down", "right_parenthesis", "right_parenthesis", "H")
        (mark,) = reader.library.highlights.all()
        assert mark.quote == (
            "The mayor spoke of a quiet revolution, and the pilots of long nights."
        )


async def test_a_selection_is_marked_in_the_colour_that_was_chosen(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "v", "e", "e", "c", "g")
        (mark,) = reader.library.highlights.all()
        assert (mark.quote, mark.colour) == ("The harbour", "green")
        await reader.press("down", "H")
        assert reader.library.highlights.all()[0].colour == "green"


async def test_a_note_is_written_on_a_new_highlight_and_then_changed(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a")
        assert isinstance(reader.app.screen, NoteScreen)
        await reader.type("Check this")
        await reader.press("ctrl+s", "a")
        await reader.type(" soon")
        await reader.press("ctrl+s")
        (mark,) = reader.library.highlights.all()
        assert mark.note == "Check this soon"


async def test_tags_are_put_on_taken_off_and_repeated(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "t")
        await reader.type("ports, #Law")
        await reader.press("enter", "down", "full_stop")
        marks = reader.library.highlights.all()
        assert [mark.tags for mark in marks] == [("Law", "ports"), ("Law", "ports")]
        await reader.press("t", "ctrl+u", *"ports", "enter")
        assert reader.library.highlights.all()[0].tags == ("ports",)


async def test_tab_completes_a_tag_that_is_in_use(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("t", *"policy", "enter", "j", "t", "p", "tab", "enter")
        (tag,) = reader.library.tags.all()
        assert (tag.name, tag.stories) == ("policy", 2)


async def test_undo_names_what_it_undoes_and_redo_does_it_again(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "d", "d")
        assert reader.library.highlights.all() == []
        await reader.press("u")
        assert "Undone: Deleted the highlight" in reader.message
        assert len(reader.library.highlights.all()) == 1
        await reader.press("ctrl+r")
        assert reader.library.highlights.all() == []


async def test_what_another_window_did_is_undone_only_when_asked_twice(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        other = Library(tmp_path / "library")
        try:
            other.stories.set_starred(reader.library.select()[0].id, True)
        finally:
            other.close()
        await reader.press("u")
        assert reader.library.select()[0].starred
        assert "what this window did not do" in reader.message
        await reader.press("u")
        assert not reader.library.select()[0].starred


async def test_another_windows_mark_is_shown_though_this_window_wrote_since(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        story = reader.screen.story
        assert story is not None
        other = Library(tmp_path / "library")
        try:
            other.highlights.add(story, 0, 11)
        finally:
            other.close()
        await reader.press("down")
        reader.screen.keep_place()
        reader.app._watch()
        await reader.settle()
        assert [one.quote for one in reader.screen.highlights] == [story.text[:11]]


async def test_going_from_highlight_to_highlight_stops_at_the_last(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "down", "down", "H", "g", "g")
        page = reader.screen.page
        await reader.press("right_square_bracket", "h")
        second = page.caret
        assert second > 0
        await reader.press("right_square_bracket", "h")
        assert page.caret == second
        assert "No highlight further on" in reader.message
        await reader.press("left_square_bracket", "h")
        assert page.caret == 0


async def test_a_note_on_the_whole_story_shows_in_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("a", *"Read again", "ctrl+s")
        assert reader.library.stories.get(reader.library.select()[0].id).note == "Read again"
        assert reader.screen.story_list.stories[0].noted


async def test_a_mark_that_could_not_be_saved_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")

        def full(*args: object, **values: object) -> None:
            raise LibraryFull("The disk is full: nothing was saved; make room.")

        monkeypatch.setattr(reader.library.highlights, "add", full)
        await reader.press("H")
        assert "The disk is full: nothing was saved; make room." in reader.notices
        assert list(reader.screen.highlights) == []


async def test_a_key_that_meets_another_programs_write_is_done_when_that_ends(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        other = Library(tmp_path / "library")
        try:
            with other.step("a long write"):
                await reader.pilot.press("H")
                assert "waiting for it" in reader.message
                assert list(reader.screen.highlights) == []
            await reader.settle()
        finally:
            other.close()
        assert len(reader.library.highlights.all()) == 1
        assert len(reader.screen.highlights) == 1
