"""`highlights`: marked passages with their notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from db.models import Lacking
from reader.cli.arguments import COUNT, TEXT, query_argument, saved_option
from reader.cli.lacking import nothing_found, tell_lacking
from reader.cli.output import json_option, put, put_json, say
from reader.cli.rows import highlight_rows, story_note_rows
from reader.cli.session import Session, pass_session
from reader.cli.targets import whole_id, within_saved

if TYPE_CHECKING:
    from db import Library
    from db.models import Annotation, Highlight
    from reader.cli.records import Record
    from reader.config import Config

ORDERS = ("newest", "oldest", "story", "tag", "colour", "section")
"""As in `db.annotations`, which a test compares: a wrong one is told before anything is opened."""


@click.command()
@query_argument
@saved_option
@click.option(
    "--story", metavar="STORY", type=TEXT, help="Those of one story, in the order of its text."
)
@click.option(
    "--sort", type=click.Choice(ORDERS), default="newest", show_default=True, help="Which first."
)
@click.option("--notes", is_flag=True, help="The notes on whole stories as well.")
@click.option("--limit", type=COUNT, metavar="N", help="At most so many; 0 is all.")
@json_option
@pass_session
def highlights(
    session: Session, query: str, saved: str, story: str | None, sort: str, notes: bool,
    limit: int | None, as_json: bool,
) -> None:  # fmt: skip
    """List highlights with notes and tags, newest first.

    Those whose passage is not in the present text are shown as unplaced; their start and end are
    null in JSON. By tag, one with several tags is listed under each. With --notes, notes on whole
    stories come among them; in JSON their id is that of the story, and their quote is null.

    \b
    Examples:
      broadsheet highlights
      broadsheet highlights tag:policy colour:green
      broadsheet highlights --notes --sort story
      broadsheet highlights --story k3m9 --json
    """
    from reader.config import load

    if story is not None and (query or saved or notes or sort != "newest"):
        raise click.UsageError("Give --story alone: it has the order of its text.")
    config, nothing = load().config, True
    with session.library() as library:
        query = within_saved(library, saved, query)
        found, lacking = _found(library, query, story, sort, notes)
        for one in islice(found, limit or None):
            nothing = False
            if as_json:
                put_json(_record(one))
            else:
                put("\n".join(_rows(one, config)))
    tell_lacking(lacking)
    if nothing and not as_json:
        missed = nothing_found("No highlight", lacking)
        say(missed if query or story else "Nothing is highlighted yet.")


def _found(
    library: Library, query: str, story: str | None, sort: str, notes: bool
) -> tuple[Iterable[Highlight | Annotation], Lacking]:
    """Highlights, and the notes on stories, which are no highlights."""
    if story is not None:
        of_story = library.highlights.of_story(library.story(whole_id(library, story)).id)
        return of_story, Lacking()
    rows = library.select_annotations(query, sort=sort, notes=notes)
    return (one.highlight or one for one in rows if one.story), rows.lacking


def _record(one: Highlight | Annotation) -> Record:
    from db.models import Highlight
    from reader.cli.records import highlight_record, story_note_record

    return highlight_record(one) if isinstance(one, Highlight) else story_note_record(one)


def _rows(one: Highlight | Annotation, config: Config) -> Iterator[str]:
    from db.models import Highlight

    if isinstance(one, Highlight):
        return highlight_rows(one, config)
    return story_note_rows(one)
