"""The command line starts fast because it loads only what a command needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli_runs import Shell
from tests.data import ROOT

SCREEN = {"textual", "rich"}
HEAVY = {*SCREEN, "whoosh", "sqlite_utils", "markdown_it", "pyperclip", "sentencex", "yaml"}


def loaded(*arguments: str) -> set[str]:
    """The modules that one command line has loaded when it ends, by top-level name and whole."""
    script = (
        "import sys; from reader.cli.edge import run; code = run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list", "--help"]])
def test_help_loads_no_library_and_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert not modules & {*HEAVY, "sqlite3", "platformdirs", "wcwidth"}
    assert "db.library" not in modules


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["list", "--json"], ["highlights"], ["sections"], ["tags"], ["history"], ["show"]],
)
def test_reading_the_library_loads_nothing_heavy(paper: Shell, arguments: list[str]) -> None:
    if arguments == ["show"]:
        arguments = ["show", str(paper.json("list")[0]["id"])]
    assert not loaded("--library", str(paper.folder), *arguments) & HEAVY


def test_one_command_does_not_load_the_others(paper: Shell) -> None:
    modules = loaded("--library", str(paper.folder), "list")
    others = {"adding", "exporting", "indexing", "settings", "opening", "marking"}
    assert not modules & {f"reader.cli.{name}" for name in others}
    assert not modules & {"reader.importers", "reader.exporters", "reader.keymap", "reader.app"}


@pytest.mark.parametrize("arguments", [["export", "--to", "-"], ["keys"], ["config", "path"]])
def test_no_command_but_open_loads_the_screen(paper: Shell, arguments: list[str]) -> None:
    assert not loaded("--library", str(paper.folder), *arguments) & {*SCREEN, "whoosh"}
