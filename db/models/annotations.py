"""What a reader left in a story, in the order of a list."""

from __future__ import annotations

from dataclasses import dataclass

from db.models.highlights import Highlight


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a reader left in a story, and where: a highlight, or the note on the whole story."""

    highlight: Highlight | None
    """None for a note on a story."""
    story: str
    """The story's public id; empty where it was taken away since the list was made."""
    title: str
    """The story's title."""
    section: str
    published: str
    """When the story came out, at the precision it came with, or empty."""
    note: str
    tags: tuple[str, ...]
    """Of the highlight; for a note on a story, those of the story."""
    made: str
    """When the passage was marked, or the note on the story last written."""

    @property
    def id(self) -> str:
        """The public id of the highlight, or of the story that the note is on."""
        return self.highlight.id if self.highlight is not None else self.story

    @property
    def quote(self) -> str:
        """The passage as it was made; empty for a note on a story."""
        return self.highlight.quote if self.highlight is not None else ""

    @property
    def colour(self) -> str:
        """The highlight's colour; a note on a story has none."""
        return self.highlight.colour if self.highlight is not None else ""
