"""Pure text: what a story's canonical text is, and how other people's text is made safe."""

from __future__ import annotations

import re
import unicodedata

RULES = 1
"""The version of the canonical rules; a new version counts as a changed text."""

TITLE_LIMIT = 300
NAME_LIMIT = 80

# Patterns are compiled when they are first used, and kept by `re`; to read a library needs none.
_SEQUENCES = (
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n\r]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]+[0-~]"  # charset shifts and their like
    r"|\x1b[0-Z\\^-~]"
)
_LINE_ENDS = "\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_FORBIDDEN = (
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides, isolates
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_STRAY_TAGS = "(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]+"
_BLANKS = r"\n{3,}"
_WORD = (
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+(?:['’][^\W_]+)*"
)


def strip_controls(raw: str) -> str:
    """Take out escape sequences, control characters and bidirectional overrides; `\\n` stays.

    Every kind of line end becomes `\\n`, a tab one space. Marks that only order text (LRM, RLM),
    joiners and soft hyphens stay; tag characters stay in flags alone.
    """
    if raw.replace("\n", "").isprintable():
        return raw
    # Line by line, so that no other thread has to wait for a long text.
    lines = raw.replace("\r\n", "\n").split("\n")
    return "\n".join(line if line.isprintable() else _stripped(line) for line in lines)


def _stripped(line: str) -> str:
    text = re.sub(_SEQUENCES, "", line) if "\x1b" in line or not line.isascii() else line
    text = re.sub(_LINE_ENDS, "\n", text).replace("\t", " ")
    text = re.sub(_FORBIDDEN, "", text)
    return text if text.isascii() else re.sub(_STRAY_TAGS, "", text)


def clean_line(raw: str, limit: int = TITLE_LIMIT) -> str:
    """One safe NFC line of at most `limit` code points: for titles, names and tags."""
    text = " ".join(unicodedata.normalize("NFC", strip_controls(raw)).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_note(raw: str) -> str:
    """Markdown that a reader wrote: safe and NFC, inner spaces and blank lines as they are."""
    text = unicodedata.normalize("NFC", strip_controls(raw.replace("\t", "    ")))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def canonical(raw: str) -> str:
    """The canonical form of plain text whose blocks are parted by blank lines.

    NFC; blocks parted by one blank line; a single `\\n` for a break inside a block; no control
    characters, no tabs, no trailing spaces. Nothing is joined: `canonical(canonical(x))` is
    `canonical(x)`.
    """
    lines = strip_controls(raw).split("\n")
    text = "\n".join(unicodedata.normalize("NFC", line).rstrip() for line in lines)
    if "\n\n\n" in text:
        text = re.sub(_BLANKS, "\n\n", text)
    return text.strip("\n")


def text_hash(text: str) -> bytes:
    """The digest that tells one text from another: BLAKE2b, 16 bytes, of the UTF-8."""
    import hashlib  # 1 ms, and who only reads needs none

    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def count_words(text: str) -> int:
    """Runs of letters and digits, and each Chinese or Japanese character."""
    found = re.compile(_WORD).findall
    # Line by line, so that no other thread has to wait for a long text.
    return sum(len(found(line)) for line in text.split("\n"))


def clean_tag(name: str) -> str:
    """A tag without a leading `#` and without commas; empty where nothing is left of it.

    Slashes part the levels of a hierarchy: there are no empty ones, and no spaces around them.
    """
    line = clean_line(name.replace(",", " ").strip().lstrip("#"), NAME_LIMIT)
    if "/" not in line:
        return line
    return "/".join(level for part in line.split("/") if (level := part.strip()))


def name_key(name: str) -> str:
    """What makes two names of tags or sections the same: case and width do not."""
    return unicodedata.normalize("NFKC", clean_line(name, NAME_LIMIT)).casefold()


def grapheme_start(text: str, offset: int) -> int:
    """The start of the grapheme cluster that holds `offset`; the text's length stays as it is."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    if text[offset] < "\u0300" and text[offset - 1] < "\u0300":
        return offset
    from wcwidth import iter_graphemes

    window = max(0, offset - 256)
    start = text.rfind("\n", window, offset) + 1 or window
    for cluster in iter_graphemes(text[start : offset + 256]):
        if start + len(cluster) > offset:
            break
        start += len(cluster)
    return start


def grapheme_end(text: str, offset: int) -> int:
    """The first cluster border at or after `offset`; at most the text's length."""
    offset = max(0, min(offset, len(text)))
    start = grapheme_start(text, offset)
    if start == offset:
        return offset
    end = offset + 1
    while end < len(text) and grapheme_start(text, end) == start:
        end += 1
    return end
