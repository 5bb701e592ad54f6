"""`open`: the app."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from db.errors import BadRequest, NotFound
from reader.cli.arguments import TEXT
from reader.cli.session import Session, pass_session
from reader.cli.targets import is_highlight, whole_id


@click.command("open")
@click.argument("place", metavar="[STORY[#HIGHLIGHT] or PATH]", required=False, type=TEXT)
@pass_session
@click.pass_context
def open_app(ctx: click.Context, session: Session, place: str | None) -> None:
    """Open the app, at a story or a highlight; a file is added first.

    \b
    Examples:
      broadsheet open
      broadsheet open k3m9
      broadsheet open k3m9#h-7q2x
      broadsheet open digest.txt
    """
    ctx.exit(run_app(session, place or ""))


def run_app(session: Session, place: str = "") -> int:
    """Run the app until the reader leaves it; its exit code.

    Raises:
        BadRequest: there is no terminal.
        NotFound: nothing is called so.
    """
    if not has_terminal():
        raise BadRequest("The app needs a terminal: “broadsheet --help” lists what does not.")
    story, highlight = _place(session, place) if place else ("", "")
    gc.disable()  # hardly anything is garbage until the first paint, after which it goes on
    try:
        from reader.app import run

        return run(session.folder, story=story, highlight=highlight)
    finally:
        gc.enable()


def has_terminal() -> bool:
    """Whether keys come from a terminal and the screen, which goes to stderr, is one."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _place(session: Session, place: str) -> tuple[str, str]:
    """The ids of the story and highlight that were asked for; a file's first story."""
    if _is_path(place):
        return _added(session, place), ""
    with session.library() as library:
        found = whole_id(library, place)
        if not is_highlight(found):
            return found, ""
        return library.highlights.get(found).story, found


def _is_path(place: str) -> bool:
    """Whether the argument names a file; a bare word with a file of that name does."""
    if os.sep in place or place.startswith("~"):
        return True
    return Path(place).exists() or bool(Path(place).suffix)


def _added(session: Session, place: str) -> str:
    from reader.cli.additions import Additions

    with session.library(create=True) as library:
        additions = Additions(library)
        added = [additions.take(where) for where in additions.sources(place)]
    for one in added:
        if one.error:
            raise NotFound(one.error)
    stories = (story for one in added for story in one.result.stories)
    return next((story.id for story in stories if story.id), "")
