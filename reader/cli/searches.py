"""`searches`: queries that have a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from db.errors import QueryError
from db.models import Lacking
from reader.cli.arguments import TEXT, complete_searches
from reader.cli.lacking import tell_lacking
from reader.cli.layout import clipped, fitted
from reader.cli.listing import ORDERS
from reader.cli.output import json_option, put, put_json, say
from reader.cli.session import Session, pass_session

if TYPE_CHECKING:
    from db.models import SavedCounts, SavedSearch
    from db.saved_counts import SavedCounting

_NAME = click.argument("name", type=TEXT, shell_complete=complete_searches)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def searches(ctx: click.Context, as_json: bool) -> None:
    """List the saved searches, and change them.

    \b
    Examples:
      broadsheet searches
      broadsheet searches save Ports "harbour OR lock" --sort newest
      broadsheet list --saved Ports
    """
    if ctx.invoked_subcommand is None:
        _print(ctx.obj, as_json)


@searches.command("list")
@json_option
@pass_session
def list_searches(session: Session, as_json: bool) -> None:
    """List the saved searches with what they find, what of it is unread, and what is new.

    New is what came in since you last looked: in the app, or with “list --saved”.

    \b
    Example:
      broadsheet searches list --json
    """
    _print(session, as_json)


@searches.command("save")
@click.argument("name", type=TEXT)
@click.argument("query", type=TEXT)
@click.option(
    "--sort", type=click.Choice(ORDERS), default="newest", show_default=True, help="Which first."
)
@pass_session
def save_search(session: Session, name: str, query: str, sort: str) -> None:
    """Keep a query under a name; one of that name takes the new query.

    \b
    Example:
      broadsheet searches save Later "is:later words:>1000" --sort longest
    """
    with session.library(create=True) as library:
        saved = library.saved_searches.save(name, query, sort)
    say(f"Saved the search {clipped(saved.name, 60)}.")


@searches.command("rename")
@click.argument("old", type=TEXT, shell_complete=complete_searches)
@click.argument("new", type=TEXT)
@pass_session
def rename_search(session: Session, old: str, new: str) -> None:
    """Give a saved search another name.

    \b
    Example:
      broadsheet searches rename Ports Harbours
    """
    with session.library() as library:
        library.saved_searches.rename(old, new)
    say(f"The saved search is called {clipped(new, 60)} now.")


@searches.command("order")
@click.argument(
    "names", metavar="NAME...", nargs=-1, required=True, type=TEXT,
    shell_complete=complete_searches,
)  # fmt: skip
@pass_session
def order_searches(session: Session, names: tuple[str, ...]) -> None:
    """Put saved searches first, in this order; the others follow as they stood.

    \b
    Example:
      broadsheet searches order Later Ports
    """
    with session.library() as library:
        library.saved_searches.order(names)
    say("Ordered the saved searches.")


@searches.command("remove")
@_NAME
@pass_session
def remove_search(session: Session, name: str) -> None:
    """Forget a saved search; the stories that it finds stay.

    \b
    Example:
      broadsheet searches remove Ports
    """
    with session.library() as library:
        saved = library.saved_searches.remove(name)
    say(f"Removed the saved search {clipped(saved.name, 60)}.")


def _print(session: Session, as_json: bool) -> None:
    lacking, searches = Lacking(), 0
    with session.library() as library:
        counting = library.saved_counting()
        for saved in library.saved_searches.all():
            searches += 1
            counts, wrong = _counted(counting, saved)
            lacking |= counts.lacking if counts is not None else Lacking()
            if as_json:
                put_json(_record(saved, counts, wrong))
            else:
                put(_row(saved, counts))
                if wrong:
                    say(f"broadsheet: {clipped(saved.name, 60)} makes no sense any more: {wrong}")
    tell_lacking(lacking)
    if not searches and not as_json:
        say("No search is saved yet: “searches save NAME QUERY” keeps one.")


def _counted(counting: SavedCounting, saved: SavedSearch) -> tuple[SavedCounts | None, str]:
    """What a saved search finds, or why it finds nothing any more."""
    try:
        return counting.counts(saved), ""
    except QueryError as error:
        return None, str(error)


def _record(saved: SavedSearch, counts: SavedCounts | None, wrong: str) -> dict[str, object]:
    record: dict[str, object] = {
        "name": saved.name, "query": saved.query, "sort": saved.sort,
        "stories": counts and counts.stories, "unread": counts and counts.unread,
        "new": counts and counts.fresh, "looked": saved.looked or None,
    }  # fmt: skip
    return {**record, "error": wrong} if wrong else record


def _row(saved: SavedSearch, counts: SavedCounts | None) -> str:
    numbers = f"{'wrong':>7}{'':>23}"
    if counts is not None:
        numbers = f"{counts.stories:>7,}{counts.unread:>6,} unread{counts.fresh:>6,} new"
    return f"{fitted(saved.name, 24)}{numbers}  {clipped(saved.query, 40)}"
