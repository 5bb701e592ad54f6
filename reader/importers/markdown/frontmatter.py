"""The YAML block at the head of a Markdown file, read as text only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_LIMIT = 2**16
"""Characters; what is longer is not front matter."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a file and the text after them."""

    fields: dict[str, Any] = field(default_factory=dict)
    """Keys in small letters; values are text, or lists and mappings of it."""
    body: str = ""
    problem: str = ""
    """What is wrong with the block; its fields are then not known."""


def split_front_matter(text: str) -> FrontMatter:
    """Part a text from the front matter that it may begin with."""
    match = _BLOCK.match(text[:_LIMIT])
    if not match:
        return FrontMatter(body=text)
    body = text[match.end() :]
    if not match[1].strip():
        return FrontMatter(body=body)
    try:
        found = _load(match[1])
    except ValueError as error:
        return FrontMatter(body=body, problem=str(error))
    if not isinstance(found, dict):
        return FrontMatter(body=text)
    return FrontMatter({str(key).lower(): value for key, value in found.items()}, body)


def _load(block: str) -> object:
    """The YAML as text, lists and mappings.

    Raises:
        ValueError: it is not YAML; the message says where.
    """
    import yaml

    try:
        return yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2}" if mark else "somewhere"
        raise ValueError(f"{where}: {getattr(error, 'problem', None) or 'not YAML'}") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
