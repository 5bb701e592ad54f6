"""The list of all tags, and what is done from there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from db.models import StoryDraft
from reader.screens.annotations import AnnotationsScreen
from reader.screens.library import LibraryScreen
from reader.screens.tags import TagsScreen
from tests.apps import Reader, reading
from tests.library import locked, mark

TAGGED = (
    StoryDraft("One", "The first text.", tags=("policy", "sea")),
    StoryDraft("Two", "The second text.", tags=("policy/export", "sea")),
    StoryDraft("Three", "The third text.", tags=("policy/import",)),
)


@asynccontextmanager
async def tags(folder: Path, *keys: str, **options: Any) -> AsyncIterator[Reader]:
    """The list of these tags, after these keys."""
    async with reading(folder, *TAGGED, **options) as reader:
        one = reader.library.stories.get(reader.library.select("title:one")[0].id)
        mark(reader.library, one, "first", tags=["policy/export"])
        await reader.press("g", "t", *keys)
        yield reader


def screen(reader: Reader) -> TagsScreen:
    """The screen, which must be on top."""
    assert isinstance(reader.app.screen, TagsScreen)
    return reader.app.screen


def told(reader: Reader) -> str:
    """What the status line of the list says."""
    from reader.widgets.bars import StatusBar

    return screen(reader).query_one(StatusBar).message


def names(reader: Reader) -> list[str]:
    """Every tag in the library, by name."""
    return [branch.name for branch in reader.library.tags.tree()]


@pytest.mark.parametrize("size", [(80, 24), (150, 45), (40, 12)])
async def test_tags_are_a_tree_with_counts(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tags(tmp_path, size=size) as reader:
        rows = screen(reader).rows
        lines = [rows.render_line(y).text.split() for y in range(4)]
        wide = size[0] >= 60
        assert lines == [
            ["policy", "3", "stories", "1", "highlight"] if wide else ["policy", "3", "1"],
            ["export", "1", "story", "1", "highlight"] if wide else ["export", "1", "1"],
            ["import", "1", "story", "0", "highlights"] if wide else ["import", "1", "0"],
            ["sea", "2", "stories", "0", "highlights"] if wide else ["sea", "2", "0"],
        ]
        assert rows.render_line(1).text.startswith("   export")


async def test_enter_shows_the_stories_of_a_tag_and_those_under_it(tmp_path: Path) -> None:
    async with tags(tmp_path, "enter") as reader:
        assert reader.screen.query_text == "tag:policy"
        assert reader.screen.story_list.row_count == 3
        await reader.press("escape")
        assert reader.screen.query_text == ""


async def test_g_a_shows_the_highlights_of_a_tag(tmp_path: Path) -> None:
    async with tags(tmp_path, "j", "g", "a") as reader:
        shown = reader.app.screen
        assert isinstance(shown, AnnotationsScreen)
        assert shown.view.query == "tag:policy/export"
        assert shown.rows.row_count == 1


async def test_a_saved_search_follows_its_tag_and_is_shown_so(tmp_path: Path) -> None:
    async with tags(tmp_path) as reader:
        reader.library.saved_searches.save("Politics", "tag:policy is:unread")
        await reader.press("R", *["backspace"] * 6, *"zoo", "enter")
        assert (
            told(reader)
            == "policy is called zoo now, with 2 tags under it. 1 saved search follows."
        )
        await reader.press("escape")
        assert [row.saved.query for row in reader.screen.section_list.saved] == [
            "tag:zoo is:unread"
        ]
        await reader.press("g", "t", "j", "j", "j", "d", "d")
        assert told(reader).startswith("Removed zoo/import. u undoes it.")


async def test_a_saved_search_that_names_a_removed_tag_is_told_of(tmp_path: Path) -> None:
    async with tags(tmp_path, "G") as reader:
        reader.library.saved_searches.save("Coast", "tag:sea")
        await reader.press("d", "d")
        assert told(reader) == (
            "Removed sea. u undoes it. Saved searches that still name it: “Coast”."
        )


async def test_a_tag_is_renamed_with_those_under_it_and_back(tmp_path: Path) -> None:
    async with tags(tmp_path, "R") as reader:
        await reader.press(*["backspace"] * 6, *"zoo", "enter")
        assert names(reader) == ["sea", "zoo", "zoo/export", "zoo/import"]
        assert told(reader) == "policy is called zoo now, with 2 tags under it."
        here = screen(reader).rows.at_cursor
        assert here is not None
        assert here.name == "zoo", "the cursor goes with it"
        await reader.press("u")
        assert names(reader) == ["policy", "policy/export", "policy/import", "sea"]


async def test_a_name_that_there_is_already_is_refused(tmp_path: Path) -> None:
    async with tags(tmp_path, "R") as reader:
        await reader.press(*["backspace"] * 6, *"sea", "enter")
        assert any("merge" in notice for notice in reader.notices)
        assert "policy" in names(reader)


async def test_a_tag_is_merged_into_one_that_is_offered(tmp_path: Path) -> None:
    async with tags(tmp_path, "G", "m", *"po", "tab", "enter") as reader:
        assert "sea" not in names(reader)
        assert told(reader) == "sea is policy/export now."
        await reader.press("u")
        assert "sea" in names(reader)


async def test_a_tag_without_others_under_it_is_removed_at_once(tmp_path: Path) -> None:
    async with tags(tmp_path, "G", "d", "d") as reader:
        assert "sea" not in names(reader)
        assert told(reader) == "Removed sea. u undoes it."


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("down", "enter"), ["policy", "policy/export", "policy/import", "sea"]),
        (("down", "down", "enter"), ["sea"]),
        (("escape", "escape"), ["policy", "policy/export", "policy/import", "sea"]),
        (("enter",), ["policy", "policy/export", "policy/import", "sea"]),
    ],
)
async def test_tags_under_one_that_is_removed_are_asked_about(
    tmp_path: Path, keys: tuple[str, ...], left: list[str]
) -> None:
    async with tags(tmp_path, "d", "d", *keys) as reader:
        assert names(reader) == left
        tagged = {name for head in reader.library.select() for name in head.tags}
        assert ("policy" in tagged) == (keys[0] != "down")


async def test_the_list_is_filtered_by_a_part_of_the_name(tmp_path: Path) -> None:
    async with tags(tmp_path, "/", *"port") as reader:
        shown = [one.name for one in screen(reader).rows.tags]
        assert shown == ["policy/export", "policy/import"]
        await reader.press("enter", "j", "escape")
        here = screen(reader).rows.at_cursor
        assert here is not None
        assert here.name == "policy/import"


async def test_without_tags_it_is_said_how_to_tag(tmp_path: Path) -> None:
    async with reading(tmp_path, StoryDraft("One", "A text.")) as reader:
        await reader.press("g", "t")
        assert "t tags a story" in screen(reader).rows.empty
        await reader.press("q")
        assert isinstance(reader.app.screen, LibraryScreen)


async def test_a_locked_library_changes_nothing_and_says_so(tmp_path: Path) -> None:
    async with tags(tmp_path, "G") as reader:
        with locked(reader.library):
            await reader.press("d", "d")
        assert "sea" in names(reader)
        assert reader.notices
