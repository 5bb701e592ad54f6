"""The formats that there are; a new one is a file and a line here."""

from __future__ import annotations

from db.errors import BadRequest
from reader.exporters import markdown, obsidian
from reader.exporters.model import Format

FORMATS: tuple[Format, ...] = (markdown.FORMAT, obsidian.FORMAT)
DEFAULT = markdown.FORMAT.name
ALIASES = {"plain": DEFAULT}


def format_named(name: str) -> Format:
    """The format of this name; empty is the default. Raises `BadRequest` and names them all."""
    wanted = ALIASES.get(name.lower(), name.lower() or DEFAULT)
    for known in FORMATS:
        if known.name == wanted:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise BadRequest(f"There is no export format {name!r}: there are {names}.")
