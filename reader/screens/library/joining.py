"""Making several highlights into one, and one into several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.reshaping import Reshaping

if TYPE_CHECKING:
    from db.joining import Merged
    from db.models import Highlight


class Joining(Reshaping):
    """Commands on the highlights under the caret or the selection."""

    def do_merge_highlights(self, call: Call) -> None:
        """Those that the selection touches, or the one under the caret and the next ones."""
        story, selected = self.story, self.page.selected
        if story is None:
            return
        names = [one.id for one in self._touched(selected) or self._from_caret(call.times)]
        if len(names) < 2:
            self.say(self._nothing_to_merge(selected is not None, len(names)))
            return

        def merged(done: Merged) -> None:
            self._done_selecting()
            self.page.goto(done.highlight.start or 0)
            self._saved(f"{len(done.gone) + 1} highlights are one now.{self._undo_hint()}")

        self.commit(lambda: self.library.joining.merge(story, names), merged)

    def do_split_highlight(self, call: Call) -> None:
        """Before the caret, or at the ends of the selection."""
        story, selected = self.story, self.page.selected
        found = self.page.highlight_at_caret()
        if story is None or found is None:
            self.say("There is no highlight under the caret; ] h goes to the next one.")
            return
        caret = self.page.caret
        cuts = selected or (caret,)
        if not any((found.start or 0) < cut < (found.end or 0) for cut in cuts):
            self.say("Put the caret where the second part is to begin, or select a part.")
            return

        def split(parts: Sequence[Highlight]) -> None:
            self._done_selecting()
            self.page.goto(caret)
            self._saved(f"The highlight is in {len(parts)} parts now.{self._undo_hint()}")

        self.commit(lambda: self.library.joining.split(found.id, story, cuts), split)

    def _done_selecting(self) -> None:
        """A highlight that was taken up is no longer what it was."""
        self.taken_up = None
        self.page.leave_visual()

    def _touched(self, selected: tuple[int, int] | None) -> list[Highlight]:
        """The highlights that the selection touches; those that only meet its ends are not."""
        if selected is None:
            return []
        start, end = selected
        return [
            one
            for one in self.highlights
            if one.start is not None and one.end is not None and one.start < end and one.end > start
        ]

    def _from_caret(self, times: int) -> list[Highlight]:
        """The highlight under the caret, and so many after it in the text."""
        found = None if self.page.selected else self.page.highlight_at_caret()
        if found is None:
            return []
        placed = [one for one in self.highlights if one.start is not None]
        here = next(index for index, one in enumerate(placed) if one.id == found.id)
        return placed[here : here + times + 1]

    def _nothing_to_merge(self, selecting: bool, touched: int) -> str:
        if selecting:
            return f"The selection touches {'only one' if touched else 'no'} highlight."
        if touched:
            return "There is no highlight after this one to merge it with."
        return "There is no highlight under the caret; ] h goes to the next one."

    def _undo_hint(self) -> str:
        keys = self.program.keymap.keys("undo", "reader")
        return f" {keys[0]} takes that back." if keys else ""
