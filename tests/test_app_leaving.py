"""Leaving a screen while something of it is still under way."""

from __future__ import annotations

import asyncio
from pathlib import Path

from reader.screens.commanding import CommandScreen
from tests.apps import PAPER, reading


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
