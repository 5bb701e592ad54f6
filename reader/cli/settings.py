"""`keys` and `config`: how the app is set up."""

from __future__ import annotations

import click

from reader.cli.layout import columns, wrapped
from reader.cli.output import json_option, put, put_json, say, styled, visible
from reader.commands import CONTEXT_TITLES, CONTEXTS, Context
from reader.config import load
from reader.keymap import Keymap, Row, bind
from reader.keymap import check as check_keys


@click.command()
@click.argument("contexts", metavar="[CONTEXT]...", nargs=-1, type=click.Choice(CONTEXTS))
@click.option("--check", is_flag=True, help="Only name keys that clash, or can never arrive.")
@json_option
def keys(contexts: tuple[Context, ...], check: bool, as_json: bool) -> None:
    """List the keys of the app with your own settings: library, reader, visual, notes, prompt.

    \b
    Examples:
      broadsheet keys
      broadsheet keys reader
      broadsheet keys --check
    """
    settings = load()
    if check:
        _check([*settings.problems, *check_keys(settings.config.preset, settings.config.keys)])
        return
    keymap = bind(settings.config.preset, settings.config.keys)
    for context in contexts or CONTEXTS:
        for row in _json_rows(keymap, context) if as_json else ():
            put_json(row)
        if not as_json:
            _print(keymap, context)


@click.group()
def config() -> None:
    """Tell about the settings file.

    \b
    Example:
      broadsheet config path
    """


@config.command("path")
@json_option
def config_path(as_json: bool) -> None:
    """Print where the settings file is, or would be.

    \b
    Example:
      $EDITOR "$(broadsheet config path)"
    """
    from reader import config as settings

    path = str(settings.config_path())
    if as_json:
        put_json({"path": path})
    else:
        put(path)


def _check(problems: list[object]) -> None:
    for problem in dict.fromkeys(str(one) for one in problems):
        say(problem)
    if problems:
        raise click.exceptions.Exit(1)
    say("All keys can be typed, and each gives one command.")


def _json_rows(keymap: Keymap, context: Context) -> list[dict[str, object]]:
    return [
        {
            "context": context,
            "keys": list(row.keys),
            "command": row.command.id,
            "title": row.command.title,
            "help": row.command.help,
        }
        for section in keymap.for_context(context)
        for row in section.rows
    ]


def _print(keymap: Keymap, context: Context) -> None:
    put(styled(CONTEXT_TITLES[context], bold=True))
    for section in keymap.for_context(context):
        put(f"  {styled(section.title, dim=True)}")
        for row in section.rows:
            _print_row(row)
    put()


def _print_row(row: Row) -> None:
    shown = visible(", ".join(row.keys)) or "–"
    lines = list(wrapped(row.command.title, max(20, columns() - 28)))
    put(f"    {styled(f'{shown:<22}', fg='cyan')}  {lines[0]}")
    for line in lines[1:]:
        put(f"{'':28}{line}")
