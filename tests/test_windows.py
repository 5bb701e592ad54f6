"""Two windows and the command line write at once, and each shows what the others do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.library import opened
from tests.windows import Campaign, Told, check_kept

pytestmark = pytest.mark.terminal


def campaign(tmp_path: Path, seconds: float) -> Told:
    """Let all write for so long; what was shown must be there, and be undone to nothing."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    env = {
        **kept, "HOME": str(home), "PYTHONUTF8": "1", "TEXTUAL_ANIMATIONS": "none",
        "BROADSHEET_LIBRARY": str(tmp_path / "library"),
    }  # fmt: skip
    told = Campaign(tmp_path / "library", env).run(seconds)
    print(f"\n{told}")
    with opened(tmp_path / "library") as library:
        check_kept(library, told.done)
        while library.history.next_undo() is not None:
            library.history.undo()
        assert library.stories.count() == 0
    return told


def test_windows_and_commands_write_at_once_and_show_each_others_marks(tmp_path: Path) -> None:
    told = campaign(tmp_path, 6)
    assert told.done["marks"] > 1
    assert told.done["marks by command"]


@pytest.mark.soak
def test_for_a_minute_no_key_waits_a_second_and_no_mark_two_seconds(tmp_path: Path) -> None:
    told = campaign(tmp_path, 60)
    assert max(told.answered) < 1
    assert max(told.shown) < 2
