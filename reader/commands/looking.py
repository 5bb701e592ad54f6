"""Commands about how all of it looks."""

from __future__ import annotations

from reader.commands.model import Command, browsing

COMMANDS = (
    Command(
        "theme",
        "Choose a theme",
        "Changes the colours for this session; keep-theme keeps them for the next ones.",
        "View",
        browsing(),
        argument="NAME",
    ),
    Command(
        "keep-theme",
        "Keep this theme",
        "Writes the present theme into the settings file, so that the next session has it.",
        "View",
        browsing(),
    ),
)
