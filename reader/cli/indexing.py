"""`index`: the search index, which is a copy and can be made anew."""

from __future__ import annotations

import sys

import click

from reader.cli.output import json_option, put, put_json, say
from reader.cli.session import Session, pass_session


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
    if as_json:
        put_json(
            {
                "documents": now.documents,
                "pending": now.pending,
                "bytes": now.bytes,
                "state": now.state,
            }
        )
    else:
        put(f"{now.state}: {now.documents:,} stories and notes, {now.bytes / 1e6:,.1f} MB")
        if now.pending:
            put(f"{now.pending:,} not seen yet: “broadsheet index catch-up” sees to it")


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
        done = library.search.catch_up(progress=_progress)
    _told(done, as_json)


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
        done = library.search.rebuild(progress=_progress)
    _told(done, as_json)


def _progress(done: int, total: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(f"\r{done:,} of {total:,} ", err=True, nl=done >= total)


def _told(done: int, as_json: bool) -> None:
    if as_json:
        put_json({"indexed": done})
    else:
        say(f"Indexed {done:,} stories and notes.")
