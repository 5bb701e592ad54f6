"""`undo`, `redo`, `history`: what was done, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import COUNT
from reader.cli.output import json_option, put, put_json, say, visible
from reader.cli.session import Session, pass_session

if TYPE_CHECKING:
    from db.models import Step


@click.command()
@json_option
@pass_session
def undo(session: Session, as_json: bool) -> None:
    """Undo the last thing done in the library, in the app or here.

    \b
    Example:
      broadsheet undo
    """
    with session.library() as library:
        step = library.history.undo()
    _tell("Undone", replace(step, undone=True), as_json)


@click.command()
@json_option
@pass_session
def redo(session: Session, as_json: bool) -> None:
    """Do again what was undone last.

    \b
    Example:
      broadsheet redo
    """
    with session.library() as library:
        step = library.history.redo()
    _tell("Done again", replace(step, undone=False), as_json)


@click.command()
@click.option(
    "--limit", type=COUNT, metavar="N", default=20, show_default=True,
    help="At most so many; 0 is all.",
)  # fmt: skip
@json_option
@pass_session
def history(session: Session, limit: int, as_json: bool) -> None:
    """List what was done in the library, newest first; what is undone is marked.

    \b
    Example:
      broadsheet history --limit 5
    """
    with session.library() as library:
        steps = library.history.all(limit or -1)
    for step in steps:
        if as_json:
            put_json(_record(step))
        else:
            undone = "  (undone)" if step.undone else ""
            put(visible(f"{_local(step.at)}  {step.what}{undone}"))


def _tell(verb: str, step: Step, as_json: bool) -> None:
    if as_json:
        put_json(_record(step))
    else:
        say(f"{verb}: {step.what}.")


def _local(moment: str) -> str:
    """A moment of the library in the reader's own time, to the minute."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _record(step: Step) -> dict[str, object]:
    return {"at": step.at, "what": step.what, "undone": step.undone}
