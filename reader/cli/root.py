"""`broadsheet` itself: its options, its commands by family, and what happens without one."""

from __future__ import annotations

from importlib import import_module
from itertools import groupby
from pathlib import Path

import click

from reader import __version__
from reader.cli.session import Session
from reader.cli.table import BY_NAME, ENTRIES


class Families(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the table."""
        return [entry.name for entry in ENTRIES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        entry = BY_NAME.get(cmd_name)
        if entry is None:
            return None
        module, attribute = entry.place.split(":")
        command: click.Command = getattr(import_module(f"reader.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by family, from the table alone."""
        for family, entries in groupby(ENTRIES, key=lambda entry: entry.family):
            with formatter.section(family):
                formatter.write_dl([(entry.name, entry.help) for entry in entries])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, or a sentence with the nearest names."""
        if args and args[0] not in BY_NAME and not args[0].startswith("-"):
            from difflib import get_close_matches  # only a slip of the fingers needs it

            near = get_close_matches(args[0], BY_NAME, n=3)
            remedy = f"Did you mean {' or '.join(near)}?" if near else "See “broadsheet --help”."
            ctx.fail(f"There is no command {args[0]!r}. {remedy}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Families,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of the library; else $BROADSHEET_LIBRARY, else your data folder.",
)
@click.version_option(__version__, prog_name="broadsheet", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, library: Path | None) -> None:
    """Broadsheet: read, mark and search stories in the terminal.

    Without a command it opens the app. Every command takes --help, and --json where it prints
    something: one object a line on standard output, messages on standard error. The exit code is 0
    when all was done, 1 when something could not be, 2 for a wrong command line. Ids may be
    shortened as long as they stay unique.

    \b
    Examples:
      broadsheet add digest.txt
      broadsheet
      broadsheet find "export controls" --json
      broadsheet export --to ~/notes

    \b
    Completion for your shell (bash, zsh, fish):
      eval "$(_BROADSHEET_COMPLETE=bash_source broadsheet)"
    """
    ctx.obj = Session(library)
    if ctx.invoked_subcommand is None:
        from reader.cli.opening import run_app

        ctx.exit(run_app(ctx.obj))
