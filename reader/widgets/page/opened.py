"""A story as it is open on the page: its caret, its highlights, and what lies on each line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader import selection
from reader.changes import Changed, ChangeKind
from reader.segments import Segments
from reader.selection import Caret, Focus, caret_place
from reader.themes import Signs, margin_sign
from reader.typeset import Line
from reader.widgets.page.labels import Label
from reader.widgets.page.links import address_at
from reader.widgets.page.looks import INLINE
from reader.widgets.page.painting import Picture
from reader.widgets.page.spans import (
    Layer,
    Marked,
    Range,
    SpanIndex,
    clipped,
    layers,
    passages_over,
)

if TYPE_CHECKING:
    from db.models import Highlight, Span, Story

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Hebrew, Arabic, Syriac, Thaana and their kin."""
_KEPT = 1000
"""Lines whose highlights are remembered; a screen shows fewer."""

_CHANGED: Mapping[ChangeKind, str] = {"removed": "-", "added": "+", "moved": ">", "left": "<"}

Marks = tuple[Layer[str], ...]
MarginSigns = tuple[tuple[str, str], ...]


class Opened:
    """What is known of the open story apart from how it is set in lines."""

    def __init__(
        self, story: Story, place: int, focus: Focus, changes: Sequence[Changed] = ()
    ) -> None:
        self.story = story
        self.text = story.text
        self.segments = Segments(story.text, story.markup, story.head.lang)
        self.headings = [
            caret_place(story.text, span.start) for span in story.markup if span.kind == "heading"
        ]
        self.caret = Caret(caret_place(story.text, place), focus)
        self.inline: SpanIndex[Span] = SpanIndex(
            (span.start, span.end, span) for span in story.markup if span.kind in INLINE
        )
        self.changes: SpanIndex[ChangeKind] = SpanIndex(changes)
        self.highlights: SpanIndex[Highlight] = SpanIndex()
        self._marked: dict[tuple[int, int, Signs], tuple[Marks, MarginSigns]] = {}
        self.matches: Sequence[Range] = ()
        self.match: int | None = None
        """The index of the match that one is at."""
        self.flash: Range | None = None
        self.pointed: Range | None = None
        """What something beside the page is about."""
        self.labels: Mapping[int, tuple[Label, ...]] = {}
        """The labels of hints, by where the lines begin on which they are drawn."""

    def set_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Take the story's highlights; unplaced ones are not on the page."""
        self.highlights = SpanIndex(
            (one.start, one.end, one)
            for one in highlights
            if one.start is not None and one.end is not None
        )
        self._marked.clear()

    @property
    def selected(self) -> Range | None:
        """What is selected."""
        return selection.selected(self.segments, self.caret) if self.text else None

    @property
    def focused(self) -> Range | None:
        """The sentence or paragraph around the caret."""
        return selection.focused(self.segments, self.caret) if self.text else None

    @property
    def found(self) -> Range | None:
        """The match that one is at."""
        if self.match is None or not 0 <= self.match < len(self.matches):
            return None
        return self.matches[self.match]

    @property
    def passage(self) -> Range | None:
        """What a mark would cover: the selection, the match under the caret, or what is focused."""
        if self.caret.anchor is None and self.found and self.found[0] == self.caret.offset:
            return self.found
        return self.selected or self.focused

    @property
    def highlight_at_caret(self) -> Highlight | None:
        """The innermost highlight over the caret."""
        found = self.highlights.innermost(self.caret.offset)
        return found.value if found else None

    @property
    def focused_highlight(self) -> Highlight | None:
        """The highlight of exactly the passage, else the innermost one over the caret."""
        passage = self.passage
        for one in reversed(self.highlights.over(*passage) if passage else []):
            if (one.start, one.end) == passage:
                return one.value
        return self.highlight_at_caret

    def link_at(self, offset: int) -> str | None:
        """The address of the link over `offset`."""
        for span in self.inline.over(offset, offset + 1):
            if span.value.kind == "link":
                return span.value.data
        return address_at(self.text, offset)

    def whole_words(self, start: int, end: int) -> Range:
        """`text[start:end]` widened to whole words where it touches a paragraph right to left.

        A terminal may draw the words of such a paragraph in another order than they are stored,
        and nobody tells the program; a word is what a pointer can be trusted to mean.
        """
        block = self.segments.at("paragraph", start)
        if block is None or not _RIGHT_TO_LEFT.search(self.text, *block):
            return start, end
        first, last = self.segments.at("word", start), self.segments.at("word", max(start, end - 1))
        return min(start, first[0] if first else start), max(end, last[1] if last else end)

    def inline_on(self, line: Line) -> list[Marked[str]]:
        """The markup of runs on a line, by kind, and what changed there over it."""
        found = self.inline.over(line.start, line.stop)
        changed = self.changes.over(line.start, line.stop)
        return [
            *(Marked[str](span.start, span.end, span.value.kind) for span in found),
            *(Marked[str](*span) for span in changed),
        ]

    def pictures(
        self, lines: Sequence[Line], *, live: bool, signs: Signs, dim: bool = False
    ) -> list[Picture]:
        """What lies on each of the lines; `live` is whether the page has the keys.

        `dim`: what is not focused is fainter.
        """
        selected = self.selected
        active = self.focused_highlight if live and selected is None else None
        span = (active.start or 0, active.end or 0) if active else self.pointed
        focus = self.passage if selected is None else None
        pictures = [self._picture(line, focus, selected, span, live, signs) for line in lines]
        if not dim or focus is None:
            return pictures
        faint = ((0, focus[0]), (focus[1], len(self.text)))
        return [
            picture._replace(
                faint=tuple(
                    part for span in faint if (part := clipped(span, line.start, line.stop))
                )
            )
            for picture, line in zip(pictures, lines, strict=True)
        ]

    def _picture(
        self,
        line: Line,
        focus: Range | None,
        selected: Range | None,
        active: Range | None,
        live: bool,
        signs: Signs,
    ) -> Picture:
        start, stop = line.start, line.stop
        if start == stop:
            inside = focus is not None and focus[0] < start < focus[1]
            return Picture(focus=signs.focus if inside else "")
        marks, margin = self._marked_on(line, signs)
        matches = passages_over(self.matches, start, stop)
        caret = self.caret.offset
        return Picture(
            marks=marks,
            active=clipped(active, start, stop),
            signs=margin,
            focus=signs.focus if clipped(focus, start, stop) else "",
            matches=tuple(matches),
            found=clipped(self.found, start, stop),
            flash=clipped(self.flash, start, stop),
            selection=clipped(selected, start, stop),
            caret=caret if live and start <= caret < line.end and not self.labels else None,
            labels=self.labels.get(start, ()),
        )

    def _marked_on(self, line: Line, signs: Signs) -> tuple[Marks, MarginSigns]:
        """The highlights of a line; kept, since only `set_highlights` changes them."""
        key = line.start, line.stop, signs
        found = self._marked.get(key)
        if found is None:
            over = self.highlights.over(line.start, line.stop)
            colours = [Marked(one.start, one.end, one.value.colour) for one in over]
            marks = tuple(layers(colours, line.start, line.stop))
            if len(self._marked) > _KEPT:
                self._marked.clear()
            margin = _margin_signs(over, line, signs) + self._change_signs(line)
            found = self._marked[key] = marks, margin
        return found

    def _change_signs(self, line: Line) -> MarginSigns:
        """What tells beside a line how it changed."""
        kinds = {span.value for span in self.changes.over(line.start, line.stop)}
        return tuple((sign, kind) for kind, sign in _CHANGED.items() if kind in kinds)


def _margin_signs(marked: Sequence[Marked[Highlight]], line: Line, signs: Signs) -> MarginSigns:
    """The margin signs of a line: of each highlight that begins on it, else a bar that goes on."""
    if not marked:
        return ()
    begun = [one.value for one in marked if one.start >= line.start]
    if not begun:
        return ((signs.bar, marked[-1].value.colour),)
    found = [
        (margin_sign(one.colour, signs, noted=bool(one.note)).rstrip(), one.colour) for one in begun
    ]
    return (found[0], *((sign[1:], colour) for sign, colour in found[1:]))
