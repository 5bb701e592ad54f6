"""What goes wrong on the command line is a sentence and an exit code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_runs import Shell, in_shell, story
from tests.data import ROOT


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"], ["find", "word"], ["show", "x"], ["highlights"], ["sections"], ["tags"],
        ["export", "--to", "x"], ["undo"], ["history"], ["index", "status"], ["mark", "x"],
    ],
)  # fmt: skip
def test_without_a_library_there_is_one_sentence_and_no_new_folder(
    shell: Shell, arguments: list[str]
) -> None:
    done = shell(*arguments)
    assert done.code in (1, 2)
    assert done.out == ""
    assert not shell.folder.exists()


def test_a_file_that_is_no_library_is_told(shell: Shell) -> None:
    shell.folder.mkdir()
    (shell.folder / "library.db").write_bytes(b"not a database" * 100)
    done = shell("list")
    assert done.code == 1
    assert re.fullmatch(r"broadsheet: [^\n]+\n", done.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"], ["list", "--sort", "colour"], ["list", "--limit", "-1"], ["--nosuch"], ["find"],
        ["list", "--limit", "many"], ["read"], ["mark"], ["keys", "nowhere"], ["index", "burn"],
        ["highlights", "x", "--story", "y"], ["add"], ["export", "--to", "x", "--format", "pdf"],
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_exit_code_2_and_says_so(
    paper: Shell, arguments: list[str]
) -> None:
    done = paper(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Error: " in done.err


def test_a_slip_in_a_commands_name_is_answered_with_the_nearest(shell: Shell) -> None:
    assert "Did you mean highlights" in shell("higlights").err


def test_bytes_that_are_no_text_do_no_harm(paper: Shell) -> None:
    where = {"BROADSHEET_LIBRARY": str(paper.folder)}
    for arguments in (["list", "--section", "\udcff"], ["show", "\udcff"], ["add", "\udcff"]):
        done = in_shell(*arguments, where=where)
        assert done.returncode == 1
        assert done.stderr.startswith(b"broadsheet: ")
        assert b"Traceback" not in done.stderr
    beetles = story(paper, "Beetles")["id"]
    assert in_shell("note", beetles, "a\udcffb", where=where).returncode == 0
    assert paper("show", beetles, "--json").record["note"] == "a?b"


def test_no_story_can_send_commands_to_the_terminal(shell: Shell, tmp_path: Path) -> None:
    hostile = tmp_path / "\x1b[31m\u202eevil.md"
    hostile.write_text("# \x1b]0;title\x07Red \x9b31m\u202eword\n\nText \x1b[2Jhere.\n")
    printed = shell("add", hostile)
    said = printed.err + shell("list").out + shell("show", shell.json("list")[0]["id"]).out
    assert not set(said) & set("\x1b\x9b\x07\u202e")


def test_a_reader_that_goes_away_is_no_error(paper: Shell) -> None:
    many = "\n".join(f'{{"title": "Story {n}", "text": "Text {n}."}}' for n in range(3000))
    (paper.folder.parent / "many.jsonl").write_text(many)
    paper("add", paper.folder.parent / "many.jsonl")
    command = f"'{sys.executable}' -m reader --library '{paper.folder}' list --json | head -n 1"
    done = subprocess.run(  # noqa: S603 - a pipe of our own
        ["/bin/bash", "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_a_reader_that_never_reads_is_no_error(paper: Shell) -> None:
    command = f"'{sys.executable}' -m reader --library '{paper.folder}' list | true"
    done = subprocess.run(  # noqa: S603 - a pipe of our own
        ["/bin/bash", "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert done.stderr == b""


def test_a_full_disk_behind_standard_output_is_a_sentence(paper: Shell) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = f"'{sys.executable}' -m reader --library '{paper.folder}' list > /dev/full"
    done = subprocess.run(  # noqa: S603 - a pipe of our own
        ["/bin/bash", "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr == b"broadsheet: No space left on device.\n"


def test_the_app_is_not_opened_without_a_terminal(shell: Shell) -> None:
    done = in_shell(where={"BROADSHEET_LIBRARY": str(shell.folder)})
    assert done.returncode == 1
    assert done.stderr.startswith(b"broadsheet: The app needs a terminal")
    assert not shell.folder.exists()
