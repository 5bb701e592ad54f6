"""`versions`: the texts that a story has had, and what changed between two, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from reader.cli.arguments import COUNT, TEXT
from reader.cli.layout import columns, wrapped
from reader.cli.output import coloured, json_option, put, put_json, say, styled, visible
from reader.cli.session import Session, pass_session
from reader.cli.targets import whole_id
from reader.moments import local

if TYPE_CHECKING:
    from db import Library
    from db.comparing import Comparison
    from db.models import TextVersion
    from reader.changes import Changes

_STYLES: dict[str, dict[str, Any]] = {
    "removed": {"fg": "red", "strikethrough": True},
    "added": {"fg": "green", "underline": True},
    "moved": {"fg": "cyan"},
    "left": {"dim": True},
    "folded": {"dim": True},
}


@click.command()
@click.argument("story", type=TEXT)
@click.argument("old", type=COUNT, required=False)
@click.argument("new", type=COUNT, required=False)
@click.option("--diff", is_flag=True, help="Show what changed from OLD to NEW, word by word.")
@json_option
@pass_session
def versions(
    session: Session, story: str, old: int | None, new: int | None, diff: bool, as_json: bool
) -> None:
    """List the texts that a story has had, the latest first, with their numbers.

    With --diff it shows what changed from the text OLD to the text NEW. Without NEW that is the
    present text, without OLD the one before. Removed words stand in [-…-], added ones in {+…+},
    moved ones in {>…<}, or in colours on a terminal that has them.

    \b
    Examples:
      broadsheet versions k3m9
      broadsheet versions k3m9 --diff
      broadsheet versions k3m9 --diff 1 3 --json
    """
    if old is not None and not diff:
        raise click.UsageError("The numbers of two texts go with --diff.")
    with session.library() as library:
        found = library.story(whole_id(library, story)).id
        listed = library.versions.of(found)
        if not diff:
            for version in listed:
                put_json(_record(found, version)) if as_json else put(_row(version))
            return
        if len(listed) == 1:
            say("This story has one text: it has not changed since it came in.")
            return
        before, after = _two(library, found, listed, old, new)
        comparison = library.versions.compare(before.key, after.key)
    if as_json:
        for record in _records(comparison):
            put_json(record)
    else:
        _put_changes(comparison, before, after)


def _two(
    library: Library, story: str, listed: list[TextVersion], old: int | None, new: int | None
) -> tuple[TextVersion, TextVersion]:
    """The texts to compare; raises `NotFound`."""
    present = next(version for version in listed if version.present)
    after = present if new is None else library.versions.get(story, new)
    if old is not None:
        return library.versions.get(story, old), after
    return library.versions.get(story, max(1, after.number - 1)), after


def _row(version: TextVersion) -> str:
    marked = "1 highlight" if version.highlights == 1 else f"{version.highlights:,} highlights"
    words = f"{version.words:,} words"
    shown = f"{version.number:>3}  {local(version.created)}  {words:>14}  {marked:>14}"
    return f"{shown}  present" if version.present else shown


def _record(story: str, version: TextVersion) -> dict[str, object]:
    return {
        "story": story,
        "number": version.number,
        "created": version.created,
        "length": version.length,
        "words": version.words,
        "highlights": version.highlights,
        "present": version.present,
    }


def _records(comparison: Comparison) -> Iterator[dict[str, object]]:
    for stretch in comparison.stretches:
        yield {**stretch._asdict(), "text": comparison.text(stretch)}


def _put_changes(comparison: Comparison, before: TextVersion, after: TextVersion) -> None:
    from reader.changes import compose

    head = f"Text {before.number} ({local(before.created)}) to text {after.number}"
    put(styled(f"{head} ({local(after.created)})", bold=True))
    if not comparison.changes:
        put("Both read alike, word for word.")
        return
    put()
    with_colour = coloured()
    changes = compose(comparison, brackets=not with_colour)
    if not with_colour:
        for row in wrapped(changes.text, columns()):
            put(row)
        return
    put("".join(_pieces(changes)))


def _pieces(changes: Changes) -> Iterator[str]:
    """The text in colours; a style ends with its line."""
    at = 0
    for span in changes.spans:
        yield visible(changes.text[at : span.start])
        for part in re.split("(\n+)", changes.text[span.start : span.end]):
            plain = part.startswith("\n") or not part
            yield part if plain else click.style(visible(part), **_STYLES[span.kind])
        at = span.end
    yield visible(changes.text[at:])
