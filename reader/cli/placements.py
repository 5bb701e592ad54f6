"""`placements`: highlights that a new text changed, moved or lost, to be decided about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import TEXT
from reader.cli.lacking import tell_lacking
from reader.cli.layout import clipped, columns, wrapped
from reader.cli.output import json_option, put, put_json, say, styled
from reader.cli.quotes import Place, the_place
from reader.cli.session import Session, pass_session
from reader.cli.targets import is_highlight, whole_id

if TYPE_CHECKING:
    from db import Library
    from db.cases import Case, Excerpt
    from db.models import Highlight

_AROUND = 60
"""Code points of context on each side, in text for people."""
_LABEL = 5
"""Columns before a passage."""
_Words = tuple[str, ...]


class _Default(click.Group):
    """`placements WORDS` lists, unless the first word is the name of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return super().resolve_command(ctx, ["list", *args])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Default)
def placements() -> None:
    """List highlights whose passage a new text has changed, moved or lost, and decide about them.

    Without a command, lists them; a query or a story narrows the list.

    \b
    Examples:
      broadsheet placements
      broadsheet placements is:unplaced
      broadsheet placements accept h-7q2x h-9k1m
      broadsheet placements place h-7q2x --candidate 1
    """


@placements.command("list")
@click.argument("words", metavar="[QUERY or STORY]", nargs=-1, type=TEXT)
@json_option
@pass_session
def list_placements(session: Session, words: _Words, as_json: bool) -> None:
    """List what is to be checked: the old passage, what it is now, and where else it may be.

    \b
    Example:
      broadsheet placements list --json
    """
    from reader.cli.records import case_record

    with session.library() as library:
        cases = library.placements.cases()
        found = _asked(library, " ".join(words))
        for one in found:
            case = cases.get(one.id)
            if as_json:
                put_json(case_record(case))
            else:
                for line in _rows(case):
                    put(line)
        if not found and not as_json:
            say("There is nothing to check: no highlight waits for a decision.")


@placements.command()
@click.argument("names", metavar="HIGHLIGHT...", nargs=-1, required=True, type=TEXT)
@json_option
@pass_session
def accept(session: Session, names: _Words, as_json: bool) -> None:
    """Take the places of highlights as right.

    \b
    Example:
      broadsheet placements accept h-7q2x
    """
    with session.library() as library:
        found = _highlights(library, names)
        library.placements.accept([library.highlights.get(one) for one in found])
        _tell(library, found, "Accepted the place of {}.", as_json)


@placements.command()
@click.argument("names", metavar="HIGHLIGHT...", nargs=-1, required=True, type=TEXT)
@json_option
@pass_session
def keep(session: Session, names: _Words, as_json: bool) -> None:
    """Keep highlights where they are, or unplaced, and be asked about them no more.

    A later text that has the passage again still places it.

    \b
    Example:
      broadsheet placements keep h-7q2x
    """
    with session.library() as library:
        found = _highlights(library, names)
        library.placements.keep([library.highlights.get(one) for one in found])
        _tell(library, found, "Kept as it is: {}.", as_json)


@placements.command()
@click.argument("name", metavar="HIGHLIGHT", type=TEXT)
@click.option("--candidate", type=click.IntRange(1), metavar="N", help="The Nth that is listed.")
@click.option("--quote", metavar="TEXT", type=TEXT, help="The passage, as it stands in the story.")
@click.option("--nth", type=click.IntRange(1), metavar="N", help="Which, where it stands often.")
@click.option("--start", type=click.IntRange(0), metavar="N", help="Its first code point, from 0.")
@click.option("--end", type=click.IntRange(1), metavar="N", help="The code point after its last.")
@json_option
@pass_session
def place(
    session: Session, name: str, candidate: int | None, quote: str | None, nth: int | None,
    start: int | None, end: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Give a highlight a passage of its story by hand; its quote stays as it was made.

    \b
    Examples:
      broadsheet placements place h-7q2x --candidate 1
      broadsheet placements place h-7q2x --quote "the words it stands on now"
      broadsheet placements place h-7q2x --start 120 --end 180
    """
    ways = (candidate is not None, quote is not None, start is not None or end is not None)
    if sum(ways) != 1 or (start is None) != (end is None):
        raise click.UsageError("Tell the passage by --candidate, --quote, or --start and --end.")
    with session.library() as library:
        (found,) = _highlights(library, (name,))
        story = library.story(found)
        if candidate is not None:
            spot = _candidate(library, found, candidate)
        elif quote is not None:
            spot = the_place(story, quote, nth)
        else:
            spot = Place(start or 0, end or 0)
        library.placements.place(found, story, spot.start, spot.end)
        _tell(library, [found], "Placed {} by hand.", as_json)


def _asked(library: Library, asked: str) -> list[Highlight]:
    """What is to be checked: all, of one story where its id is given, or of what a query finds."""
    from db.errors import NotFound

    if asked and " " not in asked and ":" not in asked:
        try:
            return library.placements.to_check(library.story(asked).id)
        except NotFound:
            pass  # not an id, so it is a word of a query
    found, lacking = library.select_to_check(asked)
    tell_lacking(lacking)
    return found


def _highlights(library: Library, names: _Words) -> list[str]:
    found = list(dict.fromkeys(whole_id(library, name) for name in names))
    for name in found:
        if not is_highlight(name):
            raise click.UsageError(f"{name} is a story: only highlights have a place.")
    return found


def _candidate(library: Library, highlight: str, number: int) -> Place:
    from db.errors import NotFound

    choices = library.placements.cases().get(highlight).choices
    if number > len(choices):
        count = f"{len(choices) or 'no'} candidate{'' if len(choices) == 1 else 's'}"
        raise NotFound(f"{highlight} has {count}: “broadsheet placements” lists them.")
    chosen = choices[number - 1].excerpt
    return Place(chosen.start, chosen.end)


def _tell(library: Library, names: Sequence[str], sentence: str, as_json: bool) -> None:
    """Say what was done to each highlight; as JSON, print it as it is now."""
    from reader.cli.records import highlight_record

    for name in names:
        now = library.highlights.get(name)
        if as_json:
            put_json(highlight_record(now))
        else:
            say(sentence.format(f"“{clipped(now.quote, 60)}”"))


def _rows(case: Case) -> Iterator[str]:
    """The quote and what became of it; the passage before and now; the candidates."""
    from reader.checking_words import became, measured

    one = case.highlight
    indent = " " * (len(one.id) + 2)
    room = columns() - len(indent)
    yield f"{styled(one.id, fg='cyan')}  {styled(clipped(one.quote, room), bold=True)}"
    yield indent + styled(clipped(f"{became(one)} · {one.title}", room), dim=True)
    yield from _excerpt("was", case.old, indent, room)
    if case.present is not None:
        yield from _excerpt("now", case.present, indent, room)
    for number, choice in enumerate(case.choices, 1):
        span = f"{choice.excerpt.start}-{choice.excerpt.end}"
        told = clipped(f"candidate {number} · {measured(choice)} · {span}", room)
        yield indent + styled(told, dim=True)
        yield from _excerpt("", choice.excerpt, indent, room)


def _excerpt(label: str, excerpt: Excerpt, indent: str, room: int) -> Iterator[str]:
    """A passage between brackets in its context, on as many lines as it takes."""
    before, after = excerpt.before[-_AROUND:], excerpt.after[:_AROUND]
    text = " ".join(f"…{before}[{excerpt.passage}]{after}…".split())
    for line in wrapped(text, room - _LABEL):
        yield f"{indent}{label:<{_LABEL}}{line}"
        label = ""
