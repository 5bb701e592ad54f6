"""Finding one's way in the lists, sorting stories out, and bringing files in."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from db import Library
from db.models import StoryDraft
from reader.app import BroadsheetApp
from reader.commands import COMMANDS, Context
from reader.screens.help import HelpScreen, KeyList
from reader.screens.preview import PreviewScreen
from tests.apps import PAPER, Reader, reading
from tests.library import add


def titles(reader: Reader) -> list[str]:
    """The stories that the list shows."""
    return [story.title for story in reader.screen.story_list.stories]


async def test_garbage_is_collected_again_once_the_paper_is_shown(tmp_path: Path) -> None:
    gc.disable()  # as `open` starts the app
    try:
        async with reading(tmp_path):
            assert gc.isenabled()
    finally:
        gc.enable()


async def test_the_lists_can_be_used_before_the_page_is_put_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BroadsheetApp, "_after_first_paint", lambda app: None)
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("j")
        assert not reader.screen.query("#page")
        await reader.press("enter")
        assert reader.screen.page.has_focus
        assert reader.screen.page.story is not None
        assert reader.screen.page.story.title == "A quiet budget"
        await reader.press("H", "g", "n", "q", "J")
        assert reader.library.highlights.count() == 1
        assert titles(reader) == ["The lock"]


@pytest.mark.parametrize("columns", [80, 150])
async def test_the_page_comes_in_where_its_place_was_kept(tmp_path: Path, columns: int) -> None:
    async with reading(tmp_path, *PAPER, size=(columns, 24)) as reader:
        panes = [pane.id for pane in reader.screen.query_one("#panes").children]
        assert panes == ["sections", "stories", "page", "margin"]
        assert reader.screen.story_list.has_focus


async def test_sections_are_walked_with_capital_j_and_k(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        assert titles(reader) == ["The lock", "A quiet budget", "Rain at the fair"]
        await reader.press("J")
        assert titles(reader) == ["The lock"]
        await reader.press("J")
        assert titles(reader) == ["A quiet budget", "Rain at the fair"]
        await reader.press("2", "K")
        assert len(titles(reader)) == 3


async def test_a_story_that_is_opened_is_read(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "q")
        assert [story.read for story in reader.screen.story_list.stories] == [True, False, False]
        await reader.press("n")
        assert reader.screen.story_list.cursor == 1
        assert [section.unread for section in reader.screen.section_list.sections] == [0, 2]


async def test_the_next_story_opens_from_the_page(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "J", "J")
        assert reader.screen.story is not None
        assert reader.screen.story.title == "Rain at the fair"
        await reader.press("J")
        assert "last story" in reader.message


async def test_an_80_column_terminal_shows_the_list_or_the_page(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        screen = reader.screen
        assert (screen.story_list.display, screen.page.display) == (True, False)
        await reader.press("enter")
        assert (screen.story_list.display, screen.page.display) == (False, True)
        await reader.press("slash")
        assert screen.page.display
        await reader.press("escape", "q")
        assert (screen.story_list.display, screen.page.display) == (True, False)


async def test_a_wide_terminal_shows_all_three_and_zen_only_the_page(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(140, 40)) as reader:

        def shown() -> tuple[bool, bool]:
            return reader.screen.story_list.display, reader.screen.page.display

        await reader.press("enter")
        assert shown() == (True, True)
        await reader.press("z")
        assert shown() == (False, True)
        await reader.press("escape")
        assert shown() == (True, True)


@pytest.mark.parametrize("size", [(40, 12), (20, 6), (300, 90)])
async def test_it_works_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, *PAPER, size=size) as reader:
        await reader.press("enter", "down", "H", "question_mark", "q", "q", "q")
        assert len(reader.library.highlights.all()) == 1


async def test_the_list_is_sorted_by_title(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("S", *"title", "enter")
        assert titles(reader) == ["A quiet budget", "Rain at the fair", "The lock"]
        await reader.press("S", *"colour", "enter")
        assert "can be sorted by" in reader.message
        assert titles(reader)[0] == "A quiet budget"


async def test_a_story_is_moved_renamed_removed_and_brought_back(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("M", *"Letters", "enter")
        assert reader.library.select()[0].section == "Letters"
        await reader.press("R", "ctrl+u", *"The new lock", "enter")
        assert titles(reader)[0] == "The new lock"
        await reader.press("D", "D")
        assert "The new lock" not in titles(reader)
        await reader.press("u")
        assert titles(reader)[0] == "The new lock"


async def test_stories_are_starred_and_shelved_from_list_and_page(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("s", "L", "enter", "e")
        head = reader.library.select()[0]
        assert (head.starred, head.shelf) == (True, "archive")
        await reader.press("s", "e", "r")
        head = reader.library.select()[0]
        assert (head.starred, head.shelf, head.read) == (False, "inbox", False)


async def test_a_file_is_shown_split_before_anything_is_stored(tmp_path: Path) -> None:
    digest = tmp_path / "digest.txt"
    digest.write_text(
        "A storm is coming\n\nThe sea rose.\n\nThe sun came back\n\nIt was warm again.\n",
        encoding="utf-8",
    )
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("colon", *f"add {digest}", "enter")
        assert isinstance(reader.app.screen, PreviewScreen)
        assert reader.library.stories.count() == 3
        await reader.press("escape")
        assert reader.library.stories.count() == 3
        await reader.press("colon", *f"add {digest}", "enter", "enter")
        assert "A storm is coming" in titles(reader)
        assert "2 new" in reader.message
        await reader.press("colon", *f"add {digest}", "enter", "enter")
        assert "2 here already" in reader.message


async def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("colon", *f"add {tmp_path}/nothing.txt", "enter")
        (notice,) = reader.notices
        assert "nothing.txt" in notice
        assert reader.library.stories.count() == 3


async def test_an_empty_library_says_where_it_is_and_offers_the_sample(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        welcome = reader.screen.query_one("#welcome")
        assert welcome.display
        assert reader.library.stories.count() == 0
        await reader.press("enter", "enter")
        assert 6 <= reader.library.stories.count() <= 10
        assert not welcome.display


async def test_what_another_window_adds_appears(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        other = Library(tmp_path / "library")
        try:
            add(other, StoryDraft("From elsewhere", "New words."), name="other")
        finally:
            other.close()
        await reader.pilot.pause(1.3)
        assert "From elsewhere" in titles(reader)


async def test_question_mark_lists_every_key_of_where_one_is(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        for keys, context in (((), "library"), (("enter",), "reader"), (("v",), "visual")):
            await reader.press(*keys, "question_mark")
            assert isinstance(reader.app.screen, HelpScreen)
            shown = reader.app.screen.query_one(KeyList)
            sections = reader.app.keymap.for_context(context)  # type: ignore[arg-type]
            assert shown.row_count >= sum(len(section.rows) for section in sections)
            await reader.press("q")


@pytest.mark.parametrize("context", ["library", "reader", "visual", "notes"])
async def test_every_command_of_the_table_can_be_given(tmp_path: Path, context: Context) -> None:
    keys = {"library": (), "reader": ("enter",), "visual": ("enter", "v"), "notes": ("enter", "a")}
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press(*keys[context])
        screen = reader.app.screen
        assert screen.context == context  # type: ignore[attr-defined]
        missing = [
            command.id
            for command in COMMANDS
            if context in command.contexts and screen.handler(command) is None  # type: ignore[attr-defined]
        ]
        assert missing == []


async def test_half_typed_keys_are_shown_with_what_can_follow(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.pilot.press("g")
        await reader.pilot.pause(0.8)
        panel = reader.screen.query_one("#which-key")
        assert panel.display
        assert "Search everything" in str(panel.render())
        await reader.press("escape")
        assert not panel.display


async def test_the_palette_gives_commands_of_the_table(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("ctrl+p", *"star or unstar")
        await reader.pilot.pause(0.5)
        await reader.press("enter")
        await reader.pilot.pause(0.2)
        assert reader.library.select()[0].starred


async def test_an_unknown_command_suggests_one_that_exists(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("colon", *"exprot", "enter")
        assert "did you mean export" in reader.message


async def test_settings_that_are_wrong_are_named_and_do_not_stop_the_app(tmp_path: Path) -> None:
    settings = 'measure = "wide"\ntheme = "nowhere"\n[keys.reader]\n"X" = "no-such-command"\n'
    async with reading(tmp_path, *PAPER, settings=settings) as reader:
        told = "\n".join(reader.notices)
        for word in ("measure", "nowhere", "no-such-command"):
            assert word in told
        assert titles(reader)


async def test_the_reading_place_is_kept(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "down", "down", "q", "enter")
        assert reader.screen.page.caret > 0
    async with reading(tmp_path, size=(70, 20)) as reader:
        await reader.press("enter")
        assert reader.screen.page.caret > 0


async def test_the_page_can_be_opened_at_a_story(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        story = reader.library.select()[2].id
    async with reading(tmp_path, story=story) as reader:
        assert reader.screen.story is not None
        assert reader.screen.story.id == story
        assert reader.screen.page.has_focus


async def test_copying_says_where_the_text_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("reader.clipboard._to_clipboard", lambda text: False)
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "y", "y")
        copied = tmp_path / "library"
        files = [path for path in copied.iterdir() if path.suffix == ".txt"]
        assert files
        assert files[0].read_text(encoding="utf-8").startswith("The harbour of Vell")
        assert str(files[0]) in reader.message
