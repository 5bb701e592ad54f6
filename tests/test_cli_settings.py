"""`keys`, `config`, help and version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from db import models, stories
from db.annotations import ORDERS
from reader import __version__
from reader.cli import listing, marking
from reader.cli.highlights import ORDERS as chosen
from reader.cli.root import cli
from reader.cli.table import ENTRIES
from tests.cli_runs import Shell, in_shell


def test_keys_are_listed_and_checked(shell: Shell, tmp_path: Path) -> None:
    rows = shell.json("keys", "reader")
    assert list(rows[0]) == ["context", "keys", "command", "title", "help"]
    (highlight,) = [row for row in rows if row["command"] == "highlight"]
    assert highlight["keys"] == ["H"]
    assert "H " in shell("keys").out
    assert shell("keys", "--check").code == 0
    (tmp_path / "config.toml").write_text('[keys.reader]\n"H" = "no-such-command"\n')
    checked = shell("keys", "--check")
    assert checked.code == 1
    assert "line 2" in checked.err


def test_config_path_tells_where_the_settings_are(shell: Shell, tmp_path: Path) -> None:
    assert shell("config", "path").out == f"{tmp_path}/config.toml\n"
    assert shell("config", "path", "--json").record == {"path": f"{tmp_path}/config.toml"}


def test_the_library_is_found_by_option_then_environment(paper: Shell, tmp_path: Path) -> None:
    other = {"BROADSHEET_LIBRARY": str(tmp_path / "other")}
    assert in_shell("--library", paper.folder, "list", where=other).returncode == 0
    assert in_shell("list", where=other).returncode == 1


def test_the_version_is_printed(shell: Shell) -> None:
    assert shell("--version").out == f"broadsheet {__version__}\n"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_command_has_help_with_an_example_and_is_in_the_table(
    shell: Shell, entry: Any
) -> None:
    done = shell(entry.name, "--help")
    assert done.code == 0
    assert re.search(rf"Examples?:\n +(\$EDITOR \"\$\()?broadsheet {entry.name}\b", done.out)
    command = cli.get_command(None, entry.name)  # type: ignore[arg-type]
    assert command is not None
    assert command.name == entry.name
    for name, inner in getattr(command, "commands", {}).items():
        text = shell(entry.name, name, "--help").out
        assert re.search(rf"Examples?:\n +.*broadsheet {entry.name} {name}\b", text), inner


def test_choices_are_those_of_the_library() -> None:
    assert set(listing.ORDERS) == set(stories.SORTS)
    assert chosen == ORDERS
    assert marking.COLOURS == models.COLOURS
