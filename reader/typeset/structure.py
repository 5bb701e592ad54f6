"""What the markup makes of each paragraph: headings, nested lists and quotations, verse, code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.typeset.lines import LineKind, Look

if TYPE_CHECKING:
    from db.models import Span

BLOCK_KINDS = frozenset({"heading", "quote", "list", "item", "pre", "verse"})
_OUTER_FIRST = {"quote": 0, "list": 1, "item": 2}
_DEEPEST = 32
"""Containers around one paragraph that are heeded."""

_LIST_LINE = re.compile(r"(?:[-*•‣◦▪·]|[0-9]{1,2}[.)])[ \u00a0](?=\S)")
"""How an entry begins where a plain text has lists without markup."""
_NUMBER = re.compile(r"[0-9A-Za-z]{1,6}[.)]?\Z")
_LEAST_TEXT = 10
"""Cells that prefixes leave to the words; outer ones are left out before that."""

_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that lists and quotations are set with; each takes one cell."""

    bullets: tuple[str, ...] = ("•", "◦", "▪")
    """By depth, from the start again when there are no more."""
    bar: str = "│"
    """At the left of a quotation."""


class _Container:
    """A block span with what it stands in."""

    __slots__ = ("end", "kind", "level", "marker", "marker_cells", "parent", "start")

    def __init__(self, span: Span, start: int, parent: _Container | None, signs: Signs) -> None:
        self.start, self.end, self.kind, self.parent = start, span.end, span.kind, parent
        self.level = int(span.data) if span.data in {"1", "2", "3", "4", "5", "6"} else 1
        self.marker, self.marker_cells = "", 1
        if span.kind == "item":
            numbered = _NUMBER.match(span.data)
            self.marker = (
                span.data if numbered else signs.bullets[self._depth() % len(signs.bullets)]
            )
            if parent is not None:
                parent.marker_cells = max(parent.marker_cells, len(self.marker))

    def _depth(self) -> int:
        """How many lists the list of this entry stands in."""
        depth, around = -1, self.parent
        while around is not None:
            depth += around.kind == "list"
            around = around.parent
        return max(0, depth)


Stack = tuple[_Container, ...]


class Structure:
    """Tells for any paragraph of `text` what it stands in."""

    def __init__(self, text: str, markup: Iterable[Span], signs: Signs) -> None:
        self._signs = signs
        self._points: list[int] = [0]
        self._stacks: list[Stack] = [()]
        spans = [span for span in markup if span.kind in BLOCK_KINDS and span.end > span.start]
        starts = [(text.rfind("\n", 0, span.start) + 1, span) for span in spans]
        starts.sort(key=lambda it: (it[0], -it[1].end, _OUTER_FIRST.get(it[1].kind, 3)))
        active: list[_Container] = []
        for start, span in starts:
            active = self._closed(active, start)
            if len(active) < _DEEPEST:
                around = [it for it in active if it.kind in _OUTER_FIRST]
                active = [*active, _Container(span, start, around[-1] if around else None, signs)]
                self._note(start, active)
        self._closed(active, len(text) + 1)

    def _closed(self, active: list[_Container], until: int) -> list[_Container]:
        """What of `active` is open at `until`; each end before is noted."""
        for end in sorted({it.end for it in active if it.end <= until}):
            active = [it for it in active if it.end > end]
            self._note(end, active)
        return active

    def _note(self, offset: int, active: list[_Container]) -> None:
        if self._points[-1] == offset:
            self._stacks[-1] = tuple(active)
        else:
            self._points.append(offset)
            self._stacks.append(tuple(active))

    def stack(self, offset: int) -> Stack:
        """What is open at the start of the paragraph that begins at `offset`, outermost first."""
        return self._stacks[bisect_right(self._points, offset) - 1]

    def blank_lines(self, above: int, here: int) -> int:
        """Blank lines between two neighbouring blocks, given where they begin.

        One; another above a heading that follows no heading; none between the entries of a list.
        """
        before, stack = self.stack(above), self.stack(here)
        if any(_is_tight(it, here, before) for it in stack):
            return 0
        return 1 + (_is_heading(stack) and not _is_heading(before))

    def hang(self, text: str, offset: int, width: int) -> int:
        """Cells by which all but the first line of a plain text's list entry are indented."""
        begins = not offset or text[offset - 1] == "\n"
        marker = _LIST_LINE.match(text, offset) if begins and not self.stack(offset) else None
        return len(marker[0]) if marker and len(marker[0]) + _LEAST_TEXT <= width else 0

    def looks(self, offset: int, width: int) -> tuple[Look, Look]:
        """The look of a paragraph's first line, and of its others, in `width` cells."""
        stack = self.stack(offset)
        if not stack:
            return _PLAIN, _PLAIN
        kind, level = _kind(stack)
        quoted = sum(it.kind == "quote" for it in stack)
        first = [self._prefix(it, marked=it.start == offset) for it in stack]
        others = [self._prefix(it, marked=False) for it in stack]
        return (
            Look(kind, level, quoted, _fitting(first, width)),
            Look(kind, level, quoted, _fitting(others, width)),
        )

    def blank_look(self, above: int, here: int, width: int) -> Look:
        """The look of the blank lines between two blocks: bars go on in a common quotation."""
        before = self.stack(above)
        common = [it for it in self.stack(here) if it in before]
        prefix = _fitting([self._prefix(it, marked=False) for it in common], width).rstrip()
        return Look("blank", 0, sum(it.kind == "quote" for it in common), prefix)

    def _prefix(self, container: _Container, *, marked: bool) -> str:
        if container.kind == "quote":
            return self._signs.bar + " "
        if container.kind != "item":
            return ""
        cells = container.parent.marker_cells if container.parent else len(container.marker)
        return (container.marker if marked else "").rjust(cells) + " "


def _is_tight(entry: _Container, here: int, before: Stack) -> bool:
    """Whether `entry` begins at `here` and follows in its list, or in the entry its list is in."""
    around = entry.parent
    if entry.kind != "item" or entry.start != here or around is None:
        return False
    return around in before or (around.parent is not None and around.parent in before)


def _is_heading(stack: Stack) -> bool:
    return any(it.kind == "heading" for it in stack)


def _kind(stack: Stack) -> tuple[LineKind, int]:
    for container in reversed(stack):
        match container.kind:
            case "heading":
                return "heading", container.level
            case "pre":
                return "pre", 0
            case "verse":
                return "verse", 0
    return "text", 0


def _fitting(prefixes: list[str], width: int) -> str:
    """The prefixes in one string; the outermost are left out where words would not have room."""
    while prefixes and sum(map(len, prefixes)) > max(0, width - _LEAST_TEXT):
        prefixes = prefixes[1:]
    return "".join(prefixes)
