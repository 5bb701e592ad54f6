"""Keys and commands put together in one context, so that no key ever hides another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.commands import CONTEXT_TITLES, COUNTLESS, TYPING, Command, Context
from reader.config import Problem
from reader.keymap.notation import typed

_SENT_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc", "ctrl+h": "backspace"}
"""What most terminals send for keys that have no code of their own."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A key sequence that gives a command."""

    keys: tuple[str, ...]
    command: Command
    where: str = ""
    """Where the reader set it, as in `Problem.where`; empty for the program's own."""

    @property
    def written(self) -> str:
        """The sequence as people read it."""
        return " ".join(self.keys)


def clash(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both cannot be typed: they are equal, or one is where the other begins."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def unreachable(keys: tuple[str, ...], context: Context) -> str:
    """Why a key sequence can never arrive in `context`, as a sentence; empty where it can."""
    for key in keys:
        if key in _SENT_AS:
            return f"most terminals send {_SENT_AS[key]} for {key}, so it would never arrive."
    if len(keys) > 1 and "esc" in keys:
        return "esc leaves keys half typed, so it stands alone."
    if context in TYPING and typed(keys[0]) is not None:
        return f"{CONTEXT_TITLES[context].lower()}, {keys[0]} is text."
    if keys[0] in tuple("123456789") and context not in COUNTLESS:
        return f"{keys[0]} begins a count, as in 5 j."
    return ""


def keep_first(
    bindings: Iterable[Binding], context: Context
) -> tuple[list[Binding], list[Problem]]:
    """What is left of `bindings` when, of two that clash, the earlier keeps its key."""
    kept: list[Binding] = []
    alike: defaultdict[str, list[Binding]] = defaultdict(list)  # by the first key, else none clash
    problems: list[Problem] = []
    for binding in bindings:
        others = alike[binding.keys[0]]
        rival = next((one for one in others if clash(one.keys, binding.keys)), None)
        if rival is None:
            kept.append(binding)
            others.append(binding)
        elif (rival.keys, rival.command) != (binding.keys, binding.command):
            problems.append(_hidden(binding, rival, context))
    return kept, problems


def lay_over(
    own: Sequence[Binding], base: Sequence[Binding], context: Context
) -> tuple[list[Binding], list[Problem]]:
    """The reader's `own` bindings over the program's `base`, each without clashes in itself.

    A key of the reader's wins, unless the command that had it would be left without a key in this
    context: then that one keeps it. Either is told, but not where the reader gave the command
    that loses a key another one, since then it was meant.
    """
    given = list(own)
    problems: list[Problem] = []
    while True:
        refused = [(one, rival) for one in given if (rival := _bereft(one, given, base))]
        if not refused:
            break
        problems += [_refused(one, rival, context) for one, rival in refused]
        given = [one for one in given if one not in {binding for binding, _ in refused}]
    left = [one for one in base if not any(clash(one.keys, mine.keys) for mine in given)]
    problems += [problem for mine in given for problem in _taken(mine, given, base, left, context)]
    return [*given, *left], problems


def _rivals(mine: Binding, base: Iterable[Binding]) -> list[Binding]:
    return [one for one in base if one.command.id != mine.command.id and clash(one.keys, mine.keys)]


def _bereft(mine: Binding, given: Sequence[Binding], base: Sequence[Binding]) -> Binding | None:
    """A binding that `mine` would hide and whose command would have no other key."""
    for rival in _rivals(mine, base):
        others = (one for one in base if one.command.id == rival.command.id)
        free = any(not any(clash(one.keys, own.keys) for own in given) for one in others)
        if not free and not any(own.command.id == rival.command.id for own in given):
            return rival
    return None


def _taken(
    mine: Binding,
    given: Sequence[Binding],
    base: Sequence[Binding],
    left: Sequence[Binding],
    context: Context,
) -> Iterable[Problem]:
    """What `mine` takes from commands to which the reader gave no other key."""
    for rival in _rivals(mine, base):
        if any(own.command.id == rival.command.id for own in given):
            continue
        others = [one.written for one in left if one.command.id == rival.command.id]
        yield Problem(
            mine.where,
            f"{mine.written} is now {mine.command.id} {_here(context)}; "
            f"{rival.command.id}, which had {rival.written}, keeps {' and '.join(others)}.",
        )


def _hidden(binding: Binding, rival: Binding, context: Context) -> Problem:
    both = f"{rival.command.id} ({rival.written}) and {binding.command.id} ({binding.written})"
    return Problem(
        binding.where or rival.where,
        f"{both} cannot both be typed {_here(context)}; {rival.command.id} keeps its key.",
    )


def _refused(mine: Binding, rival: Binding, context: Context) -> Problem:
    return Problem(
        mine.where,
        f"{mine.written} cannot be {mine.command.id} {_here(context)}: {rival.command.id} "
        f"({rival.written}) would have no key left, so it keeps it; give it another one too.",
    )


def _here(context: Context) -> str:
    return CONTEXT_TITLES[context].lower()
