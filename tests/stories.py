"""Stories and highlights as the library would hand them over, for tests of what shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from db.models import Highlight, Span, Story, StoryHead

HEAD = StoryHead(
    id="s-1",
    ref="",
    title="A story",
    byline="",
    section="World",
    published="2024-07-01",
    source="The Source",
    url="",
    lang="en",
    words=0,
    length=0,
    tags=(),
    read=False,
    starred=False,
    shelf="inbox",
    highlights=0,
    noted=False,
    place=0,
    added="2024-07-01T00:00:00Z",
)


def story_of(text: str, markup: Iterable[Span] = (), *, note: str = "", **head: Any) -> Story:
    """A story of that text, in the section World of The Source; `head` changes fields of `HEAD`."""
    counts = {"words": len(text.split()), "length": len(text)}
    return Story(replace(HEAD, **{**counts, **head}), text, tuple(markup), note, 1)


def highlight_of(story: Story, words: str, colour: str = "yellow", **more: Any) -> Highlight:
    """A highlight on the first place of `words`; see `highlight_at`."""
    start = story.text.index(words)
    return highlight_at(story, start, start + len(words), colour, **more)


def highlight_at(
    story: Story, start: int, end: int, colour: str = "yellow", **more: Any
) -> Highlight:
    """A highlight on `story.text[start:end]`; `more` changes its fields."""
    made = Highlight(
        id=f"h-{start}-{colour}",
        story=story.id,
        title=story.title,
        start=start,
        end=end,
        quote=story.text[start:end],
        prefix=story.text[max(0, start - 64) : start],
        suffix=story.text[end : end + 64],
        colour=colour,
        note="",
        tags=(),
        status="same",
        reason="",
        score=1.0,
        hint=None,
        reviewed=True,
        version=1,
        created="2024-07-01T00:00:00Z",
        updated="2024-07-01T00:00:00Z",
    )
    return replace(made, **more)
