"""What a search finds, and how far the index has come."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from db.models.lacking import Lacking
from db.models.stories import StoryHead


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage cut from a text around what was found."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Code points into `text` where the query's words stand."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search: a story, a story's note, or a highlight."""

    story: StoryHead
    highlight: str
    """The highlight's id; empty for a story or its note."""
    kind: Literal["story", "note", "highlight"]
    score: float
    start: int | None
    """Of the best match in the story's text; None for a hit in a title or note only."""
    end: int | None
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class MatchedKeys:
    """All that a query matches, by key; made for counting, not for showing."""

    stories: AbstractSet[int] = frozenset()
    notes: AbstractSet[int] = frozenset()
    """Of the stories whose own note matches."""
    highlights: AbstractSet[int] = frozenset()
    has_words: bool = False
    """The query asks for words, not for states alone."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one query and what the reader must know to trust them."""

    hits: Sequence[Hit]
    total: int
    """Of stories and notes that match."""
    pending: int = 0
    """Stories and notes that the index has not seen yet."""
    partial: str = ""
    """A sentence when the answer is not complete, for example a capped prefix."""
    matched: MatchedKeys = MatchedKeys()
    """What `library.search.counts` goes by."""
    wrong: str = ""
    """A sentence where part of the query makes no sense; the rest was searched."""
    is_asked: bool = True
    """False where the query does not say yet what to look for."""

    @property
    def lacking(self) -> Lacking:
        """What may be missing among the hits."""
        return Lacking(self.pending, self.partial)


@dataclass(frozen=True, slots=True)
class Related:
    """A story that is about the same as another."""

    story: StoryHead
    score: float
    """The share of the other's characteristic words that it has, by their weight, 0 to 1."""
    words: tuple[str, ...]
    """The weightiest words that both have."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How far the search index has come."""

    documents: int
    pending: int
    bytes: int
    state: Literal["ready", "behind", "missing", "damaged", "outdated"] = field(default="ready")
