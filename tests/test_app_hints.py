"""Marking by labels from the keyboard: any sentence in three keys, any phrase in six."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Span, StoryDraft
from reader.widgets.bars import KeyBar
from tests.apps import PAPER, Reader, reading
from tests.library import TEXT

LINKED = StoryDraft(
    "Two links",
    "Read the report and the map today.",
    section="Town",
    markup=(
        Span(9, 15, "link", "https://one.example/"),
        Span(24, 27, "link", "https://two.example/"),
    ),
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser was asked to open."""
    found: list[str] = []
    monkeypatch.setattr("reader.app.BroadsheetApp.open_url", lambda _, url: found.append(url))
    return found


def quotes(reader: Reader) -> list[str]:
    """What is highlighted."""
    return [mark.quote for mark in reader.library.highlights.all()]


def pending(reader: Reader) -> str:
    """What the line of keys says is half typed."""
    return reader.screen.query_one(KeyBar).pending


def keys(reader: Reader) -> list[str]:
    """The keys that the line of keys names."""
    return [key for key, _ in reader.screen.query_one(KeyBar).keys]


async def test_any_sentence_in_view_is_highlighted_in_three_keys(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        await reader.press("semicolon", "d", "H")
        assert quotes(reader) == [
            "The mayor spoke of a quiet revolution, and the pilots of long nights."
        ]
        await reader.press("H")
        assert quotes(reader) == []


async def test_any_phrase_in_view_is_highlighted_in_six_keys(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        await reader.press("comma", "a", "w", "a", "i", "H")
        assert quotes(reader) == ["Ships of up to forty metres can"]


async def test_one_word_is_highlighted_after_its_label_alone(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        await reader.press("comma", "a", "s", "H")
        assert quotes(reader) == ["harbour"]
        assert not reader.screen.page.hinting


async def test_what_a_label_selects_can_be_coloured_tagged_and_noted(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "semicolon", "a", "c", "g")
        await reader.press("semicolon", "s", "t", *"ports", "enter")
        await reader.press("semicolon", "f", "a", *"Why?", "ctrl+s")
        marks = sorted(reader.library.highlights.all(), key=lambda mark: mark.start or 0)
        assert [mark.colour for mark in marks] == ["green"] * 3
        assert [mark.tags for mark in marks] == [(), ("ports",), ()]
        assert [mark.note for mark in marks] == ["", "", "Why?"]


async def test_labels_extend_a_selection(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "w", "v", "semicolon", "s", "H")
        start, end = TEXT.index("harbour"), TEXT.index(" The mayor")
        assert quotes(reader) == [TEXT[start:end]]
        await reader.press("g", "g", "v", "comma", "a", "d", "H")
        assert "The harbour of" in quotes(reader)


async def test_while_labels_show_letters_are_theirs_and_a_wrong_one_is_said(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "comma")
        assert pending(reader) == "label"
        await reader.press("s", "J", "7")
        assert "No label goes on with “7”" in reader.message
        assert pending(reader) == "label s"
        assert reader.screen.story is not None
        assert reader.screen.story.title == "The lock"
        await reader.press("backspace", "a", "a", "a", "s")
        assert pending(reader) == ""
        await reader.press("H")
        assert quotes(reader) == ["The harbour"]


async def test_the_line_of_keys_names_those_that_count_while_labels_show(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter")
        before = keys(reader)
        await reader.press("comma")
        assert keys(reader) == ["esc", "backspace"]
        await reader.press("a", "s")
        assert keys(reader) == ["H", "esc", "backspace"]
        assert pending(reader) == "label"
        await reader.press("backspace", "escape")
        assert (keys(reader), pending(reader)) == (before, "")


async def test_esc_leaves_the_labels_and_nothing_else(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "v", "e", "semicolon", "escape")
        assert not reader.screen.page.hinting
        assert reader.screen.page.selected == (0, 3)
        await reader.press("escape")
        assert reader.screen.page.selected is None


async def test_esc_after_the_first_of_two_labels_takes_that_back_too(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "down", "comma", "a", "s", "escape")
        page = reader.screen.page
        assert (page.hinting, page.selected) == (False, None)
        assert page.caret == TEXT.index("Ships")


async def test_a_key_that_types_nothing_leaves_the_labels_and_does_its_work(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "semicolon", "down")
        assert not reader.screen.page.hinting
        assert reader.screen.page.caret == TEXT.index("Ships")


async def test_a_label_follows_its_link(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, LINKED) as reader:
        await reader.press("enter", "f", "s")
        assert opened == ["https://two.example/"]


async def test_where_there_is_no_link_that_is_said(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "f")
        assert "There is no link in view" in reader.message
        await reader.press("j")
        assert (opened, reader.screen.page.hinting) == ([], False)


async def test_in_a_selection_f_goes_to_a_character(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "v", "f", "h", "H")
        assert quotes(reader) == ["Th"]


@pytest.mark.parametrize("preset", ["vim", "newsboat", "readwise", "arrows"])
async def test_every_set_of_keys_has_the_labels(tmp_path: Path, preset: str) -> None:
    async with reading(tmp_path, *PAPER, settings=f'preset = "{preset}"') as reader:
        await reader.press("enter", "semicolon", "a", "H")
        assert quotes(reader) == ["The harbour of Vell opened its new lock on Monday."]
