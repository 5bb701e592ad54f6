"""`add`: stories from files, folders or standard input."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import repeat

import click

from reader.cli.additions import Addition, Additions, Wishes
from reader.cli.arguments import TEXT, complete_sections, complete_tags
from reader.cli.layout import clipped, columns
from reader.cli.output import json_option, put, put_json, say, styled
from reader.cli.session import Session, pass_session
from reader.importers import UnreadableSource, formats

_INTERRUPTED = 130


@click.command()
@click.argument(
    "sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(allow_dash=True)
)
@click.option(
    "--section", metavar="SECTION", type=TEXT, default="", shell_complete=complete_sections,
    help="For stories that name none; General by default.",
)  # fmt: skip
@click.option(
    "--tag", "tags", metavar="TAG", type=TEXT, multiple=True, shell_complete=complete_tags,
    help="On every new story; may be given several times.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice([known.name for known in formats()]),
    help="Where the file's name and beginning do not tell it.",
)  # fmt: skip
@click.option("--encoding", metavar="E", type=TEXT, help="As utf-8, windows-1252, iso-8859-2.")
@click.option(
    "--title-pattern", metavar="REGEX", type=TEXT, help="What the title lines of a digest match."
)
@click.option("--dry-run", is_flag=True, help="Show how it would be split, and store nothing.")
@json_option
@pass_session
def add(
    session: Session, sources: tuple[str, ...], section: str, tags: tuple[str, ...],
    form: str | None, encoding: str | None, title_pattern: str | None, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Add stories from files, folders or standard input (-).

    A plain-text digest is split into stories at its titles; Markdown is one story, or a paper with
    sections; JSON Lines hold a story on each line, also gzipped. Adding a file again adds nothing
    that is there, and brings in what changed.

    \b
    Examples:
      broadsheet add digest.txt --dry-run
      broadsheet add digest.txt --section Technology --tag weekly
      broadsheet add stories.jsonl.gz notes/
    """
    wishes = Wishes(section, tags, form, encoding, title_pattern, dry_run)
    with ExitStack() as stack:
        exists = not dry_run or session.exists()
        library = stack.enter_context(session.library(create=not dry_run)) if exists else None
        additions = Additions(library, wishes)
        additions.progress = _progress
        stack.enter_context(_stoppable(additions.stop))
        failed = False
        for addition in _each(additions, sources):
            _tell(addition, as_json, dry_run)
            failed = failed or bool(addition.error)
    if additions.stop.is_set():
        say("Stopped; what had come in by then is in the library, and “undo” takes it out.")
        raise click.exceptions.Exit(_INTERRUPTED)
    if failed:
        raise click.exceptions.Exit(1)


def _each(additions: Additions, sources: tuple[str, ...]) -> Iterator[Addition]:
    """One result for every file that the arguments stand for."""
    for source in sources:
        try:
            found = additions.sources(source)
        except UnreadableSource as error:
            yield Addition(source, error=str(error))
            continue
        for where in found:
            if additions.stop.is_set():
                return
            yield additions.take(where)


def _tell(addition: Addition, as_json: bool, dry_run: bool) -> None:
    if as_json:
        put_json(_record(addition))
    if addition.error:
        say(f"broadsheet: {addition.error}")
        return
    for notice in addition.notices:
        say(notice)
    if as_json:
        return
    if dry_run:
        _print_outline(addition)
    say(_summary(addition, dry_run))


def _record(addition: Addition) -> dict[str, object]:
    result = addition.result
    return {
        "source": addition.source,
        "format": addition.format or None,
        "added": result.count("added"),
        "updated": result.count("updated"),
        "unchanged": result.count("unchanged"),
        "error": addition.error or None,
        "stories": [
            {"id": story.id or None, "title": story.title, "section": story.section, **size}
            for story, size in zip(result.stories, _sizes(addition), strict=False)
        ],
    }


def _sizes(addition: Addition) -> Iterable[dict[str, object]]:
    """What the outline of a dry run says about each story; nothing where there is none."""
    for row in addition.outline:
        yield {"paragraphs": row.paragraphs, "words": row.words, "begins": row.begins}
    yield from repeat({}, len(addition.result.stories) - len(addition.outline))


def _summary(addition: Addition, dry_run: bool) -> str:
    result = addition.result
    told = [
        f"{result.count(outcome):,} {word}"
        for outcome, word in (
            ("added", "to add" if dry_run else "added"),
            ("updated", "to update" if dry_run else "updated"),
            ("unchanged", "unchanged"),
            ("removed", "left out, as you removed before"),
        )
        if result.count(outcome)
    ]
    check = f"; highlights: {result.to_check}: “broadsheet placements” lists them"
    checks = check if result.to_check.total and not dry_run else ""
    end = " (nothing was stored: a dry run)" if dry_run else ""
    return f"{addition.source}: {', '.join(told) or 'no stories'}{checks}{end}."


def _print_outline(addition: Addition) -> None:
    """The stories under their sections as the source has them, with how each begins."""
    room = min(columns(), 100)
    section = None
    for story, row in zip(addition.result.stories, addition.outline, strict=False):
        if story.section != section:
            section = story.section
            put(styled(clipped(f"== {section} ==", room), bold=True))
        put("  " + clipped(story.title, room - 2))
        noun = "paragraph" if row.paragraphs == 1 else "paragraphs"
        size = f"{row.paragraphs} {noun}, {row.words:,} words"
        put(styled("    " + clipped(f"{size}: {row.begins}", room - 4), dim=True))


def _progress(done: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty() and done >= 1000:
        click.echo(f"\r{done:,} stories ", err=True, nl=False)


@contextmanager
def _stoppable(stop: threading.Event) -> Iterator[None]:
    """Within the block the first ctrl+c asks to stop after whole stories, the second at once."""

    def interrupt(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
