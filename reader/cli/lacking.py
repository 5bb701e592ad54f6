"""What an answer may lack: said on standard error, and no ground to change anything by."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from db.errors import IndexUnavailable
from reader.cli.output import say

if TYPE_CHECKING:
    from db import Library
    from db.models import Lacking

T = TypeVar("T")


def tell_lacking(lacking: Lacking) -> None:
    """What one must know to trust an answer; nothing of one that is whole."""
    if lacking.pending:
        noun = "story or note is" if lacking.pending == 1 else "stories and notes are"
        say(f"{lacking.pending:,} {noun} not searched yet: “broadsheet index catch-up” sees to it.")
    if lacking.partial:
        say(lacking.partial)


def nothing_found(what: str, lacking: Lacking) -> str:
    """That nothing of a kind was found, as `No story`, and in what."""
    return f"{what} was found{' in what is searched so far' if lacking else ''}."


def wholly(library: Library, ask: Callable[[], tuple[T, Lacking]]) -> T:
    """An answer by which something is changed: where it lacks anything, the index is waited for.

    Raises:
        IndexUnavailable: it cannot be had whole.
    """
    found, lacking = ask()
    if lacking:
        library.search.catch_up(progress=show_progress, notice=say)
        found, lacking = ask()
    if lacking:
        reason = lacking.partial or "The index does not hold all stories yet."
        raise IndexUnavailable(f"{reason} So nothing was done.")
    return found


def show_progress(done: int, total: int) -> None:
    """How far the index is, to somebody who waits at a terminal."""
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(f"\r{done:,} of {total:,} ", err=True, nl=done >= total)
