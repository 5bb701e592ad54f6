"""The texts of stories: each version is written once, compressed, and never changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from db.errors import NotALibrary
from db.models import Span
from db.store import Store, now
from db.text import RULES, count_words, text_hash

_LEVEL = 4
"""Of compressing: a third of the time of the usual 6, for 5 % more bytes."""
_PIECE = 100_000
"""Code points that are compressed in one go."""


@dataclass(frozen=True, slots=True)
class PackedText:
    """A canonical text made ready for the database before the write lock is taken."""

    hash: bytes
    length: int
    words: int
    text: bytes
    markup: str


def pack(text: str, markup: tuple[Span, ...] = ()) -> PackedText:
    """Compress, count and hash a canonical text."""
    spans = [[span.start, span.end, span.kind, span.data] for span in markup]
    return PackedText(
        text_hash(text),
        len(text),
        count_words(text),
        b"".join(_compressed(text)),
        json.dumps(spans, ensure_ascii=False, separators=(",", ":")),
    )


def _compressed(text: str) -> Iterator[bytes]:
    """In pieces, so that no other thread has to wait for a long text."""
    packer = zlib.compressobj(_LEVEL)
    for at in range(0, len(text), _PIECE):
        yield packer.compress(text[at : at + _PIECE].encode())
    yield packer.flush()


def unpack_text(packed: bytes) -> str:
    """The text of a packed version; raises `NotALibrary` where it is damaged."""
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged() from error


def unpack_markup(packed: str) -> tuple[Span, ...]:
    """The spans of a packed version; raises `NotALibrary` where they are damaged."""
    try:
        return tuple(Span(start, end, kind, data) for start, end, kind, data in json.loads(packed))
    except ValueError as error:
        raise _damaged() from error


class Versions:
    """The texts by key."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, story: str, packed: PackedText) -> int:
        """Write a text for the story with this public id, within the caller's transaction.

        Returns the version's key.
        """
        cursor = self._store.writing.execute(
            """INSERT INTO story_versions (story, hash, rules, length, text, markup, created)
               VALUES (:story, :hash, :rules, :length, :text, :markup, :created)""",
            {
                "story": story, "hash": packed.hash, "rules": RULES, "length": packed.length,
                "text": packed.text, "markup": packed.markup, "created": now(),
            },
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def put(self, story: str, packed: PackedText) -> int:
        """As `add`, but a text that the story had before is not written twice."""
        known = self._store.number(
            """SELECT key FROM story_versions
               WHERE story = :story AND hash = :hash AND markup = :markup""",
            {"story": story, "hash": packed.hash, "markup": packed.markup},
        )
        return known or self.add(story, packed)

    def is_text(self, key: int, text: str) -> bool:
        """Whether a version has this canonical text, without reading it."""
        return (
            self._store.number(
                "SELECT count(*) FROM story_versions WHERE key = :key AND hash = :hash",
                {"key": key, "hash": text_hash(text)},
            )
            == 1
        )

    def text(self, key: int) -> str:
        """The text of a version."""
        return self.content(key)[0]

    def content(self, key: int) -> tuple[str, tuple[Span, ...]]:
        """The text and the markup of a version; raises `NotALibrary` where they are damaged."""
        row = self._store.one(
            "SELECT text, markup FROM story_versions WHERE key = :key", {"key": key}
        )
        if row is None:
            raise _damaged()
        return unpack_text(row["text"]), unpack_markup(row["markup"])


def _damaged() -> NotALibrary:
    return NotALibrary("The text of a story is damaged: restore a backup.")
