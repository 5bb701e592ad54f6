"""The whole way from a library to files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.models import Story, StoryHead
from db.store import now
from reader.config import with_name
from reader.exporters.folder import write_documents
from reader.exporters.model import Document, Exported, Format
from reader.exporters.names import stem

if TYPE_CHECKING:
    from db import Library


def whole(library: Library, heads: Iterable[StoryHead]) -> Iterator[Story]:
    """These stories with their texts, one after the other."""
    for head in heads:
        yield library.stories.get(head.id)


def annotated(heads: Iterable[StoryHead]) -> Iterator[StoryHead]:
    """Those of these stories that have a highlight, a note or a tag."""
    return (head for head in heads if head.highlights or head.noted or head.tags)


def as_documents(library: Library, stories: Iterable[Story], wanted: Format) -> Iterator[Document]:
    """Each story with its highlights as a file to be written."""
    moment, names = now(), library.colour_names()
    for story in stories:
        highlights = [
            replace(one, colour=with_name(one.colour, names))
            for one in library.highlights.of_story(story.id)
        ]
        text = wanted.render(story, highlights, moment)
        name = stem(story.title, story.id)
        yield Document(story.id, name, wanted.suffix, text, len(highlights))


def export_to(
    folder: Path, library: Library, stories: Iterable[Story], wanted: Format, *,
    dry_run: bool = False,
) -> Iterator[Exported]:  # fmt: skip
    """Write stories into a folder one by one; nothing is written in a dry run.

    Raises:
        ExportError: the folder or a file cannot be read or written; what was yielded is done.
    """
    documents = as_documents(library, stories, wanted)
    yield from write_documents(folder, documents, dry_run=dry_run)
