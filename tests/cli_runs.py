"""Running the command line in tests: inside the process, and as a reader's shell does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.cli.edge import run
from tests.data import ROOT


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        """The only object on standard output."""
        (only,) = self.records
        return only


class Shell:
    """One library and the commands given to it."""

    def __init__(
        self, folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._capture = capture
        monkeypatch.delenv("BROADSHEET_LIBRARY", raising=False)
        monkeypatch.setenv("BROADSHEET_CONFIG", str(folder.parent / "config.toml"))
        monkeypatch.delenv("COLUMNS", raising=False)

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run one command; nothing is raised for what goes wrong."""
        self._capture.readouterr()
        code = run(["--library", str(self.folder), *map(str, arguments)])
        said = self._capture.readouterr()
        return Ran(code, said.out, said.err)

    def json(self, *arguments: str | Path) -> list[dict[str, Any]]:
        """The objects that a command prints, which must be all that it does."""
        done = self(*arguments, "--json")
        assert done.code == 0, done.err
        return done.records


def in_shell(
    *arguments: str | Path, stdin: bytes | None = None, where: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m reader` as a process of its own, with `where` in its environment."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "reader", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(where or {})},
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        check=False,
        timeout=60,
    )


LIST_KEYS = [
    "id", "ref", "title", "by", "section", "published", "source", "url", "lang", "words", "tags",
    "read", "starred", "shelf", "highlights",
]  # fmt: skip
HIGHLIGHT_KEYS = [
    "id", "story", "title", "start", "end", "quote", "prefix", "suffix", "colour", "note", "tags",
    "status", "reason", "score", "created", "updated",
]  # fmt: skip

DIGEST = """\
== World ==

River towns agree on a common flood wall

Five towns along the lower river signed an agreement on Monday. The wall will be built in stages.

Engineers said that the first stage could be finished within two years, if the money comes.

Why does this matter?

The last flood cost the region a third of its harvest. The wall will be built in stages.

Night trains return to the mountain line

The first sleeper train in eleven years left the valley with ninety passengers on board.

== Science ==

Beetles that count their steps

Researchers found that desert beetles measure distance by counting steps, and can be misled.
"""
"""Two sections with three stories, one of which has a subhead and a sentence that comes twice."""


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A library that is not there yet."""
    return Shell(tmp_path / "library", capsys, monkeypatch)


@pytest.fixture
def paper(shell: Shell, tmp_path: Path) -> Shell:
    """A library with the stories of `DIGEST`."""
    (tmp_path / "digest.txt").write_text(DIGEST)
    assert shell("add", tmp_path / "digest.txt").code == 0
    return shell


def story(shell: Shell, title: str) -> dict[str, Any]:
    """The story whose title begins so."""
    (found,) = [one for one in shell.json("list") if one["title"].startswith(title)]
    return found
