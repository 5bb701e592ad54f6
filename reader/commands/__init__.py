"""Every command of the program, once; keys, palette, footer, help and docs are made from here."""

from __future__ import annotations

from reader.commands.line import Line, LineError, names, parse_line
from reader.commands.model import (
    CONTEXT_TITLES,
    CONTEXTS,
    COUNTLESS,
    GROUPS,
    TYPING,
    Command,
    Context,
    Group,
)
from reader.commands.table import BY_ID, COMMANDS

__all__ = [
    "BY_ID",
    "COMMANDS",
    "CONTEXTS",
    "CONTEXT_TITLES",
    "COUNTLESS",
    "GROUPS",
    "TYPING",
    "Command",
    "Context",
    "Group",
    "Line",
    "LineError",
    "names",
    "parse_line",
]
