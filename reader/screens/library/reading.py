"""Reading files twice: once to show how they are split, once to add what was agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db import Library
    from db.models import AddResult
    from reader.importers import Loaded, OutlineRow

SHOWN = 2_000
"""Rows of a preview; what follows is counted."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How files are split into stories."""

    source: str
    """What messages call it."""
    rows: tuple[OutlineRow, ...]
    count: int
    """Of all stories, also those not in `rows`."""
    notices: tuple[str, ...]


class Reading:
    """What a path stands for; without a path, the sample paper.

    Nothing of the stories is kept between the two readings, so a large file costs no memory.
    """

    def __init__(self, path: str = "") -> None:
        self._path = path

    def preview(self) -> Preview:
        """Read everything and keep an outline; raises `UnreadableSource`."""
        from reader.importers import outline

        rows: list[OutlineRow] = []
        notices: list[str] = []
        titles: list[str] = []
        count = 0
        for loaded in self._sources():
            titles.append(loaded.source.title)
            for row in outline(loaded.drafts):
                count += 1
                if len(rows) < SHOWN:
                    rows.append(row)
            notices += loaded.notices
        source = titles[0] if len(titles) == 1 else f"{self._path}: {len(titles)} files"
        return Preview(source, tuple(rows), count, tuple(notices))

    def add(self, library: Library, section: str) -> list[AddResult]:
        """Add the stories; those that name no section go to `section`."""
        from db.intake import Intake  # not for the first screen

        return [
            library.add(
                Intake(
                    loaded.source.kind,
                    loaded.source.locator,
                    loaded.source.title,
                    section=section,
                ),
                loaded.drafts,
            )
            for loaded in self._sources()
        ]

    def _sources(self) -> Iterator[Loaded]:
        from reader.importers import files, read, read_sample

        if not self._path:
            with read_sample() as loaded:
                yield loaded
            return
        for file in files(self._path):
            with read(file) as loaded:
                yield loaded
