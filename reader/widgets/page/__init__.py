"""The page, where stories are read and marked."""

from __future__ import annotations

from reader.widgets.page.widget import Page

__all__ = ["Page"]
