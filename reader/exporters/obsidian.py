"""Markdown for Obsidian, where tags are links and hold no spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.models import Highlight, Story
from reader.exporters.document import Flavour, document
from reader.exporters.model import Format

_NOT_IN_TAGS = re.compile(r"[^\w/-]+")


def obsidian_tag(tag: str) -> str:
    """A tag of letters, digits, `-`, `_` and `/`, not of digits alone."""
    name = _NOT_IN_TAGS.sub("-", tag).strip("-/") or "tag"
    return f"_{name}" if name.isdigit() else name


_FLAVOUR = Flavour(tag=lambda tag: f"#{obsidian_tag(tag)}", property_tag=obsidian_tag)


def _render(story: Story, highlights: Sequence[Highlight], exported: str) -> str:
    return document(story, highlights, exported, _FLAVOUR)


FORMAT = Format("obsidian", "Markdown for Obsidian, with #tags", ".md", _render)
