"""Composing: stretches of two texts put into one, long ones that did not change folded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.changes.model import Changed, ChangeKind, Changes, Piece

if TYPE_CHECKING:
    from db.comparing import Comparison, Stretch

FOLDED = 2
"""Unchanged paragraphs in a row that are told by their number alone."""
_GLIMPSE = 40
"""Code points of a passage that moved which are shown where it stood."""
_TOGETHER = 200
"""Code points that may part two pieces of one passage that moved."""

BRACKETS: Mapping[ChangeKind, tuple[str, str]] = {
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
    "moved": ("{>", "<}"),
}
"""What tells changes apart where there are no colours."""

_BREAK = re.compile("(\n+)")


def compose(comparison: Comparison, *, brackets: bool) -> Changes:
    """The comparison as one text; `brackets` puts signs round what changed, see `BRACKETS`."""
    composer = _Composer(comparison, brackets=brackets)
    changes = {change[0]: change for change in comparison.changes}
    passages = _passages(comparison.stretches)
    last = len(comparison.stretches) - 1
    for index, stretch in enumerate(comparison.stretches):
        if index in changes:
            composer.begin(changes[index])
        if stretch.kind == "same":
            composer.same(stretch, first=index == 0, last=index == last)
        elif stretch.kind == "left":
            composer.left(stretch, passages.get(index))
        else:
            composer.change(stretch, stretch.kind)
    return composer.composed


def _passages(stretches: Sequence[Stretch]) -> dict[int, int]:
    """Where each passage that left ends in the old text, by the index of its first stretch."""
    found: dict[int, int] = {}
    first, last = 0, None
    for index, stretch in enumerate(stretches):
        if stretch.kind == "same":
            last = None
        elif stretch.kind == "left":
            if last is None or not _is_joined(last, stretch):
                first = index
            found[first] = stretch.old_end
            last = stretch
    return found


def _is_joined(before: Stretch, after: Stretch) -> bool:
    """Whether two pieces that moved are of one passage, from which little was taken."""
    return (
        0 <= after.old_start - before.old_end <= _TOGETHER
        and 0 <= after.new_start - before.new_end <= _TOGETHER
    )


class _Composer:
    """Puts pieces one after another and keeps account of where they come from."""

    def __init__(self, comparison: Comparison, *, brackets: bool) -> None:
        self._comparison = comparison
        self._brackets = brackets
        self._parts: list[str] = []
        self._size = 0
        self._new = 0
        """How far the new text has come."""
        self._spans: list[Changed] = []
        self._starts: list[int] = []
        self._pieces: list[Piece] = []
        self._moving = False
        """Whether the change under way is about passages that moved."""

    @property
    def composed(self) -> Changes:
        """All of it."""
        return Changes("".join(self._parts), self._spans, self._starts, self._pieces)

    def begin(self, change: range) -> None:
        """A change begins here, of the stretches with these indices."""
        self._starts.append(self._size)
        kinds = {self._comparison.stretches[index].kind for index in change}
        self._moving = bool(kinds & {"moved", "left"})

    def same(self, stretch: Stretch, *, first: bool, last: bool) -> None:
        """What did not change; of whole paragraphs in a row only those next to a change."""
        text = self._comparison.text(stretch)
        head = 0 if first else _first_paragraph(text)
        tail = len(text) if last else _last_paragraph(text)
        hidden = sum(1 for one in text[head:tail].split("\n\n") if one.strip())
        if hidden < FOLDED:
            self._copy(stretch, 0, len(text))
            return
        place = stretch.old_start + head, stretch.new_start + head
        self._copy(stretch, 0, head)
        self._note("\n\n" if head else "", place)
        with self._told("folded", place):
            self._note(f"… {hidden:,} unchanged paragraphs …", place)
        self._note("\n\n" if tail < len(text) else "", place)
        self._copy(stretch, tail, len(text))

    def left(self, stretch: Stretch, end: int | None) -> None:
        """Where a passage stood that moved: how it begins, and which way it went.

        `end`: where the whole of it ended in the old text; None where it was told before.
        """
        words = self._comparison.text(stretch)
        bare = words.strip("\n")
        place = stretch.old_start, self._new
        if not bare.strip():
            return
        before, _, after = words.partition(bare)
        self._note(before, place)
        if end is not None:
            way = "down" if stretch.new_start >= self._new else "up"
            begins = _glimpse(self._comparison.old[stretch.old_start : end])
            with self._told("left", place):
                self._note(f"(moved {way}: “{begins}”)", place)
        self._note(after, place)

    def change(self, stretch: Stretch, kind: ChangeKind) -> None:
        """What was removed, added, or came from elsewhere; each line of it is told apart."""
        text = self._comparison.text(stretch)
        place = stretch.old_start, stretch.new_start
        if "\n" in text and text.isspace():
            self._break(stretch, kind, text)
            return
        at = 0
        for part in _BREAK.split(text):
            if part.strip("\n"):
                with self._told(kind, place):
                    self._copy(stretch, at, at + len(part))
            else:
                self._copy(stretch, at, at + len(part))
            at += len(part)

    def _break(self, stretch: Stretch, kind: ChangeKind, text: str) -> None:
        """A line's or a paragraph's end that is all that changed, or that moved with its words."""
        place = stretch.old_start, stretch.new_start
        if not self._moving:
            with self._told(kind, place):
                self._note("¶", place)
        if kind != "removed":
            self._copy(stretch, 0, len(text))
        elif self._moving:
            self._note(text, place)

    @contextmanager
    def _told(self, kind: ChangeKind, place: tuple[int, int]) -> Iterator[None]:
        """What is put within the block is of this kind."""
        self._part(kind, place)
        start = self._size
        before, after = BRACKETS.get(kind, ("", "")) if self._brackets else ("", "")
        self._note(before, place)
        yield
        self._note(after, place)
        self._spans.append(Changed(start, self._size, kind))

    def _part(self, kind: ChangeKind, place: tuple[int, int]) -> None:
        """A blank between what stood there and what stands there, where the two would touch."""
        last = self._spans[-1] if self._spans else None
        if last is None or last.end < self._size or last.kind == kind:
            return
        told = self._brackets and "left" not in (kind, last.kind)
        if not told and not self._parts[-1][-1:].isspace():
            self._note(" ", place)

    def _copy(self, stretch: Stretch, start: int, end: int) -> None:
        """Put the characters of a stretch, counted from its beginning."""
        if start == end:
            return
        text = self._comparison.text(stretch)[start:end]
        from_old, from_new = stretch.kind != "added", stretch.kind != "removed"
        old = stretch.old_start + (start if from_old else 0)
        new = stretch.new_start + (start if from_new else 0)
        self._put(text, Piece(self._size, self._size + len(text), old, new, from_old, from_new))
        if from_new:
            self._new = new + len(text)

    def _note(self, text: str, place: tuple[int, int]) -> None:
        """Put words that are in neither text; `place` is what they stand for in both."""
        if text:
            self._put(text, Piece(self._size, self._size + len(text), *place, False, False))

    def _put(self, text: str, piece: Piece) -> None:
        self._parts.append(text)
        self._pieces.append(piece)
        self._size = piece.end


def _first_paragraph(text: str) -> int:
    """Where the first paragraph with words ends."""
    start = len(text) - len(text.lstrip("\n"))
    end = text.find("\n\n", start)
    return end if end >= 0 else len(text)


def _last_paragraph(text: str) -> int:
    """Where the last paragraph with words begins."""
    end = len(text.rstrip("\n"))
    start = text.rfind("\n\n", 0, end)
    return start + 2 if start >= 0 else 0


def _glimpse(words: str) -> str:
    """How a passage begins, on one line."""
    line = " ".join(words.split())
    if len(line) <= _GLIMPSE:
        return line
    return f"{line[:_GLIMPSE].rpartition(' ')[0] or line[:_GLIMPSE]} …"
