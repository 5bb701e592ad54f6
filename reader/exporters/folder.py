"""Writing files into a folder: nothing that another hand wrote is touched."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.exporters.model import Action, Document, Exported, ExportError
from reader.exporters.names import folded
from reader.exporters.seal import read_id, read_seal

_LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is still looked into."""
_FRONT = 8192
"""Bytes at a file's beginning that hold its front matter."""

FOREIGN = "it was not written by Broadsheet: move it, or export to another folder"
EDITED = "it was edited since it was written: move or remove it to have it written anew"
UNREADABLE = "it is no plain file, or may not be read"
MEANWHILE = "it was changed by another program just now"


def write_documents(
    folder: Path, documents: Iterable[Document], *, dry_run: bool = False
) -> Iterator[Exported]:
    """Write each document into the folder, which is made where it is missing.

    A story's file is found by the id in its front matter, whatever it is called now. A file that
    Broadsheet did not write, or that was edited since, is left alone.

    Raises:
        ExportError: the folder or a file cannot be read or written; what was yielded is done.
    """
    shelf = _Shelf(folder, dry_run)
    try:
        for document in documents:
            yield shelf.put(document)
    finally:
        shelf.close()


Stamp = tuple[int, int, int]
"""What differs once another program has written a file: its number, size and time."""


class _Found(NamedTuple):
    text: str
    stamp: Stamp


class _Shelf:
    """A folder as it was found, and what has been written into it since."""

    def __init__(self, folder: Path, dry_run: bool) -> None:
        self._folder = folder
        self._dry_run = dry_run
        self._taken: set[str] = set()
        self._own: dict[str, Path] = {}
        """A story's file by its id."""
        self._own_names: set[str] = set()
        self._written = False
        self._look()

    def close(self) -> None:
        """Have the names of the new files on the disk; once for all, as it takes milliseconds."""
        if self._written:
            with suppress(OSError):  # not every file system can
                _sync_folder(self._folder)

    def put(self, document: Document) -> Exported:
        """Write one document, or say why not."""
        path = self._own.get(document.story)
        if path is None:
            return self._put_new(document)
        found = _read(path)
        if found is None:
            return _done(document, path, "skipped", UNREADABLE)
        was, becomes = read_seal(found.text), read_seal(document.text)
        if not was.intact:
            return _done(document, path, "skipped", EDITED)
        if was.digest == becomes.digest:
            return _done(document, path, "unchanged")
        return self._write(document, path, "updated", found.stamp)

    def _put_new(self, document: Document) -> Exported:
        """Under the wished name, or where another story's file has it, with the id behind it."""
        path = self._folder / f"{document.stem}{document.suffix}"
        if folded(path.name) in self._own_names:
            path = self._folder / f"{document.stem} {document.story}{document.suffix}"
        if folded(path.name) in self._taken:
            return _done(document, path, "skipped", FOREIGN)
        done = self._write(document, path, "created")
        if done.action == "created":
            self._note(document.story, path)
        return done

    def _look(self) -> None:
        try:
            names = sorted(os.listdir(self._folder))
        except FileNotFoundError:
            return
        except OSError as error:
            raise _failed(self._folder, error, "read") from error
        self._taken = {folded(name) for name in names}
        for name in names:
            if name.endswith(".md") and not name.startswith("."):
                path = self._folder / name
                found = _read(path, _FRONT)
                story = read_id(found.text) if found else ""
                if story and story not in self._own:
                    self._note(story, path)

    def _note(self, story: str, path: Path) -> None:
        self._own[story] = path
        self._own_names.add(folded(path.name))
        self._taken.add(folded(path.name))

    def _write(
        self, document: Document, path: Path, action: Action, stamp: Stamp | None = None
    ) -> Exported:
        if self._dry_run:
            return _done(document, path, action)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            written = _replace(path, document.text.encode(), stamp)
            self._written = True
        except OSError as error:
            raise _failed(path, error, "written") from error
        return _done(document, path, action) if written else _meanwhile(document, path)


def _read(path: Path, size: int = _LARGEST) -> _Found | None:
    """The beginning of a regular file as text; None for anything else."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        return None
    with open(handle, "rb") as file:
        text = file.read(size).decode(errors="replace").replace("\r\n", "\n")
    return _Found(text, _stamp(status))


def _replace(path: Path, data: bytes, stamp: Stamp | None) -> bool:
    """Put a whole file in place at once; False where something else came there meanwhile.

    Args:
        path: the file's name.
        data: what it is to hold.
        stamp: of the file that is there; None where there is none.
    """
    temporary = path.with_name(f".broadsheet-{secrets.token_hex(8)}.tmp")
    try:
        _write_through(temporary, data, path if stamp else None)
        if _present(path) != stamp:
            return False
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _write_through(path: Path, data: bytes, like: Path | None) -> None:
    """A new file that is on the disk when this returns, with the rights of the one before."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(path, flags, 0o666), "wb") as file:
        if like is not None:
            os.fchmod(file.fileno(), stat.S_IMODE(os.lstat(like).st_mode) & 0o777)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _present(path: Path) -> Stamp | None:
    try:
        return _stamp(os.lstat(path))
    except FileNotFoundError:
        return None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _done(document: Document, path: Path, action: Action, reason: str = "") -> Exported:
    return Exported(path, action, document.highlights, document.story, reason)


def _meanwhile(document: Document, path: Path) -> Exported:
    return _done(document, path, "skipped", MEANWHILE)


def _failed(path: Path, error: OSError, verb: str) -> ExportError:
    return ExportError(
        f"{path} cannot be {verb} ({error.strerror}): mend that, or export to another folder."
    )
