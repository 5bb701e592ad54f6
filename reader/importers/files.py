"""Finding and opening what is to be read: files, folders and standard input."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import IO

from reader.importers.errors import UnreadableSource
from reader.importers.material import SourceDraft

STDIN = "-"
STREAM_LIMIT = 8 * 2**30
"""Bytes taken from a pipe before it is refused as endless."""
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")


def expand(where: str | Path, endings: tuple[str, ...]) -> tuple[Path, ...]:
    """The files that a path stands for: itself, or all in a folder with a known ending, sorted.

    Hidden files and folders are left out, and links to folders are not followed.

    Raises:
        UnreadableSource: there is nothing there to read.
    """
    path = _located(where)
    if not path.is_dir():
        return (path,)
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(folder, name)
            for name in names
            if not name.startswith(".") and name.lower().endswith(endings)
        ]
    files = [file for file in found if file.is_file()]
    if not files:
        raise UnreadableSource(
            f"There is nothing to read in the folder {path}: no file ends in {' '.join(endings)}."
        )
    return tuple(sorted(files))


def open_file(where: str | Path) -> tuple[IO[bytes], SourceDraft]:
    """A file's bytes, able to seek, and the source that it is; a pipe is copied first.

    Raises:
        UnreadableSource: it is missing, empty, a folder, or may not be read.
    """
    path = _located(where)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise UnreadableSource(f"{path} is a folder: give a file in it.")
        if not stat.S_ISREG(kind) and not stat.S_ISFIFO(kind):
            raise UnreadableSource(f"{path} is a device, not a file.")
        file: IO[bytes] = path.open("rb")
        if stat.S_ISFIFO(kind):
            with file as pipe:
                file = _copied(pipe, str(path))
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}.") from error
    _refuse_empty(file, str(path))
    return file, SourceDraft("file", str(path.resolve()), path.name)


def open_stdin() -> tuple[IO[bytes], SourceDraft]:
    """A copy of standard input, able to seek.

    Raises:
        UnreadableSource: nothing came.
    """
    file = _copied(sys.stdin.buffer, "Standard input")
    _refuse_empty(file, "Standard input")
    return file, SourceDraft("stdin", STDIN, "standard input")


def open_sample() -> tuple[IO[bytes], SourceDraft]:
    """The paper that ships with the program."""
    file = files("reader").joinpath("samples", "morning.txt").open("rb")
    return file, SourceDraft("sample", "morning", "The Morning Sample")


def stem(name: str) -> str:
    """A file's name without its endings, as the title of a story that has none."""
    bare = name.removesuffix(".gz")
    return (os.path.splitext(bare)[0] or bare).replace("_", " ").strip()


def _located(where: str | Path) -> Path:
    if _ADDRESS.match(str(where)):
        raise UnreadableSource(f"{where} is an address: save the page as text, and add that file.")
    try:
        path = Path(where).expanduser()
        if path.exists():
            return path
    except PermissionError as error:
        raise UnreadableSource(f"{where} cannot be read: {error.strerror}.") from error
    except (OSError, RuntimeError, ValueError):
        pass  # a name that no file can have, or a home that is not known
    raise UnreadableSource(f"There is no file or folder {where}: look at the path again.")


def _copied(stream: IO[bytes], name: str) -> IO[bytes]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the material closes it
    try:
        shutil.copyfileobj(_Bounded(stream, name), copy)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


class _Bounded:
    """A stream that is refused once it has given more than `STREAM_LIMIT`."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name
        self._left = STREAM_LIMIT

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableSource(
                f"{self._name} gave more than {STREAM_LIMIT >> 30} GB: too much."
            )
        return data


def _refuse_empty(file: IO[bytes], name: str) -> None:
    if file.read(1):
        file.seek(0)
        return
    file.close()
    raise UnreadableSource(f"{name} is empty: there is nothing to add.")
