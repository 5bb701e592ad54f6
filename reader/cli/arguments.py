"""Arguments and options that several commands share, and what completes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from reader.cli.session import Session

Function = TypeVar("Function", bound=Callable[..., Any])
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def text(value: object) -> str:
    """Text from the command line; bytes that are no text become `?`."""
    return str(value).encode("utf-8", "replace").decode()


TEXT = text
COUNT = click.IntRange(0, 1_000_000_000)
"""How many at most; 0 is all."""


def query_argument(command: Function) -> Function:
    """`[QUERY]…`: words that are joined by spaces, as the argument `query`."""
    return click.argument(
        "query", nargs=-1, type=TEXT, callback=lambda ctx, param, words: " ".join(words)
    )(command)


def query_options(command: Function) -> Function:
    """`--query Q` and `--dry-run`: everything that a query finds, as `query` and `dry_run`."""
    dry = click.option("--dry-run", is_flag=True, help="Only tell to how many it would be done.")
    wanted = click.option(
        "--query", metavar="QUERY", type=TEXT, help="Do it to all that a query finds."
    )
    return wanted(dry(command))


def saved_option(command: Function) -> Function:
    """`--saved NAME`: only what a saved search finds, as `saved`, empty where it is not given."""
    return click.option(
        "--saved", metavar="NAME", type=TEXT, default="", shell_complete=complete_searches,
        help="Only what this saved search finds.",
    )(command)  # fmt: skip


def complete_searches(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of saved searches."""
    return _matching(
        ctx, incomplete, lambda library: (one.name for one in library.saved_searches.all())
    )


def complete_sections(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of sections."""
    return _matching(ctx, incomplete, lambda library: (one.name for one in library.sections.all()))


def complete_tags(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of tags, the most used first."""
    return _matching(ctx, incomplete, lambda library: (one.name for one in library.tags.all()))


def complete_formats(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of export formats."""
    from reader.exporters import FORMATS

    return [
        CompletionItem(known.name, help=known.title)
        for known in FORMATS
        if known.name.startswith(incomplete)
    ]


def _matching(
    ctx: click.Context, incomplete: str, names: Callable[[Any], Iterable[str]]
) -> list[CompletionItem]:
    """Names from the library that begin so, in any case; none where it cannot be opened."""
    from db.errors import BroadsheetError

    root = ctx.find_root()
    session = Session(root.params.get("library"))
    try:
        with session.library() as library:
            found = list(names(library))
    except BroadsheetError:
        return []
    begin = incomplete.casefold()
    return [CompletionItem(name) for name in found if name.casefold().startswith(begin)]
