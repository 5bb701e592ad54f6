"""The library on disk: stories, highlights and notes in SQLite, and the search index beside it.

It knows no screen and works from a Python prompt:

    >>> from pathlib import Path
    >>> from db import Library
    >>> library = Library(Path("~/papers").expanduser())
    >>> [story.title for story in library.select("is:unread")]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.intake import Intake
    from db.library import Library

__all__ = ["Intake", "Library"]


def __getattr__(name: str) -> Any:
    """Import what is asked for: who needs a model or an error alone need not load SQLite."""
    if name == "Library":
        from db.library import Library

        return Library
    if name == "Intake":
        from db.intake import Intake

        return Intake
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
