"""On which line of a TOML file each setting stands, which `tomllib` does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]


def line_numbers(text: str) -> dict[Path, int]:
    """The line, from 1, of every table and key in a valid TOML document, by its whole path."""
    numbers: dict[Path, int] = {}
    table: Path = ()
    for number, statement in _statements(text):
        paths = list(_paths(tomllib.loads(statement)))
        if statement.lstrip().startswith("["):
            table = paths[-1]
            numbers.setdefault(table, number)
            continue
        for path in paths:
            numbers.setdefault(table + path, number)
    return numbers


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header or assignment with its first line; a value may run over several lines."""
    start, waiting = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not waiting:
            start = number
        waiting += line + "\n"
        try:
            held = tomllib.loads(waiting)
        except tomllib.TOMLDecodeError:
            continue
        if held:
            yield start, waiting
        waiting = ""


def _paths(table: Mapping[str, Any], before: Path = ()) -> Iterator[Path]:
    """Every path in a nested table, a table before what it holds, empty tables too."""
    for key, value in table.items():
        path = (*before, key)
        yield path
        if isinstance(value, list) and value and isinstance(value[-1], dict):
            value = value[-1]
        if isinstance(value, dict):
            yield from _paths(value, path)
