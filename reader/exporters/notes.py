"""Notes as their writer wrote them, kept from swallowing what comes after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exporters.escaping import fenced
from reader.exporters.seal import disarmed

_MAY_STAY_OPEN = re.compile(r"^ {0,3}(?:`{3}|~{3}|<)", re.M)
_FENCES = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.M)
_HTML_ENDS = ("-->", "</pre>", "</script>", "</style>", "</textarea>", "?>", "]]>", ">")
_AFTER = "what comes after"


def contained(note: str) -> str:
    """The note; where it leaves a code fence, a comment or raw HTML open, that is closed."""
    safe = disarmed(note)
    if not _MAY_STAY_OPEN.search(safe) or _closes(safe):
        return safe
    for end in _ends(safe):
        if _closes(f"{safe}\n{end}"):
            return f"{safe}\n{end}"
    return fenced(safe)


def _ends(note: str) -> Iterator[str]:
    fences = sorted(set(_FENCES.findall(note)), key=len)
    yield from reversed(fences)
    yield from _HTML_ENDS


def _closes(note: str) -> bool:
    """Whether a paragraph after the note is a paragraph by itself."""
    from markdown_it import MarkdownIt  # only a note with code or HTML in it needs a parser

    tokens = MarkdownIt("commonmark").parse(f"{note}\n\n{_AFTER}\n")
    last = tokens[-2] if len(tokens) > 1 else None
    return last is not None and last.level == 1 and last.content == _AFTER
