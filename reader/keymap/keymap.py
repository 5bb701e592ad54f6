"""The keys in force: the table, a preset over it, and the reader's own over both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reader.commands import COMMANDS, CONTEXTS, GROUPS, Command, Context, Group
from reader.config import KeyOverride, Problem
from reader.keymap.bindings import Binding, keep_first, lay_over, unreachable
from reader.keymap.notation import read_keys
from reader.keymap.overrides import read_overrides
from reader.keymap.presets import PRESETS, Preset


@dataclass(frozen=True, slots=True)
class Row:
    """A command with the keys that give it here, the main one first; there may be none."""

    command: Command
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The commands of one group, in the order of the table."""

    title: Group
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FooterKey:
    """One entry of the footer."""

    key: str
    label: str
    command: str
    """Its id."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which keys give which commands, in every context; `problems` are to be told at start."""

    preset: str
    bindings: dict[Context, tuple[Binding, ...]]
    commands: tuple[Command, ...] = COMMANDS
    problems: tuple[Problem, ...] = field(default=())

    def keys(self, command: str, context: Context) -> tuple[str, ...]:
        """The key sequences of a command by its id, the main one first."""
        return tuple(one.written for one in self.bindings[context] if one.command.id == command)

    def for_context(self, context: Context) -> tuple[Section, ...]:
        """Every command that can be given in a context with its keys, by group."""
        rows = [
            Row(command, self.keys(command.id, context))
            for command in self.commands
            if context in command.contexts
        ]
        sections = (
            Section(title, tuple(row for row in rows if row.command.group == title))
            for title in GROUPS
        )
        return tuple(section for section in sections if section.rows)

    def footer(self, context: Context) -> tuple[FooterKey, ...]:
        """The main commands of a context, those with a key, in the order of the table."""
        return tuple(
            FooterKey(keys[0], command.footer[context], command.id)
            for command in self.commands
            if context in command.footer and (keys := self.keys(command.id, context))
        )


def bind(
    preset: str = "vim",
    overrides: Iterable[KeyOverride] = (),
    *,
    commands: Sequence[Command] = COMMANDS,
) -> Keymap:
    """The keys of a preset with the reader's own over them; never raises for either.

    What is wrong is left out and is in `problems`; no command loses its last key to another.
    """
    base, problems = _preset(preset)
    own, freed, told = read_overrides(overrides, commands)
    problems += told
    bindings: dict[Context, tuple[Binding, ...]] = {}
    for context in CONTEXTS:
        ground, told = keep_first(_of_preset(base, context, commands), context)
        problems += told
        ground = [one for one in ground if one.keys not in freed[context]]
        mine, told = keep_first(own[context], context)
        problems += told
        laid, told = lay_over(mine, ground, context)
        problems += told
        bindings[context] = tuple(laid)
    return Keymap(base.name, bindings, tuple(commands), tuple(dict.fromkeys(problems)))


def check(
    preset: str = "vim",
    overrides: Iterable[KeyOverride] = (),
    *,
    commands: Sequence[Command] = COMMANDS,
) -> list[Problem]:
    """What is wrong with keys: clashes, unknown commands, and keys that can never arrive."""
    keymap = bind(preset, overrides, commands=commands)
    problems = list(keymap.problems)
    for context in CONTEXTS:
        for one in keymap.bindings[context]:
            if complaint := unreachable(one.keys, context):
                problems.append(Problem(one.where, f"{one.command.id}: {complaint}"))
    return problems


def _preset(name: str) -> tuple[Preset, list[Problem]]:
    if name in PRESETS:
        return PRESETS[name], []
    listed = ", ".join(PRESETS)
    return PRESETS["vim"], [
        Problem("", f"There is no preset “{name}” of keys, so it is vim; there are {listed}.")
    ]


def _of_preset(preset: Preset, context: Context, commands: Iterable[Command]) -> Iterable[Binding]:
    """The program's own bindings of a context, in the order of the table."""
    changes = preset.changes.get(context, {})
    for command in commands:
        for written in changes.get(command.id, command.keys.get(context, ())):
            yield Binding(read_keys(written), command)
