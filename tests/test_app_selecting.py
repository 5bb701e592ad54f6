"""Selecting rows of the list of stories, and doing the same to all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from db.models import StoryDraft
from reader.widgets.offer_list import OfferList
from tests.apps import Reader, reading
from tests.library import add, locked

NEWS = tuple(
    StoryDraft(f"Story {n}", f"Text number {n}.", section="Town", published=f"2024-07-{20 - n:02}")
    for n in range(6)
)


@asynccontextmanager
async def listing(folder: Path, *keys: str, **options: Any) -> AsyncIterator[Reader]:
    """Six stories, Story 0 first, after these keys."""
    async with reading(folder, *NEWS, **options) as reader:
        await reader.press(*keys)
        yield reader


def selected(reader: Reader) -> list[str]:
    """The titles of the selected stories."""
    heads = reader.library.stories.ordered(reader.screen.story_list.selected)
    return [head.title.removeprefix("Story ") for head in heads]


def aside(reader: Reader) -> str:
    """What the masthead says on its right."""
    return reader.screen.masthead.aside


def found(reader: Reader, query: str) -> list[str]:
    """The titles of the stories that fit."""
    return sorted(head.title.removeprefix("Story ") for head in reader.library.select(query))


SELECTIONS = [
    (("x",), "0"),
    (("x", "x"), "01"),
    (("3", "x"), "012"),
    (("x", "k", "x"), ""),
    (("j", "v", "j", "j"), "123"),
    (("j", "v", "j", "V"), "12"),
    (("G", "v", "k", "v", "g", "g", "x"), "045"),
    (("*",), "012345"),
    (("*", "*"), ""),
    (("x", "v", "G", "escape"), ""),
]


@pytest.mark.parametrize(("keys", "titles"), SELECTIONS)
async def test_rows_are_selected_one_by_one_by_moving_or_all(
    tmp_path: Path, keys: tuple[str, ...], titles: str
) -> None:
    async with listing(tmp_path, *keys) as reader:
        assert "".join(selected(reader)) == titles
        assert aside(reader) == (f"{len(titles)} selected" if titles else "")


@pytest.mark.parametrize("size", [(80, 24), (150, 45), (40, 12)])
@pytest.mark.parametrize(("signs", "sign"), [("unicode", "✓"), ("ascii", "x")])
async def test_selected_rows_have_a_sign(
    tmp_path: Path, size: tuple[int, int], signs: str, sign: str
) -> None:
    settings = f'signs = "{signs}"\n'
    async with listing(tmp_path, "x", size=size, settings=settings) as reader:
        rows = reader.screen.story_list
        lines = [rows.render_line(y).text for y in range(2 * rows.row_height)]
        assert lines[0].startswith(sign)
        assert not lines[rows.row_height].startswith(sign)


ACTS = [
    ("s", "is:starred", "Starred 3 stories."),
    ("r", "is:read", "Marked 3 stories read."),
    ("e", "is:archive", "3 stories are in the archive."),
    ("L", "is:later", "3 stories are kept for later."),
    ("M harbour enter", "section:harbour", "3 stories are in harbour now."),
    ("t sea , port enter", "tag:sea tag:port", "3 stories are tagged sea, port."),
]


@pytest.mark.parametrize(("keys", "query", "told"), ACTS)
async def test_what_is_done_to_the_selected_is_one_step(
    tmp_path: Path, keys: str, query: str, told: str
) -> None:
    async with listing(tmp_path, "2", "x", "j", "x") as reader:
        for key in keys.split():
            await reader.press(*([key] if key in ("enter",) else key))
        assert found(reader, query) == ["0", "1", "3"]
        assert reader.message == told
        assert selected(reader) == []
        await reader.press("u")
        assert found(reader, query) == []


TURNS = [
    ("s", "is:starred", "The stars of 2 stories are off."),
    ("e", "is:archive", "2 stories are back in the inbox."),
    ("r", "is:read", "Marked 2 stories unread."),
]


@pytest.mark.parametrize(("key", "query", "told"), TURNS)
async def test_some_become_all_and_all_become_none(
    tmp_path: Path, key: str, query: str, told: str
) -> None:
    async with listing(tmp_path, key, "g", "g", "2", "x", key) as reader:
        assert found(reader, query) == ["0", "1"]
        await reader.press("g", "g", "2", "x", key)
        assert found(reader, query) == []
        assert reader.message == told


async def test_tags_come_off_the_selected_with_a_minus(tmp_path: Path) -> None:
    async with listing(tmp_path, "*", *"tsea", "enter", "2", "x", *"t-se") as reader:
        offers = [offer.label for offer in reader.screen.query_one(OfferList).offers]
        assert offers == ["-sea"]
        await reader.press("tab", "enter")
        assert found(reader, "tag:sea") == ["2", "3", "4", "5"]


async def test_removing_many_asks_once(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "2", "x", "D", "D") as reader:
        assert reader.message == "Remove 2 stories? D D again does."
        assert len(found(reader, "")) == 6
        await reader.press("D", "D")
        assert found(reader, "") == ["0", "3", "4", "5"]
        assert reader.message == "Removed 2 stories. u brings them back."
        head = reader.screen.story_list.at_cursor
        assert head is not None
        assert head.title == "Story 3"
        await reader.press("u")
        assert len(found(reader, "")) == 6


async def test_a_row_takes_the_place_of_one_removed(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "j", "D", "D") as reader:
        assert found(reader, "") == ["0", "1", "3", "4", "5"]
        assert reader.screen.story_list.cursor == 2


async def test_the_selection_stays_through_a_reload_and_a_filter(tmp_path: Path) -> None:
    async with listing(tmp_path, "x", "x") as reader:
        add(reader.library, StoryDraft("Newer", "Text.", published="2024-08-01"), name="more")
        reader.screen.reload()
        await reader.settle()
        assert selected(reader) == ["0", "1"]
        await reader.press("/", *"title:1", "enter")
        await reader.pilot.pause(0.3)  # the timer of the last key typed
        await reader.settle()
        assert selected(reader) == ["1"]
        assert aside(reader) == "1 selected"
        await reader.press("s", "escape")
        assert found(reader, "is:starred") == ["1"]


async def test_a_range_goes_on_after_a_reload(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "v", "j") as reader:
        add(reader.library, StoryDraft("Newer", "Text.", published="2024-08-01"), name="more")
        reader.screen.reload()
        await reader.settle()
        await reader.press("j")
        assert selected(reader) == ["1", "2", "3"]


async def test_escape_lets_go_before_it_leaves_the_filter(tmp_path: Path) -> None:
    async with listing(tmp_path, "/", *"number", "enter", "x", "escape") as reader:
        assert selected(reader) == []
        assert reader.screen.query_text == "number"
        await reader.press("escape")
        assert reader.screen.query_text == ""


async def test_what_is_read_is_meant_while_one_reads(tmp_path: Path) -> None:
    async with listing(tmp_path, "x", "x", "enter", "s") as reader:
        assert found(reader, "is:starred") == ["2"]


async def test_sections_say_where_rows_are_selected(tmp_path: Path) -> None:
    async with listing(tmp_path, "h", "x") as reader:
        assert selected(reader) == []
        assert "list of stories" in reader.message


async def test_many_are_exported_and_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, folder: Path, write: Callable[[str], None]) -> object:
        copied.append(text)
        return type("Copied", (), {"sentence": "Copied."})

    monkeypatch.setattr("reader.clipboard.copy", copy)
    async with listing(tmp_path, "2", "x", "y", "y", "E") as reader:
        assert copied == ["Story 0\nStory 1"]
        for _ in range(20):
            await reader.press("backspace")
        await reader.type(str(tmp_path / "out"))
        await reader.press("enter")
        assert len(list((tmp_path / "out").rglob("*.md"))) == 2
        assert "2 created" in reader.message or "2 written" in reader.message


async def test_a_locked_library_leaves_the_selection(tmp_path: Path) -> None:
    async with listing(tmp_path, "2", "x") as reader:
        with locked(reader.library):
            await reader.pilot.press("s")
            await reader.pilot.pause(0.2)
            assert selected(reader) == ["0", "1"]
            assert found(reader, "is:starred") == []
        await reader.settle()
        assert found(reader, "is:starred") == ["0", "1"]


async def test_very_many_are_changed_beside_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [StoryDraft(f"Story {n}", f"Text {n}.", published="2024") for n in range(1_000)]
    async with reading(tmp_path, *drafts) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(reader.screen, "commit", None)
            await reader.press("*", "s")
        assert reader.message == "Starred 1,000 stories."
