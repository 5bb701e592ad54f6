"""Stories, what they are made of, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

SpanKind = Literal[
    "heading",  # data: level, "1" to "6"; a block of its own
    "quote",  # one or more whole blocks; nesting is depth
    "list",  # one or more whole blocks; nesting is depth
    "item",  # one entry of a list; data: "-" for a bullet, else the number as "3."
    "pre",  # preformatted code; data: language or ""
    "verse",  # lines that keep their breaks
    "emphasis",
    "strong",
    "strike",
    "code",
    "link",  # data: the URL
    "image",  # the alternative text; data: the source
]

Shelf = Literal["inbox", "later", "archive"]

SHELVES: tuple[Shelf, ...] = get_args(Shelf)

DEFAULT_SECTION = "General"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a story's text that is more than plain."""

    start: int
    end: int
    kind: SpanKind
    data: str = ""


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A story as a list shows it, without its text."""

    id: str
    ref: str
    title: str
    byline: str
    section: str
    published: str
    source: str
    """The label that the field `source:` finds."""
    url: str
    lang: str
    words: int
    length: int
    """Of the text, in code points."""
    tags: tuple[str, ...]
    read: bool
    starred: bool
    shelf: Shelf
    highlights: int
    noted: bool
    """There is a note on the story or on one of its highlights."""
    place: int
    """The reading place, an offset."""
    added: str
    key: int = 0
    """The internal number, by which many stories are named at once."""
    drafted: bool = False
    """There is a note on the story or on one of its highlights that was typed and not saved."""


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story."""

    head: StoryHead
    text: str
    markup: tuple[Span, ...]
    note: str
    version: int
    """The key of the text version that `text` is."""

    @property
    def id(self) -> str:
        """The public id."""
        return self.head.id

    @property
    def title(self) -> str:
        """The title, which is not part of `text`."""
        return self.head.title


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A text that a story has or had, without the text."""

    key: int
    number: int
    """Its place among those of the story that are listed, from 1, the oldest."""
    created: str
    length: int
    """In code points."""
    words: int
    highlights: int
    """How many stand or stood in it, of those that there are."""
    present: bool
    """Whether the story reads so now."""
