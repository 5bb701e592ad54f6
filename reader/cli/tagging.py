"""`tag`, `untag`: labels on stories and highlights."""

from __future__ import annotations

from contextlib import nullcontext

import click

from reader.cli.arguments import TEXT, complete_tags, query_option
from reader.cli.done import tell
from reader.cli.output import json_option
from reader.cli.session import Session, pass_session
from reader.cli.targets import counted, ids, is_highlight

_Words = tuple[str, ...]


@click.command()
@click.argument("words", metavar="ID TAG...", nargs=-1, type=TEXT, shell_complete=complete_tags)
@query_option
@json_option
@pass_session
def tag(session: Session, words: _Words, query: str | None, as_json: bool) -> None:
    """Put tags on a story or a highlight, or on all stories that a query finds.

    \b
    Examples:
      broadsheet tag h-7q2x policy "to read"
      broadsheet tag --query "export controls" policy/export
    """
    _change(session, words, query, as_json, put_on=True)


@click.command()
@click.argument("words", metavar="ID TAG...", nargs=-1, type=TEXT, shell_complete=complete_tags)
@query_option
@json_option
@pass_session
def untag(session: Session, words: _Words, query: str | None, as_json: bool) -> None:
    """Take tags off a story or a highlight, or off all stories that a query finds.

    \b
    Example:
      broadsheet untag h-7q2x policy
    """
    _change(session, words, query, as_json, put_on=False)


def _change(
    session: Session, words: _Words, query: str | None, as_json: bool, *, put_on: bool
) -> None:
    names, tags = (words[:1], words[1:]) if query is None else ((), words)
    if not tags:
        raise click.UsageError("Give at least one tag.")
    with session.library() as library:
        found = ids(library, names, query)
        verb = "Tagged" if put_on else "Untagged"
        what = f"{verb} {counted(found)} {', '.join(tags)}"
        with library.step(what) if len(found) > 1 else nullcontext():
            for name in found:
                of = library.highlights if is_highlight(name) else library.stories
                of.add_tags(name, tags) if put_on else of.remove_tags(name, tags)
        tell(library, found, f"{verb} {{}} {', '.join(tags)}.", as_json)
