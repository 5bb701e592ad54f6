"""`index`: the search index, which is a copy and can be made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.lacking import show_progress
from reader.cli.output import json_option, put, put_json, say
from reader.cli.session import Session, pass_session

if TYPE_CHECKING:
    from db.models import IndexStatus


@click.group()
def index() -> None:
    """See to the search index: it is a copy of the library's text and can be made anew.

    \b
    Examples:
      broadsheet index status
      broadsheet index catch-up
    """


@index.command()
@json_option
@pass_session
def status(session: Session, as_json: bool) -> None:
    """Tell how far the index has come.

    \b
    Example:
      broadsheet index status --json
    """
    with session.library() as library:
        now = library.search.status()
    _tell(now, as_json)


@index.command("catch-up")
@json_option
@pass_session
def catch_up(session: Session, as_json: bool) -> None:
    """Let the index see everything that changed, and wait for it.

    \b
    Example:
      broadsheet index catch-up
    """
    with session.library() as library:
        library.search.catch_up(progress=show_progress, notice=say)
        now = library.search.status()
    _tell(now, as_json)


@index.command()
@json_option
@pass_session
def rebuild(session: Session, as_json: bool) -> None:
    """Make the index anew from the library, and wait for it.

    \b
    Example:
      broadsheet index rebuild
    """
    with session.library() as library:
        library.search.rebuild(progress=show_progress, notice=say)
        now = library.search.status()
    _tell(now, as_json)


def _tell(now: IndexStatus, as_json: bool) -> None:
    if as_json:
        put_json(
            {
                "documents": now.documents,
                "pending": now.pending,
                "bytes": now.bytes,
                "state": now.state,
            }
        )
        return
    noun = "document" if now.documents == 1 else "documents"
    put(f"The index is {now.state}: {now.documents:,} {noun}, {now.bytes / 1e6:,.1f} MB.")
    if now.pending:
        put(f"Stories and notes not seen yet: {now.pending:,} (“broadsheet index catch-up”).")
