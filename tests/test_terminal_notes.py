"""Notes in a real terminal: what was typed when it closes, and another editor in it."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library import add_story, opened
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

APP = [sys.executable, "-m", "reader"]
EDITOR = """
import sys
from pathlib import Path
path = Path(sys.argv[1])
print("An editor of one's own", flush=True)
sys.stdin.readline()
path.write_text(path.read_text().strip() + ", and outside")
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A library with a story, and an editor that waits for Enter."""
    with opened(tmp_path / "library") as library:
        add_story(library)
    script = tmp_path / "editor.py"
    script.write_text(EDITOR)
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "TEXTUAL_ANIMATIONS": "none",
        "BROADSHEET_LIBRARY": str(tmp_path / "library"),
        "BROADSHEET_CONFIG": str(tmp_path / "config.toml"),
        "VISUAL": shlex.join([sys.executable, str(script)]),
    }


@pytest.fixture
def app(env: dict[str, str]) -> Iterator[Terminal]:
    """The app in a terminal, in the editor of a note in which something was just typed."""
    with Terminal(APP, env) as app:
        app.wait_for("The lock")
        app.press("enter")
        app.wait_for("The harbour of Vell")
        app.press("a")
        app.wait_for("ctrl+s")
        app.press("typed here")
        app.wait_for("typed here")
        yield app


def drafts(env: dict[str, str]) -> list[str]:
    """The texts of the notes that are not saved."""
    with opened(Path(env["BROADSHEET_LIBRARY"])) as library:
        return [one.draft.text for one in library.drafts.all() if one.draft]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGHUP, -signal.SIGHUP), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_a_signal_to_end_loses_nothing_that_was_typed(
    app: Terminal, env: dict[str, str], number: signal.Signals, code: int
) -> None:
    app.press("!")
    app.wait_for("typed here!")
    app.signal(number)
    assert app.wait() == code
    assert drafts(env) == ["typed here!"]


def test_a_closed_terminal_ends_the_app_and_loses_nothing_that_was_typed(
    app: Terminal, env: dict[str, str]
) -> None:
    app.press("!")
    app.wait_for("typed here!")
    app.close()
    assert app.wait() == -signal.SIGHUP
    assert drafts(env) == ["typed here!"]


def test_another_editor_has_the_terminal_and_gives_it_back(
    app: Terminal, env: dict[str, str]
) -> None:
    app.press("ctrl+e")
    app.wait_for("An editor of one's own")
    assert drafts(env) == ["typed here"]
    app.press("enter")
    app.wait_for("typed here, and outside")
    app.press(" again", "ctrl+s")
    app.wait_for("Note saved")
    assert drafts(env) == []
    with opened(Path(env["BROADSHEET_LIBRARY"])) as library:
        assert library.highlights.all()[0].note == "typed here, and outside again"
