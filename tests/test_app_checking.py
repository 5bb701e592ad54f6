"""Checking placements in the app: after an addition, key by key, and by hand on the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Static

from db import Library
from db.models import AddResult, StoryDraft
from reader.screens.checking import CheckingScreen
from tests.apps import Reader, reading
from tests.library import TEXT, add, done, locked, mark, opened, snapshot

TIDE = "Ships of up to forty metres can pass at any tide."
BILL = "The bill came to nine million"
MAST = "which broke two piers and a mast"
LATER = (
    TEXT.replace("forty metres", "fifty metres")
    .replace(BILL, "The town paid some eleven million")
    .replace(f", {MAST}", "")
)
"""One passage is changed, one rewritten, one deleted."""


def changed(library: Library, text: str = LATER) -> AddResult:
    return add(library, StoryDraft("The lock", text, ref="1"))


@asynccontextmanager
async def checking(
    folder: Path,
    quotes: Sequence[str] = (TIDE, BILL, MAST),
    size: tuple[int, int] = (130, 40),
) -> AsyncIterator[Reader]:
    """The app after a story with these highlights came in again with another text."""
    with opened(folder / "library") as library:
        add(library, StoryDraft("The lock", TEXT, ref="1"))
        story = library.stories.get(library.select()[0].id)
        for quote in quotes:
            mark(library, story, quote)
        changed(library)
    async with reading(folder, size=size) as reader:
        yield reader


def screen(reader: Reader) -> CheckingScreen:
    found = reader.app.screen
    assert isinstance(found, CheckingScreen)
    return found


def quotes(reader: Reader) -> list[str]:
    return [highlight.quote for highlight in screen(reader).rows.highlights]


def at(reader: Reader) -> str:
    found = screen(reader).rows.at_cursor
    return found.quote if found is not None else ""


def shown(reader: Reader) -> str:
    """What is shown of the highlight at the cursor."""
    parts = [screen(reader).query_one("#looked", Static)]
    parts += [one for one in screen(reader).query(".candidate").results(Static) if one.display]
    return "\n".join(str(part.render()) for part in parts)


def said(reader: Reader) -> str:
    from reader.widgets.bars import StatusBar

    return reader.app.screen.query_one(StatusBar).message


async def test_an_addition_in_the_app_names_what_to_check_and_the_key(tmp_path: Path) -> None:
    file = tmp_path / "lock.md"
    file.write_text(f"# The lock\n\n{TEXT}\n")
    async with reading(tmp_path) as reader:
        for text in (TEXT, LATER):
            file.write_text(f"# The lock\n\n{text}\n")
            await reader.press(":")
            await reader.type(f"add {file}")
            await reader.press("enter")
            await reader.press("enter")
            if text == TEXT:
                assert reader.message == "Stories: 1 new."
                story = reader.library.stories.get(reader.library.select()[0].id)
                for quote in (TIDE, BILL, MAST):
                    mark(reader.library, story, quote)
                reader.screen.open_story(story.id)
                await reader.press("q")
        assert reader.message == (
            "Stories: 1 changed. Highlights: 1 changed, 2 unplaced. g c checks them."
        )
        assert reader.screen.story is not None
        assert "fifty metres" in reader.screen.story.text
        await reader.press("g", "c")
        assert len(quotes(reader)) == 3


async def test_what_is_to_be_checked_has_a_row_among_the_sections(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        sections = reader.screen.section_list
        assert sections.to_check == 3
        await reader.press("h", "G")
        assert sections.on_checks
        assert "shows the highlights to check" in reader.message
        assert reader.screen.section == ""
        await reader.press("enter")
        assert len(quotes(reader)) == 3
        await reader.press("q")
        assert sections.on_checks
        with opened(tmp_path / "library") as other:
            other.placements.keep(other.placements.to_check())
        reader.app._watch()
        await reader.settle()
        assert sections.to_check == 0
        assert sections.name_at_cursor == reader.screen.section


async def test_each_is_shown_as_it_was_and_as_it_is(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c")
        assert at(reader) == TIDE
        text = shown(reader)
        assert "Changed, 96 % alike" in text
        assert text.index("As it was") < text.index("forty") < text.index("As it is")
        assert text.index("fifty") > text.index("As it is")
        await reader.press("j", "j")
        assert at(reader) == BILL
        text = shown(reader)
        assert "Unplaced, other words stand in its place" in text
        assert "% alike, its surroundings " in text
        assert "some eleven million" in text


async def test_enter_places_nothing_that_was_not_chosen(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "j", "j")
        await reader.press("enter")
        assert "Unplaced: its number chooses a place" in said(reader)
        assert len(quotes(reader)) == 3
        await reader.press("9")
        await reader.press("5")
        assert "to choose from" in said(reader)
        await reader.press("1")
        await reader.press("escape")
        await reader.press("enter")
        assert len(quotes(reader)) == 3
        await reader.press("tab")
        await reader.press("enter")
        assert BILL not in quotes(reader)
        (placed,) = [one for one in reader.library.highlights.all() if one.quote == BILL]
        assert placed.placed
        assert placed.status == "changed"


async def test_a_number_says_how_many_places_there_are(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c")
        assert screen(reader).choices == ()
        await reader.press("1")
        assert said(reader) == "No place is offered for it; p places it by hand."
        await reader.press("G")
        assert at(reader) == BILL
        count = len(screen(reader).choices)
        await reader.press("5")
        assert said(reader).startswith(f"There are {count} place" if count > 1 else "There is 1")
        await reader.press("g", "g")
        assert at(reader) == TIDE


async def test_what_was_done_is_listed_from_there(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "y", "g", "u")
        await reader.press("u")
        await reader.press("q")
        assert len(quotes(reader)) == 3


async def test_the_next_one_comes_after_each_decision_and_undo_brings_it_back(
    tmp_path: Path,
) -> None:
    async with checking(tmp_path) as reader:
        before = snapshot(reader.library)
        await reader.press("g", "c")
        await reader.press("y")
        assert at(reader) == MAST
        assert said(reader) == "Accepted. u takes it back."
        await reader.press("s")
        assert at(reader) == BILL
        assert said(reader) == "Kept as unplaced. u takes it back."
        await reader.press("d", "d")
        assert quotes(reader) == []
        assert "nothing left to check" in screen(reader).rows.empty
        after = snapshot(reader.library)
        await reader.press("u")
        assert at(reader) == BILL
        await reader.press("u")
        assert (at(reader), len(quotes(reader))) == (MAST, 2)
        await reader.press("u")
        assert (at(reader), len(quotes(reader))) == (TIDE, 3)
        assert snapshot(reader.library) == before
        await reader.press("ctrl+r", "ctrl+r", "ctrl+r")
        assert quotes(reader) == []
        assert snapshot(reader.library) == after
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert reader.screen.section_list.to_check == 0


async def test_a_passage_is_placed_by_hand_on_the_page(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "j", "j")
        await reader.press("1")
        await reader.press("p")
        page = reader.screen.page
        assert page.has_focus
        assert page.selected is not None
        assert "some eleven million" in LATER[slice(*page.selected)]
        assert "H puts the highlight there" in reader.message
        await reader.press("b")
        assert page.selected is not None
        span = page.selected
        await reader.press("enter")
        assert BILL not in quotes(reader)
        assert said(reader) == "Placed there."
        (placed,) = [one for one in reader.library.highlights.all() if one.quote == BILL]
        assert (placed.start, placed.end) == span
        assert done(reader.library)[-1] == f"Placed “{BILL}” by hand"
        assert reader.library.highlights.count() == 3


async def test_without_a_candidate_one_begins_near_where_it_was(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "j")
        await reader.press("p")
        page = reader.screen.page
        assert page.selected is None
        hint = next(one.hint for one in reader.library.highlights.all() if one.quote == MAST)
        assert page.caret == hint
        await reader.press("H")
        assert at(reader) == BILL
        (placed,) = [one for one in reader.library.highlights.all() if one.quote == MAST]
        assert placed.start is not None
        assert placed.start <= page.caret


@pytest.mark.parametrize("keys", [("escape",), ("q",), ("v", "escape")])
async def test_placing_is_given_up_with_one_key(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with checking(tmp_path) as reader:
        before = snapshot(reader.library, "opened", "read", "updated")
        await reader.press("g", "c", "j")
        await reader.press("p")
        await reader.press(*keys)
        assert at(reader) == MAST
        assert said(reader) == "It is as it was."
        assert snapshot(reader.library, "opened", "read", "updated") == before
        await reader.press("q")
        assert reader.screen.placing is None
        assert "Place:" not in reader.screen.masthead.heading


async def test_marking_is_marking_again_after_placing(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "j")
        await reader.press("p")
        await reader.press("H")
        await reader.press("o")
        assert reader.screen.page.has_focus
        await reader.press("}", "H")
        assert reader.library.highlights.count() == 4


async def test_opening_shows_the_story_there_and_leaves_the_highlight_alone(
    tmp_path: Path,
) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "o")
        assert reader.screen.page.caret == LATER.index("Ships of up")
        assert reader.library.placements.count() == 3
        assert reader.screen.placing is None


async def test_nothing_to_check_is_said_in_a_sentence(tmp_path: Path) -> None:
    async with reading(tmp_path, StoryDraft("The lock", TEXT)) as reader:
        await reader.press("g", "c")
        assert reader.message.startswith("There is nothing to check: ")
        assert reader.app.screen is reader.screen


async def test_a_decision_that_cannot_be_written_now_waits_and_is_then_shown(
    tmp_path: Path,
) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c")
        with locked(reader.library) as holder:
            await reader.pilot.press("y")
            assert len(quotes(reader)) == 3
            assert "waiting" in said(reader)
            holder.communicate("\n")
        await reader.settle()
        assert len(quotes(reader)) == 2


async def test_leaving_before_a_decision_is_written_loses_nothing(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c")
        with locked(reader.library) as holder:
            await reader.pilot.press("y", "q")
            assert reader.app.screen is reader.screen
            holder.communicate("\n")
        await reader.settle()
        assert reader.library.placements.count() == 2


async def test_a_candidate_of_a_text_that_is_gone_is_not_taken(tmp_path: Path) -> None:
    async with checking(tmp_path) as reader:
        await reader.press("g", "c", "j", "j")
        with opened(tmp_path / "library") as other:
            changed(other, f"Late news.\n\n{LATER}")
        await reader.press("1")
        await reader.press("enter")
        assert "another text by now" in said(reader)
        assert reader.library.placements.count() == 3


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_small_terminal_has_the_list_above(tmp_path: Path, size: tuple[int, int]) -> None:
    async with checking(tmp_path, size=size) as reader:
        await reader.press("g", "c")
        detail = screen(reader).query_one("#detail")
        assert detail.region.y >= screen(reader).rows.region.bottom
        assert detail.size.height >= 3
