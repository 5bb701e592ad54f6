"""The units of one story that a caret moves by and marks: found around an offset, however long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, TypeVarTuple, Unpack

from reader.segments.graphemes import clusters, next_boundary, previous_boundary, snap, widened
from reader.segments.paragraphs import block_at, paragraphs_in, pieces
from reader.segments.quotations import quotation_in
from reader.segments.scripts import guess_language, is_cjk
from reader.segments.sentences import sentences_of
from reader.segments.words import clauses, words

if TYPE_CHECKING:
    from db.models import Span

Unit = Literal["grapheme", "word", "clause", "sentence", "paragraph"]
Range = tuple[int, int]
Asked = TypeVarTuple("Asked")

_KEPT = 1024
"""Answers of a kind that are remembered; a screen asks for fewer."""


class Segments:
    """The graphemes, words, clauses, sentences and paragraphs of `text`.

    Offsets are code points into `text`; ranges are end-exclusive and on grapheme borders. Only what
    is around an offset is looked at. `lang` is a BCP 47 tag, or empty: then it is guessed.
    """

    def __init__(self, text: str, markup: Iterable[Span] = (), lang: str = "") -> None:
        self.text = text
        self.lang = lang.replace("_", "-").split("-")[0].lower() or guess_language(text[:2000])
        self._lined = _merged(it for it in markup if it.kind in {"list", "pre", "verse"})
        # Not `lru_cache`, which would refer to this and keep the text until garbage is collected.
        self._known_paragraphs: dict[tuple[int, int], tuple[Range, ...]] = {}
        self._known_pieces: dict[tuple[int, int], tuple[Range, ...]] = {}
        self._known_units: dict[tuple[Unit, int, int], tuple[Range, ...]] = {}
        self._last_block: Range = (0, 0)

    def at(self, unit: Unit, offset: int) -> Range | None:
        """The unit that holds `offset`; between two, the one before; else the text's first.

        None where the text has no such unit, as a blank one has no word.
        """
        if unit == "grapheme":
            start = snap(self.text, min(max(0, offset), len(self.text) - 1))
            return (start, next_boundary(self.text, start)) if self.text else None
        return self._last(unit, offset + 1) or self._first(unit, offset + 1)

    def next_start(self, unit: Unit, offset: int, count: int = 1) -> int:
        """Where the `count`th unit after `offset` begins, or the last, or `offset` if none does."""
        for _ in range(count):
            found = self._first(unit, offset + 1)
            if found is None:
                break
            offset = found[0]
        return offset

    def previous_start(self, unit: Unit, offset: int, count: int = 1) -> int:
        """Where the `count`th unit before `offset` begins; its own start counts when inside one."""
        for _ in range(count):
            found = self._last(unit, offset)
            if found is None:
                break
            offset = found[0]
        return offset

    def next_end(self, unit: Unit, offset: int, count: int = 1) -> int:
        """Where the last cluster of the `count`th unit that ends after this cluster begins."""
        for _ in range(count):
            found = self._last(unit, offset + 1)
            if found is None or self._final(found) <= offset:
                found = self._first(unit, offset + 1)
            if found is None:
                break
            offset = self._final(found)
        return offset

    def within(self, unit: Unit, start: int, end: int) -> list[Range]:
        """Every unit that begins in `text[start:end]`, in order."""
        found: list[Range] = []
        for group in self._forward(unit, start):
            if group and group[0][0] >= end:
                break
            found += group[bisect_left(group, (start,)) : bisect_left(group, (end,))]
        return found

    def quotation_at(self, offset: int) -> Range | None:
        """The inside of the innermost quotation around `offset`, in one piece of a paragraph."""
        piece = self._piece_at(offset)
        found = quotation_in(self.text[slice(*piece)], offset - piece[0])
        return (found[0] + piece[0], found[1] + piece[0]) if found else None

    def is_cjk(self, offset: int) -> bool:
        """Whether what is around `offset` is Chinese or Japanese, read by clauses, not by words."""
        return is_cjk(self.text[slice(*self._piece_at(offset))])

    def _first(self, unit: Unit, low: int) -> Range | None:
        """The first unit that begins at or after `low`."""
        if low >= len(self.text):
            return None
        for group in self._forward(unit, max(0, low)):
            index = bisect_left(group, (low,))
            if index < len(group):
                return group[index]
        return None

    def _last(self, unit: Unit, high: int) -> Range | None:
        """The last unit that begins before `high`."""
        for group in self._backward(unit, min(high, len(self.text)) - 1):
            index = bisect_left(group, (high,))
            if index > 0:
                return group[index - 1]
        return None

    def _forward(self, unit: Unit, offset: int) -> Iterator[tuple[Range, ...]]:
        """The units piece by piece, from the piece around `offset` to the text's end."""
        while offset < len(self.text):
            block = self._block_at(offset)
            yield from self._groups(unit, block, offset, 1)
            offset = block[1]
            while offset < len(self.text) and self.text[offset] == "\n":
                offset += 1

    def _backward(self, unit: Unit, offset: int) -> Iterator[tuple[Range, ...]]:
        while offset >= 0:
            block = self._block_at(offset)
            yield from self._groups(unit, block, offset, -1)
            offset = block[0] - 1
            while offset >= 0 and self.text[offset] == "\n":
                offset -= 1

    def _block_at(self, offset: int) -> Range:
        if not self._last_block[0] <= offset < self._last_block[1]:
            self._last_block = block_at(self.text, offset)
        return self._last_block

    def _groups(
        self, unit: Unit, block: Range, offset: int, step: int
    ) -> Iterator[tuple[Range, ...]]:
        if unit == "paragraph":
            yield self._paragraphs(*block)
            return
        found = self._pieces(*block)
        index = max(0, bisect_right(found, (offset, len(self.text))) - 1)
        while 0 <= index < len(found):
            yield self._units(unit, *found[index])
            index += step

    def _piece_at(self, offset: int) -> Range:
        block = self._block_at(offset)
        found = self._pieces(*block) or (block,)
        return found[max(0, bisect_right(found, (offset, len(self.text))) - 1)]

    def _final(self, span: Range) -> int:
        return previous_boundary(self.text, span[1])

    def _paragraphs(self, start: int, end: int) -> tuple[Range, ...]:
        return _remembered(self._known_paragraphs, self._find_paragraphs, start, end)

    def _pieces(self, start: int, end: int) -> tuple[Range, ...]:
        return _remembered(self._known_pieces, self._find_pieces, start, end)

    def _units(self, unit: Unit, start: int, end: int) -> tuple[Range, ...]:
        return _remembered(self._known_units, self._find_units, unit, start, end)

    def _find_paragraphs(self, start: int, end: int) -> tuple[Range, ...]:
        index = bisect_right(self._lined, (start, len(self.text))) - 1
        lined = index >= 0 and self._lined[index][1] > start
        found = paragraphs_in(self.text, start, end, keep_lines=lined)
        return tuple(widened(self.text, *span) for span in found if span[0] < span[1])

    def _find_pieces(self, start: int, end: int) -> tuple[Range, ...]:
        return tuple(it for span in self._paragraphs(start, end) for it in pieces(self.text, *span))

    def _find_units(self, unit: Unit, start: int, end: int) -> tuple[Range, ...]:
        match unit:
            case "grapheme":
                return tuple(
                    it for it in clusters(self.text, start, end) if self.text[it[0]] != "\n"
                )
            case "word":
                return tuple(words(self.text, start, end))
            case "clause":
                return tuple(clauses(self.text, start, end))
            case _:
                found = sentences_of(self.text[start:end], self.lang)
                return tuple((start + first, start + last) for first, last in found)


def _remembered(
    known: dict[tuple[*Asked], tuple[Range, ...]],
    find: Callable[[Unpack[Asked]], tuple[Range, ...]],
    *asked: *Asked,
) -> tuple[Range, ...]:
    found = known.get(asked)
    if found is None:
        if len(known) >= _KEPT:
            known.clear()
        found = known[asked] = find(*asked)
    return found


def _merged(spans: Iterable[Span]) -> list[Range]:
    """The stretches that `spans` cover, in order, without overlaps."""
    found: list[Range] = []
    for span in sorted(spans, key=lambda it: it.start):
        if found and span.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return found
