"""Printing: JSON by lines, text that no terminal takes for commands, and messages aside."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def visible(text: str) -> str:
    """Text with every control character and bidirectional override shown as U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def say(message: str) -> None:
    """A message on standard error, after what was printed before it."""
    if sys.stdout is not None:
        sys.stdout.flush()
    click.echo(visible(message), err=True)


def put(line: str = "") -> None:
    """A line on standard output; made by `styled` or of text that is `visible`."""
    if sys.stdout is not None:
        sys.stdout.write(f"{line}\n")


def put_json(record: Mapping[str, object]) -> None:
    """One object on one line of standard output."""
    import json  # who asks for help needs none

    put(json.dumps(record, ensure_ascii=not _speaks_utf8()))


def styled(text: str, **style: Any) -> str:
    """Text as click styles it, where colours are wanted."""
    return click.style(text, **style) if coloured() else text


def coloured() -> bool:
    """Whether standard output is a terminal that takes colours and NO_COLOR is not set."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def json_option(command: Function) -> Function:
    """The option `--json`, as the argument `as_json`."""
    option = click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object a line instead of text."
    )
    return option(command)


def _speaks_utf8() -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"
