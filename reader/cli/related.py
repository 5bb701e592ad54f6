"""`related`: stories that are about the same as one."""

from __future__ import annotations

import click

from reader.cli.arguments import COUNT, TEXT
from reader.cli.layout import clipped, columns
from reader.cli.output import json_option, put, put_json, say, styled
from reader.cli.rows import Columns, story_row
from reader.cli.session import Session, pass_session
from reader.cli.targets import whole_id


@click.command()
@click.argument("story", type=TEXT)
@click.option(
    "--limit", type=COUNT, metavar="N", default=10, show_default=True, help="At most so many."
)
@json_option
@pass_session
def related(session: Session, story: str, limit: int, as_json: bool) -> None:
    """List the stories that are about the same, the most alike first, and the words they share.

    \b
    Example:
      broadsheet related k3m9
    """
    from reader.cli.records import story_record

    with session.library() as library:
        found = library.search.related(library.story(whole_id(library, story)), limit or 1_000_000)
    shape = None if as_json else Columns.for_stories([one.story for one in found])
    for one in found:
        if shape is None:
            record = story_record(one.story)
            put_json({**record, "score": round(one.score, 4), "shared": list(one.words)})
            continue
        put(story_row(one.story, shape))
        put(" " * 10 + styled(clipped(" · ".join(one.words), columns() - 10), dim=True))
    if not found and not as_json:
        say("No other story shares its characteristic words.")
