"""File names made of what is safe on every system."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Bytes of UTF-8 of a stem; with an id and a suffix it stays under the 143 of encrypted homes."""
_KEPT_SIGNS = frozenset(" -_")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.I)


def stem(title: str, spare: str) -> str:
    """A file name without suffix: letters, digits, spaces, `-`, `_` and numbers as in the title.

    Args:
        title: any text.
        spare: what to use where nothing of the title is left, for example an id.
    """
    text = unicodedata.normalize("NFC", title)
    kept = "".join(
        sign if _allowed(sign) or _in_number(text, place) else " " if _parts_words(sign) else ""
        for place, sign in enumerate(text)
    )
    name = _cut(" ".join(kept.split())).strip(" -_.,")
    if not name:
        return spare
    return f"{name} {spare}" if _RESERVED.fullmatch(name) else name


def folded(name: str) -> str:
    """What two names share when a file system may take them for one."""
    return unicodedata.normalize("NFKC", name).casefold()


def _allowed(sign: str) -> bool:
    return sign in _KEPT_SIGNS or unicodedata.category(sign)[0] in "LNM"


def _in_number(text: str, place: int) -> bool:
    """Whether a sign is the point or comma of a number."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in ".," and len(around) == 2 and around.isascii() and around.isdigit()


def _parts_words(sign: str) -> bool:
    """Whether a sign that is left out leaves a gap; apostrophes and full stops do not."""
    return sign not in "'’.‘“”\"…"


def _cut(name: str) -> str:
    """The name within `LONGEST` bytes, at a word's end where one is near."""
    data = name.encode()
    if len(data) <= LONGEST:
        return name
    short = data[:LONGEST].decode(errors="ignore")
    while short and unicodedata.category(name[len(short)])[0] == "M":
        short = short[:-1]
    words = short.rsplit(" ", 1)[0]
    return words if len(words) * 2 > len(short) else short
