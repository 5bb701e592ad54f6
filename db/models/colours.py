"""The colours of highlights."""

from __future__ import annotations

COLOURS = ("yellow", "green", "blue", "red", "purple")
