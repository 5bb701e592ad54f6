"""Commands that sort stories out: read, star, shelves, sections, titles, removal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import TEXT, complete_sections, query_option
from reader.cli.done import tell
from reader.cli.layout import clipped
from reader.cli.output import json_option, put_json, say
from reader.cli.session import Session, pass_session
from reader.cli.targets import counted, ids, is_highlight, story_ids

if TYPE_CHECKING:
    from db import Library

_Names = tuple[str, ...]


def _on_stories(
    name: str, about: str, sentence: str, act: Callable[[Library, str], None]
) -> click.Command:
    """A command that does one thing to stories; in the sentence `{}` is the story."""

    @click.command(name, help=f"{about}\n\n\b\nExamples:\n  broadsheet {name} k3m9 7h2q\n"
                              f"  broadsheet {name} --query section:Technology")  # fmt: skip
    @click.argument("names", metavar="STORY...", nargs=-1, type=TEXT)
    @query_option
    @json_option
    @pass_session
    def command(session: Session, names: _Names, query: str | None, as_json: bool) -> None:
        with session.library() as library:
            found = story_ids(library, names, query)
            with _one_step(library, sentence, found):
                for story in found:
                    act(library, story)
            tell(library, found, sentence, as_json)

    return command


def _one_step(library: Library, sentence: str, found: list[str]) -> AbstractContextManager[None]:
    """One undoable step for all, told with their number."""
    if len(found) < 2:
        return nullcontext()
    return library.step(sentence.replace("{}", counted(found), 1).rstrip("."))


read = _on_stories(
    "read",
    "Mark stories read, by id or all that a query finds.",
    "Marked {} read.",
    lambda library, story: library.stories.set_read(story, True),
)
unread = _on_stories(
    "unread",
    "Mark stories unread, by id or all that a query finds.",
    "Marked {} unread.",
    lambda library, story: library.stories.set_read(story, False),
)
star = _on_stories(
    "star",
    "Star stories, by id or all that a query finds.",
    "Starred {}.",
    lambda library, story: library.stories.set_starred(story, True),
)
unstar = _on_stories(
    "unstar",
    "Take the star off stories, by id or all that a query finds.",
    "Unstarred {}.",
    lambda library, story: library.stories.set_starred(story, False),
)
inbox = _on_stories(
    "inbox",
    "Put stories back into the inbox, by id or all that a query finds.",
    "Put {} into the inbox.",
    lambda library, story: library.stories.set_shelf(story, "inbox"),
)
later = _on_stories(
    "later",
    "Keep stories for later, by id or all that a query finds.",
    "Kept {} for later.",
    lambda library, story: library.stories.set_shelf(story, "later"),
)
archive = _on_stories(
    "archive",
    "Put stories into the archive, by id or all that a query finds.",
    "Archived {}.",
    lambda library, story: library.stories.set_shelf(story, "archive"),
)


@click.command()
@click.argument("names", metavar="STORY...", nargs=-1, type=TEXT, shell_complete=complete_sections)
@click.argument("section", type=TEXT, shell_complete=complete_sections)
@query_option
@json_option
@pass_session
def move(session: Session, names: _Names, section: str, query: str | None, as_json: bool) -> None:
    """Move stories to a section, which is made where there is none of that name.

    \b
    Examples:
      broadsheet move k3m9 Technology
      broadsheet move --query "chips OR semiconductors" Technology
    """
    if not section.strip():
        raise click.UsageError("A section needs a name.")
    with session.library() as library:
        found = story_ids(library, names, query)
        sentence = f"Moved {{}} to {clipped(section, 60)}."
        with _one_step(library, sentence, found):
            for story in found:
                library.stories.move(story, section)
        tell(library, found, sentence, as_json)


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
        found = story_ids(library, (story,), None)
        library.stories.rename(found[0], title)
        tell(library, found, "The story is called {} now.", as_json)


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, type=TEXT)
@query_option
@json_option
@pass_session
def remove(session: Session, names: _Names, query: str | None, as_json: bool) -> None:
    """Remove stories or highlights; “undo” brings them back.

    A removed story stays out when its source is added again.

    \b
    Examples:
      broadsheet remove k3m9
      broadsheet remove h-7q2x h-9d3w
    """
    with session.library() as library:
        found = ids(library, names, query)
        told = [partial(_told, as_json, *_before(library, name)) for name in found]
        with _one_step(library, "Removed {}.", found):
            for name in found:
                of = library.highlights if is_highlight(name) else library.stories
                of.remove(name)
        for tell_it in told:
            tell_it()
        if not found:
            tell(library, found, "", as_json)


def _before(library: Library, name: str) -> tuple[str, str]:
    if is_highlight(name):
        return name, library.highlights.get(name).quote
    return name, library.stories.head(name).title


def _told(as_json: bool, name: str, called: str) -> None:
    if as_json:
        put_json({"id": name, "removed": True})
    else:
        say(f"Removed “{clipped(called, 60)}”.")
