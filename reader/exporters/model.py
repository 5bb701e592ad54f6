"""What an exporter is, what it hands to the writer, and what became of each file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from db.errors import BroadsheetError
from db.models import Highlight, Story

Action = Literal["created", "updated", "unchanged", "skipped"]


class ExportError(BroadsheetError):
    """A folder or file that could not be written."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a story and its highlights as text."""

    name: str
    title: str
    """What a reader chooses it for, in a few words."""
    suffix: str
    """Of its files, with the dot."""
    render: Callable[[Story, Sequence[Highlight], str], str]
    """From a story, its highlights in text order, and the moment of export in ISO 8601."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file to be written."""

    story: str
    """The story's public id, by which its file is found again."""
    stem: str
    """The wished name, safe, without suffix."""
    suffix: str
    text: str
    highlights: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What became, or in a dry run would become, of one file."""

    path: Path
    action: Action
    highlights: int
    story: str
    reason: str = ""
    """Of a skipped file: a sentence's end that says why it was left alone."""
