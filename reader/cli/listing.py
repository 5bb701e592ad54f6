"""`list`: stories in order, one a line."""

from __future__ import annotations

from itertools import islice

import click

from reader.cli.arguments import COUNT, TEXT, complete_sections, query_argument, saved_option
from reader.cli.lacking import nothing_found, tell_lacking
from reader.cli.output import json_option, put, put_json, say
from reader.cli.rows import Columns, story_row
from reader.cli.session import Session, pass_session

ORDERS = ("newest", "oldest", "title", "longest", "shortest", "unread", "added")
"""As in `db.stories`, which a test compares: a wrong one is told before the library is opened."""
_SAMPLE = 64
"""Stories that tell how wide the columns are."""


@click.command("list")
@query_argument
@click.option(
    "--section",
    metavar="SECTION",
    type=TEXT,
    default="",
    shell_complete=complete_sections,
    help="Only the stories of this section.",
)
@saved_option
@click.option(
    "--sort", type=click.Choice(ORDERS), help="Which first; newest, or as the saved search says."
)
@click.option("--limit", type=COUNT, metavar="N", help="At most so many; 0 is all.")
@json_option
@pass_session
def list_stories(
    session: Session, query: str, section: str, saved: str, sort: str | None, limit: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """List stories, all of them or those that a query finds.

    A dot stands before stories that are unread, a star before starred ones; at the end of the line
    is how many highlights a story has.

    \b
    Examples:
      broadsheet list
      broadsheet list is:unread section:Technology --sort longest
      broadsheet list --json --limit 10
    """
    from reader.cli.records import story_record

    with session.library() as library:
        named = library.saved_searches.get(saved) if saved else None
        sort = sort or (named.sort if named else ORDERS[0])
        within = named.query if named else ""
        stories = library.select(query, section=section, sort=sort, within=within)
        shape = None if as_json else Columns.for_stories(stories[:_SAMPLE])
        for head in islice(stories, limit or None):
            if shape is None:
                put_json(story_record(head))
            else:
                put(story_row(head, shape))
        tell_lacking(stories.lacking)
        if not stories and not as_json:
            say(
                nothing_found("No story", stories.lacking)
                if query or section or saved
                else "The library has no stories yet."
            )
        if named is not None and not stories.lacking:
            library.saved_searches.looked(named.name)
