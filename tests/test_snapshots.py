"""Pictures of the screens; `pytest --snapshot-update` draws them anew, then look at each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from db import Library
from reader.app import BroadsheetApp
from reader.config import parse
from tests.apps import PAPER
from tests.library import TEXT, add

Compare = Callable[..., bool]
Prepare = Callable[[Pilot[int]], Awaitable[None]]

WIDE, NARROW = (140, 40), (80, 24)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[BroadsheetApp]:
    """The app on a small paper, with nothing that moves or depends on the moment."""
    library = Library(tmp_path / "library")
    add(library, *PAPER)
    yield BroadsheetApp(library, parse("", tmp_path / "config.toml"))
    library.close()


def pressing(*keys: str, pause: float = 0.3) -> Prepare:
    """Press keys, let things settle, and stop what blinks."""

    async def prepare(pilot: Pilot[int]) -> None:
        await pilot.press(*keys)
        await pilot.pause(pause)
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    return prepare


def test_the_lists_at_80_by_24(app: BroadsheetApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing("j"))


def test_the_page_at_80_by_24_with_a_highlight(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "down", "H", "down", "c", "g", "right_parenthesis", "H", "up")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys, pause=7))


def test_three_panes_on_a_wide_terminal(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "v", "w", "w", "e")
    assert snap_compare(app, terminal_size=WIDE, run_before=pressing(*keys))


def test_the_keys_of_the_page(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "question_mark")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys))


def test_a_note_being_written(app: BroadsheetApp, snap_compare: Compare) -> None:
    keys = ("enter", "a", *"A note")
    # Long enough for the draft to be kept, which the picture tells.
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys, pause=2))


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
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys, pause=1))
