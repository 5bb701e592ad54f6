"""The paper: sections, stories, and the page, side by side or one after another."""

from __future__ import annotations

from reader.screens.library.screen import LibraryScreen

__all__ = ["LibraryScreen"]
