"""Finding in the story, and searching everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from db.models import StoryDraft
from reader.screens.commanding import Call
from reader.screens.library import matches
from reader.screens.search import SearchScreen
from reader.widgets.completing_line import CompletingLine
from reader.widgets.hit_list import HitList
from tests.apps import PAPER, Reader, reading


def hits(reader: Reader) -> list[str]:
    """The titles that the search screen shows."""
    return [hit.story.title for hit in reader.app.screen.query_one(HitList).hits if hit]


async def at_once(reader: Reader, *keys: str) -> None:
    """Press keys faster than they are answered, and let the app settle."""
    for key in keys:
        character = {"slash": "/", "enter": "\r"}.get(key, key)
        reader.app.post_message(events.Key(key, character))
    await reader.settle()


async def test_a_word_is_found_as_it_is_typed_and_n_goes_on(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        page = reader.screen.page
        await reader.press("enter", "slash", *"lock")
        assert reader.screen.status.place == "1/2"
        await reader.press("enter", "n")
        assert reader.screen.status.place == "2/2"
        text = reader.library.select()[0]
        assert text.title == "The lock"
        await reader.press("n")
        assert reader.screen.status.place == "1/2"
        await reader.press("escape")
        assert reader.screen.status.place.endswith("%")
        assert page.has_focus


async def test_leaving_a_find_goes_back_to_where_one_was(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "down")
        caret = reader.screen.page.caret
        await reader.press("slash", *"feared")
        assert reader.screen.page.caret != caret
        await reader.press("escape")
        assert reader.screen.page.caret == caret


async def test_what_is_typed_at_once_after_the_key_is_not_lost(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        await at_once(reader, "slash", *"storm", "enter")
        assert reader.screen.status.place == "1/1"
        assert reader.screen.page.has_focus


async def test_leaving_a_find_brings_back_what_was_found_before(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "slash", *"lock", "enter", "slash", *"feared", "escape")
        assert reader.screen.status.place == "1/2"
        await reader.press("n")
        assert reader.screen.status.place == "2/2"


async def test_a_count_before_a_find_tells_which_match(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "2", "slash", *"lock", "enter")
        assert reader.screen.status.place == "2/2"


async def test_a_selection_is_extended_to_a_match_and_takes_it_in(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        page, story = reader.screen.page, reader.library.stories
        await reader.press("enter", "w", "v", "slash", *"lock", "enter")
        text = story.get(reader.library.select()[0].id).text
        assert reader.screen.context == "visual"
        assert page.selected is not None
        assert text[slice(*page.selected)] == "harbour of Vell opened its new lock"
        await reader.press("n")
        assert text[slice(*page.selected)].endswith("had asked for the lock")
        await reader.press("N", "slash", *"great", "escape")
        assert text[slice(*page.selected)] == "harbour of Vell opened its new lock"
        await reader.press("G", "slash", *"storm", "enter", "H")
        assert reader.library.highlights.all()[0].quote.endswith("the great storm")


async def test_a_selection_is_extended_back_to_where_a_match_begins(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "slash", *"storm", "enter", "v", "slash", *"harbour", "enter")
        start, end = reader.screen.page.selected or (0, 0)
        assert reader.screen.story is not None
        passage = reader.screen.story.text[start:end]
        assert (passage[:7], passage[-1]) == ("harbour", "s")


async def test_a_star_finds_the_word_or_what_is_selected(tmp_path: Path) -> None:
    words = "A pier is a pier. The Pier and the piers.\n\nOn the pier stood a man."
    story = StoryDraft("Piers", words, published="2024-09-01")
    async with reading(tmp_path, story, *PAPER) as reader:
        page = reader.screen.page
        await reader.press("enter", "w", "*")
        assert (page.caret, reader.screen.status.place) == (words.index("pier."), "2/4")
        await reader.press("2", "*")
        assert page.caret == words.index("pier stood")
        await reader.press("ctrl+o")
        assert page.caret == words.index("pier.")
        page.select(words.index("the pier"), words.index("the pier") + 8)
        await reader.press("*")
        assert page.mode == "reader"
        assert (page.caret, reader.screen.status.place) == (words.index("the pier stood"), "3/3")


async def test_a_find_in_a_long_story_lets_keys_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "SLICE", 0.0)
    words = "\n\n".join(f"Line {number} of many, with a word in it." for number in range(3000))
    long = StoryDraft("Long", words, published="2024-09-01")
    async with reading(tmp_path, long, *PAPER) as reader:
        await reader.pilot.press("enter", "slash", *"line 2", "enter")
        await reader.settle()
        assert reader.screen.status.place == "1/1,111"
        assert reader.screen.page.caret == words.index("Line 2 ")
        await reader.pilot.press("slash", *"line", "escape")
        await reader.settle()
        assert reader.screen.status.place == "1/1,111"
        reader.screen.do_find_in_story(Call(argument="many"))
        await reader.pilot.pause(0.01)
        reader.screen.do_next_story(Call())
        await reader.settle()
        assert reader.screen.story is not None
        assert reader.screen.story.title == "The lock"
        assert not reader.screen.find_place
        assert not reader.screen.matches


async def test_a_word_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "slash", *"zebra")
        assert "not in this story" in reader.message


async def test_a_search_finds_stories_and_notes_and_opens_at_the_match(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"About pears and locks", "ctrl+s", "q")
        await reader.pilot.pause(1.6)
        await reader.settle()
        await reader.press("g", "slash", *"pears")
        assert isinstance(reader.app.screen, SearchScreen)
        assert sorted(hits(reader)) == ["Rain at the fair", "The lock"]
        kinds = {hit.kind for hit in reader.app.screen.query_one(HitList).hits if hit}
        assert kinds == {"story", "highlight"}
        await reader.press("ctrl+u", *"half price", "enter")
        story = reader.screen.story
        assert story is not None
        assert story.title == "Rain at the fair"
        caret = reader.screen.page.caret
        assert story.text[caret:].startswith("half price")
        await reader.press("g", "slash")
        assert reader.app.screen.query_one(CompletingLine).value == "half price"


async def test_a_query_that_cannot_be_understood_is_explained(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "slash", *"is:foo")
        found = str(reader.app.screen.query_one("#found").render())
        assert "is: does not know 'foo', but unread, read, starred" in found
        await reader.press("escape")
        assert not isinstance(reader.app.screen, SearchScreen)


async def test_the_list_is_filtered_as_one_types_and_esc_brings_it_back(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("slash", *"section:town")
        await reader.pilot.pause(0.3)
        await reader.settle()
        stories = reader.screen.story_list
        assert [story.title for story in stories.stories] == ["A quiet budget", "Rain at the fair"]
        await reader.press("escape", "escape")  # the first may be for what is offered
        await reader.settle()
        assert len(stories.stories) == 3


async def test_the_words_of_a_story_are_never_taken_for_markup(tmp_path: Path) -> None:
    odd = StoryDraft("[b]Bold[/] $title [@click=app.quit]", "Some [red]text[/] here.\n\n[/]")
    async with reading(tmp_path, odd) as reader:
        assert "[b]Bold[/] $title" in reader.screen.story_list.render_line(0).text
        await reader.press("enter", "H")
        assert reader.library.highlights.all()[0].quote == "Some [red]text[/] here."
        await reader.press("s", "R", "enter", "t", *"[x]", "enter", "question_mark", "q")
        assert reader.library.select()[0].starred
