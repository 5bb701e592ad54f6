"""The stories of a section: title, then date, source, words and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.reactive import reactive

from db.rows import StoryRows
from reader.themes import UNICODE, Signs
from reader.widgets.cells import Run, fit, spread, width_of, wrapped
from reader.widgets.choosing_list import ChoosingList

if TYPE_CHECKING:
    from db.models import StoryHead

ROOMY = 50
"""Cells from which most titles fit on one line."""


class StoryList(ChoosingList):
    """Two lines a story, three where the list is narrow; unread ones are strong and have a dot."""

    row_height = 2

    stories: reactive[Sequence[StoryHead]] = reactive((), init=False)
    signs: reactive[Signs] = reactive(UNICODE)

    @property
    def row_count(self) -> int:
        """One for each story."""
        return len(self.stories)

    @property
    def keys(self) -> Sequence[int]:
        """Those of the stories."""
        stories = self.stories
        if isinstance(stories, StoryRows):
            return stories.keys
        return [story.key for story in stories]

    @property
    def at_cursor(self) -> StoryHead | None:
        """The story that the cursor is on."""
        return self.stories[self.cursor] if 0 <= self.cursor < len(self.stories) else None

    fresh: frozenset[int] = frozenset()
    """The keys of the stories that are marked as new."""

    def show(
        self, stories: Sequence[StoryHead], cursor: int = 0, fresh: frozenset[int] = frozenset()
    ) -> None:
        """Take other stories, with the cursor on this row; those with these keys are new."""
        self.fresh = fresh
        self.set_reactive(StoryList.stories, stories)
        self.rows_changed(cursor)

    def reread(self) -> None:
        """Show what the same stories say now."""
        if isinstance(self.stories, StoryRows):
            self.set_reactive(StoryList.stories, self.stories.anew())
            self.refresh()

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The two lines of one story."""
        story = self.stories[index]
        chosen = self.signs.chosen if self.is_chosen(index) else " "
        gutter = f"{' ' if story.read else self.signs.unread} "
        strength = "text" if story.read else "strong"
        about = "  ".join(part for part in _about(story, width // 3) if part)
        left, right = spread(f"   {about}", f" {self._marks(story)} ", width)
        title = wrapped(story.title, width - width_of(chosen + gutter) - 1, self.row_height - 1)
        first, *others = [Run(line, strength) for line in title]
        return [
            [Run(chosen, "mark"), Run(gutter, "accent"), first],
            *([Run(" " * width_of(chosen + gutter)), line] for line in others),
            [Run(left, "quiet"), Run(right, "mark")],
        ]

    def on_resize(self, event: events.Resize) -> None:
        """A narrow list gives a title two lines, with the same story at the top."""
        height = 2 if event.size.width >= ROOMY else 3
        if height != self.row_height:
            self.row_height = height
            self.rows_changed()

    def _marks(self, story: StoryHead) -> str:
        """Whether it is new, the shelf, how many highlights, draft or note, and the star."""
        marked = f"{story.highlights} marked" if story.highlights else ""
        new = "new" if story.key in self.fresh else ""
        shelf = "" if story.shelf == "inbox" else story.shelf
        note = self.signs.note if story.noted else ""
        star = self.signs.starred if story.starred else ""
        draft = "draft" if story.drafted else ""
        return " ".join(part for part in (new, shelf, marked, draft, note, star) if part)


def _about(story: StoryHead, room: int) -> tuple[str, ...]:
    """Date, source in at most `room` cells, words, tags."""
    words = f"{story.words:,} words" if story.words != 1 else "1 word"
    return (
        story.published[:10],
        fit(story.source, room),
        words,
        *(f"#{tag}" for tag in story.tags),
    )
