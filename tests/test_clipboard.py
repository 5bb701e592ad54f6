"""Where a copied text goes, and that the reader is told the truth about it."""

from __future__ import annotations

import base64
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pyperclip
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader import clipboard
from reader.clipboard import LARGEST_SEQUENCE, Multiplexer, copy, multiplexer_of, osc52

SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22", "TERM": "xterm-256color"}


class Helper:
    """A clipboard of this machine, as pyperclip shows it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held = ""
        monkeypatch.setattr(pyperclip, "copy", self.copy)
        monkeypatch.setattr(pyperclip, "paste", lambda: self.held)

    def copy(self, text: str) -> None:
        self.held = text


@pytest.fixture
def helper(monkeypatch: pytest.MonkeyPatch) -> Helper:
    """A clipboard that works."""
    return Helper(monkeypatch)


@pytest.fixture
def no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a clipboard."""

    def fail(text: str) -> None:
        raise pyperclip.PyperclipException("no copy mechanism")

    monkeypatch.setattr(pyperclip, "copy", fail)


def unwrapped(sequence: str) -> str:
    """What a terminal decodes from one OSC 52."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found
    return base64.b64decode(found[1]).decode()


def test_a_text_goes_to_the_clipboard_of_this_machine(helper: Helper, tmp_path: Path) -> None:
    sent: list[str] = []
    copied = copy("“Quoted”\n", tmp_path, sent.append, {})
    assert (copied.where, copied.sentence) == ("clipboard", "Copied to the clipboard.")
    assert helper.held == "“Quoted”\n"
    assert sent == []
    assert list(tmp_path.iterdir()) == []


def test_inside_ssh_a_text_goes_to_the_terminal_where_the_reader_sits(
    helper: Helper, tmp_path: Path
) -> None:
    sent: list[str] = []
    copied = copy("far away", tmp_path, sent.append, SSH)
    assert copied.where == "terminal"
    assert unwrapped(sent[0]) == "far away"
    assert helper.held == ""


def test_a_clipboard_that_did_not_take_the_text_is_not_believed(
    helper: Helper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "_doubtful", lambda: True)
    monkeypatch.setattr(pyperclip, "copy", lambda text: None)
    copied = copy("lost", tmp_path, None, {})
    assert copied.where == "file"


def test_a_clipboard_that_changes_line_ends_is_believed(
    helper: Helper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "_doubtful", lambda: True)
    monkeypatch.setattr(pyperclip, "paste", lambda: "two\r\nlines\r\n")
    assert copy("two\nlines", tmp_path, None, {}).where == "clipboard"


@pytest.mark.usefixtures("no_helper")
def test_without_a_clipboard_a_text_is_kept_in_a_file_and_offered_to_the_terminal(
    tmp_path: Path,
) -> None:
    sent: list[str] = []
    copied = copy("kept — é", tmp_path / "new", sent.append, {})
    assert copied.where == "file"
    assert copied.path is not None
    assert str(copied.path) in copied.sentence
    assert copied.path.read_text(encoding="utf-8") == "kept — é"
    assert stat.S_IMODE(copied.path.stat().st_mode) == 0o600
    assert unwrapped(sent[0]) == "kept — é"


@pytest.mark.usefixtures("no_helper")
def test_a_second_copy_takes_the_place_of_the_first(tmp_path: Path) -> None:
    copy("a long text", tmp_path, None, {})
    copied = copy("short", tmp_path, None, {})
    assert copied.path is not None
    assert copied.path.read_text(encoding="utf-8") == "short"


def test_a_text_too_long_for_a_terminal_goes_to_a_file(tmp_path: Path) -> None:
    sent: list[str] = []
    copied = copy("é" * LARGEST_SEQUENCE, tmp_path, sent.append, SSH)
    assert copied.where == "file"
    assert sent == []


def test_inside_ssh_without_a_terminal_a_text_goes_to_a_file(tmp_path: Path) -> None:
    assert copy("piped", tmp_path, None, SSH).where == "file"


def test_a_text_that_goes_nowhere_is_said_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    copied = copy("lost", tmp_path / "file", None, SSH)
    assert copied.where == "nowhere"
    assert copied.sentence.startswith("Not copied: ")
    assert copied.path is None


def test_nothing_is_not_copied_over_something(helper: Helper, tmp_path: Path) -> None:
    helper.held = "before"
    assert copy("", tmp_path, None, {}).where == "nowhere"
    assert helper.held == "before"


def through_tmux(sequence: str) -> str:
    """What tmux passes on of a wrapped sequence."""
    found = re.fullmatch(r"\x1bPtmux;(.*)\x1b\\", sequence, re.DOTALL)
    assert found
    assert found[1].count("\x1b") == 2 * found[1].count("\x1b\x1b")
    return found[1].replace("\x1b\x1b", "\x1b")


def through_screen(sequence: str) -> str:
    """What screen passes on of wrapped strings of at most 256 bytes."""
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sequence
    assert all(len(piece) <= 256 for piece in pieces)
    return "".join(pieces)


@pytest.mark.parametrize(
    ("multiplexer", "passed_on"), [("tmux", through_tmux), ("screen", through_screen)]
)
@example(text="A whole paragraph. " * 100)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=600))
def test_a_multiplexer_passes_the_sequence_on_whole(
    multiplexer: Multiplexer, passed_on: Callable[[str], str], text: str
) -> None:
    plain = osc52(text)
    assert unwrapped(plain) == text
    sequence = osc52(text, multiplexer)
    assert sequence.isascii()
    assert sequence.startswith(plain)
    assert passed_on(sequence.removeprefix(plain)) == plain


@pytest.mark.parametrize(
    ("environ", "multiplexer"),
    [
        ({"TERM": "xterm-256color"}, ""),
        ({}, ""),
        ({"TMUX": "/tmp/tmux-1000/default,1,0", "TERM": "screen-256color"}, "tmux"),  # noqa: S108  # a value of tmux's, opened by nobody
        ({"TERM": "tmux-256color"}, "tmux"),
        ({"STY": "1.pts-0.host", "TERM": "xterm"}, "screen"),
        ({"TERM": "screen.xterm-256color"}, "screen"),
    ],
)
def test_what_stands_between_is_known_by_its_marks(
    environ: dict[str, str], multiplexer: str
) -> None:
    assert multiplexer_of(environ) == multiplexer


def test_a_text_with_half_a_character_is_copied_all_the_same(tmp_path: Path) -> None:
    sent: list[str] = []
    assert copy("half \ud83d", tmp_path, sent.append, SSH).where == "terminal"
    assert unwrapped(sent[0]) == "half ?"
