"""The results of a search: where, and the passage with the words marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from db.models import Hit, Snippet
from reader.widgets.cells import Run, fit, said, spread, width_of
from reader.widgets.row_list import RowList

_KINDS = {"story": "", "note": "note", "highlight": "highlight"}


class HitList(RowList):
    """A line for the story, a line for the passage, and a blank one."""

    row_height = 3

    hits: reactive[Sequence[Hit]] = reactive((), init=False)

    @property
    def row_count(self) -> int:
        """One for each hit."""
        return len(self.hits)

    @property
    def at_cursor(self) -> Hit | None:
        """The hit that the cursor is on."""
        return self.hits[self.cursor] if 0 <= self.cursor < len(self.hits) else None

    def watch_hits(self) -> None:
        """Begin at the best one."""
        self.rows_changed(0)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The lines of one hit."""
        hit = self.hits[index]
        about = (_KINDS[hit.kind], hit.story.section, hit.story.published[:10])
        right = fit("  " + "  ".join(part for part in about if part) + " ", width // 2)
        left, right = spread(f" {fit(hit.story.title, width - width_of(right) - 2)}", right, width)
        return [
            [Run(left, "strong"), Run(right, "quiet")],
            [Run("   "), *snippet_runs(hit.snippet, width - 4)],
        ]


def snippet_runs(snippet: Snippet, width: int) -> list[Run]:
    """A snippet on one line, cut so that its first mark is in view."""
    text = snippet.text.replace("\n", " ")
    first = snippet.marks[0][0] if snippet.marks else 0
    start = 0
    while start < first and width_of(text[start:first]) > width * 2 // 3:
        start += 1
    if start:
        following = text.find(" ", start, first)
        start = following + 1 if following >= 0 else start
    runs: list[Run] = [Run(said("…"), "quiet")] if start else []
    at, room = start, width - len(runs)
    for left, right in (*snippet.marks, (len(text), len(text))):
        between, marked = text[at : max(at, left)], text[max(at, left) : right]
        for piece, part in ((between, "text"), (marked, "mark")):
            shown = fit(piece, room)
            runs.append(Run(shown, part))
            room -= width_of(shown)
            if shown != piece:
                return runs
        at = max(at, right)
    return runs
