"""The results of a search: where, and the passage with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive

from db.models import Hit, Snippet
from reader.widgets.cells import Run, fit, said, spread, width_of
from reader.widgets.row_list import RowList

WIDE = 64
"""Cells from which a title has room for section, date and source beside it."""
_KINDS = {"story": "", "note": "note", "highlight": "highlight"}


class HitList(RowList):
    """A line for the story, a line for the passage, a blank one; where narrow, one for where it is.

    A hit that is not known yet is None; one that would be in view is asked for by `Wanted`.
    """

    row_height = 3

    hits: reactive[Sequence[Hit | None]] = reactive((), init=False)

    @dataclass
    class Wanted(Message):
        """A hit that is not known yet is in view."""

        index: int

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

    def on_resize(self, event: events.Resize) -> None:
        """Where it is has a line of its own on a narrow list."""
        height = 3 if event.size.width >= WIDE else 4
        if height != self.row_height:
            self.row_height = height
            self.rows_changed()
        else:
            super().on_resize(event)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The lines of one hit."""
        hit = self.hits[index]
        if hit is None:
            self.post_message(self.Wanted(index))
            return [[Run(said(" …"), "quiet")]]
        kind = _KINDS[hit.kind]
        story = hit.story
        share = width // (5 if self.row_height == 3 else 3)
        section, source = fit(story.section, share), fit(story.source, share)
        about = [part for part in (section, story.published[:10], source) if part]
        told = [kind] if self.row_height > 3 else [kind, said(" · ").join(about)]
        right = fit("  " + "  ".join(part for part in told if part) + " ", width * 3 // 5)
        left, right = spread(f" {fit(story.title, width - width_of(right) - 2)}", right, width)
        at = width_of(kind) + 2 if kind and right.startswith(f"  {kind}") else 0
        lines = [
            [Run(left, "strong"), Run(right[:at], "accent"), Run(right[at:], "quiet")],
            [Run("   "), *snippet_runs(hit.snippet, width - 4)],
        ]
        if self.row_height > 3:
            lines.insert(1, [Run(fit("   " + said(" · ").join(about), width - 1), "quiet")])
        return lines


def snippet_runs(snippet: Snippet, width: int) -> list[Run]:
    """A snippet on one line, cut so that most of its marks are in view, different ones first."""
    text = snippet.text.replace("\n", " ")
    start = _beginning(text, snippet.marks, width)
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


def _beginning(text: str, marks: Sequence[tuple[int, int]], width: int) -> int:
    """Where to begin so that a line of this width shows most of the marks."""
    start, (first, last) = 0, _fullest(text, marks, width * 5 // 6)
    while start < first and (
        width_of(text[start:first]) > width * 2 // 3 or width_of(text[start:last]) > width - 2
    ):
        start += 1
    following = text.find(" ", start, first) if start else -1
    return following + 1 if following >= 0 else start


def _fullest(text: str, marks: Sequence[tuple[int, int]], width: int) -> tuple[int, int]:
    """From where to where the marks stand that fit into a width, most different ones first."""
    best, most = (0, 0), (0, 0)
    for place, (first, last) in enumerate(marks):
        near = [(first, last)]
        near += [one for one in marks[place + 1 :] if width_of(text[first : one[1]]) <= width]
        value = len({text[slice(*one)].casefold() for one in near}), len(near)
        if value > most:
            best, most = (first, near[-1][1]), value
    return best
