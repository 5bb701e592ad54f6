"""Stories and highlights as values, for tests of what goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.models import Highlight, Span, Story
from tests import stories

_HEAD: dict[str, Any] = {
    "id": "ab12cd34",
    "title": "A Quiet Page",
    "byline": "Jo Field",
    "section": "Culture",
    "source": "The Gazette",
    "url": "https://example.org/quiet?a=1&b=2",
    "words": 100,
    "length": 600,
    "tags": ("craft", "slow reading"),
    "added": "2024-07-02T00:00:00.000Z",
}
_MADE = "2024-07-03T00:00:00.000Z"


def story_of(text: str, *markup: Span, note: str = "", **head: Any) -> Story:
    """A Quiet Page with this text; `head` changes fields of its head."""
    return stories.story_of(text, markup, note=note, **{**_HEAD, **head})


def mark(story: Story, start: int, end: int, name: str = "h-00000001", **more: Any) -> Highlight:
    """A placed highlight of `story.text[start:end]`; `more` changes its fields."""
    fields = {"id": name, "created": _MADE, "updated": _MADE, **more}
    return stories.highlight_at(story, start, end, **fields)


def mark_words(story: Story, words: str, name: str = "h-00000001", **more: Any) -> Highlight:
    """A placed highlight of the first place where these words stand."""
    start = story.text.index(words)
    return mark(story, start, start + len(words), name, **more)


def unplaced(story: Story, quote: str, name: str, **more: Any) -> Highlight:
    """A highlight whose words are not in the text."""
    made = mark(story, 0, 1, name, quote=quote, status="orphan", **more)
    return replace(made, start=None, end=None)
