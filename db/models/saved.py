"""Saved searches."""

from __future__ import annotations

from dataclasses import dataclass

from db.models.lacking import WHOLE, Lacking


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that the reader named."""

    name: str
    query: str
    sort: str
    """The order of its stories, as of a list."""
    position: int
    looked: str
    """When the reader last looked at what it finds; empty where never."""
    key: int
    """The library's internal number; stays through renaming."""


@dataclass(frozen=True, slots=True)
class SavedCounts:
    """What a saved search finds now."""

    stories: int
    unread: int
    fresh: int
    """Stories whose text came in since the reader last looked."""
    lacking: Lacking = WHOLE
    """What may be missing among them."""
