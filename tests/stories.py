"""Stories and highlights as the library would hand them over, for tests of what shows them."""

from __future__ import annotations

from collections.abc import Iterable

from db.models import Highlight, Span, Story, StoryHead


def story_of(
    text: str,
    markup: Iterable[Span] = (),
    *,
    title: str = "A story",
    byline: str = "",
    published: str = "2024-07-01",
    lang: str = "en",
    key: str = "s-1",
) -> Story:
    """A story of that text, in the section World of The Source."""
    head = StoryHead(
        id=key,
        ref="",
        title=title,
        byline=byline,
        section="World",
        published=published,
        source="The Source",
        url="",
        lang=lang,
        words=len(text.split()),
        length=len(text),
        tags=(),
        read=False,
        starred=False,
        shelf="inbox",
        highlights=0,
        noted=False,
        place=0,
        added="2024-07-01T00:00:00Z",
    )
    return Story(head, text, tuple(markup), "", 1)


def highlight_of(
    story: Story, words: str, colour: str = "yellow", *, note: str = "", key: str = ""
) -> Highlight:
    """A highlight on the first place of `words`."""
    start = story.text.index(words)
    return highlight_at(story, start, start + len(words), colour, note=note, key=key)


def highlight_at(
    story: Story, start: int, end: int, colour: str = "yellow", *, note: str = "", key: str = ""
) -> Highlight:
    """A highlight on `story.text[start:end]`."""
    return Highlight(
        id=key or f"h-{start}-{colour}",
        story=story.id,
        title=story.title,
        start=start,
        end=end,
        quote=story.text[start:end],
        prefix="",
        suffix="",
        colour=colour,
        note=note,
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
