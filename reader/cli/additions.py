"""Taking sources in, one after the other, each with its result."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from db.intake import Intake
from db.models import DEFAULT_SECTION, AddedStory, AddResult
from reader.importers import Loaded, OutlineRow, UnreadableSource, files, outline, read

if TYPE_CHECKING:
    from db import Library
    from db.models import StoryDraft


@dataclass(frozen=True, slots=True)
class Wishes:
    """How sources are to be added."""

    section: str = ""
    tags: tuple[str, ...] = ()
    format: str | None = None
    encoding: str | None = None
    title_pattern: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one source."""

    source: str
    format: str = ""
    result: AddResult = field(default_factory=AddResult)
    error: str = ""
    notices: tuple[str, ...] = ()
    outline: tuple[OutlineRow, ...] = ()
    """Of a dry run, a row for each story of the result."""


class Additions:
    """Adds sources to a library; without one, which only a dry run may be, all would be new."""

    def __init__(self, library: Library | None, wishes: Wishes | None = None) -> None:
        self._library = library
        self._wishes = wishes or Wishes()
        self.stop = threading.Event()
        self.progress: Callable[[int], None] = lambda done: None

    def sources(self, where: str) -> tuple[str | Path, ...]:
        """What to `take` for one argument: a folder is all the files in it.

        Raises:
            UnreadableSource: there is nothing there.
        """
        return files(where)

    def take(self, where: str | Path) -> Addition:
        """Add one source; what is wrong with it is in the result, and nothing of it was added.

        Raises:
            LibraryError: the library cannot be written.
        """
        wishes = self._wishes
        name = str(where)
        try:
            with read(
                where,
                format=wishes.format,
                encoding=wishes.encoding,
                title_pattern=wishes.title_pattern,
            ) as loaded:
                return self._take(name, loaded)
        except UnreadableSource as error:
            return Addition(name, error=str(error))

    def _take(self, name: str, loaded: Loaded) -> Addition:
        rows: list[OutlineRow] = []
        drafts = _watched(loaded.drafts, rows) if self._wishes.dry_run else loaded.drafts
        result = self._result(loaded, drafts)
        return Addition(name, loaded.format, result, "", tuple(loaded.notices), tuple(rows))

    def _result(self, loaded: Loaded, drafts: Iterator[StoryDraft]) -> AddResult:
        wishes, source = self._wishes, loaded.source
        if self._library is None:
            return AddResult(tuple(_as_new(draft, wishes.section) for draft in drafts))
        intake = Intake(
            source.kind,
            source.locator,
            source.title,
            section=wishes.section,
            tags=wishes.tags,
            dry_run=wishes.dry_run,
            stop=self.stop,
            progress=self.progress,
        )
        return self._library.add(intake, _begun(drafts))


def _begun(drafts: Iterator[StoryDraft]) -> Iterable[StoryDraft]:
    """The drafts, the first of them read already: what cannot be read raises before a write."""
    return chain([first for first in [next(drafts, None)] if first is not None], drafts)


def _watched(drafts: Iterable[StoryDraft], rows: list[OutlineRow]) -> Iterator[StoryDraft]:
    """The drafts as they come, with a row of the outline noted for each."""
    for draft in drafts:
        rows += outline([draft])
        yield draft


def _as_new(draft: StoryDraft, section: str) -> AddedStory:
    return AddedStory("", draft.title, draft.section or section or DEFAULT_SECTION, "added")
