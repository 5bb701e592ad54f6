"""Stories and highlights as values, for tests of what goes out."""

from __future__ import annotations

from dataclasses import replace

from db.models import Highlight, Span, Story, StoryHead

HEAD = StoryHead(
    id="ab12cd34",
    ref="",
    title="A Quiet Page",
    byline="Jo Field",
    section="Culture",
    published="2024-07-01",
    source="The Gazette",
    url="https://example.org/quiet?a=1&b=2",
    lang="en",
    words=100,
    length=600,
    tags=("craft", "slow reading"),
    read=False,
    starred=False,
    shelf="inbox",
    highlights=0,
    noted=False,
    place=0,
    added="2024-07-02T00:00:00.000Z",
)


def story_of(text: str, *markup: Span, note: str = "", **head: object) -> Story:
    """A story with this text; `head` changes fields of `HEAD`."""
    return Story(replace(HEAD, **head), text, markup, note, 1)  # type: ignore[arg-type]


def mark(story: Story, start: int, end: int, name: str = "h-00000001", **more: object) -> Highlight:
    """A placed highlight of `story.text[start:end]`; `more` changes its fields."""
    made = Highlight(
        id=name,
        story=story.id,
        title=story.title,
        start=start,
        end=end,
        quote=story.text[start:end],
        prefix=story.text[max(0, start - 64) : start],
        suffix=story.text[end : end + 64],
        colour="yellow",
        note="",
        tags=(),
        status="same",
        reason="",
        score=1.0,
        hint=None,
        reviewed=True,
        version=1,
        created="2024-07-03T00:00:00.000Z",
        updated="2024-07-03T00:00:00.000Z",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def mark_words(story: Story, words: str, name: str = "h-00000001", **more: object) -> Highlight:
    """A placed highlight of the first place where these words stand."""
    start = story.text.index(words)
    return mark(story, start, start + len(words), name, **more)


def unplaced(story: Story, quote: str, name: str, **more: object) -> Highlight:
    """A highlight whose words are not in the text."""
    made = mark(story, 0, 1, name, **more)
    return replace(made, start=None, end=None, quote=quote, status="orphan")
