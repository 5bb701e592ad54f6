"""Past highlights that come up again: asking for a handful, and going to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.opening import Opening

if TYPE_CHECKING:
    from db.models import Recall


class Recalling(Opening):
    """`:review`, which nothing but the reader begins."""

    def do_review(self, call: Call) -> None:
        """Ask about what is left of today's handful; with a query, among what it finds."""
        query = call.argument.strip()
        daily = self.program.config.review_daily

        def among() -> set[int] | None:
            return self.library.search.highlight_keys(query)[0] if query else None

        def gather() -> list[Recall]:
            left = max(0, daily - self.library.recalls.answered())
            return self.library.recalls.session(left, keys=among())

        def more() -> Sequence[Recall]:
            return self.library.recalls.session(daily, keys=among())

        def show(found: list[Recall]) -> None:
            from reader.screens.recall import RecallScreen  # only for those who review

            if not found and not self.library.highlights.count():
                self.say("There is nothing to review yet: H on a page highlights.")
                return
            self.app.push_screen(RecallScreen(found, more), self._reviewed)

        self.run_job(gather, show)

    def _reviewed(self, recall: Recall | None) -> None:
        self.context_changed()
        if recall is not None:
            self.open_story(recall.highlight.story, highlight=recall.highlight.id)
