"""What a format is given to read from, and what a reading gives back."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO

from db.models import StoryDraft
from reader.importers.encodings import decode
from reader.importers.errors import UnreadableSource

TEXT_LIMIT = 64 * 2**20
"""Bytes of one text, unpacked; a record of JSON Lines has a limit of its own."""
BOMB_RATIO = 200
"""Unpacked bytes to packed ones; text packs three to twenty times."""
HEAD = 2**16
_CHUNK = 2**20
_NOTICES = 200


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """Where stories come from, as the library keeps it."""

    kind: str
    """`file`, `stdin` or `sample`."""
    locator: str
    """Of a file, its resolved path; else a fixed word."""
    title: str


@dataclass(slots=True)
class Notices:
    """Sentences about what was left out; the first few hundred, then a count."""

    sentences: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, sentence: str) -> None:
        """Keep a sentence."""
        if len(self.sentences) < _NOTICES:
            self.sentences.append(sentence)
        else:
            self.more += 1

    def __iter__(self) -> Iterator[str]:
        yield from self.sentences
        if self.more:
            yield f"There is more of the kind: {self.more} further notices."


class Material:
    """The bytes of one source, unpacked where they are gzip, with what the reader asked for."""

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        *,
        stem: str = "",
        encoding: str | None = None,
        title_pattern: str | None = None,
    ) -> None:
        self.name = name
        """What messages call it."""
        self.stem = stem
        """A title for want of a better one; empty for a stream."""
        self.encoding = encoding
        self.title_pattern = title_pattern
        self.notices = Notices()
        self._file = file
        self._packed = self._peek(file, 2) == b"\x1f\x8b"

    def head(self) -> bytes:
        """The first bytes, at most `HEAD`."""
        with self.reading():
            return self._peek(self.stream(), HEAD)

    def stream(self) -> IO[bytes]:
        """The unpacked bytes, from the beginning."""
        self._file.seek(0)
        if self._packed:
            return io.BufferedReader(gzip.GzipFile(fileobj=self._file), _CHUNK)
        return self._file

    def text(self) -> str:
        """The whole of it, decoded.

        Raises:
            UnreadableSource: it is too large, damaged, binary or in no known encoding.
        """
        with self.reading():
            data = self.stream().read(TEXT_LIMIT + 1)
        if len(data) > TEXT_LIMIT:
            raise UnreadableSource(
                f"{self.name} holds more than {TEXT_LIMIT >> 20} MB of text: "
                "split it, or give it as JSON Lines."
            )
        decoded = decode(data, self.name, self.encoding)
        if decoded.broken:
            self.notices.add(
                f"{self.name} is UTF-8 but for {decoded.broken} places, which show as �."
            )
        return decoded.text

    def check_packing(self) -> None:
        """Read a gzip through once, so that a damaged one is refused before anything comes in.

        Raises:
            UnreadableSource: it is damaged, or grows without bound.
        """
        if not self._packed:
            return
        packed = self._file.seek(0, os.SEEK_END)
        limit = max(TEXT_LIMIT, BOMB_RATIO * packed)
        size = 0
        with self.reading():
            stream = self.stream()
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise UnreadableSource(
                        f"{self.name} unpacks to more than {BOMB_RATIO} times its size, "
                        "as no text does: unpack it yourself if you trust it."
                    )

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _peek(self, stream: IO[bytes], count: int) -> bytes:
        self._file.seek(0)
        return stream.read(count)

    def reading(self) -> _Reading:
        """A `with` in which what goes wrong with the file becomes an `UnreadableSource`."""
        return _Reading(self.name)


class _Reading:
    """Turns what goes wrong while reading into a sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Begin to read."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, (EOFError, gzip.BadGzipFile, zlib.error)):
            raise UnreadableSource(
                f"{self._name} is damaged: its gzip data cannot be unpacked. Get it again."
            ) from error
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise UnreadableSource(f"{self._name} cannot be read: {reason}.") from error


@dataclass(slots=True)
class Loaded:
    """One source being read; use it in a `with`, or close it."""

    source: SourceDraft
    format: str
    drafts: Iterator[StoryDraft]
    """Read as they are taken; may raise `UnreadableSource` at the first, never after one."""
    notices: Notices
    """Complete when the drafts are at their end."""
    material: Material = field(repr=False)

    def close(self) -> None:
        """Let go of the file; what was not taken is not read."""
        with suppress(AttributeError):
            self.drafts.close()  # type: ignore[attr-defined]
        self.material.close()

    def __enter__(self) -> Loaded:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
