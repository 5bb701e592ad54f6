"""A story's highlights and notes as one Markdown file; flavours differ in a few places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.models import Highlight, Span, Story
from reader.exporters.escaping import inline, line, quote, yaml_list, yaml_text
from reader.exporters.links import open_command, web_link
from reader.exporters.notes import contained
from reader.exporters.seal import region, sealed

UNPLACED = "Unplaced"
_LOWEST = 6


@dataclass(frozen=True, slots=True)
class Flavour:
    """Where one kind of Markdown differs from another."""

    tag: Callable[[str], str]
    """A tag in running text."""
    property_tag: Callable[[str], str] = str
    """A tag in the front matter."""


def document(story: Story, highlights: Sequence[Highlight], exported: str, flavour: Flavour) -> str:
    """The whole file, sealed; `highlights` are in text order, unplaced ones last."""
    blocks = [_front_matter(story, len(highlights), exported, flavour), *title_lines(story)]
    if story.note:
        blocks.append(region("note", contained(story.note)))
    blocks += _placed(story, [one for one in highlights if one.placed], flavour)
    unplaced = [one for one in highlights if not one.placed]
    if unplaced:
        blocks.append(f"## {UNPLACED}")
    blocks += [_highlight(story, one, flavour) for one in unplaced]
    return sealed("\n\n".join(blocks))


def title_lines(story: Story) -> list[str]:
    """The title as a heading, and a line that says where the story is from."""
    head = story.head
    facts = [line(fact) for fact in (head.byline, head.source, head.published) if fact]
    facts.append(web_link("on the web", head))
    return [f"# {inline(head.title)}", _line_of(*facts, open_command(head.id))]


def _front_matter(story: Story, highlights: int, exported: str, flavour: Flavour) -> str:
    head = story.head
    known = {
        "by": head.byline, "source": head.source, "url": head.url, "section": head.section,
        "published": head.published,
    }  # fmt: skip
    return "\n".join(
        [
            "---",
            f"id: {yaml_text(head.id)}",
            f"title: {yaml_text(head.title)}",
            *(f"{name}: {yaml_text(value)}" for name, value in known.items() if value),
            f"tags: {yaml_list(flavour.property_tag(tag) for tag in head.tags)}",
            f"highlights: {highlights}",
            f"exported: {yaml_text(exported)}",
            "---",
        ]
    )


def _placed(story: Story, highlights: Iterable[Highlight], flavour: Flavour) -> Iterator[str]:
    """The highlights in text order, each under the headings of the story that it stands below."""
    headings = [span for span in story.markup if span.kind == "heading"]
    highest = min((int(span.data) for span in headings), default=1)
    shown: list[Span] = []
    for highlight in highlights:
        above = _above(headings, highlight.start or 0)
        for span in above:
            if span not in shown:
                shown.append(span)
                level = min(_LOWEST, 2 + int(span.data) - highest)
                yield f"{'#' * level} {inline(story.text[span.start : span.end])}"
        yield _highlight(story, highlight, flavour)


def _above(headings: Iterable[Span], offset: int) -> list[Span]:
    """The heading that an offset stands under or in, after those that enclose it."""
    path: list[Span] = []
    for span in headings:
        if span.start > offset:
            break
        path = [outer for outer in path if int(outer.data) < int(span.data)] + [span]
    return path


def _highlight(story: Story, highlight: Highlight, flavour: Flavour) -> str:
    parts = [quote(highlight.quote, code_of(story, highlight)), f"^{highlight.id}"]
    if highlight.note:
        parts.append(contained(highlight.note))
    tags = ", ".join(flavour.tag(tag) for tag in highlight.tags)
    parts.append(
        _line_of(
            f"Colour: {line(highlight.colour)}",
            f"Tags: {tags}" if tags else "",
            web_link("on the web", story.head, highlight.quote),
            open_command(story.id, highlight.id),
        )
    )
    return region(highlight.id, "\n\n".join(parts))


def code_of(story: Story, highlight: Highlight) -> list[Span]:
    """What of the quote is preformatted; nothing where the text is not the quote any more."""
    start, end = highlight.start, highlight.end
    if start is None or end is None or story.text[start:end] != highlight.quote:
        return []
    return code_in(story, start, end)


def code_in(story: Story, start: int, end: int) -> list[Span]:
    """What of `story.text[start:end]` is preformatted, in code points into that passage."""
    return [
        Span(max(span.start, start) - start, min(span.end, end) - start, "pre")
        for span in story.markup
        if span.kind == "pre" and span.start < end and span.end > start
    ]


def _line_of(*facts: str) -> str:
    """Facts that are Markdown already on one line that begins nothing else."""
    return " · ".join(fact for fact in facts if fact)
