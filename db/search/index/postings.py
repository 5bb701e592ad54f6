"""Where a word stands: the documents, how often in each, and at which positions; and its bytes."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate

_HEAD = struct.Struct("=IIcc")
_SMALL, _MIDDLE = 1 << 8, 1 << 16


class Postings:
    """The postings of one word in one field of one segment, in the order of documents.

    While they are gathered, all numbers are `array("I")`; as they are read, what is narrowest.
    """

    __slots__ = ("counts", "documents", "positions")

    def __init__(self) -> None:
        self.documents = array("I")
        self.counts = array("I")
        """How often the word stands in each document."""
        self.positions = array("I")
        """Of all documents, one after the other; empty for words that keep none."""

    def extend(self, other: Postings, numbers: Sequence[int], whole: bool) -> None:
        """Add another segment's postings, whose documents get these new numbers.

        Args:
            other: what is added; its documents come after all that are here.
            numbers: by old number; -1 for a document that is left out.
            whole: whether no document is left out.
        """
        own = other if whole else other._kept(numbers)
        self.documents.extend(map(numbers.__getitem__, own.documents))
        self.counts = _joined(self.counts, own.counts)
        self.positions = _joined(self.positions, own.positions)

    def _kept(self, numbers: Sequence[int]) -> Postings:
        """The postings of the documents that are not left out."""
        kept = Postings()
        for count, (document, positions) in zip(self.counts, self.by_document(), strict=True):
            if numbers[document] >= 0:
                kept.documents.append(document)
                kept.counts.append(count)
                kept.positions.extend(iter(positions))
        return kept

    def by_document(self) -> Iterator[tuple[int, array[int]]]:
        """Each document with its positions."""
        start = 0
        keeps = 1 if self.positions else 0
        ends = accumulate(self.counts) if keeps else iter(self.counts)
        for document, end in zip(self.documents, ends, strict=True):
            yield document, self.positions[start : end * keeps]
            start = end * keeps

    def to_bytes(self) -> bytes:
        """The postings as they are written, in this machine's byte order."""
        counts, positions = _narrow(self.counts), _narrow(self.positions)
        codes = counts.typecode.encode(), positions.typecode.encode()
        head = _HEAD.pack(len(self.documents), len(positions), *codes)
        return head + self.documents.tobytes() + counts.tobytes() + positions.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Postings:
        """Read what `to_bytes` wrote; raises `ValueError` where it is not that."""
        size, positions, count_code, position_code = _HEAD.unpack_from(data)
        found = cls.__new__(cls)
        start = _HEAD.size
        found.documents, start = _read(data, start, "I", size)
        found.counts, start = _read(data, start, count_code.decode("ascii"), size)
        found.positions, start = _read(data, start, position_code.decode("ascii"), positions)
        if start != len(data):
            raise ValueError("postings of another length")
        return found


def documents_end(frequency: int) -> int:
    """The bytes at the beginning of what `to_bytes` wrote that tell of so many documents."""
    return _HEAD.size + 4 * frequency


def read_documents(data: bytes) -> array[int]:
    """The documents in bytes up to `documents_end`; raises `ValueError` where they are fewer."""
    documents, _ = _read(data, _HEAD.size, "I", _HEAD.unpack_from(data)[0])
    if documents_end(len(documents)) != len(data):
        raise ValueError("postings of another length")
    return documents


def _joined(first: array[int], second: array[int]) -> array[int]:
    if not first or first.typecode == second.typecode:
        return first + second if first else second
    return array("I", [*first, *second])


def _narrow(numbers: array[int]) -> array[int]:
    if numbers.typecode != "I":
        return numbers
    top = max(numbers, default=0)
    code = "B" if top < _SMALL else "H" if top < _MIDDLE else "I"
    return array(code, numbers)


def _read(data: bytes, start: int, code: str, size: int) -> tuple[array[int], int]:
    numbers = array(code)
    end = start + size * numbers.itemsize
    numbers.frombytes(data[start:end])
    return numbers, end
