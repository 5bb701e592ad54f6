"""What a reader wrote about keys in their settings, read against the table of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.commands import CONTEXT_TITLES, CONTEXTS, Command, Context
from reader.config import KeyOverride, Problem
from reader.keymap.bindings import Binding, unreachable
from reader.keymap.notation import KeyNameError, read_keys

Own = dict[Context, list[Binding]]
Freed = dict[Context, set[tuple[str, ...]]]


class _Wrong(ValueError):
    """An override that cannot be; the message is a sentence."""


def read_overrides(
    overrides: Iterable[KeyOverride], commands: Sequence[Command]
) -> tuple[Own, Freed, list[Problem]]:
    """The bindings that a reader set and the keys they took away, by context, and what is wrong.

    The bindings are in the order of the table, so that of two on one key the first there keeps it.
    """
    own: Own = {context: [] for context in CONTEXTS}
    freed: Freed = {context: set() for context in CONTEXTS}
    problems: list[Problem] = []
    for override in overrides:
        try:
            context = _context(override.context)
            keys = read_keys(override.key)
            if override.command:
                own[context].append(_binding(override, context, keys, commands))
            else:
                freed[context].add(keys)
        except (_Wrong, KeyNameError) as error:
            problems.append(Problem(override.where, str(error)))
    order = {command.id: place for place, command in enumerate(commands)}
    for bindings in own.values():
        bindings.sort(key=lambda binding: order[binding.command.id])
    return own, freed, problems


def _context(name: str) -> Context:
    for context in CONTEXTS:
        if context == name:
            return context
    raise _Wrong(f"There is no context “{name}” for keys; there are {', '.join(CONTEXTS)}.")


def _binding(
    override: KeyOverride, context: Context, keys: tuple[str, ...], commands: Sequence[Command]
) -> Binding:
    command = next((one for one in commands if one.id == override.command), None)
    if command is None:
        raise _Wrong(_unknown(override.command, commands))
    if context not in command.contexts:
        places = " or ".join(CONTEXT_TITLES[place].lower() for place in command.contexts)
        here = CONTEXT_TITLES[context].lower()
        raise _Wrong(f"{command.id} can only be given {places}, not {here}.")
    if complaint := unreachable(keys, context):
        raise _Wrong(f"{command.id} cannot have “{override.key}”: {complaint}")
    return Binding(keys, command, override.where)


def _unknown(name: str, commands: Sequence[Command]) -> str:
    from difflib import get_close_matches  # only a slip in the settings needs it

    near = get_close_matches(name, [command.id for command in commands], n=1)
    hint = f"did you mean {near[0]}?" if near else "`broadsheet keys` lists them."
    return f"There is no command “{name}”; {hint}"
