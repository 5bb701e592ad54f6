"""`undo`, `redo`, `history`: what was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.arguments import COUNT
from reader.cli.output import json_option, put, put_json, say, visible
from reader.cli.session import Session, pass_session
from reader.moments import local

if TYPE_CHECKING:
    from db.models import Step

_STATES = {"done": "", "undone": "  (undone)", "kept": "  (cannot be undone any more)"}


@click.command()
@click.option("--to", "key", type=click.IntRange(1), metavar="N", help="Back to and with step N.")
@json_option
@pass_session
def undo(session: Session, key: int | None, as_json: bool) -> None:
    """Undo the last thing done in the library, in the app or here.

    With --to, everything back to a step that “history” shows, and that step too.

    \b
    Examples:
      broadsheet undo
      broadsheet undo --to 12
    """
    with session.library() as library:
        if key is None:
            _tell("Undone", library.history.undo(), as_json)
            return
        for step in library.history.back_to(key):
            _tell("Undone", library.history.undo(step.key), as_json)


@click.command()
@click.option("--to", "key", type=click.IntRange(1), metavar="N", help="Up to and with step N.")
@json_option
@pass_session
def redo(session: Session, key: int | None, as_json: bool) -> None:
    """Do again what was undone last; with --to, everything up to a step.

    \b
    Example:
      broadsheet redo
    """
    with session.library() as library:
        if key is None:
            _tell("Done again", library.history.redo(), as_json)
            return
        for step in library.history.on_to(key):
            _tell("Done again", library.history.redo(step.key), as_json)


@click.command()
@click.option(
    "--limit", type=COUNT, metavar="N", default=20, show_default=True,
    help="At most so many; 0 is all.",
)  # fmt: skip
@json_option
@pass_session
def history(session: Session, limit: int, as_json: bool) -> None:
    """List what was done in the library, newest first, each step with its number.

    What is undone is marked.

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
            put(visible(f"{step.key:>5}  {local(step.at)}  {step.what}{_STATES[step.state]}"))


def _tell(verb: str, step: Step, as_json: bool) -> None:
    if as_json:
        put_json(_record(step))
    else:
        say(f"{verb}: {step.what}.")


def _record(step: Step) -> dict[str, object]:
    return {"step": step.key, "at": step.at, "what": step.what, "undone": step.undone}
