"""The command palette, filled from the one table of commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.commands import COMMANDS, Command
from reader.screens.commanding import Call, CommandScreen


class CommandProvider(Provider):
    """Offers every command that can be given where the palette was opened, with its keys."""

    async def discover(self) -> Hits:
        """Everything, in the order of the table."""
        for command, keys in self._possible():
            yield DiscoveryHit(
                command.title, self._give(command), command.title, _help(command, keys)
            )

    async def search(self, query: str) -> Hits:
        """What fits the query best first."""
        matcher = self.matcher(query)
        for command, keys in self._possible():
            score = matcher.match(f"{command.title} {command.id}")
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    self._give(command),
                    command.title,
                    _help(command, keys),
                )

    def _possible(self) -> list[tuple[Command, tuple[str, ...]]]:
        screen = self.screen
        if not isinstance(screen, CommandScreen):
            return []
        keymap = screen.program.keymap
        return [
            (command, keymap.keys(command.id, screen.context))
            for command in COMMANDS
            if command.palette and screen.can(command) and screen.handler(command)
        ]

    def _give(self, command: Command) -> Callable[[], Awaitable[None]]:
        screen = self.screen

        async def give() -> None:
            if isinstance(screen, CommandScreen):
                await screen.give(command, Call())

        return give


def _help(command: Command, keys: tuple[str, ...]) -> str:
    return f"{keys[0]}   {command.help}" if keys else command.help
