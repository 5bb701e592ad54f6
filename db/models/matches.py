"""Highlighting all matches of a find or a query: what would be marked, and what was."""

from __future__ import annotations

from dataclasses import dataclass

from db.models.highlights import Anchor
from db.models.lacking import WHOLE, Lacking


@dataclass(frozen=True, slots=True)
class MatchesIn:
    """The passages of one story that highlighting all matches would mark."""

    story: str
    """The story's public id."""
    title: str
    version: int
    """The text that the anchors belong to."""
    anchors: tuple[Anchor, ...]
    """In text order, without overlaps."""


@dataclass(frozen=True, slots=True)
class MatchPlan:
    """What highlighting all matches would mark."""

    words: str
    """What was looked for."""
    stories: tuple[MatchesIn, ...]
    """Those in which something would be marked."""
    known: int = 0
    """Matches that are highlighted as they stand already."""
    lacking: Lacking = WHOLE
    """What may be missing among the stories."""

    @property
    def matches(self) -> int:
        """How many highlights there would be."""
        return sum(len(one.anchors) for one in self.stories)


@dataclass(frozen=True, slots=True)
class MatchesMarked:
    """What highlighting all matches has marked."""

    made: tuple[tuple[str, str, Anchor], ...]
    """Of each highlight the public id, that of its story, and where it stands."""
    stories: int
    """In how many stories."""
    passed: tuple[str, ...]
    """Titles of the stories that were passed over, as their text has changed or they are gone."""
