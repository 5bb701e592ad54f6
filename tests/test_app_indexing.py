"""The search index while the app is open: it is seen to, says how far it is, can be stopped."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import indexing
from reader.app import BroadsheetApp
from reader.screens.commanding import Call
from reader.screens.library import LibraryScreen
from reader.widgets.bars import StatusBar
from tests.apps import reading
from tests.library import opened
from tests.test_search_index import fill, total

LATER = 1_000.0
"""Seconds: not by itself in this test."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is seen to as soon as the app is open."""
    monkeypatch.setattr(indexing, "PAUSE_SECONDS", 0.01)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that the status line says of work in the background."""
    found: list[str] = []
    show = BroadsheetApp.show_task

    def showing(app: BroadsheetApp, text: str) -> None:
        show(app, text)
        # While it is left it has no screen any more.
        screens = [one for one in app.screen_stack if isinstance(one, LibraryScreen)]
        found.extend(one.query_one(StatusBar).running for one in screens)

    monkeypatch.setattr(BroadsheetApp, "show_task", showing)
    return found


def prepare(folder: Path, count: int) -> None:
    with opened(folder / "library") as library:
        fill(library, count)


async def test_many_stories_are_indexed_in_the_background_and_counted(
    tmp_path: Path, told: list[str]
) -> None:
    prepare(tmp_path, 400)
    async with reading(tmp_path) as reader:
        await reader.pilot.pause(0.05)
        await reader.settle()
        assert reader.library.unindexed() == 0
        assert "indexing 400/400" in told
        assert told[-1] == ""
        assert total(reader.library, "number") == 400


@pytest.mark.parametrize("what", ["damaged", "missing"])
async def test_an_index_that_cannot_be_used_is_said_to_be_so_and_made_anew(
    tmp_path: Path, what: str
) -> None:
    prepare(tmp_path, 30)
    with opened(tmp_path / "library") as library:
        library.search.catch_up()
        if what == "missing":
            shutil.rmtree(library.index_folder)
        else:
            for path in library.index_folder.glob("*.pst"):
                path.write_bytes(path.read_bytes()[::-1])
    async with reading(tmp_path) as reader:
        await reader.pilot.pause(0.05)
        await reader.settle()
        assert reader.notices == [f"The search index is {what}: it is made anew from the library."]
        assert reader.library.search.status().state == "ready"
        assert total(reader.library, "number") == 30


async def test_indexing_can_be_stopped_and_gone_on_with(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "PAUSE_SECONDS", LATER)
    prepare(tmp_path, 3_000)
    async with reading(tmp_path) as reader:
        reader.app.catch_up()
        while not told:
            await reader.pilot.pause(0.02)
        # Not typed: by the time the command line has opened, all of them are indexed.
        reader.app.do_stop_indexing(Call())
        await reader.settle()
        assert "Stopped" in reader.message
        left = reader.library.unindexed()
        assert 0 < left < 3_000
        reader.app.catch_up()
        await reader.settle()
        assert reader.library.unindexed() == left
        await reader.press(":", *"index", "enter")
        assert reader.library.unindexed() == 0
        await reader.press(":", *"stop-indexing", "enter")
        assert "Nothing is being indexed" in reader.message


async def test_leaving_while_it_indexes_waits_for_nothing(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "PAUSE_SECONDS", LATER)
    prepare(tmp_path, 3_000)
    async with reading(tmp_path) as reader:
        reader.app.catch_up()
        while not told:
            await reader.pilot.pause(0.02)
        assert reader.app.background.close(30)
        assert reader.library.unindexed() > 0


async def test_leaving_waits_for_no_report_of_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, leaving = threading.Event(), threading.Event()

    def keep_up(*, progress: Callable[[int, int], None], **_: object) -> int:
        begun.set()
        leaving.wait()
        progress(1, 2)
        return 0

    async with reading(tmp_path) as reader:
        monkeypatch.setattr(reader.library.search, "keep_up", keep_up)
        reader.app.indexing.resume()
        begun.wait()
        leaving.set()
        assert reader.app.background.close(5)


async def test_a_failure_is_told_once(tmp_path: Path) -> None:
    prepare(tmp_path, 100)
    (tmp_path / "library" / "index").write_text("in the way")
    async with reading(tmp_path) as reader:
        for _ in range(5):
            await reader.pilot.pause(0.05)
            await reader.settle()
        assert len(reader.notices) == 1
        assert "search index cannot be written" in reader.notices[0]


async def test_what_is_gone_on_with_before_it_has_stopped_is_looked_at_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    begun, ending = threading.Event(), threading.Event()

    def keep_up(*, checked: bool, stop: threading.Event, **_: object) -> int:
        asked.append(checked)
        begun.set()
        if len(asked) == 1:
            stop.wait(20)
            ending.wait(20)
        return 0

    async with reading(tmp_path) as reader:
        await reader.settle()
        monkeypatch.setattr(reader.library.search, "keep_up", keep_up)
        reader.app.indexing.resume()
        assert begun.wait(20)
        reader.app.indexing.stop()
        reader.app.indexing.resume()
        ending.set()
        await reader.settle()
        await reader.pilot.pause(0.05)
        await reader.settle()
        assert asked == [False, False]
        reader.app.catch_up()
        await reader.settle()
        assert asked == [False, False]
