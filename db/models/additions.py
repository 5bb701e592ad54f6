"""Stories as they come in, and what adding them did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from db.models.stories import Span


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story as an importer hands it over; the library cleans every field again."""

    title: str
    text: str
    markup: tuple[Span, ...] = ()
    section: str = ""
    """Empty: where the caller says, else `General`."""
    byline: str = ""
    published: str = ""
    """ISO 8601 at the precision it came with: `2024`, `2024-07-01`, `2024-07-01T08:30:00Z`."""
    url: str = ""
    lang: str = ""
    """A BCP 47 tag, or empty where unknown."""
    tags: tuple[str, ...] = ()
    ref: str = ""
    """The story's own id in its source, where it has one."""
    label: str = ""
    """The record's own `source` key; empty: the name of the source."""


@dataclass(frozen=True, slots=True)
class AddedStory:
    """What became of one draft; `id` is empty in a dry run of a new story."""

    id: str
    title: str
    section: str
    outcome: Literal["added", "updated", "unchanged", "removed"]
    """`removed`: the reader took it out before, so it stays out."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """How many highlights a reader should look at, by what became of their passages."""

    changed: int = 0
    """They stand where they were, and some of their words are others now."""
    moved: int = 0
    """The same words stand elsewhere."""
    uncertain: int = 0
    """Moved and edited too, or the same words stand more than once."""
    unplaced: int = 0
    """Their passage is not in the new text."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.changed + self.moved + self.uncertain + self.unplaced

    def __add__(self, other: ToCheck) -> ToCheck:
        return ToCheck(
            self.changed + other.changed,
            self.moved + other.moved,
            self.uncertain + other.uncertain,
            self.unplaced + other.unplaced,
        )

    def __str__(self) -> str:
        counts = {
            "changed": self.changed,
            "moved": self.moved,
            "uncertain": self.uncertain,
            "unplaced": self.unplaced,
        }
        return ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)


@dataclass(frozen=True, slots=True)
class AddResult:
    """What an addition did."""

    stories: tuple[AddedStory, ...] = ()
    to_check: ToCheck = ToCheck()
    """Highlights that the new texts have changed, moved, or lost."""

    def count(self, outcome: str) -> int:
        """How many drafts had this outcome."""
        return sum(story.outcome == outcome for story in self.stories)
