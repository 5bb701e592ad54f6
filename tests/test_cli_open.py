"""`open`, and no command at all: the app, at the place asked for."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import ModuleType

import pytest

from reader.cli import opening
from tests.cli_runs import DIGEST, Shell, story

Opened = list[tuple[Path, str, str]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the app was opened with; a stand-in for it, and for a terminal."""
    calls: Opened = []

    def run(folder: Path, *, story: str = "", highlight: str = "") -> int:
        calls.append((folder, story, highlight))
        return 0

    app = ModuleType("reader.app")
    app.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "reader.app", app)
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    return calls


def test_no_command_opens_the_app(shell: Shell, opened: Opened) -> None:
    assert shell().code == 0
    assert shell("open").code == 0
    assert opened == [(shell.folder, "", "")] * 2


def test_nothing_is_collected_while_the_app_starts(
    shell: Shell, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    collecting: list[bool] = []

    def run(folder: Path, **place: str) -> int:
        collecting.append(gc.isenabled())
        return 0

    monkeypatch.setattr(sys.modules["reader.app"], "run", run)
    assert shell().code == 0
    assert (collecting, gc.isenabled()) == ([False], True)


def test_the_app_opens_at_a_story_or_a_highlight(paper: Shell, opened: Opened) -> None:
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record["id"]
    for place in (beetles[:6], f"{beetles}#{made}", made):
        assert paper("open", place).code == 0
    assert opened == [
        (paper.folder, beetles, ""),
        (paper.folder, beetles, made),
        (paper.folder, beetles, made),
    ]


@pytest.mark.parametrize("path", ["digest.txt", "./digest.txt"])
def test_a_file_is_added_first(
    shell: Shell, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "digest.txt").write_text(DIGEST)
    monkeypatch.chdir(tmp_path)
    assert shell("open", path).code == 0
    assert opened == [(shell.folder, story(shell, "River")["id"], "")]


@pytest.mark.parametrize("place", ["nosuchstory", "./nosuch.txt", "nosuch.txt"])
def test_what_is_not_there_is_told_before_the_app_opens(
    paper: Shell, opened: Opened, place: str
) -> None:
    done = paper("open", place)
    assert (done.code, opened) == (1, [])
    assert done.err.startswith("broadsheet: ")
