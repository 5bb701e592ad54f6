"""The list of what was done: going back to a step, on again, and what cannot be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import LibraryFull
from db.history import History, StepRows
from db.models import Step
from reader.screens.commanding import Call
from reader.screens.history import HistoryScreen
from reader.widgets.bars import StatusBar
from reader.widgets.step_list import StepList
from tests.apps import PAPER, Reader, reading
from tests.library import opened


def shown(reader: Reader) -> list[str]:
    """The lines of the list, without when."""
    (screen,) = (one for one in reader.app.screen_stack if isinstance(one, HistoryScreen))
    rows = screen.query_one(StepList)
    lines = ["".join(run.text for run in rows.row_runs(at, 100)[0]) for at in range(rows.row_count)]
    return [" ".join(line[18:].split()) for line in lines]


def said(reader: Reader) -> str:
    """The last line of the list."""
    return reader.app.screen.query_one(StatusBar).message


async def starred(reader: Reader) -> None:
    """Star all three stories, and open the list."""
    await reader.press("s", "j", "s", "j", "s", "g", "u")
    assert shown(reader) == [
        "Starred “Rain at the fair”",
        "Starred “A quiet budget”",
        "Starred “The lock”",
        "Added paper: 3 new",
    ]


def stars(reader: Reader) -> list[bool]:
    return [head.starred for head in reader.library.select()]


async def test_enter_goes_back_to_a_step_and_on_again(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await starred(reader)
        await reader.press("j", "enter")
        assert said(reader) == "This undoes 2 steps. The same key again does."
        assert stars(reader) == [True, True, True]
        await reader.press("enter")
        assert said(reader) == "Undone: 2 steps, the last: Starred “A quiet budget”"
        assert stars(reader) == [True, False, False]
        assert shown(reader)[:3] == [
            "Starred “Rain at the fair” undone",
            "Starred “A quiet budget” undone",
            "Starred “The lock”",
        ]
        await reader.press("k", "enter", "enter")
        assert stars(reader) == [True, True, True]
        assert [head.starred for head in reader.screen.story_list.stories] == [True, True, True]
        await reader.press("q")
        assert reader.message.startswith("Done again: 2 steps")


async def test_a_single_step_of_this_window_is_not_asked_about(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await starred(reader)
        await reader.press("u")
        assert said(reader) == "Undone: Starred “Rain at the fair”"
        assert stars(reader) == [True, True, False]
        await reader.press("u")
        assert "is undone already" in reader.notices[-1]
        await reader.press("ctrl+r", "escape")
        assert reader.message == "Done again: Starred “Rain at the fair”"


async def test_what_another_window_did_is_marked_and_asked_about(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as before:
        before.sections.add("Music")
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "u")
        with opened(tmp_path / "library") as other:
            other.stories.set_starred(reader.screen.story_list.stories[0].id, True)
        reader.app._watch()
        await reader.settle()
        assert shown(reader) == [
            "Starred “The lock” elsewhere",
            "Added paper: 3 new",
            "Added the section Music earlier",
        ]
        await reader.press("g", "g", "u")
        assert "1 step, 1 of them not done in this window" in said(reader)
        await reader.press("j", "k", "u", "u")
        assert stars(reader) == [False, False, False]


async def test_going_back_stops_where_a_step_cannot_be_undone_and_says_why(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await starred(reader)
        with reader.library._store.write() as connection:
            connection.execute("UPDATE stories SET note = 'x' WHERE title = 'A quiet budget'")
            connection.execute(
                'UPDATE history_rows SET before = \'{"note": "y"}\', after ='
                ' \'{"note": "z"}\' WHERE step = 3'
            )
        await reader.press("G", "enter", "enter")
        assert "“Starred “A quiet budget”” cannot be undone any more" in reader.notices[-1]
        assert stars(reader) == [True, True, False]
        assert shown(reader)[:2] == [
            "Starred “Rain at the fair” undone",
            "Starred “A quiet budget” cannot be undone",
        ]


async def test_going_back_shows_how_far_it_came_before_the_disk_was_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await starred(reader)
        undo = History.undo

        def until_full(self: History, expected: int = 0) -> Step:
            if expected == 3:
                raise LibraryFull("The disk is full.")
            return undo(self, expected)

        monkeypatch.setattr(History, "undo", until_full)
        await reader.press("j", "j", "enter", "enter")
        assert reader.notices == ["The disk is full."]
        assert said(reader) == "Undone: Starred “Rain at the fair”"
        assert [line.endswith("undone") for line in shown(reader)] == [True, False, False, False]
        assert [head.starred for head in reader.screen.story_list.stories] == [True, True, False]


async def test_a_new_library_says_that_nothing_was_done(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("colon", *"history", "enter")
        assert shown(reader) == []
        await reader.press("u")
        assert said(reader) == "There is nothing to undo."


async def test_going_back_very_far_is_shown_and_can_be_stopped(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        story = reader.screen.story_list.stories[0].id
        for number in range(400):
            reader.library.stories.set_starred(story, number % 2 == 0)
        await reader.press("g", "u", "G", "enter")
        found = reader.app.screen
        assert isinstance(found, HistoryScreen)
        screen: HistoryScreen = found
        screen.do_open_story(Call())
        screen.do_back(Call())  # before the first step can be done
        assert said(reader).startswith("Stopping")
        await reader.settle()
        left = sum(step.state == "done" for step in reader.library.history.all(-1))
        assert 399 <= left <= 401
        assert screen.is_attached
        screen.do_open_story(Call())
        screen.do_open_story(Call())
        await reader.settle()
        assert reader.library.stories.count() == 0
        await reader.press("q")
        assert reader.message.startswith(f"Undone: {left} steps, the last: Added paper")


async def test_a_hundred_thousand_steps_are_fetched_as_they_are_looked_at(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        with reader.library._store.write() as connection:
            connection.execute(
                """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                   INSERT INTO history (at, what, process)
                   SELECT '2024-01-01T00:00:00.000Z', 'Step ' || i, 'x' FROM n"""
            )
        await reader.press("g", "u")
        (screen,) = (one for one in reader.app.screen_stack if isinstance(one, HistoryScreen))
        rows = screen.query_one(StepList)
        assert rows.row_count == 100_001
        await reader.press("G")
        assert rows.at_cursor is not None
        assert rows.at_cursor.what == "Added paper: 3 new"
        assert isinstance(rows.steps, StepRows)
        assert len(rows.steps._pages) < 4
