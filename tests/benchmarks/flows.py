"""The fewest keys that highlight a passage in view: labels, motions with counts, or both."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count

from reader import motions
from reader.motions import Ground
from reader.segments import previous_boundary
from reader.selection import Caret, caret_place, passage, toggled
from reader.widgets.page.widget import Page

Span = tuple[int, int]
Keys = tuple[str, ...]

KEYS = {
    "down": "next-paragraph",
    "up": "previous-paragraph",
    "right_parenthesis": "next-sentence",
    "left_parenthesis": "previous-sentence",
    "w": "next-word",
    "b": "previous-word",
    "0": "line-start",
    "dollar_sign": "line-end",
}
"""Motions while reading, by key."""
VISUAL_KEYS = {
    "right_curly_bracket": "next-paragraph",
    "right_parenthesis": "next-sentence",
    "w": "next-word",
    "e": "word-end",
    "b": "previous-word",
    "dollar_sign": "line-end",
    "o": "swap-ends",
}
COUNTED = {"w", "b", "e", "right_parenthesis", "left_parenthesis", "down", "up"}


class Flows:
    """The keys that lead from the page as it is to a highlight on a passage."""

    def __init__(self, page: Page, span: Span, most: int) -> None:
        assert page.opened is not None
        assert page.sheet is not None
        self.span = span
        self.most = most
        """Keys that are known to be enough."""
        opened = page.opened
        self.caret = opened.caret
        self.ground = Ground(opened.segments, page.sheet, opened.headings, page.size.height - 2)
        page.hint("sentence")
        self.sentences = page.hinted
        page.hint("word")
        self.words = page.hinted
        page.leave_hints()

    def by_labels(self) -> Iterator[Keys]:
        """Labels and H."""
        for label, span in self.sentences.items():
            if span == self.span:
                yield ("semicolon", *label, "H")
        starts = [label for label, span in self.words.items() if span[0] == self.span[0]]
        ends = [label for label, span in self.words.items() if span[1] == self.span[1]]
        for first in starts:
            for last in ends:
                yield ("comma", *first, "H") if first == last else ("comma", *first, *last, "H")

    def best(self) -> Keys:
        """The fewest keys; of equal ones labels."""
        known = min(self.by_labels(), key=len, default=())
        most = len(known) if known else self.most
        return self._shorter(most) or known

    def _shorter(self, most: int) -> Keys:
        """Fewer keys than `most` by motions, or a selection with labels; empty where none do."""
        tie = count()
        queue: list[tuple[int, int, Caret, Keys]] = [(0, next(tie), self.caret, ())]
        seen: set[Caret] = set()
        while queue:
            cost, _, caret, keys = heappop(queue)
            if cost + 1 >= most:
                break
            if caret in seen:
                continue
            seen.add(caret)
            if passage(self.ground.segments, caret) == self.span:
                return (*keys, "H")
            for typed, after in self._steps(caret, keys):
                if self._can_be(after, most - cost - len(typed)):
                    heappush(queue, (cost + len(typed), next(tie), after, (*keys, *typed)))
        return ()

    def _can_be(self, caret: Caret, left: int) -> bool:
        """Whether fewer keys than `left` may still mark the passage: it must have its ends."""
        if caret.anchor is None:
            return left > 3 or passage(self.ground.segments, caret) == self.span
        ends = (self.span[0], previous_boundary(self.ground.text, self.span[1]))
        wrong = (caret.anchor not in ends) + (caret.offset not in ends)
        if wrong == 2 or caret.anchor not in ends:
            return left > wrong + 2  # o, a motion for each, H
        return left > wrong + 1

    def _steps(self, caret: Caret, keys: Keys) -> Iterator[tuple[Keys, Caret]]:
        visual = caret.anchor is not None
        if not visual:
            yield ("v",), toggled(caret, "character")
        elif keys == ("v",):  # nothing has scrolled yet, so the labels are known
            for label, span in self.words.items():
                last = caret_place(self.ground.text, previous_boundary(self.ground.text, span[1]))
                yield ("comma", *label), caret.at(last if last >= caret.offset else span[0])
        for key, command in (VISUAL_KEYS if visual else KEYS).items():
            for times in range(1, 10 if key in COUNTED else 2):
                typed = (key,) if times == 1 else (str(times), key)
                yield typed, motions.move(self.ground, caret, command, times, "")


def way(keys: Keys) -> str:
    """What kind of keys they are."""
    if keys[0] in ("semicolon", "comma"):
        return "labels"
    return "both" if "comma" in keys else "motions"
