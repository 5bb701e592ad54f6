"""What was found in the story on the page, and how far one has read."""

from __future__ import annotations

from collections.abc import Sequence

from reader.find import Finder, Passage
from reader.screens.library.browsing import Browsing


class Matches(Browsing):
    """The matches of a find, shown on the page and counted in the status line."""

    finder: Finder | None = None
    matches: Sequence[Passage] = ()
    match: int | None = None

    def clear_find(self) -> None:
        """Forget what was found; the text may be another."""
        self.finder = None
        self.show_matches((), None)

    def show_matches(self, matches: Sequence[Passage], current: int | None) -> None:
        """Mark the matches on the page and go to the current one."""
        self.matches, self.match = matches, current
        self.page.set_matches(matches, current)
        if current is not None:
            self.page.goto(matches[current][0])
        self.find_place = f"{(current or 0) + 1}/{len(matches)}" if matches else ""
        self.show_progress()

    def show_progress(self) -> None:
        """Which match of how many, else how far one has read, in the status line."""
        if self.story is None:
            self.status.place = ""
        else:
            self.status.place = self.find_place or f"{round(self.page.progress * 100)} %"
