"""The formats that can come in, and which of them a file is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from db.models import StoryDraft
from reader.importers.errors import UnreadableSource
from reader.importers.material import HEAD, Material

Reader = Callable[[Material], Iterator[StoryDraft]]


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which stories are written down."""

    name: str
    """What `--format` calls it."""
    title: str
    """A few words for help and menus."""
    endings: tuple[str, ...]
    """Of file names, in small letters, without `.gz`; empty: only by name."""
    reader: str
    """`module:function`, imported when it is first needed."""

    def read(self, material: Material) -> Iterator[StoryDraft]:
        """The stories, one after the other."""
        module, _, function = self.reader.partition(":")
        return cast(Reader, getattr(import_module(module), function))(material)


FORMATS = (
    Format(
        "digest",
        "plain text, split into stories at its titles",
        (".txt", ".text"),
        "reader.importers.digest:drafts",
    ),
    Format("text", "plain text, one story", (), "reader.importers.digest:story_drafts"),
    Format(
        "markdown",
        "Markdown, one story, or a paper where its form says so",
        (".md", ".markdown"),
        "reader.importers.markdown:drafts",
    ),
    Format(
        "paper",
        "Markdown with # for sections and ## for stories",
        (),
        "reader.importers.markdown:paper_drafts",
    ),
    Format(
        "jsonl",
        "JSON Lines, a record of plain text on each line",
        (".jsonl", ".ndjson", ".json"),
        "reader.importers.jsonl:drafts",
    ),
)

_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n[\w-]+:")
_FOREIGN = re.compile(rb"\s*<(?:!doctype|html|\?xml|rss|feed|opml)\b", re.IGNORECASE)


def formats() -> tuple[Format, ...]:
    """All formats, the most usual first."""
    return FORMATS


def endings() -> tuple[str, ...]:
    """The endings of the files that are taken from a folder, packed ones included."""
    plain = [ending for known in FORMATS for ending in known.endings if ending != ".json"]
    return (*plain, *(f"{ending}.gz" for ending in plain))


def named(name: str) -> Format:
    """The format of a name.

    Raises:
        UnreadableSource: there is none of that name.
    """
    for known in FORMATS:
        if known.name == name.strip().lower():
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise UnreadableSource(f"There is no format called “{name}”; there are {names}.")


def detect(name: str, head: bytes) -> Format:
    """The format of a file by the ending of its name, else by its first bytes, unpacked.

    Raises:
        UnreadableSource: it is a web page or a feed.
    """
    bare = name.lower().removesuffix(".gz")
    for known in FORMATS:
        if bare.endswith(known.endings):
            return known
    if _FOREIGN.match(head):
        raise UnreadableSource(
            f"{name} is a web page or a feed: save its text as plain text or Markdown, "
            "or name a format with --format."
        )
    if _begins_with_record(head):
        return named("jsonl")
    return named("markdown" if _FRONT_MATTER.match(head) else "digest")


def _begins_with_record(head: bytes) -> bool:
    """Whether the first line is a JSON object, or the beginning of a long one."""
    line, ended, _ = head.lstrip(b"\xef\xbb\xbf\r\n\t ").partition(b"\n")
    if not line.startswith(b"{"):
        return False
    if not ended and len(head) == HEAD:
        return line.startswith(b'{"')
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
