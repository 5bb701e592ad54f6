"""`sections`: the parts of the paper."""

from __future__ import annotations

import click

from reader.cli.arguments import TEXT, complete_sections
from reader.cli.layout import ENOUGH, clipped, columns, fitted
from reader.cli.output import json_option, put, put_json, say
from reader.cli.session import Session, pass_session


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def sections(ctx: click.Context, as_json: bool) -> None:
    """List the sections of the paper, and change them.

    \b
    Examples:
      broadsheet sections
      broadsheet sections rename Tech Technology
      broadsheet sections order World Technology
    """
    if ctx.invoked_subcommand is None:
        _print(ctx.obj, as_json)


@sections.command("list")
@json_option
@pass_session
def list_sections(session: Session, as_json: bool) -> None:
    """List the sections with their stories, and how many are unread.

    \b
    Example:
      broadsheet sections list --json
    """
    _print(session, as_json)


@sections.command("add")
@click.argument("name", type=TEXT)
@pass_session
def add_section(session: Session, name: str) -> None:
    """Add an empty section at the end.

    \b
    Example:
      broadsheet sections add "Arts and letters"
    """
    with session.library(create=True) as library:
        library.sections.add(name)
    say(f"Added the section {clipped(name, 60)}.")


@sections.command("rename")
@click.argument("old", type=TEXT, shell_complete=complete_sections)
@click.argument("new", type=TEXT)
@pass_session
def rename_section(session: Session, old: str, new: str) -> None:
    """Give a section another name; its stories stay in it.

    \b
    Example:
      broadsheet sections rename Tech Technology
    """
    with session.library() as library:
        searches = library.sections.rename(old, new)
    say(searches.after(f"The section is called {clipped(new, 60)} now."))


@sections.command("order")
@click.argument(
    "names", metavar="SECTION...", nargs=-1, required=True, type=TEXT,
    shell_complete=complete_sections,
)  # fmt: skip
@pass_session
def order_sections(session: Session, names: tuple[str, ...]) -> None:
    """Put sections first, in this order; the others follow as they stood.

    \b
    Example:
      broadsheet sections order World Politics Technology
    """
    with session.library() as library:
        library.sections.order(list(names))
    say("Ordered the sections.")


@sections.command("remove")
@click.argument("name", type=TEXT, shell_complete=complete_sections)
@click.option(
    "--into", metavar="SECTION", type=TEXT, default="", shell_complete=complete_sections,
    help="Where its stories go; General by default.",
)  # fmt: skip
@pass_session
def remove_section(session: Session, name: str, into: str) -> None:
    """Take a section out; its stories go to another.

    \b
    Example:
      broadsheet sections remove Misc --into World
    """
    with session.library() as library:
        searches = library.sections.remove(name, into)
    say(searches.after(f"Removed the section {clipped(name, 60)}."))


def _print(session: Session, as_json: bool) -> None:
    from reader.cli.records import section_record

    with session.library() as library:
        found = library.sections.all()
    for section in found:
        if as_json:
            put_json(section_record(section))
            continue
        room = 32 if columns() == ENOUGH else columns() - 30
        stories = f"{section.stories:>7,} {'story' if section.stories == 1 else 'stories':<7}"
        put(f"{fitted(section.name, max(8, room))}{stories}{section.unread:>6,} unread")
