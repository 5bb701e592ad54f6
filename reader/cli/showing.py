"""`show`: one story as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import COUNT, TEXT
from reader.cli.layout import ENOUGH, columns, wrapped
from reader.cli.output import json_option, put, put_json, styled, visible
from reader.cli.session import Session, pass_session
from reader.cli.targets import whole_id

if TYPE_CHECKING:
    from db.models import Story

_MEASURE = 80


@click.command()
@click.argument("story", type=TEXT)
@click.option(
    "--format", "form", type=click.Choice(("text", "markdown", "json")), default="text",
    show_default=True,
)  # fmt: skip
@click.option(
    "--version", "number", type=COUNT, metavar="N",
    help="An older text of it, by its number in “versions”.",
)  # fmt: skip
@json_option
@pass_session
def show(session: Session, story: str, form: str, number: int | None, as_json: bool) -> None:
    """Print one story, told by its id or by the id of one of its highlights.

    As JSON it has its text and its markup, whose spans count code points of the text.

    \b
    Examples:
      broadsheet show k3m9
      broadsheet show k3m9 --format markdown > story.md
      broadsheet show k3m9 --json
      broadsheet show k3m9 --version 1
    """
    with session.library() as library:
        whole = library.story(whole_id(library, story))
        if number is not None:
            version = library.versions.get(whole.id, number)
            whole = library.versions.story(whole.id, version.key)
    if as_json or form == "json":
        from reader.cli.records import whole_record

        put_json(whole_record(whole))
    elif form == "markdown":
        from reader.exporters.story import story_markdown

        put(visible(story_markdown(whole).rstrip("\n")))
    else:
        for row in _rows(whole):
            put(row)


def _rows(story: Story) -> Iterator[str]:
    """Title, where it is from, the note, the text; wrapped for a terminal alone."""
    head = story.head
    width = columns()
    room = width if width == ENOUGH else min(width, _MEASURE)
    yield from (styled(row, bold=True) for row in wrapped(head.title, room))
    facts = (head.byline, head.source, head.published, head.section, *map("#{}".format, head.tags))
    yield from (
        styled(row, dim=True) for row in wrapped(" · ".join(fact for fact in facts if fact), room)
    )
    if head.url:
        yield styled(visible(head.url), dim=True)
    if story.note:
        yield ""
        yield from (f"| {row}" for row in wrapped(story.note, room - 2))
    yield ""
    yield from wrapped(story.text, room)
