"""The frozen values that cross layers; offsets are code points into `Story.text`, end-exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
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

Status = Literal["same", "exact", "normal", "changed", "moved", "fuzzy", "orphan"]
Shelf = Literal["inbox", "later", "archive"]
SHELVES: tuple[Shelf, ...] = get_args(Shelf)
StepState = Literal["done", "undone", "kept"]
"""`kept` is a step that cannot be undone any more."""
COLOURS = ("yellow", "green", "blue", "red", "purple")
DEFAULT_SECTION = "General"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a story's text that is more than plain."""

    start: int
    end: int
    kind: SpanKind
    data: str = ""


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
class Section:
    """The place in the paper where stories stand."""

    name: str
    position: int
    stories: int
    unread: int


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


@dataclass(frozen=True, slots=True)
class Source:
    """Where stories came from: `kind` is `file`, `sample` or `stdin`, `locator` tells which."""

    kind: str
    locator: str
    title: str
    stories: int
    added: str


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
    terms: tuple[str, ...] = ()
    """Words and phrases to mark on the page."""
    matched: MatchedKeys = MatchedKeys()
    """What `library.search.counts` goes by."""


@dataclass(frozen=True, slots=True)
class Related:
    """A story that is about the same as another."""

    story: StoryHead
    score: float
    """The share of the other's characteristic words that it has, by their weight, 0 to 1."""
    words: tuple[str, ...]
    """The weightiest words that both have."""


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable thing that was done, told in words."""

    key: int
    at: str
    what: str
    process: str
    """Which opening of the library did it."""
    state: StepState

    @property
    def undone(self) -> bool:
        """Whether it is undone now."""
        return self.state == "undone"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How far the search index has come."""

    documents: int
    pending: int
    bytes: int
    state: Literal["ready", "behind", "missing", "damaged", "outdated"] = field(default="ready")
