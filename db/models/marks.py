"""What a reader marks and writes: highlights, notes and drafts of them, and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["same", "exact", "normal", "changed", "moved", "fuzzy", "orphan"]

COLOURS = ("yellow", "green", "blue", "red", "purple")


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a highlight finds its passage (W3C: TextPositionSelector and TextQuoteSelector)."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage; `start` and `end` are None when it is unplaced."""

    id: str
    story: str
    """The story's public id."""
    title: str
    """The story's title."""
    start: int | None
    end: int | None
    quote: str
    """The passage as it was made; never rewritten."""
    prefix: str
    suffix: str
    colour: str
    note: str
    tags: tuple[str, ...]
    status: Status
    reason: str
    score: float
    hint: int | None
    """Of an unplaced highlight: an offset near which its passage used to be."""
    reviewed: bool
    version: int
    """The key of the text version that `start` and `end` (or the last good ones) refer to."""
    created: str
    updated: str

    @property
    def placed(self) -> bool:
        """Whether the passage is in the present text."""
        return self.start is not None and self.end is not None


Rating = Literal["again", "hard", "good", "easy"]
"""How well a highlight was known: not at all, barely, well, by heart."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A highlight that the reader is asked about again."""

    highlight: Highlight
    due: str
    """When, ISO 8601; empty where it was never asked about."""
    last: str
    """When it was asked about last; empty where never."""
    answers: int
    """How often it was answered."""


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


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What was typed into the editor of a note and not saved."""

    key: int
    base: str
    """The note as it was when the draft was begun."""
    text: str
    updated: str
    """When it was last kept."""


@dataclass(frozen=True, slots=True)
class NoteSubject:
    """What a note is on, the note as it is saved, and a draft of it."""

    target: str
    """The public id of a story or highlight."""
    story: str
    """The public id of the story; empty where nothing is known of the target any more."""
    about: str
    """The title of the story, or the quote of the highlight."""
    note: str
    is_here: bool
    """Whether the target is in the library; a draft outlives it."""
    draft: NoteDraft | None = None
    """The one kept last, where there is any."""

    @property
    def is_story(self) -> bool:
        """Whether the note is on a whole story."""
        return not self.target.startswith("h-")

    @property
    def overtaken(self) -> bool:
        """Whether the note was changed after the draft was begun."""
        return self.draft is not None and self.draft.base != self.note


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
    waiting: int = 0
    """Stories and notes that the index has yet to see."""

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
