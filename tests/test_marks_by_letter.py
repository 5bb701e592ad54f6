"""Marks by letter, links to stories, and moving a highlight's ends, in the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import BadRequest
from db.models import StoryDraft
from tests.library import TEXT, add, add_story, mark, opened


def test_a_mark_is_found_again_and_set_anew(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library)
        library.page_marks.put(story, "a", 60)
        library.page_marks.put(story, "b", 10)
        library.page_marks.put(story, "a", 70)
        assert library.page_marks.letters(story.id) == ["a", "b"]
        assert library.page_marks.place(story, "a") == 70
        assert library.page_marks.place(story, "c") is None
    with opened(tmp_path / "library") as library:
        assert library.page_marks.place(story, "b") == 10


def test_a_mark_is_no_step(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library)
        before = library.history.next_undo()
        library.page_marks.put(story, "a", 60)
        assert library.history.next_undo() == before


def test_a_mark_follows_its_words_into_another_text_and_back(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library, ref="lock", url="https://example.org/lock")
        place = story.text.index("Fishermen")
        library.page_marks.put(story, "a", place)
        add(library, StoryDraft("The lock", f"New words first.\n\n{TEXT}", ref="lock"))
        changed = library.stories.get(story.id)
        assert changed.text != story.text
        assert library.page_marks.place(changed, "a") == changed.text.index("Fishermen")
        step = library.history.next_undo()
        assert step is not None
        library.history.undo(step.key)
        assert library.page_marks.place(library.stories.get(story.id), "a") == place


@pytest.mark.parametrize("letter", ["", "ab", " ", "\n", "\x1b"])
def test_a_mark_is_named_by_one_visible_character(tmp_path: Path, letter: str) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library)
        with pytest.raises(BadRequest):
            library.page_marks.put(story, letter, 1)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.org/lock", True),
        ("http://example.org/lock/", True),
        ("https://example.org/lock#part-2", True),
        ("https://example.org/lock?page=2", False),
        ("https://example.org/", False),
        ("/lock", False),
        ("", False),
    ],
)
def test_a_story_is_known_by_its_web_address(tmp_path: Path, url: str, found: bool) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library, url="https://example.org/lock")
        add_story(library, "Another", "Other words.", name="other")
        assert library.stories.by_url(url) == (story.id if found else "")
        library.stories.remove(story.id)
        assert library.stories.by_url(url) == ""


def test_moved_ends_are_one_step_and_mark_anew(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library)
        made = mark(library, story, "its new lock", note="good", tags=["water"], colour="blue")
        start, end = story.text.index("The harbour"), story.text.index(" on Monday")
        moved = library.highlights.set_span(made.id, story, start, end)
        assert (moved.start, moved.end) == (start, end)
        assert moved.quote == story.text[start:end]
        assert moved.suffix.startswith(" on Monday")
        assert (moved.note, moved.tags, moved.colour) == ("good", ("water",), "blue")
        step = library.history.next_undo()
        assert step is not None
        assert step.what == "Moved the ends of “its new lock”"
        library.history.undo(step.key)
        back = library.highlights.get(made.id)
        assert (back.start, back.end, back.quote) == (made.start, made.end, made.quote)
        assert (back.prefix, back.suffix) == (made.prefix, made.suffix)


def test_ends_are_not_moved_in_a_text_that_is_not_the_present_one(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        story = add_story(library, ref="lock")
        made = mark(library, story, "its new lock")
        add(library, StoryDraft("The lock", f"New words first.\n\n{TEXT}", ref="lock"))
        before = library.highlights.get(made.id)
        with pytest.raises(BadRequest):
            library.highlights.set_span(made.id, story, 0, 10)
        other = add_story(library, "Another", "Other words.", name="other")
        with pytest.raises(BadRequest):
            library.highlights.set_span(made.id, other, 0, 5)
        assert library.highlights.get(made.id) == before
