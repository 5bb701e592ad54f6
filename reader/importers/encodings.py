"""Telling the encoding of bytes: Unicode with and without marks, Windows-1252, or none."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from reader.importers.errors import UnknownEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Longest first: the mark of UTF-32 begins with that of UTF-16."""
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, an ebook or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x7fELF", "a program"),
)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\x0b\x0c\r\b\x1b")
_BINARY_SHARE = 0.1
"""Of control characters; real text has none, a few strays are cleaned away."""
_UTF16_PARITY = 0.95
"""Of the null bytes must stand on one side of the pairs."""
_BROKEN = re.compile("\ufffd+")
_HIGH = re.compile("[\x80-\U0010ffff]")
_LETTERS = re.compile(r"[^\W\d_]")
_ODD = re.compile(
    r"(?<=[^\W\d_])(?:[^\w\s’‘'·´–—…\xad-]|[¹²³¼½¾])(?=[^\W\d_])"  # a sign inside a word
    r"|(?<=[a-zß-öø-ÿ])[À-ÖØ-ÞŠŒŽŸ](?=[a-zß-öø-ÿ\s.,;]|$)"  # a capital in or after small letters
)
_MOSTLY_ASCII = 0.3
"""The largest share of letters beyond ASCII in a Western European text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read."""

    text: str
    encoding: str
    broken: int = 0
    """Places where bytes were not text and U+FFFD stands instead."""


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a whole file; `name` is for the error.

    Raises:
        UnknownEncoding: no encoding fits, or the one named does not.
    """
    if encoding:
        return _decode_as(data, name, encoding)
    for mark, known in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, known)
    wide = _unmarked_utf16(data)
    if wide:
        return Decoded(data.decode(wide), wide)
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data, name)


def check_name(encoding: str) -> str:
    """The codec's own name for a text encoding that a person typed.

    Raises:
        UnknownEncoding: there is no such encoding.
    """
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)
    except LookupError:
        raise UnknownEncoding(
            f"There is no encoding called “{encoding}”: "
            "try utf-8, utf-16, windows-1252, iso-8859-2 or shift_jis."
        ) from None
    return info.name


def byte_lines(data: bytes, name: str) -> bool:
    """Whether the beginning of a stream is ASCII-like, so that it may be cut at line ends.

    Raises:
        UnknownEncoding: it is not text.
    """
    if any(data.startswith(mark) for mark, known in _MARKS if known != "utf-8-sig"):
        return False
    if _unmarked_utf16(data):
        return False
    _refuse_binary(data, name)
    return True


def wide_encoding(data: bytes) -> str:
    """The encoding of a beginning that `byte_lines` said no to."""
    for mark, known in _MARKS:
        if data.startswith(mark):
            return known
    return _unmarked_utf16(data)


def _decode_as(data: bytes, name: str, encoding: str) -> Decoded:
    codec = check_name(encoding)
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"{name} is not {encoding}: byte {error.start + 1} does not fit. "
            "Name its encoding with --encoding."
        ) from None


def _unmarked_utf16(data: bytes) -> str:
    """`utf-16-le` or `-be` when null bytes stand nearly all on one side of the pairs, else ``."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if not even + odd or len(data) % 2:
        return ""
    if max(even, odd) < _UTF16_PARITY * (even + odd):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding if _reads_well(text) else ""


def _reads_well(text: str) -> bool:
    """Whether nearly all characters are assigned and none but line ends and tabs control."""
    sample = text[:20_000]
    strange = sum(
        unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"} and character not in "\t\n\r\f"
        for character in sample
    )
    return strange * 100 <= len(sample)


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise UnknownEncoding(
                f"{name} is {kind}, not text: give plain text, Markdown or JSON Lines."
            )
    sample = data[:200_000]
    controls = sum(sample.count(code) for code in _CONTROLS)
    if controls > _BINARY_SHARE * len(sample) or (0 in sample and not _is_utf8(sample)):
        raise UnknownEncoding(
            f"{name} is a binary file, not text: give plain text, Markdown or JSON Lines."
        )


def _is_utf8(sample: bytes) -> bool:
    """Whether the beginning of something is UTF-8, its last character perhaps cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _decode_damaged(data: bytes, name: str) -> Decoded:
    """UTF-8 with a few bad bytes, or Windows-1252 where that reads as text."""
    text = data.decode("utf-8", "replace")
    broken = len(_BROKEN.findall(text))
    if len(_HIGH.findall(text)) - text.count("\ufffd") >= 10 * broken:
        return Decoded(text, "utf-8", broken)
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _looks_western(western):
        return Decoded(western, "cp1252")
    raise UnknownEncoding(
        f"The encoding of {name} cannot be told: it is neither UTF-8 nor UTF-16 nor Windows-1252. "
        "Name it with --encoding, for example --encoding iso-8859-2."
    )


def _looks_western(text: str) -> bool:
    """Whether characters beyond ASCII are few and stand where a Western text has them."""
    high = len(_HIGH.findall(text))
    letters = _LETTERS.findall(text)
    beyond = sum(letter > "\x7f" for letter in letters)
    if beyond > _MOSTLY_ASCII * len(letters):
        return False
    return len(_ODD.findall(text)) * 10 <= high
