"""Plain Markdown: CommonMark that reads well anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from db.models import Highlight, Story
from reader.exporters.document import Flavour, document
from reader.exporters.escaping import inline
from reader.exporters.model import Format

_FLAVOUR = Flavour(tag=inline)


def _render(story: Story, highlights: Sequence[Highlight], exported: str) -> str:
    return document(story, highlights, exported, _FLAVOUR)


FORMAT = Format("markdown", "plain Markdown (CommonMark)", ".md", _render)
