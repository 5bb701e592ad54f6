"""A passage as a Markdown quote with title, source and link, for the clipboard."""

from __future__ import annotations

from db.models import Annotation, Story
from reader.exporters.document import code_in, code_of
from reader.exporters.escaping import inline, quote
from reader.exporters.links import open_command, web_link
from reader.exporters.notes import contained


def markdown_quote(story: Story, start: int, end: int, highlight: str = "") -> str:
    """The passage `story.text[start:end]` as a quote, and below it where it is from.

    Args:
        story: the story.
        start: an offset into its text.
        end: the offset after the passage.
        highlight: the id of the highlight that the passage is, for the way back.
    """
    passage = story.text[start:end]
    return f"{quote(passage, code_in(story, start, end))}\n\n{_source(story, passage, highlight)}\n"


def markdown_annotation(story: Story, annotation: Annotation) -> str:
    """A highlight as it was marked with the note on it, or a note on the story, and its source."""
    highlight = annotation.highlight
    parts = [quote(highlight.quote, code_of(story, highlight))] if highlight is not None else []
    if annotation.note:
        parts.append(contained(annotation.note))
    name = highlight.id if highlight is not None else ""
    return "\n\n".join([*parts, _source(story, annotation.quote, name)]) + "\n"


def _source(story: Story, passage: str, highlight: str) -> str:
    """Title, on the web where the story is, what is known of it, and the way back."""
    head = story.head
    page = web_link(head.title, head, passage)
    facts = [inline(fact) for fact in (head.byline, head.source, head.published) if fact]
    back = [] if page else [open_command(head.id, highlight)]
    return "— " + ", ".join([page or inline(head.title), *facts, *back])
