"""The margin: a story's notes beside their passages, or under the page."""

from __future__ import annotations

from reader.widgets.margin.column import View
from reader.widgets.margin.entries import Entry, entries
from reader.widgets.margin.widget import Margin

__all__ = ["Entry", "Margin", "View", "entries"]
