"""`tag`, `untag`: labels on stories and highlights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from reader.cli.arguments import TEXT, complete_tags, query_options
from reader.cli.done import carry_out
from reader.cli.output import json_option
from reader.cli.session import Session, pass_session
from reader.cli.targets import targets

_Words = tuple[str, ...]
Function = TypeVar("Function", bound=Callable[..., Any])


def _options(command: Function) -> Function:
    """What `tag` and `untag` take."""
    words = click.argument(
        "words", metavar="ID TAG...", nargs=-1, type=TEXT, shell_complete=complete_tags
    )
    highlights = click.option(
        "--highlights", is_flag=True, help="The highlights that the query finds."
    )
    return words(query_options(highlights(json_option(command))))


@click.command()
@_options
@pass_session
def tag(
    session: Session, words: _Words, query: str | None, dry_run: bool, highlights: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Put tags on a story or a highlight, or on all that a query finds.

    \b
    Examples:
      broadsheet tag h-7q2x policy "to read"
      broadsheet tag --query "export controls" policy/export
      broadsheet tag --query colour:green --highlights to-quote
    """
    _change(session, words, query, dry_run, highlights, as_json, put_on=True)


@click.command()
@_options
@pass_session
def untag(
    session: Session, words: _Words, query: str | None, dry_run: bool, highlights: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Take tags off a story or a highlight, or off all that a query finds.

    \b
    Examples:
      broadsheet untag h-7q2x policy
      broadsheet untag --query tag:=policy policy
    """
    _change(session, words, query, dry_run, highlights, as_json, put_on=False)


def _change(
    session: Session, words: _Words, query: str | None, dry_run: bool, highlights: bool,
    as_json: bool, *, put_on: bool,
) -> None:  # fmt: skip
    names, tags = (words[:1], words[1:]) if query is None else ((), words)
    if not tags:
        raise click.UsageError("Give at least one tag.")
    verb = "Tagged" if put_on else "Untagged"
    with session.library() as library:
        act = library.many.tag if put_on else library.many.untag
        carry_out(
            library,
            targets(library, names, query, highlights=highlights),
            f"{verb} {{}} {', '.join(tags)}.",
            lambda keys, family: act(keys, tags, family),
            as_json=as_json,
            dry_run=dry_run,
        )
