"""The app without a terminal, with a small paper open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from db import Library
from db.models import StoryDraft
from reader.app import BroadsheetApp
from reader.config import parse
from reader.screens.library import LibraryScreen
from tests.library import TEXT, add

PAPER = (
    StoryDraft("The lock", TEXT, section="Harbour", published="2024-07-03"),
    StoryDraft(
        "A quiet budget",
        "The budget passed without a word.\n\nNobody had read it, and the council was relieved.",
        section="Town",
        published="2024-07-02",
        url="https://example.org/budget",
    ),
    StoryDraft(
        "Rain at the fair",
        "Rain fell on the fair. The band played on.\n\nPears were sold at half price.",
        section="Town",
        published="2024-07-01",
    ),
)


class Reader:
    """A person at the app."""

    def __init__(self, app: BroadsheetApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> LibraryScreen:
        """The library screen, whatever lies over it."""
        found = next(one for one in self.app.screen_stack if isinstance(one, LibraryScreen))
        return found

    @property
    def library(self) -> Library:
        """The library that the app has open."""
        return self.app.library

    @property
    def message(self) -> str:
        """What the status line says."""
        return self.screen.status.message

    @property
    def notices(self) -> list[str]:
        """Notices that are on the screen."""
        return [notice.message for notice in self.app._notifications]

    async def press(self, *keys: str) -> None:
        """Press keys and let the app settle, its background work included."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until nothing runs any more."""
        await self.pilot.pause()
        while self.app.background.busy:
            await self.pilot.pause(0.02)
        with suppress(WorkerCancelled):  # with the screen that it was for
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()


@asynccontextmanager
async def reading(
    folder: Path,
    *drafts: StoryDraft,
    size: tuple[int, int] = (130, 40),
    settings: str = "",
    story: str = "",
) -> AsyncIterator[Reader]:
    """The app on a library that holds these stories, and no other settings."""
    library = Library(folder / "library")
    try:
        if drafts:
            add(library, *drafts)
        app = BroadsheetApp(library, parse(settings, folder / "config.toml"), story=story)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            await reader.settle()
            yield reader
    finally:
        library.close()
