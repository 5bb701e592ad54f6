"""What SQLite says in a code, said in a sentence with the remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import LibraryBusy, LibraryError, LibraryFull, LibraryReadOnly, NotALibrary

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_BROKEN = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_UNREACHABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another has the lock, so that trying again will do."""
    return _code(error) in _BUSY


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether the file or its folder may not be written, or not be seen."""
    return _code(error) in (*_UNWRITABLE, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Raise the `LibraryError` that tells what went wrong with the file; other errors pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = _sentence(error, file)
        if sentence is None:
            raise
        raise sentence from error


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sentence(error: sqlite3.DatabaseError, file: Path) -> LibraryError | None:
    code = _code(error)
    if code in _BUSY:
        return LibraryBusy(
            f"The library {file} is being written by another program: nothing was saved; try again"
            " in a moment."
        )
    if code in _UNWRITABLE:
        return LibraryReadOnly(
            f"The library {file} may not be written: nothing was saved; check the rights of the"
            " file and its folder."
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryFull(f"The disk that holds {file} is full: nothing was saved; make room.")
    if code in _BROKEN:
        return NotALibrary(
            f"{file} is damaged or is not a library: restore a backup or choose another folder."
        )
    if code in _UNREACHABLE:
        return LibraryError(
            f"The library {file} cannot be read or written ({error}): nothing was saved; check the"
            " disk and the folder."
        )
    return None
