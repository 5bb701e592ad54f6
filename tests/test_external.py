"""The reader's own editor: what it is given, what is taken back, and what can go wrong."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import tempfile
from pathlib import Path

import pytest

from reader.external import LARGEST, EditorFailed, edit, editor_command, set_aside


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def running(tmp_path: Path, code: str) -> dict[str, str]:
    """An environment whose editor runs some Python, with the file as `path`."""
    script = tmp_path / "an editor;.py"
    head = "import os, signal, sys, time\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n"
    script.write_text(head + code)
    return {"EDITOR": shlex.join([sys.executable, str(script), "--wait"])}


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"EDITOR": "vi"}, ["vi"]),
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "'/a b/ed' $HOME `x`"}, ["/a b/ed", "$HOME", "`x`"]),
    ],
)
def test_visual_goes_before_editor_and_no_shell_reads_them(
    environ: dict[str, str], command: list[str]
) -> None:
    assert editor_command(environ) == command


def test_the_editor_gets_a_private_markdown_file_with_the_note(tmp_path: Path) -> None:
    code = (
        "modes = [oct(one.stat().st_mode & 0o777) for one in (path, path.parent)]\n"
        "path.write_text(' '.join([path.read_text().strip(), path.suffix, *modes]))"
    )
    assert edit("The note…", running(tmp_path, code)) == "The note… .md 0o600 0o700"


def test_what_comes_back_is_cleaned_and_the_file_is_gone(tmp_path: Path, scratch: Path) -> None:
    code = "path.write_bytes('\\ufeffOne\\r\\n\\tTwo\\x1b]0;x\\x07 \\n\\n'.encode())"
    assert edit("", running(tmp_path, code)) == "One\n    Two"
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text(path.read_text())",
        "other = path.with_name('x'); other.write_text(path.read_text()); other.rename(path)",
    ],
)
def test_writing_the_same_text_is_writing(tmp_path: Path, code: str) -> None:
    assert edit("As it was", running(tmp_path, code)) == "As it was"


def test_an_editor_that_writes_nothing_gives_nothing(tmp_path: Path, scratch: Path) -> None:
    assert edit("As it was", running(tmp_path, "path.read_text()")) is None
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("sys.exit(3)", "ended with 3: the note is as it was.$"),
        ("os.kill(os.getpid(), signal.SIGTERM)", "ended with -15: the note is as it was.$"),
        ("path.unlink()", "left no file: the note is as it was.$"),
        ("path.unlink(); path.mkdir()", "left no file: the note is as it was.$"),
    ],
)
def test_an_editor_that_fails_leaves_the_note_and_no_litter(
    tmp_path: Path, scratch: Path, code: str, sentence: str
) -> None:
    with pytest.raises(EditorFailed, match=sentence):
        edit("As it was", running(tmp_path, code))
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("path.write_text('new'); sys.exit(1)", "ended with 1: .* What it wrote is in "),
        ("path.write_bytes(b'new \\xff')", "not in UTF-8; it is left in "),
        (f"path.write_text('new' * {LARGEST})", "longer than 1,000,000 bytes; it is left in "),
    ],
)
def test_what_cannot_be_taken_back_is_left_where_the_message_says(
    tmp_path: Path, scratch: Path, code: str, sentence: str
) -> None:
    with pytest.raises(EditorFailed, match=sentence) as told:
        edit("As it was", running(tmp_path, code))
    (file,) = scratch.rglob("note.md")
    assert str(file) in str(told.value)
    assert file.read_bytes().startswith(b"new")


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, "No editor is set: put its name into"),
        ({"EDITOR": "'vi"}, "EDITOR cannot be read"),
        ({"EDITOR": "no-such-editor"}, "There is no editor 'no-such-editor'"),
        ({"EDITOR": os.curdir}, "cannot be started"),
    ],
)
def test_an_editor_that_cannot_be_started_is_told(
    environ: dict[str, str], sentence: str, scratch: Path
) -> None:
    with pytest.raises(EditorFailed, match=sentence):
        edit("As it was", environ)
    assert list(scratch.iterdir()) == []


def test_ctrl_c_in_the_editor_is_the_editors(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    code = (
        "assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN\n"
        "os.kill(os.getppid(), signal.SIGINT)\ntime.sleep(0.2)\npath.write_text('survived')"
    )
    assert edit("", running(tmp_path, code)) == "survived"
    assert signal.getsignal(signal.SIGINT) is before


def test_what_could_not_be_saved_is_set_aside_for_its_owner_alone() -> None:
    file = set_aside("unsaved…\n")
    assert file.read_text(encoding="utf-8") == "unsaved…\n"
    assert file.stat().st_mode & 0o777 == 0o600
