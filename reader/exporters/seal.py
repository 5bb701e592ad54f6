"""How an exported file shows that nobody has edited it since, and whose it is.

`docs/export.md` describes the marks. Each region that merging may refresh ends in a mark with a
digest of what was written there; the last line seals the whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from db.text import text_hash

VERSION = 1
_SEAL = re.compile(r"^<!-- broadsheet ([0-9]+) ([0-9a-f]{16}) -->$", re.M)
_EXPORTED = re.compile(r"^exported: .*\n", re.M)
_ID = re.compile(r"""^id:[ \t]*(["']?)([0-9a-z]{8})\1[ \t]*$""", re.M)
_IMITATION = re.compile(r"^([ \t]*)(\^h-[0-9a-z]+[ \t]*$|<!-- /)", re.M)


class Seal(NamedTuple):
    """What a file says about itself."""

    digest: str
    """Of what was written; empty where there is none."""
    intact: bool
    """Whether that still is what the file holds."""


def digest(text: str) -> str:
    """Sixteen hexadecimal digits that tell one text from another."""
    return text_hash(text).hex()[:16]


def region(name: str, body: str) -> str:
    """A part of the file that belongs to the program, closed by its mark."""
    return f"{body}\n\n<!-- /{name} {digest(body)} -->"


def sealed(text: str) -> str:
    """A whole file: the text and its seal, which does not depend on the moment of export."""
    body = text.rstrip("\n") + "\n\n"
    return f"{body}<!-- broadsheet {VERSION} {_of(body)} -->\n"


def read_seal(text: str) -> Seal:
    """The last seal in a file's text, whose line ends are `\\n`."""
    found = list(_SEAL.finditer(text))
    if not found:
        return Seal("", False)
    last = found[-1]
    untouched = not text[last.end() :].strip() and _of(text[: last.start()]) == last[2]
    return Seal(last[2], untouched)


def read_id(text: str) -> str:
    """The story's id in the front matter at the beginning of a file, or empty."""
    if not text.startswith("---\n"):
        return ""
    end = text.find("\n---", 3)
    found = _ID.search(text, 0, end if end > 0 else len(text))
    return found[2] if found else ""


def disarmed(note: str) -> str:
    """A note in which no line passes for one of our marks."""
    return _IMITATION.sub(r"\1\\\2", note)


def _of(body: str) -> str:
    return digest(_EXPORTED.sub("", body, count=1))
