"""The folder of the index: its files, its lock, and what the disk says in words."""

from __future__ import annotations

import fcntl
import os
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile

from db.errors import IndexUnavailable
from db.search.engine import Clock
from db.search.faults import Busy

_LOCK = "lock"
_GLANCE = 0.02
PATIENCE = 1.0
"""Seconds for which nobody needs to hear that the lock is waited for."""


class Folder(FileStorage):  # type: ignore[misc]  # Whoosh ships no types
    """Whoosh's storage, with files that only their owner may read."""

    def open_file(self, name: str, **options: Any) -> BufferFile:
        """A file read whole; Whoosh would leave it open where it makes no sense."""
        return BufferFile(memoryview((Path(self.folder) / name).read_bytes()), name=name)

    def create_file(self, name: str, **options: Any) -> Any:
        """A new file."""
        file = super().create_file(name, **options)
        os.chmod(Path(self.folder) / name, 0o600)
        return file


@contextmanager
def locked(folder: Path, clock: Clock, waits: Callable[[], None] | None = None) -> Iterator[None]:
    """Keep other programs and threads from writing; raises `Busy` when the clock is over.

    `waits` is called when one has waited for the lock for `PATIENCE` seconds.
    """
    with refusals():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / _LOCK).open("ab")
    soon = Clock(PATIENCE)
    with file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if clock.over:
                    raise Busy("Another program is writing the search index.") from error
            if waits is not None and soon.over:
                waits()
                waits = None
            time.sleep(_GLANCE)
        yield


@contextmanager
def refusals() -> Iterator[None]:
    """Say in a sentence why the disk refuses."""
    try:
        yield
    except OSError as error:
        raise IndexUnavailable(
            f"The search index cannot be written ({_reason(error)}):"
            " make room or set the rights of its folder, then try again."
        ) from error


def _reason(error: OSError) -> str:
    """What the system says, and of what."""
    name = f": {os.fsdecode(error.filename)}" if error.filename else ""
    return f"{error.strerror or error}{name}"


def checksum(path: Path) -> tuple[int, int]:
    """The size of a file and the CRC-32 of what is in it."""
    size, found = 0, 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            size += len(block)
            found = zlib.crc32(block, found)
    return size, found


def sync(path: Path) -> None:
    """Bring a file or a folder to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
