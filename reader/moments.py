"""Moments of the library in the reader's own time."""

from __future__ import annotations

from datetime import datetime


def local(moment: str) -> str:
    """An ISO 8601 moment to the minute, as `2026-11-23 14:05`."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def clock(moment: str) -> str:
    """As `local`, but of a moment of today only the time, as `14:05`."""
    told = local(moment)
    day, _, time = told.partition(" ")
    return time if day == datetime.now().astimezone().strftime("%Y-%m-%d") else told
