"""What becomes of work beside the keys when its screen or the program is left."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual._context import active_message_pump
from textual.css.query import NoMatches
from textual.widgets import Input

from reader.app import BroadsheetApp
from reader.screens.commanding import CommandScreen
from tests.apps import PAPER, Reader, reading


async def test_what_comes_while_a_screen_is_being_left_is_dropped(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "slash")
        screen = reader.app.screen
        assert isinstance(screen, CommandScreen)
        left = asyncio.Event()

        async def show_late() -> None:
            await left.wait()
            screen.query_one("#gone-already")

        screen.beside(show_late())
        await reader.pilot.pause()
        screen.dismiss(None)
        left.set()
        assert screen.is_attached
        assert not screen.is_here
        await reader.settle()
        assert reader.app.screen is reader.screen


class Left(CommandScreen):
    """A screen that looks for a part it has not got, as one does whose parts are gone."""

    def look(self, _: object = None) -> None:
        """Raises `NoMatches`."""
        self.query_one(Input)

    async def soon(self) -> None:
        """See `look`."""
        self.look()


async def shown(reader: Reader) -> Left:
    screen = Left()
    reader.app.push_screen(screen)
    await reader.settle()
    return screen


async def ways(reader: Reader, screen: Left) -> None:
    """Everything that may be answered after a screen was left."""
    screen.run_job(lambda: None, screen.look)
    screen.beside(screen.soon)
    screen.beside(screen.soon())
    token = active_message_pump.set(screen)
    reader.app._handle_exception(NoMatches("gone"))
    active_message_pump.reset(token)
    await reader.settle()


async def test_what_a_screen_would_show_after_it_was_left_is_dropped(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        screen = await shown(reader)
        screen.dismiss()
        await reader.settle()
        assert not screen.is_here
        await ways(reader, screen)
        assert reader.app.is_running


async def test_what_a_screen_would_show_while_the_program_ends_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        screen = await shown(reader)
        with monkeypatch.context() as patch:
            patch.setattr(BroadsheetApp, "is_running", False)
            await ways(reader, screen)
        assert screen.is_here


async def mistaken(folder: Path, way: str) -> None:
    """A screen that is there looks for what was never on it."""
    async with reading(folder, *PAPER) as reader:
        screen = await shown(reader)
        if way == "job":
            screen.run_job(lambda: None, screen.look)
        elif way == "beside":
            screen.beside(screen.soon)
        elif way == "callback":
            screen.call_next(screen.look)
        else:
            screen.call_later(screen.look)
        await reader.settle()


@pytest.mark.parametrize("way", ["job", "beside", "callback", "message"])
async def test_a_mistake_of_ours_on_a_screen_that_is_there_is_not_hushed_up(
    tmp_path: Path, way: str
) -> None:
    with pytest.raises(Exception, match="No nodes match 'Input'"):
        await mistaken(tmp_path, way)
