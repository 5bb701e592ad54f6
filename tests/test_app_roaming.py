"""Getting about in the app: outline, marks, jumps, links, and going on where one left off."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Span, StoryDraft
from reader.screens.outline import HeadingList, OutlineScreen
from tests.apps import PAPER, Reader, reading

CHAPTERS = "\n\n".join(
    f"Chapter {number}\n\n" + "\n\n".join(f"Sentence {line} of {number}." for line in range(30))
    for number in range(1, 6)
)
BOOK = StoryDraft(
    "The book",
    CHAPTERS,
    tuple(
        Span(CHAPTERS.index(f"Chapter {n}"), CHAPTERS.index(f"Chapter {n}") + 9, "heading", level)
        for n, level in ((1, "2"), (2, "3"), (3, "2"), (4, "3"), (5, "2"))
    ),
    published="2024-08-01",
)
LINKS = "See the budget story, or another page, or the harbour, or https://example.com/plain."
WITH_LINKS = StoryDraft(
    "Where to go",
    LINKS,
    tuple(
        Span(LINKS.index(words), LINKS.index(words) + len(words), "link", url)
        for words, url in (
            ("budget story", "http://example.org/budget#top"),
            ("another page", "https://example.com/other"),
            ("harbour", "javascript:alert(1)"),
        )
    ),
    published="2024-09-01",
)


def at_caret(reader: Reader, length: int = 9) -> str:
    """The words from the caret on."""
    story = reader.screen.story
    assert story is not None
    return story.text[reader.screen.page.caret :][:length]


def title(reader: Reader) -> str:
    """Of the open story."""
    assert reader.screen.story is not None
    return reader.screen.story.title


def browser(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are opened in the browser from now on."""
    opened: list[str] = []
    monkeypatch.setattr(reader.app, "open_url", lambda url, **_: opened.append(url))
    return opened


async def test_the_outline_goes_to_a_heading_and_ctrl_o_comes_back(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK, *PAPER) as reader:
        await reader.press("enter", "4", "0", "down", "g", "o")
        assert isinstance(reader.app.screen, OutlineScreen)
        rows = reader.app.screen.query_one(HeadingList)
        assert rows.cursor == 1
        indents = [
            len(row) - len(row.lstrip()) for row in (rows.render_line(y).text for y in (0, 1))
        ]
        assert indents[1] > indents[0]
        caret = reader.screen.page.caret
        await reader.press("j", "j", "enter")
        assert at_caret(reader) == "Chapter 4"
        assert reader.screen.page.has_focus
        await reader.press("ctrl+o")
        assert reader.screen.page.caret == caret
        await reader.press("ctrl+n")
        assert at_caret(reader) == "Chapter 4"
        await reader.press("g", "o", "k", "escape")
        assert at_caret(reader) == "Chapter 4"


async def test_a_story_without_headings_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "g", "o")
        assert reader.message == "This story has no headings."


async def test_marks_stay_with_their_story(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK, *PAPER) as reader:
        await reader.press("enter", "5", "down", "m", "a")
        caret = reader.screen.page.caret
        await reader.press("G", "m", "b", "J", "'", "a")
        assert "no mark a" in reader.message
        await reader.press("K", "'", "a")
        assert reader.screen.page.caret == caret
        await reader.press("'", "'")
        assert reader.screen.page.caret > caret
        await reader.press("'", "x")
        assert "a b" in reader.message
    async with reading(tmp_path) as reader:
        await reader.press("c", "'", "a")
        assert reader.screen.page.caret == caret


async def test_jumps_lead_back_through_stories_and_on_again(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK, *PAPER) as reader:
        await reader.press("enter", "ctrl+o")
        assert "no jump" in reader.message
        await reader.press("G")
        end = reader.screen.page.caret
        await reader.press("J", "slash", *"storm", "enter")
        found = reader.screen.page.caret
        assert at_caret(reader, 5) == "storm"
        await reader.press("ctrl+o")
        assert (title(reader), reader.screen.page.caret) == ("The lock", 0)
        await reader.press("ctrl+o")
        assert (title(reader), reader.screen.page.caret) == ("The book", end)
        await reader.press("ctrl+o")
        assert (title(reader), reader.screen.page.caret) == ("The book", 0)
        await reader.press("3", "ctrl+n")
        assert (title(reader), reader.screen.page.caret) == ("The lock", found)
        await reader.press("ctrl+n")
        assert "no jump" in reader.message


async def test_highlights_and_search_hits_are_jumps(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK, *PAPER) as reader:
        await reader.press("enter", "9", "down", "H", "g", "g")
        await reader.press("right_square_bracket", "h")
        marked = reader.screen.page.caret
        assert marked > 0
        await reader.press("ctrl+o")
        assert reader.screen.page.caret == 0


async def test_a_link_to_a_story_of_the_library_opens_it_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, WITH_LINKS, *PAPER) as reader:
        opened = browser(reader, monkeypatch)
        await reader.press("enter", "enter")
        assert "no link" in reader.message
        await reader.press("w", "w", "enter")
        assert title(reader) == "A quiet budget"
        assert "From your library" in reader.message
        await reader.press("ctrl+o")
        assert at_caret(reader, 6) == "budget"
        assert opened == []


async def test_other_links_open_in_the_browser_and_only_web_addresses_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, WITH_LINKS, *PAPER) as reader:
        opened = browser(reader, monkeypatch)
        page = reader.screen.page
        await reader.press("enter")
        for words in ("another", "harbour", "plain"):
            page.goto(LINKS.index(words))
            await reader.press("enter")
        assert opened == ["https://example.com/other", "https://example.com/plain"]
        rows = [page.render_line(row).text for row in range(page.size.height)]
        row = next(number for number, text in enumerate(rows) if "another" in text)
        await reader.pilot.click(type(page), offset=(rows[row].index("another") + 1, row))
        await reader.settle()
        assert opened[2:] == ["https://example.com/other"]


async def test_the_last_story_is_offered_and_opened_where_it_was_left(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK, *PAPER) as reader:
        assert reader.message == ""
        await reader.press("c")
        assert "No story has been opened" in reader.message
        await reader.press("enter", "5", "0", "down")
        place = reader.screen.page.caret
        await reader.press("q")
    async with reading(tmp_path) as reader:
        assert reader.message.startswith("c continues at ")
        assert reader.message.endswith(" %: “The book”")
        await reader.press("c")
        assert reader.message == ""
        assert (title(reader), reader.screen.page.caret) == ("The book", place)
        await reader.press("q", "j", "c")
        assert reader.screen.page.has_focus
        assert title(reader) == "The book"


async def test_the_masthead_tells_what_is_read_and_where_it_stands(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK, *PAPER) as reader:
        masthead = reader.screen.masthead
        assert (masthead.heading, masthead.aside) == ("All stories — 4 stories", "")
        await reader.press("enter", "J")
        assert masthead.heading == "The lock"
        assert masthead.aside == "Harbour · story 2 of 4"
        await reader.press("slash")
        assert masthead.heading == "The lock"
        await reader.press("escape", "q")
        assert masthead.heading == "All stories — 4 stories"


async def test_progress_is_all_where_all_is_in_view(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, BOOK, size=(80, 24)) as reader:
        await reader.press("enter")
        assert reader.screen.status.place == "0 %"
        await reader.press("q", "j", "enter")
        assert reader.screen.status.place == "100 %"
    async with reading(tmp_path, size=(80, 24)) as reader:
        await reader.press("j", "enter")
        assert reader.screen.status.place == "100 %"


async def test_what_is_focused_at_first_is_set_in_the_settings(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, settings='focus = "sentence"') as reader:
        await reader.press("enter", "H")
        quote = reader.library.highlights.all()[0].quote
        assert quote == "The harbour of Vell opened its new lock on Monday."
        await reader.press("2", "right_parenthesis", "H")
        assert reader.library.highlights.all()[0].quote.startswith("The mayor")
