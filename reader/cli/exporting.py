"""`export`: highlights and notes as Markdown files, or on standard output."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from reader.cli.arguments import complete_formats, query_argument, saved_option
from reader.cli.lacking import nothing_found, tell_lacking
from reader.cli.output import json_option, put, put_json, say, visible
from reader.cli.session import Session, pass_session
from reader.cli.targets import within_saved
from reader.config import load
from reader.exporters import (
    FORMATS,
    Exported,
    annotated,
    as_documents,
    export_to,
    format_named,
    whole,
)
from reader.exporters.registry import ALIASES


@click.command()
@query_argument
@saved_option
@click.option(
    "--to", "to", metavar="DIR", type=click.Path(path_type=Path, allow_dash=True),
    help="The folder, made where it is missing; - is standard output; else as in your settings.",
)  # fmt: skip
@click.option(
    "--format", "name", metavar="F", shell_complete=complete_formats,
    type=click.Choice([*(known.name for known in FORMATS), *ALIASES]),
    help=f"{', '.join(known.name for known in FORMATS)}; else as in your settings.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@json_option
@pass_session
def export(
    session: Session, query: str, saved: str, to: Path | None, name: str | None, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Write highlights and notes as Markdown, one file a story.

    Without a query, the stories that have a highlight, a note or a tag. Files are found again by
    the id inside them. A file that Broadsheet did not write, or that was edited since, is left
    alone and named, and the exit code is 1.

    \b
    Examples:
      broadsheet export --to ~/notes/reading
      broadsheet export tag:policy --to ~/vault --format obsidian --dry-run
      broadsheet export tag:policy --to - | less
    """
    config = load().config
    wanted = format_named(name or config.export_flavour)
    to = to or config.folder
    if to is None:
        raise click.UsageError("Where to? Give --to with a folder, or - for standard output.")
    if str(to) == "-" and as_json:
        raise click.UsageError("--to - prints Markdown: leave out --json, or name a folder.")
    with session.library() as library:
        query = within_saved(library, saved, query)
        rows = library.select(query)
        stories = whole(library, rows if query.strip() else annotated(rows))
        if str(to) == "-":
            for document in as_documents(library, stories, wanted):
                put(visible(document.text))
            tell_lacking(rows.lacking)
            return
        counts: Counter[str] = Counter()
        for done in export_to(to.expanduser(), library, stories, wanted, dry_run=dry_run):
            counts[done.action] += 1
            _tell(done, as_json)
    tell_lacking(rows.lacking)
    if not as_json:
        nothing = nothing_found("No story", rows.lacking) if query.strip() else _NOTHING
        say(_summary(counts, dry_run) if counts else nothing)
    if counts["skipped"]:
        raise click.exceptions.Exit(1)


def _tell(done: Exported, as_json: bool) -> None:
    if as_json:
        record: dict[str, object] = {
            "path": str(done.path), "action": done.action, "highlights": done.highlights,
        }  # fmt: skip
        put_json({**record, "reason": done.reason} if done.reason else record)
    elif done.action != "unchanged":
        put(visible(f"{done.action:<9}  {done.path}"))
    if done.reason:
        say(f"broadsheet: {done.path} is left alone: {done.reason}.")


def _summary(counts: Counter[str], dry_run: bool) -> str:
    told = [f"{counts[action]:,} {action}" for action in _ACTIONS if counts[action]]
    return f"{', '.join(told)}{' (nothing was written: a dry run)' if dry_run else ''}."


_NOTHING = "There is nothing to export: no story has a highlight, a note or a tag."
_ACTIONS = ("created", "updated", "unchanged", "skipped")
