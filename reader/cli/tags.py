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

    \b
    Examples:
      broadsheet tags
      broadsheet tags rename to-do later
    """
    if ctx.invoked_subcommand is None:
        _print(ctx.obj, as_json)


@tags.command("list")
@json_option
@pass_session
def list_tags(session: Session, as_json: bool) -> None:
    """List the tags, the most used first.

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
    """Give a tag another name; where there is one of that name, the two become one.

    \b
    Example:
      broadsheet tags rename semiconductor chips
    """
    with session.library() as library:
        library.tags.rename(old, new)
    say(f"The tag is called {clipped(new, 60)} now.")


@tags.command("remove")
@click.argument("name", type=TEXT, shell_complete=complete_tags)
@pass_session
def remove_tag(session: Session, name: str) -> None:
    """Take a tag off every story and highlight.

    \b
    Example:
      broadsheet tags remove misc
    """
    with session.library() as library:
        library.tags.remove(name)
    say(f"Removed the tag {clipped(name, 60)}.")


def _print(session: Session, as_json: bool) -> None:
    from reader.cli.records import tag_record

    with session.library() as library:
        found = library.tags.all()
    for one in found:
        if as_json:
            put_json(tag_record(one))
            continue
        room = 32 if columns() == ENOUGH else columns() - 34
        stories = f"{one.stories:>6,} {'story' if one.stories == 1 else 'stories':<7}"
        marks = f"{one.highlights:>7,} {'highlight' if one.highlights == 1 else 'highlights'}"
        put(f"{fitted(one.name, max(8, room))}{stories}{marks}")
    if not found and not as_json:
        say("Nothing is tagged yet.")
