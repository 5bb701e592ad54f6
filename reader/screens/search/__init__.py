"""Searching everything: what is typed, what is found, the panel to narrow by, a preview."""

from __future__ import annotations

from reader.screens.search.screen import SearchScreen
from reader.screens.search.view import SearchView

__all__ = ["SearchScreen", "SearchView"]
