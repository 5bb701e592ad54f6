"""Tags, one by one and as a hierarchy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A free label and how often it is used."""

    name: str
    stories: int
    highlights: int


@dataclass(frozen=True, slots=True)
class TagBranch:
    """A level of the hierarchy of tags, and how much is found under it."""

    name: str
    """The whole name, as `policy/export`."""
    depth: int
    """How many levels are above it."""
    stories: int
    highlights: int
    under: int
    """How many tags in use are under it, itself not counted."""

    @property
    def label(self) -> str:
        """The last level of the name."""
        return self.name.rpartition("/")[2]
