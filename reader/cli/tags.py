"""`tags`: the labels in use."""

from __future__ import annotations

import click

from reader.cli.arguments import TEXT, complete_tags
from reader.cli.layout import ENOUGH, clipped, columns, fitted
from reader.cli.output import json_option, put, put_json, say
from reader.cli.session import Session, pass_session


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def tags(ctx: click.Context, as_json: bool) -> None:
    """List the tags in use, and change them everywhere.

    A slash makes levels: policy/export is under policy, and tag:policy finds both. What is done to
    a tag is one step, which “undo” takes back.

    \b
    Examples:
      broadsheet tags
      broadsheet tags rename to-do later
      broadsheet tags merge chips fabs semiconductors
    """
    if ctx.invoked_subcommand is None:
        _print(ctx.obj, as_json)


@tags.command("list")
@json_option
@pass_session
def list_tags(session: Session, as_json: bool) -> None:
    """List the tags by level, with the stories and highlights that a search for each finds.

    As JSON, the most used first, with those that bear the very tag.

    \b
    Example:
      broadsheet tags list --json
    """
    _print(session, as_json)


@tags.command("rename")
@click.argument("old", type=TEXT, shell_complete=complete_tags)
@click.argument("new", type=TEXT)
@pass_session
def rename_tag(session: Session, old: str, new: str) -> None:
    """Give a tag, and the level that it is in the names under it, another name.

    \b
    Example:
      broadsheet tags rename semiconductor chips
    """
    with session.library() as library:
        done = library.tags.rename(old, new)
    say(done.searches.after(f"The tag is called {clipped(new, 60)} now{_with(done.tags - 1)}."))


@tags.command("merge")
@click.argument("names", metavar="TAG...", nargs=-1, required=True, type=TEXT,
                shell_complete=complete_tags)  # fmt: skip
@click.argument("into", type=TEXT, shell_complete=complete_tags)
@pass_session
def merge_tags(session: Session, names: tuple[str, ...], into: str) -> None:
    """Make tags one with the last one named; what is under them goes under that.

    \b
    Example:
      broadsheet tags merge chip fabs semiconductors
    """
    with session.library() as library:
        done = library.tags.merge(names, into)
    say(done.searches.after(f"Merged {_counted(done.tags)} into {clipped(into, 60)}."))


@tags.command("remove")
@click.argument("name", type=TEXT, shell_complete=complete_tags)
@click.option("--under", is_flag=True, help="The tags under it as well; otherwise they stay.")
@pass_session
def remove_tag(session: Session, name: str, under: bool) -> None:
    """Take a tag off every story and highlight.

    \b
    Examples:
      broadsheet tags remove misc
      broadsheet tags remove policy --under
    """
    with session.library() as library:
        done = library.tags.remove(name, under=under)
    say(done.searches.after(f"Removed the tag {clipped(name, 60)}{_with(done.tags - 1)}."))


def _with(others: int) -> str:
    return f", with {_counted(others)} under it" if others > 0 else ""


def _counted(count: int) -> str:
    return f"{count:,} tag" if count == 1 else f"{count:,} tags"


def _print(session: Session, as_json: bool) -> None:
    from reader.cli.records import tag_record

    with session.library() as library:
        if as_json:
            for tag in library.tags.all():
                put_json(tag_record(tag))
            return
        found = library.tags.tree()
    for one in found:
        room = 32 if columns() == ENOUGH else columns() - 34
        stories = f"{one.stories:>6,} {'story' if one.stories == 1 else 'stories':<7}"
        marks = f"{one.highlights:>7,} {'highlight' if one.highlights == 1 else 'highlights'}"
        indent = "  " * one.depth
        label = fitted(one.label, max(8, room - len(indent)))
        put(f"{indent}{label}{stories}{marks}")
    if not found:
        say("Nothing is tagged yet.")
