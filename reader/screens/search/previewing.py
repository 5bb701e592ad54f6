"""A preview of the page at the match."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.widgets import Static

from db.errors import BroadsheetError
from db.models import Hit, Story
from reader.background import Latest
from reader.screens.search.narrowing import Narrowing
from reader.themes import signs
from reader.widgets.page.sheet import PageOptions
from reader.widgets.page.widget import Page
from reader.widgets.row_list import RowList

DELAY_SECONDS = 0.06
"""On a row, before its page is fetched, in case one goes on."""
AROUND = 3_000
"""Code points before and after the match that are shown of a story."""
Passage = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A part of a story and what is marked in it; offsets into that part."""

    story: Story
    matches: Sequence[Passage]
    current: int | None


class Previewing(Narrowing):
    """Follows the cursor of the results where there is room."""

    _glimpsed: tuple[str, str, str] | None = None
    """The story, highlight and query that are shown."""

    @property
    def page(self) -> Page:
        """The preview."""
        return self.query_one("#preview", Page)

    def begin(self) -> None:
        """Set as the page of the paper."""
        self._glimpses: Latest[Glimpse] = Latest(self.program.background.search, DELAY_SECONDS)
        config, page = self.program.config, self.page
        page.can_focus = False
        page.measure, page.signs = config.measure, signs(config.signs)
        page.options = PageOptions(config.justify, config.hyphens, config.spacing)
        page.clear("")
        super().begin()

    @on(RowList.Moved, "HitList")
    def _moved(self) -> None:
        self.view.row = self.rows.cursor
        self.show_hit(self.rows.at_cursor)

    def show_hit(self, hit: Hit | None) -> None:
        """Show the page of a hit in a moment; nothing where there is none."""
        super().show_hit(hit)
        self._tell_row()
        if not self.has_class("wide") or (hit is None and self.view.hits):
            return
        wanted = (hit.story.id, hit.highlight or hit.kind, self.view.asked) if hit else None
        if wanted == self._glimpsed:
            return
        self._glimpsed = wanted
        if hit is None:
            self._glimpses.drop()
            self.page.clear("")
            self._show_note("")
        else:
            self.beside(self._glimpse(hit, self.view.asked))

    async def _glimpse(self, hit: Hit, query: str) -> None:
        library = self.library

        def look() -> Glimpse:
            story, at = library.stories.get(hit.story.id), hit.start or 0
            seen, base = excerpt(story, at)
            part = base, base + len(seen.text)
            found = [
                (start - base, end - base)
                for start, end in library.search.spans(
                    query, story.text, story.head.lang, typing=True, part=part
                )
            ]
            return Glimpse(seen, found, match_at(found, at - base))

        try:
            seen = await self._glimpses.run(lambda task: look())
        except BroadsheetError:
            self._glimpsed = None
            self.page.clear("This story is no longer in the library.")
            return
        if seen is None:
            return
        self.page.show(seen.story)
        self.page.set_matches(seen.matches, seen.current)
        if seen.current is not None:
            self.page.goto(seen.matches[seen.current][0], centre=True)
        self._show_note(seen.story.note if hit.kind == "note" else "")

    def _show_note(self, note: str) -> None:
        box = self.query_one("#preview-note", Static)
        box.update(note)
        box.display = bool(note)

    def _tell_row(self) -> None:
        count = self.rows.row_count
        self.tell_place(f"{self.rows.cursor + 1:,}/{count:,}" if count else "")

    def tell_place(self, place: str) -> None:
        """Say at the foot which row this is."""


def excerpt(story: Story, at: int) -> tuple[Story, int]:
    """What stands round an offset of a story, and where that begins; all of a short one."""
    text = story.text
    start, end = max(0, at - AROUND), min(len(text), at + AROUND)
    if start:
        paragraph = text.find("\n\n", start, at)
        start = paragraph + 2 if paragraph >= 0 else start
    if end < len(text):
        paragraph = text.rfind("\n\n", at, end)
        end = paragraph if paragraph >= 0 else end
    if (start, end) == (0, len(text)):
        return story, 0
    markup = tuple(
        replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in story.markup
        if span.start < end and span.end > start
    )
    return replace(story, text=text[start:end], markup=markup), start


def match_at(matches: Sequence[Passage], offset: int) -> int | None:
    """Which of sorted matches an offset is in, or the first after it; None where there is none."""
    index = bisect_right(matches, offset, key=lambda match: match[1])
    return index if index < len(matches) else None
