"""The library on disk: stories, highlights and notes in SQLite, and the search index beside it.

It knows no screen and works from a Python prompt:

    >>> from pathlib import Path
    >>> from db import Library
    >>> library = Library(Path("~/papers").expanduser())
    >>> [story.title for story in library.select("is:unread")]
"""

from __future__ import annotations

from db.intake import Intake
from db.library import Library

__all__ = ["Intake", "Library"]
