"""Pictures of the screens; `pytest --snapshot-update` draws them anew, then look at each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from db import Library
from reader.app import BroadsheetApp
from reader.config import parse
from reader.widgets.bars import StatusBar
from tests.apps import PAPER
from tests.library import TEXT, add

Compare = Callable[..., bool]
Prepare = Callable[[Pilot[int]], Awaitable[None]]

WIDE, NARROW = (140, 40), (80, 24)
PATIENCE = 60.0
"""Seconds; only a picture that never comes takes them."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[BroadsheetApp]:
    """The app on a small paper, with nothing that moves or depends on the moment."""
    library = Library(tmp_path / "library")
    add(library, *PAPER)
    yield BroadsheetApp(library, parse("", tmp_path / "config.toml"))
    library.close()


def pressing(*keys: str, until: Callable[[Screen[object]], bool] = lambda _: True) -> Prepare:
    """Press keys, wait `until` the screen is as it shall be, and stop what blinks."""

    async def prepare(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, BroadsheetApp)
        await pilot.press(*keys)
        await pilot.pause(0.3)
        end = monotonic() + PATIENCE
        while app.background.busy or not until(app.screen):
            assert monotonic() < end, "the screen did not become what the picture shows"
            await pilot.pause(0.05)
        for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
            field.cursor_blink = False
        await pilot.pause()

    return prepare


def is_quiet(screen: Screen[object]) -> bool:
    """Whether what the last key did is no longer told."""
    return not screen.query_one(StatusBar).message


def is_kept(screen: Screen[object]) -> bool:
    """Whether it is told that a draft is kept."""
    return screen.query_one(StatusBar).place == "draft kept"


def test_the_lists_at_80_by_24(app: BroadsheetApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing("j"))


def test_the_page_at_80_by_24_with_a_highlight(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "down", "H", "down", "c", "g", "right_parenthesis", "H", "up")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys, until=is_quiet))


def test_three_panes_on_a_wide_terminal(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "v", "w", "w", "e")
    assert snap_compare(app, terminal_size=WIDE, run_before=pressing(*keys))


def test_the_keys_of_the_page(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "question_mark")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys))


def test_a_note_being_written(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "a", *"A note")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys, until=is_kept))


def test_a_line_being_typed_with_what_it_may_become(
    app: BroadsheetApp, snap_compare: Compare
) -> None:
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing("colon", "s", "tab"))


def test_what_changed_between_two_versions(
    app: BroadsheetApp, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.widgets.version_list.local", lambda moment: "2024-07-03 08:30")
    changed = TEXT.replace("forty metres", "fifty metres").replace("Ships of up", "Barges of up")
    add(app.library, replace(PAPER[0], text=f"{changed}\n\nThe ferry waits."))
    keys = ("enter", "colon", *"versions", "enter")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys))
