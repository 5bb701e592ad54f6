"""Where stories stand in the paper, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """The place in the paper where stories stand."""

    name: str
    position: int
    stories: int
    unread: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where stories came from: `kind` is `file`, `sample` or `stdin`, `locator` tells which."""

    kind: str
    locator: str
    title: str
    stories: int
    added: str
