"""Looking at the texts that a story has had, in the app."""

from __future__ import annotations

from pathlib import Path

from db.models import StoryDraft
from reader.screens.old_text import OldTextScreen
from reader.screens.versions import VersionsScreen
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from tests.apps import Reader, reading
from tests.library import TEXT, add, mark

LEAD = "Late news came first, and the ferry waits.\n\n"
NOW = LEAD + TEXT.replace("forty metres", "fifty metres")


def draft(text: str) -> StoryDraft:
    return StoryDraft("The lock", text, section="Harbour", ref="1")


async def revise(reader: Reader, text: str) -> None:
    """The story comes in again with another text, as from another window."""
    add(reader.library, draft(text))
    reader.screen.reload()
    await reader.settle()


async def at_versions(reader: Reader) -> VersionsScreen:
    """Mark two passages, let the story change, and ask for its versions."""
    await reader.press("enter")
    story = reader.screen.story
    assert story is not None
    mark(reader.library, story, "forty metres", note="how long?")
    mark(reader.library, story, "two piers and a mast")
    await revise(reader, NOW)
    return await versions(reader)


async def versions(reader: Reader) -> VersionsScreen:
    await reader.press(":", *"versions", "enter")
    screen = reader.app.screen
    assert isinstance(screen, VersionsScreen)
    return screen


def shown(screen: VersionsScreen | OldTextScreen) -> str:
    """The text on the page."""
    return screen.page.story.text if screen.page.story else screen.page.message


def told(screen: VersionsScreen | OldTextScreen) -> str:
    """What the masthead and the status line say."""
    masthead, status = screen.query_one(Masthead), screen.query_one(StatusBar)
    return " | ".join((masthead.heading, masthead.aside, status.message, status.place))


async def test_a_story_that_never_changed_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT)) as reader:
        await reader.press("enter", ":", *"versions", "enter")
        assert reader.message == "This story has one text: it has not changed since it came in."
        assert reader.app.screen is reader.screen


async def test_what_changed_is_shown_word_by_word(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT), settings='signs = "ascii"') as reader:
        screen = await at_versions(reader)
        text = shown(screen)
        assert text.startswith("{+Late news came first, and the ferry waits.+}\n\nThe harbour")
        assert "up to [-forty-]{+fifty+} metres" in text
        assert "… 2 unchanged paragraphs …" in text
        assert told(screen).endswith("change 1/2")
        await reader.press("]")
        assert text[screen.page.caret :].startswith("[-forty")
        assert told(screen).endswith("change 2/2")
        await reader.press("]")
        assert "no change further on" in told(screen)
        await reader.press("[")
        assert screen.page.caret == 0
        await reader.press("q")
        assert reader.app.screen is reader.screen


async def test_colours_tell_it_where_there_are_any(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT)) as reader:
        screen = await at_versions(reader)
        assert "[-" not in shown(screen)
        row = next(
            y for y in range(screen.page.size.height)
            if "forty fifty" in screen.page.render_line(y).text
        )  # fmt: skip
        styles = {
            segment.text: segment.style
            for segment in screen.page.render_line(row)
            if segment.text in ("forty", "fifty")
        }
        assert styles["forty"] is not None
        assert styles["forty"].strike
        assert styles["fifty"] is not None
        assert styles["fifty"].underline
        assert "-+" in screen.page.render_line(row).text


async def test_the_reader_chooses_which_texts_are_compared(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT), settings='signs = "ascii"') as reader:
        await at_versions(reader)
        await reader.press("q")
        await revise(reader, NOW.replace("a quiet revolution", "a loud one"))
        screen = await versions(reader)
        assert "fifty" not in shown(screen).replace("up to fifty", "")
        assert "[-quiet revolution-]{+loud one+}" in shown(screen)
        await reader.press("J")
        assert "[-forty-]{+fifty+}" in shown(screen)
        await reader.press("J")
        assert shown(screen).startswith("This is the first text")
        await reader.press("J")
        assert "the oldest text" in told(screen)
        await reader.press("=", "K", "K")
        assert "[-forty-]{+fifty+}" in shown(screen)
        assert "[-quiet revolution-]{+loud one+}" in shown(screen)
        await reader.press("J", "J", "=")
        assert "the one before it" in told(screen)


async def test_an_old_text_is_read_with_its_highlights_and_left_at_the_same_place(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, draft(TEXT)) as reader:
        await at_versions(reader)
        await reader.press("J", "enter")
        screen = reader.app.screen
        assert isinstance(screen, OldTextScreen)
        assert shown(screen) == TEXT
        assert "an older one" in told(screen)
        assert "q goes back to the present one" in told(screen)
        await reader.press("]", "h")
        found = screen.page.highlight_at_caret()
        assert found is not None
        assert found.quote == "forty metres"
        assert "how long?" in told(screen)
        await reader.press("]", "h")
        assert TEXT[screen.page.caret :].startswith("two piers")
        await reader.press("q")
        assert reader.app.screen is reader.screen
        assert NOW[reader.screen.page.caret :].startswith("two piers")
        assert reader.message == "This is the present text again."


async def test_nothing_is_marked_in_an_old_text(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT)) as reader:
        await at_versions(reader)
        await reader.press("J", "enter")
        screen = reader.app.screen
        assert isinstance(screen, OldTextScreen)
        before = reader.library.highlights.all()
        steps = len(reader.library.history.all())
        for keys in ("H", "a", "t", ".", "dd", "cg", "u", "vH"):
            await reader.press(*keys)
            assert "This is an older text, to read only: q goes back" in told(screen), keys
            assert reader.app.screen is screen
            screen.query_one(StatusBar).message = ""
            await reader.press("escape") if keys == "vH" else None
        assert reader.library.highlights.all() == before
        assert len(reader.library.history.all()) == steps
        assert [label for _, label in screen.query_one(KeyBar).keys] == ["select", "keys", "back"]


async def test_a_comparison_leads_to_the_place_in_the_text_that_is_read(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT)) as reader:
        await at_versions(reader)
        await reader.press("]", "enter")
        assert reader.app.screen is reader.screen
        assert NOW[reader.screen.page.caret :].startswith("fifty metres")


async def test_the_versions_of_the_story_under_the_cursor(tmp_path: Path) -> None:
    async with reading(tmp_path, draft(TEXT), size=(80, 24)) as reader:
        await revise(reader, NOW)
        await versions(reader)
        await reader.press("J", "enter", "G", "q")
        assert reader.screen.story is not None
        assert reader.screen.page.caret == len(NOW) - 1
