"""`mark`, `colour`: highlights."""

from __future__ import annotations

import click

from reader.cli.arguments import TEXT, complete_tags, query_options
from reader.cli.done import carry_out
from reader.cli.layout import clipped
from reader.cli.matches import mark_matches, mark_record
from reader.cli.notes import written
from reader.cli.output import json_option, put, put_json
from reader.cli.quotes import Place, the_place
from reader.cli.session import Session, pass_session
from reader.cli.targets import targets, whole_id

COLOURS = ("yellow", "green", "blue", "red", "purple")
"""As in `db.models`, which a test compares."""


class Colour(click.Choice[str]):
    """A highlight colour by its name, or by the reader's own name for it."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The colour; a value that is neither is wrong usage."""
        if value not in self.choices:
            from reader.config import load

            own = load().config.colours
            wanted = value.strip().casefold()
            value = next((one for one, name in own.items() if name.casefold() == wanted), value)
        return super().convert(value, param, ctx)


@click.command()
@click.argument("story", type=TEXT, required=False)
@click.option("--quote", metavar="TEXT", type=TEXT, help="The passage, as it stands in the story.")
@click.option("--nth", type=click.IntRange(1), metavar="N", help="Which, where it stands often.")
@click.option("--start", type=click.IntRange(0), metavar="N", help="Its first code point, from 0.")
@click.option("--end", type=click.IntRange(1), metavar="N", help="The code point after its last.")
@click.option(
    "--matches", metavar="QUERY", type=TEXT,
    help="Every place of a query's words, in this story or in all that it finds.",
)  # fmt: skip
@click.option("--colour", type=Colour(COLOURS), default=COLOURS[0], show_default=True)
@click.option("--note", metavar="TEXT", type=TEXT, default="", help="Markdown; - reads it in.")
@click.option(
    "--tag", "tags", metavar="TAG", type=TEXT, multiple=True, shell_complete=complete_tags,
    help="May be given several times.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --matches: only show what would be marked.")
@json_option
@pass_session
def mark(
    session: Session, story: str | None, quote: str | None, nth: int | None, start: int | None,
    end: int | None, matches: str | None, colour: str, note: str, tags: tuple[str, ...],
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Highlight a passage of a story, told by its words or by its place; or all matches.

    The words may differ from the story's in spaces, line breaks, quotation marks and dashes. Places
    count code points of the text that “show --json” prints. All matches of a query are marked as
    one step, which “undo” takes back.

    \b
    Examples:
      broadsheet mark k3m9 --quote "the words to mark" --note "Why?" --tag policy
      broadsheet mark k3m9 --start 120 --end 180 --colour green
      broadsheet mark --matches '"export controls" date:2024' --dry-run
    """
    by_place = (start, end) != (None, None)
    ways = (quote is not None) + by_place + (matches is not None)
    if ways != 1 or (by_place and None in (start, end)):
        raise click.UsageError("Tell the passage by --quote, by --start and --end, or --matches.")
    if matches is not None:
        if note or nth:
            raise click.UsageError("--matches goes with --colour, --tag and --dry-run alone.")
        mark_matches(session, matches, story, colour, tags, dry_run=dry_run, as_json=as_json)
        return
    if story is None:
        raise click.UsageError("Of which story? Give its id, as “list” shows it.")
    if dry_run:
        raise click.UsageError("--dry-run goes with --matches.")
    text = written(note)
    with session.library() as library:
        whole = library.story(whole_id(library, story))
        place = Place(start or 0, end or 0) if quote is None else the_place(whole, quote, nth)
        made = library.highlights.add(
            whole, place.start, place.end, colour=colour, note=text, tags=tags
        )
    if as_json:
        put_json(mark_record(made.id, made.story, made))
    else:
        put(f"{made.id}  “{clipped(made.quote, 60)}”")


@click.command()
@click.argument("names", metavar="HIGHLIGHT...", nargs=-1, type=TEXT)
@click.argument("colour", metavar="COLOUR", type=Colour(COLOURS))
@query_options
@json_option
@pass_session
def colour(
    session: Session, names: tuple[str, ...], colour: str, query: str | None, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Give highlights another colour: yellow, green, blue, red or purple.

    \b
    Examples:
      broadsheet colour h-7q2x green
      broadsheet colour --query "tag:policy has:note" red
    """
    from reader.config import load

    told = load().config.colour_name(colour)
    with session.library() as library:
        found = targets(library, names, query, highlights=query is not None)
        if found.stories:
            raise click.UsageError(f"{found.ids[0]} is a story: only highlights have a colour.")
        carry_out(
            library,
            found,
            f"Made {{}} {told}.",
            lambda keys, _: library.many.set_colour(keys, colour),
            as_json=as_json,
            dry_run=dry_run,
        )
