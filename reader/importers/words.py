"""Pure: a title for a story that came without one."""

from __future__ import annotations

_WORDS = 10
_LENGTH = 80
"""Code points: for texts without spaces."""


def first_words(text: str) -> str:
    """The beginning of a text as a title, with an ellipsis where it goes on."""
    words = text.split(maxsplit=_WORDS)
    title = " ".join(words[:_WORDS])
    if len(title) > _LENGTH:
        return title[: _LENGTH - 1].rstrip() + "…"
    return title + ("…" if len(words) > _WORDS else "")
