"""The command line `:`: a command by its id or short name, and what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from db.errors import BroadsheetError
from reader.commands.model import CONTEXT_TITLES, Command, Context
from reader.commands.table import COMMANDS


class LineError(BroadsheetError):
    """A line that names no command, or none that can be given here; `suggestions` are names."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class Line(NamedTuple):
    """A command and the argument typed after it, without blanks around it; may be empty."""

    command: Command
    argument: str


def parse_line(line: str, context: Context | None = None) -> Line:
    """What `line` asks for, for example `add ~/x.txt`; a leading colon is allowed.

    With a context, a name that several commands share means the one that can be given there.
    Raises LineError, with a sentence for the reader.
    """
    name, _, rest = line.strip().removeprefix(":").strip().partition(" ")
    if not name:
        raise LineError("No command was typed; for example add, sort or help.")
    command = _named(name, context)
    argument = rest.strip()
    if argument and not command.argument:
        raise LineError(f"{name} stands alone; “{argument}” was not expected after it.")
    return Line(command, argument)


def names(context: Context | None = None) -> tuple[str, ...]:
    """Every id and short name that `parse_line` takes in `context`, sorted."""
    return tuple(
        sorted(
            {
                name
                for command in _typeable()
                if context is None or context in command.contexts
                for name in (command.id, *command.names)
            }
        )
    )


def _typeable() -> Iterable[Command]:
    """All but those that make sense as a key alone."""
    return (
        command
        for command in COMMANDS
        if not command.takes_character and command.contexts != ("prompt",)
    )


def _named(name: str, context: Context | None) -> Command:
    """An id goes before a short name, and what can be given in the context before both."""
    bearers = [command for command in _typeable() if name in (command.id, *command.names)]
    bearers.sort(key=lambda command: name != command.id)
    if not bearers:
        raise _unknown(name, context)
    for command in bearers:
        if context is None or context in command.contexts:
            return command
    places = " or ".join(CONTEXT_TITLES[place].lower() for place in bearers[0].contexts)
    raise LineError(f"{name} can only be given {places}.")


def _unknown(name: str, context: Context | None) -> LineError:
    from difflib import get_close_matches  # only a slip of the fingers needs it

    near = tuple(get_close_matches(name.lower(), names(context), n=3, cutoff=0.6))
    remedy = f"did you mean {_choice(near)}?" if near else "“help” lists what there is."
    return LineError(f"There is no command “{name}”: {remedy}", near)


def _choice(options: tuple[str, ...]) -> str:
    if len(options) == 1:
        return options[0]
    return f"{', '.join(options[:-1])} or {options[-1]}"
