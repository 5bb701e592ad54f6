"""What a key does not do: draw, lay out, style or ask the library for more than it changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen

from db import Library
from reader.app import STYLES
from reader.screens.library import LibraryScreen
from reader.screens.search import SearchScreen
from reader.widgets.story_list import StoryList
from tests.apps import PAPER, Reader, reading
from tests.library import add_story

NARROW = (80, 24)

Spy = Callable[[type, str], list[Any]]


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """From when it is called on, what a method of a class is called with: its first argument."""

    def watch(owner: type, name: str) -> list[Any]:
        calls: list[Any] = []
        real = getattr(owner, name)

        def noted(self: object, *args: Any, **given: Any) -> Any:
            calls.append(args[0] if args else self)
            return real(self, *args, **given)

        monkeypatch.setattr(owner, name, noted)
        return calls

    return watch


@pytest.fixture
def styled(monkeypatch: pytest.MonkeyPatch) -> list[DOMNode]:
    """What is styled anew after it was first styled, in order."""
    nodes: list[DOMNode] = []
    real = Stylesheet.update_nodes

    def noted(self: Stylesheet, wanted: Any, **given: Any) -> None:
        kept = list(wanted)
        nodes.extend(kept)
        real(self, kept, **given)

    monkeypatch.setattr(Stylesheet, "update_nodes", noted)
    return nodes


def shown(reader: Reader) -> set[str | None]:
    """Which panes are to be seen."""
    return {pane.id for pane in reader.screen.query_one("#panes").children if pane.display}


async def test_moving_in_a_list_draws_two_rows(tmp_path: Path, spy: Spy) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("down")
        drawn = spy(StoryList, "row_runs")
        await reader.press("down")
        assert set(drawn) == {1, 2}


async def test_a_first_key_lays_nothing_out(tmp_path: Path, spy: Spy) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        laid_out = spy(LibraryScreen, "_refresh_layout")
        await reader.press("down")
        assert not laid_out


async def test_going_from_pane_to_pane_styles_and_draws_no_screen(
    tmp_path: Path, spy: Spy, styled: list[DOMNode]
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "q")
        styled.clear()
        drawn = spy(LibraryScreen, "refresh")
        await reader.press("tab", "tab", "tab")
        assert (styled, drawn) == ([], [])


def test_the_style_sheet_does_not_ask_for_the_focus() -> None:
    """Else lists and pages would have to be styled anew with it, which they are not."""
    assert ":focus" not in STYLES.read_text(encoding="utf-8")


async def test_on_a_narrow_terminal_opening_and_leaving_a_story_styles_nothing_anew(
    tmp_path: Path, styled: list[DOMNode]
) -> None:
    async with reading(tmp_path, *PAPER, size=NARROW) as reader:
        styled.clear()
        await reader.press("enter")
        assert shown(reader) == {"page"}
        await reader.press("q")
        assert shown(reader) == {"sections", "stories"}
        assert not styled


async def test_a_mark_does_not_ask_for_all_stories_again(tmp_path: Path, spy: Spy) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        asked = spy(Library, "select")
        await reader.press("H")
        assert [story.highlights for story in reader.screen.story_list.stories] == [1, 0, 0]
        assert not asked


async def test_a_mark_counts_for_the_filter_of_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("slash", *"has:highlight", "enter")
        assert reader.screen.story_list.row_count == 0
        reader.screen.open_story(reader.library.select("")[0].id)
        await reader.press("H")
        assert reader.screen.story_list.row_count == 1


async def test_opening_a_story_does_not_ask_for_all_stories_again(tmp_path: Path, spy: Spy) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        asked = spy(Library, "select")
        await reader.press("enter")
        assert [story.read for story in reader.screen.story_list.stories] == [True, False, False]
        assert sum(section.unread for section in reader.screen.section_list.sections) == 2
        assert not asked


async def test_a_story_that_was_opened_goes_below_the_unread_ones(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("colon", *"sort-list unread", "enter")
        first = reader.screen.story_list.stories[0].id
        await reader.press("enter")
        assert reader.screen.story_list.stories[2].id == first


async def test_what_is_said_of_a_search_lays_nothing_out(tmp_path: Path, spy: Spy) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "slash")
        assert isinstance(reader.app.screen, SearchScreen)
        laid_out = spy(Screen, "_refresh_layout")
        reader.app.screen.tell("Nothing was found.")
        reader.app.screen.line.finish()
        await reader.settle()
        assert not laid_out


async def test_a_covered_list_is_read_again_when_it_is_seen_again(tmp_path: Path, spy: Spy) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "slash")
        asked = spy(LibraryScreen, "reload_lists")
        other = Library(tmp_path / "library")
        add_story(other, "Another story", "Nothing like the others.", name="another")
        other.close()
        reader.app._watch()
        await reader.settle()
        assert not asked
        await reader.press("escape")
        assert reader.screen.story_list.row_count == 4
