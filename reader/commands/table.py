"""Every command once: the table that keys, palette, footer, help and docs are made from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reader.commands import (
    annotating,
    beside,
    checking,
    general,
    hinting,
    joining,
    keeping,
    looking,
    marking,
    moving,
    recalling,
    roaming,
    saving,
    searching,
    tagging,
    undoing,
    versions,
    writing,
)
from reader.commands.model import Command

COMMANDS: tuple[Command, ...] = (
    *moving.COMMANDS,
    *hinting.COMMANDS,
    *marking.COMMANDS,
    *joining.COMMANDS,
    *undoing.COMMANDS,
    *searching.COMMANDS,
    *keeping.COMMANDS,
    *beside.COMMANDS,
    *annotating.COMMANDS,
    *tagging.COMMANDS,
    *looking.COMMANDS,
    *roaming.COMMANDS,
    *saving.COMMANDS,
    *checking.COMMANDS,
    *recalling.COMMANDS,
    *versions.COMMANDS,
    *writing.COMMANDS,
    *general.COMMANDS,
)

BY_ID: Mapping[str, Command] = MappingProxyType({command.id: command for command in COMMANDS})
