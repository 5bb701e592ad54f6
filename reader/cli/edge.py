"""The edge of the program: what goes wrong becomes a sentence and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

import click

from db.errors import BroadsheetError
from reader.cli.output import say

INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; `arguments` without the program's name."""
    _make_printable()
    try:
        code = _command(arguments)
        _flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BroadsheetError as error:
        return _told(str(error))
    except BrokenPipeError:
        _drop_output()
        return 1
    except OSError as error:
        _drop_output()
        name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return _told(f"{name}{error.strerror or error}.")
    return code


def _command(arguments: Sequence[str] | None) -> int:
    from reader.cli.root import cli

    code = cli.main(
        None if arguments is None else list(arguments),
        prog_name="broadsheet",
        standalone_mode=False,
    )
    return code if isinstance(code, int) else 0


def _told(sentence: str) -> int:
    say(f"broadsheet: {sentence}")
    return 1


def _make_printable() -> None:
    """Nothing that is printed fails for a sign that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    """Have what is buffered fail here, not when the interpreter ends."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _drop_output() -> None:
    """What is still buffered cannot be written; the interpreter would try again at its end."""
    with contextlib.suppress(OSError, ValueError):  # no standard output at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
