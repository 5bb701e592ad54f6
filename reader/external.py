"""The reader's own editor: started without a shell, on a file that only they can read."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from db.errors import BroadsheetError
from db.text import clean_note

LARGEST = 1_000_000
"""Bytes of a note that are taken back; more is a slip, such as a file read into it by mistake."""


class EditorFailed(BroadsheetError):
    """The editor gave nothing back; the message says why, and where its file is if that is left."""


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """The words of `$VISUAL`, else of `$EDITOR`; raises `EditorFailed` where neither names one."""
    for name in ("VISUAL", "EDITOR"):
        if environ.get(name, "").strip():
            try:
                return shlex.split(environ[name])
            except ValueError as error:
                raise EditorFailed(f"${name} cannot be read ({error}): check its quotes.") from None
    raise EditorFailed("No editor is set: put its name into $VISUAL or $EDITOR.")


def edit(text: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """Let the reader write in their own editor; the cleaned text, or None if it wrote nothing.

    The terminal must be free. Waits until the editor ends.

    Raises:
        EditorFailed: there is none, it failed, or what it left is no note. What it wrote is then
            still in the file that the message names.
    """
    command = editor_command(environ)
    folder = Path(tempfile.mkdtemp(prefix="broadsheet-"))
    file = folder / "note.md"
    keep = False
    try:
        before = _write(file, text)
        code = _run([*command, str(file)], command[0])
        written = file.is_file() and (_state(file) != before or _differs(file, text))
        keep = written
        if code:
            told = f"{command[0]} ended with {code}: the note is as it was."
            raise EditorFailed(f"{told} What it wrote is in {file}." if written else told)
        if not file.is_file():
            raise EditorFailed(f"{command[0]} left no file: the note is as it was.")
        taken = _read(file) if written else None
        keep = False
        return taken
    except OSError as error:
        raise EditorFailed(f"{file} cannot be used ({error.strerror}).") from error
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def set_aside(text: str) -> Path:
    """A new private file with a text that could not be saved anywhere else."""
    handle, name = tempfile.mkstemp(prefix="broadsheet-", suffix=".md")
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def _write(file: Path, text: str) -> tuple[int, ...]:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="utf-8", newline="\n") as out:
        out.write(f"{text}\n" if text else "")
    # Long ago, so that a write within the clock's grain is seen too.
    os.utime(file, (0, 0))
    return _state(file)


def _state(file: Path) -> tuple[int, ...]:
    now = file.stat()
    return now.st_mtime_ns, now.st_ino, now.st_size


def _differs(file: Path, text: str) -> bool:
    return file.read_bytes().rstrip(b"\n") != text.rstrip("\n").encode()


def _read(file: Path) -> str:
    if file.stat().st_size > LARGEST:
        raise EditorFailed(f"The note is longer than {LARGEST:,} bytes; it is left in {file}.")
    try:
        return clean_note(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise EditorFailed(f"The note is not in UTF-8; it is left in {file}.") from None


def _run(command: Sequence[str], name: str) -> int:
    """The exit code, negative for a signal; the screen is where standard error goes, if need be."""
    screen = None if sys.stdout is not None and sys.stdout.isatty() else 2
    try:
        with _interrupts_are_the_editors():
            return subprocess.run(command, stdout=screen, check=False).returncode  # noqa: S603 - the reader's own
    except FileNotFoundError:
        raise EditorFailed(f"There is no editor {name!r}: check $VISUAL and $EDITOR.") from None
    except OSError as error:
        raise EditorFailed(f"{name} cannot be started ({error.strerror}).") from error


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl+C goes to every program of the terminal; ours must outlive it, the editor decides."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # A handler, not SIG_IGN: what is ignored stays so in the program that is started.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
