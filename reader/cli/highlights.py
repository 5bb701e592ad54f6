"""`highlights`: marked passages with their notes."""

from __future__ import annotations

from itertools import islice

import click

from reader.cli.arguments import COUNT, TEXT, query_argument
from reader.cli.output import json_option, put, put_json, say
from reader.cli.rows import highlight_rows
from reader.cli.session import Session, pass_session
from reader.cli.targets import whole_id


@click.command()
@query_argument
@click.option(
    "--story", metavar="STORY", type=TEXT, help="Those of one story, in the order of its text."
)
@click.option("--limit", type=COUNT, metavar="N", help="At most so many; 0 is all.")
@json_option
@pass_session
def highlights(
    session: Session, query: str, story: str | None, limit: int | None, as_json: bool
) -> None:
    """List highlights with notes and tags, newest first.

    Those whose passage is not in the present text are shown as unplaced; their start and end are
    null in JSON.

    \b
    Examples:
      broadsheet highlights
      broadsheet highlights tag:policy colour:green
      broadsheet highlights --story k3m9 --json
    """
    from reader.cli.records import highlight_record

    if story is not None and query:
        raise click.UsageError("Give a query or --story, not both.")
    with session.library() as library:
        if story is None:
            found = library.select_highlights(query)
        else:
            found = library.highlights.of_story(library.story(whole_id(library, story)).id)
        for highlight in islice(found, limit or None):
            if as_json:
                put_json(highlight_record(highlight))
            else:
                for row in highlight_rows(highlight):
                    put(row)
        if not found and not as_json:
            say("No highlight was found." if query or story else "Nothing is highlighted yet.")
