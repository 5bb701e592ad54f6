"""Commands that sort stories out: read, star, shelves, sections, titles, removal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import TEXT, complete_sections, query_options
from reader.cli.done import carry_out
from reader.cli.layout import clipped
from reader.cli.output import json_option
from reader.cli.session import Session, pass_session
from reader.cli.targets import story_targets, targets

if TYPE_CHECKING:
    from db.many import Many

_Names = tuple[str, ...]


def _on_stories(
    name: str, about: str, sentence: str, act: Callable[[Many, Sequence[int]], object]
) -> click.Command:
    """A command that does one thing to stories; in the sentence `{}` is the story."""

    @click.command(name, help=f"{about}\n\n\b\nExamples:\n  broadsheet {name} k3m9 7h2q\n"
                              f"  broadsheet {name} --query section:Technology")  # fmt: skip
    @click.argument("names", metavar="STORY...", nargs=-1, type=TEXT)
    @query_options
    @json_option
    @pass_session
    def command(
        session: Session, names: _Names, query: str | None, dry_run: bool, as_json: bool
    ) -> None:
        with session.library() as library:
            found = story_targets(library, names, query)
            carry_out(
                library, found, sentence, lambda keys, _: act(library.many, keys),
                as_json=as_json, dry_run=dry_run,
            )  # fmt: skip

    return command


read = _on_stories(
    "read",
    "Mark stories read, by id or all that a query finds.",
    "Marked {} read.",
    lambda many, keys: many.set_read(keys, True),
)
unread = _on_stories(
    "unread",
    "Mark stories unread, by id or all that a query finds.",
    "Marked {} unread.",
    lambda many, keys: many.set_read(keys, False),
)
star = _on_stories(
    "star",
    "Star stories, by id or all that a query finds.",
    "Starred {}.",
    lambda many, keys: many.set_starred(keys, True),
)
unstar = _on_stories(
    "unstar",
    "Take the star off stories, by id or all that a query finds.",
    "Unstarred {}.",
    lambda many, keys: many.set_starred(keys, False),
)
inbox = _on_stories(
    "inbox",
    "Put stories back into the inbox, by id or all that a query finds.",
    "Put {} into the inbox.",
    lambda many, keys: many.set_shelf(keys, "inbox"),
)
later = _on_stories(
    "later",
    "Keep stories for later, by id or all that a query finds.",
    "Kept {} for later.",
    lambda many, keys: many.set_shelf(keys, "later"),
)
archive = _on_stories(
    "archive",
    "Put stories into the archive, by id or all that a query finds.",
    "Archived {}.",
    lambda many, keys: many.set_shelf(keys, "archive"),
)


@click.command()
@click.argument("names", metavar="STORY...", nargs=-1, type=TEXT, shell_complete=complete_sections)
@click.argument("section", type=TEXT, shell_complete=complete_sections)
@query_options
@json_option
@pass_session
def move(
    session: Session, names: _Names, section: str, query: str | None, dry_run: bool, as_json: bool
) -> None:
    """Move stories to a section, which is made where there is none of that name.

    \b
    Examples:
      broadsheet move k3m9 Technology
      broadsheet move --query "chips OR semiconductors" Technology
    """
    if not section.strip():
        raise click.UsageError("A section needs a name.")
    with session.library() as library:
        carry_out(
            library,
            story_targets(library, names, query),
            f"Moved {{}} to {clipped(section, 60)}.",
            lambda keys, _: library.many.move(keys, section),
            as_json=as_json,
            dry_run=dry_run,
        )


@click.command()
@click.argument("story", type=TEXT)
@click.argument("title", type=TEXT)
@json_option
@pass_session
def rename(session: Session, story: str, title: str, as_json: bool) -> None:
    """Correct a story's title; it then stays when the story comes in again.

    \b
    Example:
      broadsheet rename k3m9 "What the court decided"
    """
    with session.library() as library:
        found = story_targets(library, (story,), None)
        carry_out(
            library,
            found,
            f"The story is called “{clipped(title, 60)}” now.",
            lambda _, __: library.stories.rename(found.ids[0], title),
            as_json=as_json,
            dry_run=False,
        )


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, type=TEXT)
@query_options
@click.option("--highlights", is_flag=True, help="The highlights that the query finds.")
@json_option
@pass_session
def remove(
    session: Session, names: _Names, query: str | None, dry_run: bool, highlights: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Remove stories or highlights; “undo” brings them back.

    A removed story stays out when its source is added again.

    \b
    Examples:
      broadsheet remove k3m9
      broadsheet remove h-7q2x h-9d3w
      broadsheet remove --query "is:read date:<2020" --dry-run
    """
    with session.library() as library:
        carry_out(
            library,
            targets(library, names, query, highlights=highlights),
            "Removed {}.",
            library.many.remove,
            as_json=as_json,
            dry_run=dry_run,
            gone=True,
        )
