"""Notes beside the text: a column or a drawer that goes with the page, and the page with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from db.models import StoryDraft
from tests.apps import PAPER, Reader, reading
from tests.library import TEXT

LONG = StoryDraft(
    "A long story",
    "\n\n".join(f"Paragraph {number} begins here. It goes on for a while." for number in range(80)),
)


def column(reader: Reader) -> list[str]:
    """The rows of the notes."""
    margin = reader.screen.margin
    return [margin.render_line(y).text.rstrip() for y in range(margin.size.height)]


def keys_are_with(reader: Reader) -> str:
    """The context: whose keys count."""
    return reader.screen.context


def is_shown(reader: Reader) -> bool:
    """Whether the notes are on the screen."""
    return reader.screen.margin.display


def current_note(reader: Reader) -> str:
    """The note that is marked as the current one; empty where none is."""
    current = reader.screen.margin.current
    return current.note if current is not None else ""


def row_with(rows: list[str], words: str) -> int:
    return next((y for y, row in enumerate(rows) if words in row), -1)


def page_row(reader: Reader, words: str) -> int:
    """The row of the page, as seen, in which words begin."""
    page = reader.screen.page
    rows = [page.render_line(y).text for y in range(page.size.height)]
    return row_with(rows, words)


async def with_notes(reader: Reader, *notes: tuple[str, str]) -> None:
    """Open the first story and write notes on passages of it."""
    await reader.press("enter")
    story = reader.screen.story
    assert story is not None
    for words, note in notes:
        start = story.text.index(words)
        reader.library.highlights.add(story, start, start + len(words), note=note)
    reader.screen.reload()
    await reader.settle()


async def test_notes_stand_beside_their_passages(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        notes = ("Ships of up to", "How long are ours?"), ("Fishermen", "Ask them.")
        await with_notes(reader, *notes)
        assert not is_shown(reader)
        await reader.press("g", "n")
        assert is_shown(reader)
        assert not reader.screen.section_list.display
        rows = column(reader)
        assert row_with(rows, "Ships of up to") == page_row(reader, "Ships of up to") > 0
        assert row_with(rows, "Fishermen") == page_row(reader, "Fishermen")
        assert row_with(rows, "How long are ours?") == row_with(rows, "Ships of up to") + 1
        await reader.press("g", "n")
        assert not is_shown(reader)


async def test_the_page_stays_where_it_is_when_notes_open(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG, size=(160, 40)) as reader:
        await reader.press("enter", "4", "0", "down")
        before = reader.screen.page.caret_row
        width = reader.screen.page.sheet and reader.screen.page.sheet.width
        await reader.press("g", "n")
        assert reader.screen.page.caret_row == before
        assert reader.screen.page.sheet is not None
        assert reader.screen.page.sheet.width == width == 70


async def test_the_note_at_the_caret_is_the_current_one(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await with_notes(reader, ("Ships of up to", "one"), ("Fishermen", "two"))
        await reader.press("g", "n")
        assert current_note(reader) == ""
        await reader.press("down")
        assert current_note(reader) == "one"
        rows = column(reader)
        assert rows[row_with(rows, "one")].startswith("│")
        await reader.press("down")
        assert current_note(reader) == "two"


async def test_moving_in_the_notes_moves_the_page_and_enter_goes_back(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG, size=(160, 40)) as reader:
        await with_notes(reader, ("Paragraph 2 ", "near"), ("Paragraph 70 ", "far"))
        await reader.press("g", "n", "tab")
        assert keys_are_with(reader) == "margin"
        await reader.press("j")
        assert page_row(reader, "Paragraph 70") >= 0
        assert row_with(column(reader), "far") == page_row(reader, "Paragraph 70") + 1
        await reader.press("k")
        assert page_row(reader, "Paragraph 2 ") >= 0
        await reader.press("G", "enter")
        assert keys_are_with(reader) == "reader"
        story = reader.screen.story
        assert story is not None
        assert reader.screen.page.caret == story.text.index("Paragraph 70")


async def test_scrolling_the_page_scrolls_its_notes(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG, size=(160, 40)) as reader:
        await with_notes(reader, ("Paragraph 2 ", "near"), ("Paragraph 20 ", "far"))
        await reader.press("g", "n")
        assert row_with(column(reader), "near") > 0
        await reader.press("space")
        assert row_with(column(reader), "near") == -1
        assert row_with(column(reader), "far") == page_row(reader, "Paragraph 20 ") + 1 > 0


async def test_a_note_is_edited_tagged_coloured_and_deleted_where_it_stands(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await with_notes(reader, ("Ships of up to", "one"), ("Fishermen", "two"))
        await reader.press("g", "n", "l", "j", "a", *" more", "ctrl+s")
        assert row_with(column(reader), "two more") > 0
        await reader.press("t", *"sea", "enter")
        assert row_with(column(reader), "#sea") > 0
        await reader.press("c", "g")
        assert "▌g✎" in column(reader)[row_with(column(reader), "Fishermen")]
        await reader.press("d", "d")
        assert row_with(column(reader), "two") == -1
        assert keys_are_with(reader) == "margin"
        assert current_note(reader) == "one"
        await reader.press("u")
        assert row_with(column(reader), "two more") > 0


async def test_the_storys_own_note_stands_on_top(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await with_notes(reader, ("Ships of up to", "one"))
        await reader.press("g", "n", "A", *"All of it", "ctrl+s")
        rows = column(reader)
        assert row_with(rows, "On the story") == 0
        assert row_with(rows, "All of it") == 1


async def test_what_has_lost_its_passage_is_listed_with_the_reason(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG, size=(160, 40)) as reader:
        await with_notes(reader, ("Paragraph 2 ", "kept"), ("Paragraph 3 ", "dear to me"))
        lose(reader, "dear to me")
        await reader.press("g", "n")
        assert "1 unplaced" in column(reader)[-1]
        await reader.press("tab", "G")
        rows = column(reader)
        assert -1 < row_with(rows, "Unplaced") < row_with(rows, "The passage is not in")
        assert row_with(rows, "?y✎") > 0
        assert row_with(rows, "dear to me") > 0


def lose(reader: Reader, note: str) -> None:
    """Take the passage of a highlight away, as a new text does."""
    screen = reader.screen
    screen.highlights = [
        replace(one, start=None, end=None, status="orphan", reason="not-found")
        if one.note == note
        else one
        for one in screen.highlights
    ]
    screen.page.set_highlights(screen.highlights)


async def test_a_narrow_terminal_has_a_drawer_under_the_page(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        await with_notes(reader, ("Ships of up to", "How long are ours?"), ("Fishermen", "Ask."))
        await reader.press("g", "n")
        margin, page = reader.screen.margin, reader.screen.page
        assert margin.region.y == page.region.bottom
        assert margin.size.width == 80
        assert page.size.height >= 12
        assert row_with(column(reader), "How long are ours?") == 1
        await reader.press("tab", "j", "enter")
        assert keys_are_with(reader) == "reader"
        assert TEXT[page.caret :].startswith("Fishermen")


async def test_notes_stay_open_for_the_session_and_leave_the_lists_alone(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await with_notes(reader, ("Ships of up to", "one"))
        await reader.press("g", "n", "q")
        assert not is_shown(reader)
        assert reader.screen.section_list.display
        await reader.press("j", "enter")
        assert is_shown(reader)
        assert "No highlights here yet." in "".join(column(reader))
        await reader.press("tab")
        assert keys_are_with(reader) == "reader"


async def test_a_click_goes_to_a_note_and_another_to_its_passage(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await with_notes(reader, ("Ships of up to", "one"), ("Fishermen", "two"))
        await reader.press("g", "n")
        row = row_with(column(reader), "two")
        await reader.pilot.click("#margin", offset=(6, row))
        await reader.settle()
        assert keys_are_with(reader) == "margin"
        assert TEXT[reader.screen.page.caret :].startswith("Fishermen")
        await reader.pilot.click("#margin", offset=(6, row))
        await reader.settle()
        assert keys_are_with(reader) == "reader"


async def test_a_note_is_text_and_never_markup(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await with_notes(reader, ("Ships of up to", "[b]bold[/b] [/] *so*"))
        await reader.press("g", "n")
        assert row_with(column(reader), "[b]bold[/b] [/] *so*") > 0
