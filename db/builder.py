"""Building canonical text with stand-off markup, run by run."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import replace

from db.models import Span, SpanKind
from db.text import grapheme_end, grapheme_start, strip_controls

_SPACES = re.compile(r"[ \n]+")


class TextBuilder:
    """Collects runs and blocks into a story's `text` and `markup`.

    Spans are opened and closed between writes and may enclose blocks. Every rule of the canonical
    text is kept whatever is written, and every span ends up on grapheme borders and not empty.
    """

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._written = 0
        self._blocks: list[_Block] = []
        self._open: list[tuple[SpanKind, str, int]] = []
        self._closed: list[Span] = []

    def open(self, kind: SpanKind, data: str = "") -> None:
        """Begin a span at the next thing written."""
        self._open.append((kind, data, self._written))

    def close(self, kind: SpanKind) -> None:
        """End the innermost open span of this kind; where there is none, do nothing."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == kind:
                _, data, start = self._open.pop(index)
                self._closed.append(Span(start, self._written, kind, data))
                return

    def write(self, text: str) -> None:
        """Add running text; white space, line ends included, is one space."""
        self._append(_SPACES.sub(" ", strip_controls(text)))

    def write_lines(self, text: str) -> None:
        """Add text whose line ends and inner spaces mean something: code, verse."""
        self._append(strip_controls(text.replace("\t", "    ")))

    def line_break(self) -> None:
        """A line end inside the block."""
        self._append("\n")

    def end_block(self, *, keep_indent: bool = False) -> None:
        """Close the block; an empty one leaves no trace. Runs of blank lines inside become one."""
        if self._runs:
            raw = "".join(self._runs)
            self._blocks.append(_Block(self._written - len(raw), raw, keep_indent))
            self._runs.clear()

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        """The canonical text and its spans, sorted by start, the longer first."""
        while self._open:
            self.close(self._open[-1][0])
        self.end_block()
        text = self._join()
        moved = (self._moved(span) for span in self._closed)
        kept = {_snapped(text, span) for span in moved}
        return text, tuple(
            sorted(
                (span for span in kept if span.end > span.start),
                key=lambda span: (span.start, -span.end, span.kind, span.data),
            )
        )

    def _append(self, text: str) -> None:
        if text:
            self._runs.append(text)
            self._written += len(text)

    def _join(self) -> str:
        """Join the blocks that hold something, and tell each where it stands."""
        kept: list[str] = []
        length = 0
        for block in self._blocks:
            block.start = length
            if block.text:
                kept.append(block.text)
                length += len(block.text) + 2
        return "\n\n".join(kept)

    def _moved(self, span: Span) -> Span:
        return replace(span, start=self._offset(span.start), end=self._offset(span.end, end=True))

    def _offset(self, raw: int, *, end: bool = False) -> int:
        """Where a written position stands in the text; an end belongs to what is before it."""
        if not self._blocks:
            return 0
        find = bisect_left if end else bisect_right
        index = find(self._blocks, raw, key=lambda block: block.raw_start) - 1
        block = self._blocks[max(0, index)]
        return block.start + block.offset(raw - block.raw_start)


class _Block:
    """A block as written, and tidied."""

    __slots__ = ("_counts", "_raw", "raw_start", "start", "text")

    def __init__(self, raw_start: int, raw: str, keep_indent: bool) -> None:
        self.raw_start = raw_start
        self.start = 0
        self.text = _tidy(raw, keep_indent)
        self._raw = raw
        self._counts: tuple[list[int], list[int]] | None = None

    def offset(self, raw: int) -> int:
        """An offset into the raw block as one into the tidy text.

        The two differ by white space taken out and by NFC; the characters that are not blank come
        in the same order on both sides, so counting them in decomposed form finds the place.
        """
        if self.text == self._raw:
            return min(raw, len(self.text))
        if self._counts is None:
            self._counts = _solid_counts(self._raw), _solid_counts(self.text)
        old, new = self._counts
        return bisect_left(new, old[min(raw, len(self._raw))])


def _snapped(text: str, span: Span) -> Span:
    """The span without blank ends, on grapheme borders; code keeps its first indentation."""
    start, end = span.start, min(span.end, len(text))
    while start < end and text[start] in "\n ":
        start += 1
    while end > start and text[end - 1] in "\n ":
        end -= 1
    if span.kind == "pre":
        start = text.rfind("\n", 0, start) + 1
    return replace(span, start=grapheme_start(text, start), end=grapheme_end(text, end))


def _tidy(raw: str, keep_indent: bool) -> str:
    """A block without blank ends, trailing spaces and runs of blank lines, in NFC."""
    text = unicodedata.normalize("NFC", raw)
    lines = [line.rstrip() if keep_indent else line.strip() for line in text.split("\n")]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    tidy = "\n".join(kept).strip("\n")
    return tidy if keep_indent else re.sub(r" {2,}", " ", tidy)


def _solid_counts(text: str) -> list[int]:
    counts = [0]
    for character in text:
        solid = 0 if character.isspace() else len(unicodedata.normalize("NFD", character))
        counts.append(counts[-1] + solid)
    return counts
