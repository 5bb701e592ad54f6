"""`review`: past highlights that come up again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import click

from reader.cli.arguments import COUNT, TEXT, query_argument
from reader.cli.lacking import tell_lacking
from reader.cli.layout import clipped
from reader.cli.output import json_option, put, put_json, say, styled, visible
from reader.cli.session import Session, pass_session
from reader.cli.targets import is_highlight, whole_id

if TYPE_CHECKING:
    from db import Library
    from db.models import Rating, Recall

ANSWERS = ("again", "hard", "good", "easy")
"""As in `db.spacing`, which a test compares."""
_LATER, _NEVER, _QUIT = "skip", "never", "quit"
_KEYS = {
    "1": "again", "a": "again", "2": "hard", "h": "hard", "3": "good", "g": "good", "4": "easy",
    "e": "easy", "s": _LATER, "x": _NEVER, "q": _QUIT, "\x1b": _QUIT, "\x03": _QUIT,
}  # fmt: skip


@click.command()
@query_argument
@click.option("--limit", type=COUNT, metavar="N", help="So many, whatever was done today.")
@click.option(
    "--answer", "given", nargs=2, type=TEXT, metavar="HIGHLIGHT ANSWER",
    help="Note an answer: again, hard, good, easy, skip or never.",
)  # fmt: skip
@json_option
@pass_session
def review(
    session: Session, query: str, limit: int | None, given: tuple[str, str] | None, as_json: bool
) -> None:
    """Ask about a handful of past highlights, each the later again the better it was known.

    At a terminal it asks one after the other. With --json, or where output goes elsewhere, it
    lists what is to be asked about today.

    \b
    Examples:
      broadsheet review
      broadsheet review tag:policy --limit 10
      broadsheet review --answer h-7q2x good
    """
    if given is not None:
        _note(session, *given, as_json=as_json)
        return
    with session.library() as library:
        found = _handful(library, query, limit)
        if as_json:
            for recall in found:
                put_json(_record(recall))
        elif not found:
            say(_nothing(library))
        elif sys.stdin.isatty() and sys.stdout.isatty():
            _ask_all(library, found)
        else:
            for recall in found:
                put(_line(recall))


def _handful(library: Library, query: str, limit: int | None) -> list[Recall]:
    """What is left for today, or as many as were asked for."""
    from reader.config import load

    keys = None
    if query.strip():
        keys, lacking = library.search.highlight_keys(query)
        tell_lacking(lacking)
    most = limit
    if most is None:
        most = max(0, load().config.review_daily - library.recalls.answered())
    return library.recalls.session(most, keys=keys)


def _nothing(library: Library) -> str:
    done = library.recalls.answered()
    if done:
        return f"Nothing is left to review today; {done} answered. --limit 5 asks about more."
    return "There is nothing to review: what is highlighted today comes up from tomorrow on."


def _note(session: Session, name: str, answer: str, *, as_json: bool) -> None:
    if answer not in (*ANSWERS, _LATER, _NEVER):
        raise click.UsageError(
            f"There is no answer {answer!r}: there are {', '.join((*ANSWERS, _LATER, _NEVER))}."
        )
    with session.library() as library:
        found = whole_id(library, name)
        if not is_highlight(found):
            raise click.UsageError(f"{found} is a story: only highlights are reviewed.")
        recall = _do(library, found, answer)
    if as_json:
        put_json(_record(recall))
    else:
        say(_told(recall, answer))


def _do(library: Library, highlight: str, answer: str) -> Recall:
    if answer == _LATER:
        return library.recalls.put_off(highlight)
    if answer == _NEVER:
        return library.recalls.leave_out(highlight)
    return library.recalls.answer(highlight, cast("Rating", answer))


def _told(recall: Recall, answer: str) -> str:
    quote = f"“{clipped(recall.highlight.quote, 50)}”"
    if answer == _NEVER:
        return f"{quote} is left out of the reviews."
    return f"{quote} comes up again on {recall.due[:10]}."


def _ask_all(library: Library, found: list[Recall]) -> None:
    """One after the other, until there are no more or the reader leaves."""
    for number, recall in enumerate(found, 1):
        highlight = recall.highlight
        before = f"… {visible(highlight.prefix).strip()}" if highlight.prefix.strip() else ""
        put(f"{styled(f'{number} of {len(found)}', dim=True)}  {visible(highlight.title)}")
        put(styled(before, dim=True))
        put(styled("any key shows the passage", dim=True))
        if _KEYS.get(click.getchar()) == _QUIT:
            return
        put(styled(visible(highlight.quote), bold=True))
        if highlight.note:
            put(visible(highlight.note))
        put(styled("1 not known  2 barely  3 well  4 by heart  s skip  x never  q quit", dim=True))
        answer = ""
        while not answer:
            answer = _KEYS.get(click.getchar().lower(), "")
        if answer == _QUIT:
            return
        put(_told(_do(library, highlight.id, answer), answer) + "\n")


def _line(recall: Recall) -> str:
    return f"{recall.highlight.id}  {clipped(recall.highlight.quote, 70)}"


def _record(recall: Recall) -> dict[str, object]:
    from reader.cli.records import highlight_record

    return {
        **highlight_record(recall.highlight), "due": recall.due or None,
        "last": recall.last or None, "answers": recall.answers,
    }  # fmt: skip
