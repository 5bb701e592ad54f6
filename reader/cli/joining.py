"""`merge` and `split`: highlights made into one, and one into several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.arguments import TEXT
from reader.cli.layout import clipped
from reader.cli.output import json_option, put, put_json, say
from reader.cli.session import Session, pass_session
from reader.cli.targets import is_highlight, whole_id

if TYPE_CHECKING:
    from db import Library


@click.command()
@click.argument("names", metavar="HIGHLIGHT...", nargs=-1, required=True, type=TEXT)
@json_option
@pass_session
def merge(session: Session, names: tuple[str, ...], as_json: bool) -> None:
    """Make highlights of one story into one that reaches from the first to the last.

    The first in the text keeps its id and colour, and gets the notes and tags of all.

    \b
    Example:
      broadsheet merge h-7q2x h-p0c4
    """
    from reader.cli.records import highlight_record

    with session.library() as library:
        wanted = [_highlight(library, name) for name in names]
        merged = library.joining.merge(library.story(wanted[0]), wanted)
    if as_json:
        put_json(highlight_record(merged.highlight))
    else:
        parts = f"{len(merged.gone) + 1:,} highlights"
        say(f"{parts} are one now: “{clipped(merged.highlight.quote, 60)}”.")


@click.command()
@click.argument("name", metavar="HIGHLIGHT", type=TEXT)
@click.option(
    "--at", "cuts", type=click.IntRange(0), metavar="N", multiple=True, required=True,
    help="Where the next part begins; may be given again.",
)  # fmt: skip
@json_option
@pass_session
def split(session: Session, name: str, cuts: tuple[int, ...], as_json: bool) -> None:
    """Cut a highlight into parts. The first keeps the id and the note, all keep colour and tags.

    Places count code points of the text that “show --json” prints.

    \b
    Example:
      broadsheet split h-7q2x --at 160
    """
    from reader.cli.records import highlight_record

    with session.library() as library:
        wanted = _highlight(library, name)
        parts = library.joining.split(wanted, library.story(wanted), cuts)
    for part in parts:
        if as_json:
            put_json(highlight_record(part))
        else:
            put(f"{part.id}  “{clipped(part.quote, 60)}”")


def _highlight(library: Library, name: str) -> str:
    found = whole_id(library, name)
    if not is_highlight(found):
        raise click.UsageError(f"{found} is a story: only highlights can be merged or split.")
    return found
