"""`find`: ranked hits in stories and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from reader.cli.arguments import COUNT, query_argument, saved_option
from reader.cli.lacking import nothing_found, tell_lacking
from reader.cli.output import json_option, put, put_json, say
from reader.cli.rows import hit_rows
from reader.cli.session import Session, pass_session
from reader.cli.targets import within_saved

if TYPE_CHECKING:
    from db.models import SearchResult
    from db.search.answers.facets import Facets

PATIENCE = 2.0
"""Seconds for the index to catch up before the answer."""
EVERYTHING = 1_000_000_000


@click.command()
@query_argument
@saved_option
@click.option(
    "--sort",
    type=click.Choice(("relevance", "newest")),
    default="relevance",
    show_default=True,
    help="Which hits first.",
)
@click.option(
    "--limit",
    type=COUNT,
    metavar="N",
    default=20,
    show_default=True,
    help="At most so many hits; 0 is all.",
)
@click.option(
    "--counts",
    is_flag=True,
    help="Instead of hits, how many there are by section, tag, source, year and colour.",
)
@json_option
@pass_session
def find(
    session: Session,
    query: str,
    saved: str,
    sort: Literal["relevance", "newest"],
    limit: int,
    counts: bool,
    as_json: bool,
) -> None:
    """Search the text of stories and your notes, best hits first.

    Bare words must all be there, in any form of the word; "a phrase" and =word are exact; prefix*,
    OR, NOT and brackets work; fields such as section:, tag:, note: and is:unread narrow.

    \b
    Examples:
      broadsheet find export controls
      broadsheet find '"export controls" section:Technology' --sort newest
      broadsheet find 'chip* NOT poker' --limit 0 --json
      broadsheet find weather --counts
    """
    if not query.strip() and not saved:
        raise click.UsageError("Nothing to search for: give words or a query.")
    with session.library() as library:
        query = within_saved(library, saved, query)
        if library.unindexed():
            library.search.catch_up(seconds=PATIENCE)
        shown = 0 if counts else limit or EVERYTHING
        result = library.search.find(query, sort=sort, limit=shown)
        if counts:
            _put_counts(library.search.counts(result), as_json)
        else:
            _put_hits(result, as_json)
        meant = "" if result.total else library.search.suggest(query)
        if as_json:
            put_json({"total": result.total})
    _tell(result, as_json, hits=not counts)
    if meant:
        say(f"Did you mean: {meant}")


def _put_hits(result: SearchResult, as_json: bool) -> None:
    for hit in result.hits:
        if as_json:
            from reader.cli.records import hit_record

            put_json(hit_record(hit))
        else:
            for row in hit_rows(hit):
                put(row)


def _put_counts(counts: Facets, as_json: bool) -> None:
    for one in counts.all:
        if as_json:
            from reader.cli.records import facet_record

            put_json(facet_record(one))
        else:
            put(f"{one.hits:>9,}  {one.term}")


def _tell(result: SearchResult, as_json: bool, *, hits: bool) -> None:
    """What one must know to trust the answer."""
    tell_lacking(result.lacking)
    if not as_json:
        shown = len(result.hits)
        more = f", {shown:,} shown; --limit 0 shows all" if hits and shown < result.total else ""
        say(
            f"{result.total:,} found{more}."
            if result.total
            else nothing_found("Nothing", result.lacking)
        )
