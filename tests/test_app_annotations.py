"""All highlights and notes of the library on one screen, and what is done from there."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from db import Library
from db.store import now
from reader.commands import COMMANDS
from reader.screens.annotations import AnnotationsScreen
from reader.screens.library import LibraryScreen
from reader.widgets.annotation_list import AnnotationList
from reader.widgets.annotation_view import AnnotationView
from tests.apps import PAPER, Reader, reading
from tests.library import locked, mark

SETTINGS = '[colours]\nred = "important"\n'


def screen(reader: Reader) -> AnnotationsScreen:
    """The screen, which must be on top."""
    assert isinstance(reader.app.screen, AnnotationsScreen)
    return reader.app.screen


def shown(reader: Reader) -> list[str]:
    """Each row of the list by its quote, or the note on a story."""
    rows = screen(reader).rows.rows
    return [one.quote or one.note for one in rows] if rows is not None else []


def lines(reader: Reader) -> list[str]:
    """The list as it is drawn."""
    rows = screen(reader).query_one(AnnotationList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


def fill(library: Library) -> None:
    """Three highlights and a note on a story; the newest is `any tide`."""
    budget, lock = (
        library.stories.get(library.select(f"title:{word}")[0].id) for word in ("budget", "lock")
    )
    mark(library, budget, "without a word", tags=["town"])
    go_on()
    mark(library, lock, "nine million", colour="red", note="Really?", tags=["money", "town"])
    go_on()
    library.stories.set_note(budget.id, "Ask the council.")
    go_on()
    mark(library, lock, "any tide", colour="green")


def go_on() -> None:
    """Let a millisecond pass, by which the library tells which was first."""
    before = now()
    while now() == before:
        time.sleep(0.0002)


@asynccontextmanager
async def listing(folder: Path, *keys: str, **options: Any) -> AsyncIterator[Reader]:
    """The list with these rows open, after these keys."""
    async with reading(folder, *PAPER, settings=SETTINGS, **options) as reader:
        fill(reader.library)
        await reader.press("g", "a", *keys)
        yield reader


ALL = ["any tide", "Ask the council.", "nine million", "without a word"]


@pytest.mark.parametrize("opened", [(), ("enter",), ("enter", "g", "n", "tab")])
async def test_g_a_lists_all_highlights_and_notes_from_anywhere(
    tmp_path: Path, opened: tuple[str, ...]
) -> None:
    async with reading(tmp_path, *PAPER, settings=SETTINGS) as reader:
        fill(reader.library)
        await reader.press(*opened, "g", "a")
        assert shown(reader) == ALL
        await reader.press("g", "a")
        assert isinstance(reader.app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(80, 24), (150, 45), (40, 12)])
async def test_each_row_shows_quote_note_tags_and_where(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with listing(tmp_path, "j", "j", size=size) as reader:
        text = "\n".join(lines(reader))
        for part in ("nine million", "Really?", "The lock"):
            assert part in text
        if size[0] >= 80:
            for part in ("▌r✎", "#money #town", "important", "Harbour", "On the story: A quiet"):
                assert part in text
        view = screen(reader).query_one(AnnotationView)
        assert view.display == (size[0] >= 110)
        if view.display:
            told = str(view.query_one("Static").render())
            assert "half of what had been" in told
            assert "Marked red (important)" in told


async def test_enter_goes_to_the_passage_and_q_back_to_the_same_row(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "j", "enter") as reader:
        story = reader.screen.story
        assert story is not None
        assert story.text[reader.screen.page.caret :].startswith("nine million")
        await reader.press("q")
        assert screen(reader).rows.at_cursor is not None
        assert screen(reader).rows.cursor == 2
        await reader.press("escape", "g", "a")
        assert screen(reader).rows.cursor == 2


async def test_a_story_that_was_opened_otherwise_leads_back_to_the_stories(tmp_path: Path) -> None:
    async with listing(tmp_path, "enter", "J", "q") as reader:
        assert isinstance(reader.app.screen, LibraryScreen)


@pytest.mark.parametrize(
    ("order", "heading", "first"),
    [
        ("oldest", "", "without a word"),
        ("story", " A quiet budget", "Ask the council."),
        ("tag", " #money", "nine million"),
        ("colour", " yellow", "without a word"),
        ("section", " Harbour", "any tide"),
    ],
)
async def test_rows_are_sorted_and_grouped(
    tmp_path: Path, order: str, heading: str, first: str
) -> None:
    async with listing(tmp_path, "S", *order, "enter") as reader:
        assert shown(reader)[0] == first
        await reader.press("g", "g")
        assert lines(reader)[0].startswith(heading or " ")
        if heading:
            await reader.press("J")
            assert screen(reader).rows.cursor > 0
            await reader.press("K")
            assert screen(reader).rows.cursor == 0


async def test_a_colour_heading_has_the_readers_name(tmp_path: Path) -> None:
    async with listing(tmp_path, "S", *"colour", "enter") as reader:
        assert " red (important)" in "\n".join(lines(reader))
        assert " Notes on stories" in "\n".join(lines(reader))


async def test_the_list_is_filtered_as_one_types_and_esc_brings_all_back(tmp_path: Path) -> None:
    async with listing(tmp_path, "slash", *"colour:imp") as reader:
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert shown(reader) == ["nine million"]
        await reader.press("enter")
        assert "fit “colour:imp”" in str(screen(reader).query_one("#masthead").render())
        await reader.press("escape")
        assert shown(reader) == ALL


async def test_what_finds_nothing_is_told_in_place(tmp_path: Path) -> None:
    async with listing(tmp_path, "slash", *"has:note unheardof", "enter") as reader:
        assert shown(reader) == []
        assert "Nothing fits “has:note" in "\n".join(lines(reader))


async def test_what_makes_no_sense_is_not_taken_and_marked_where_it_stands(tmp_path: Path) -> None:
    async with listing(tmp_path, "slash", *"is:lost", "enter") as reader:
        (problem,) = screen(reader).prompt.line.problems
        assert "is: does not know 'lost', but unread" in problem.message
        assert screen(reader).prompt.is_open


async def test_a_library_without_highlights_says_how_to_make_one(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "a", "enter", "d", "d", "t", "x", "asterisk", "c", "g", "y", "y")
        assert "H highlights" in "\n".join(lines(reader))


async def test_selected_rows_are_coloured_as_one_step(tmp_path: Path) -> None:
    async with listing(tmp_path, "v", "j", "j", "c", "p") as reader:
        assert [one.colour for one in reader.library.highlights.all()] == [
            "purple", "purple", "yellow",
        ]  # fmt: skip
        assert "2 highlights are purple" in screen(reader).query_one("#status").message  # type: ignore[attr-defined]
        await reader.press("u")
        assert [one.colour for one in reader.library.highlights.all()][:2] == ["green", "red"]


async def test_many_are_asked_about_once_before_they_are_deleted(tmp_path: Path) -> None:
    async with listing(tmp_path, "asterisk", "d", "d") as reader:
        assert reader.library.annotations.count() == 4
        await reader.press("d", "d")
        assert reader.library.annotations.count() == 0
        assert shown(reader) == []
        await reader.press("u")
        assert shown(reader) == ALL


async def test_one_is_deleted_at_once_and_the_next_is_under_the_cursor(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "j", "d", "d") as reader:
        assert shown(reader) == ["any tide", "Ask the council.", "without a word"]
        assert screen(reader).rows.cursor == 2
        await reader.press("k", "d", "d", "u")
        assert shown(reader) == ["any tide", "Ask the council.", "without a word"]


async def test_tags_are_added_to_many_and_taken_off(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "j", "x", "x", "t", *"later, -town", "enter") as reader:
        tags = {one.quote: one.tags for one in reader.library.highlights.all()}
        assert tags["nine million"] == ("later", "money")
        assert tags["without a word"] == ("later",)
        await reader.press("u")
        assert {one.tags for one in reader.library.highlights.all()} == {
            (), ("money", "town"), ("town",),
        }  # fmt: skip


async def test_the_tags_of_one_are_what_is_typed(tmp_path: Path) -> None:
    async with listing(tmp_path, "j", "j", "t", "ctrl+u", *"mon", "tab", "enter") as reader:
        tags = {one.quote: one.tags for one in reader.library.highlights.all()}
        assert tags["nine million"] == ("money",)


async def test_a_note_is_written_on_one(tmp_path: Path) -> None:
    async with listing(tmp_path, "a", *"When", "ctrl+s") as reader:
        assert reader.library.highlights.all()[0].note == "When"
        assert "When" in "\n".join(lines(reader))
        await reader.press("x", "x", "a")
        assert "one at a time" in screen(reader).query_one("#status").message  # type: ignore[attr-defined]


async def test_the_stories_of_what_is_selected_are_exported(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    async with listing(tmp_path, "x", "x", "E", "ctrl+u", *str(folder), "enter") as reader:
        written = {file.name for file in folder.iterdir()}
        assert written == {"The lock.md", "A quiet budget.md"}
        assert "nine million" in (folder / "The lock.md").read_text(encoding="utf-8")
        assert "2 created" in screen(reader).query_one("#status").message  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("y", "y"), "any tide\n\nAsk the council."),
        (("y", "m"), "> any tide"),
    ],
)
async def test_what_is_selected_is_copied(
    tmp_path: Path, keys: tuple[str, ...], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, folder: Path, write: Callable[[str], None]) -> object:
        copied.append(text)
        return type("Copied", (), {"sentence": "Copied."})

    monkeypatch.setattr("reader.clipboard.copy", copy)
    async with listing(tmp_path, "x", "x", *keys):
        (text,) = copied
        assert text.startswith(expected)
        assert "Ask the council." in text


async def test_what_another_window_does_appears_with_the_cursor_on_the_same_row(
    tmp_path: Path,
) -> None:
    async with listing(tmp_path, "j", "j", "x", "k") as reader:
        other = Library(tmp_path / "library")
        try:
            story = other.stories.get(other.select("title:fair")[0].id)
            mark(other, story, "The band played on")
            other.highlights.remove(reader.library.highlights.all()[1].id)
        finally:
            other.close()
        wanted = ["The band played on", "Ask the council."]
        for _ in range(40):  # a look a second; one may fall between the two writes
            await reader.pilot.pause(0.1)
            await reader.settle()
            if shown(reader)[:2] == wanted:
                break
        assert shown(reader)[:2] == wanted
        rows = screen(reader).rows
        assert rows.at_cursor is not None
        assert rows.at_cursor.quote == "nine million"
        assert rows.selected == [rows.key_at_cursor]


async def test_nothing_is_changed_while_another_program_writes_and_it_is_done_then(
    tmp_path: Path,
) -> None:
    async with listing(tmp_path, "asterisk") as reader:
        with locked(reader.library):
            await reader.pilot.press("c", "b")
            await reader.pilot.pause(0.2)
            assert {one.colour for one in reader.library.highlights.all()} != {"blue"}
        await reader.settle()
        assert {one.colour for one in reader.library.highlights.all()} == {"blue"}


async def test_thousands_scroll_and_only_what_is_seen_is_fetched(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(80, 24)) as reader:
        story = reader.library.stories.get(reader.library.select("title:lock")[0].id)
        with reader.library.step("Marked a lot"):
            for number in range(3_000):
                start = number % (len(story.text) - 20)
                reader.library.highlights.add(story, start, start + 9)
        await reader.press("g", "a", "G")
        rows = screen(reader).rows
        assert rows.cursor == 2_999
        assert rows.rows is not None
        assert len(rows.rows._pages) <= 3
        await reader.press("S", *"story", "enter", "g", "g", "ctrl+d", "space", "asterisk")
        assert len(rows.selected) == 3_000
        await reader.press("d", "d", "d", "d")
        assert reader.library.highlights.count() == 0
        await reader.press("u")
        assert reader.library.highlights.count() == 3_000


async def test_every_command_of_the_list_can_be_given(tmp_path: Path) -> None:
    async with listing(tmp_path) as reader:
        here = screen(reader)
        assert here.context == "annotations"
        missing = [
            command.id
            for command in COMMANDS
            if "annotations" in command.contexts and here.handler(command) is None
        ]
        assert missing == []


async def test_what_is_searched_for_is_listed_from_the_search(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, settings=SETTINGS) as reader:
        fill(reader.library)
        await reader.press("g", "slash", *"tag:money", "alt+a")
        assert shown(reader) == ["nine million"]
        await reader.press("g", "slash")
        assert type(reader.app.screen).__name__ == "SearchScreen"


async def test_a_mistake_while_typing_is_marked_and_the_rest_goes_on_being_searched(
    tmp_path: Path,
) -> None:
    async with listing(tmp_path, "/", *"tag:money date:never ") as reader:
        await reader.pilot.pause(0.3)  # the timer of the last key typed
        await reader.settle()
        assert screen(reader).prompt.line.problems
        assert shown(reader) == ["nine million"]
