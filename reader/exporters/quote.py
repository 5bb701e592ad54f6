"""A passage as a Markdown quote with title, source and link, for the clipboard."""

from __future__ import annotations

from db.models import Story
from reader.exporters.document import code_in
from reader.exporters.escaping import inline, quote
from reader.exporters.links import open_command, web_link


def markdown_quote(story: Story, start: int, end: int, highlight: str = "") -> str:
    """The passage `story.text[start:end]` as a quote, and below it where it is from.

    Args:
        story: the story.
        start: an offset into its text.
        end: the offset after the passage.
        highlight: the id of the highlight that the passage is, for the way back.
    """
    head, passage = story.head, story.text[start:end]
    page = web_link(head.title, head, passage)
    facts = [inline(fact) for fact in (head.byline, head.source, head.published) if fact]
    back = [] if page else [open_command(head.id, highlight)]
    source = ", ".join([page or inline(head.title), *facts, *back])
    return f"{quote(passage, code_in(story, start, end))}\n\n— {source}\n"
