"""Adding documents to the index and taking them out, a durable commit at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex, clean_files
from whoosh.util.numeric import byte_to_length
from whoosh.writing import SegmentWriter

from db.search.analysis.languages import FUNCTION_WORDS, STEMS
from db.search.engine import FIELDS, UNSTEMMED
from db.search.index.codec import Codec, Written
from db.search.index.disk import checksum, sync
from db.search.index.layout import COLUMNS, PAIRED, STEM, Document, pair
from db.search.index.postings import Postings
from db.search.index.tiers import to_merge

_ASK_EVERY = 2_000


class Interrupted(Exception):
    """Segments were being merged, and it was not to be waited for."""


_Source = tuple[str, bytes, int, Postings]
"""Field, word, which merged segment or -1, postings."""
_BY_WORD = itemgetter(0, 1)


class Words:
    """The postings of the segment being written: of new documents, and of segments merged in."""

    def __init__(self) -> None:
        self._new: defaultdict[str, defaultdict[str, Postings]] = defaultdict(
            lambda: defaultdict(Postings)
        )
        self._merged: list[tuple[Any, list[int], bool]] = []
        self.give_up: Callable[[], bool] = lambda: False
        """Asked now and then while segments are merged."""

    def add(self, number: int, field: str, words: Sequence[str], language: str) -> None:
        """Add a field of a document."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            places[word].append(position)
        gathered = self._new[field]
        _take(gathered, number, places)
        if field in PAIRED:
            _take(gathered, number, _pairs(words, places))
        if language and field not in UNSTEMMED:
            stems = STEMS[language]
            counts: defaultdict[str, int] = defaultdict(int)
            for word, positions in places.items():
                stem = stems[word]
                if stem != word:
                    counts[stem] += len(positions)
            for stem, count in counts.items():
                postings = gathered[STEM + stem]
                postings.documents.append(number)
                postings.counts.append(count)

    def merge(self, reader: Any, numbers: list[int]) -> None:
        """Take in a segment; `numbers` are the new ones of its documents, -1 for those left out."""
        self._merged.append((reader, numbers, -1 not in numbers))

    def iter_postings(self) -> Iterator[Written]:
        """All words in order; called by Whoosh when it writes the segment."""
        sources = [self._sorted()]
        sources += map(self._segment, range(len(self._merged)))
        together = groupby(merge(*sources), key=_BY_WORD)
        for number, ((field, word), group) in enumerate(together):
            if self._merged and number % _ASK_EVERY == 0 and self.give_up():
                raise Interrupted
            postings = Postings()
            for _, _, place, more in group:
                if place < 0:
                    postings = more
                else:
                    postings.extend(more, *self._merged[place][1:])
            if postings.documents:
                yield field, word, postings

    def cleanup(self) -> None:
        """Forget everything; called by Whoosh."""
        self._new.clear()
        self._merged.clear()

    def _sorted(self) -> Iterator[_Source]:
        for field in sorted(self._new):
            gathered = self._new[field]
            for encoded, word in sorted((word.encode(), word) for word in gathered):
                yield field, encoded, -1, gathered[word]

    def _segment(self, place: int) -> Iterator[_Source]:
        for field, word, postings in self._merged[place][0].all_postings():
            yield field, word, place, postings


def _take(
    gathered: Mapping[str, Postings], number: int, places: Mapping[str, Sequence[int]]
) -> None:
    for word, positions in places.items():
        postings = gathered[word]
        postings.documents.append(number)
        postings.counts.append(len(positions))
        postings.positions.extend(positions)


def _pairs(words: Sequence[str], places: Mapping[str, list[int]]) -> Mapping[str, list[int]]:
    """Where a function word follows another, by what the two are called in the index."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    present, last = FUNCTION_WORDS.intersection(places), len(words) - 1
    for first in present:
        start = pair(first, "")
        for position in places[first]:
            second = words[position + 1] if position < last else ""
            if second in present:
                found[start + second].append(position)
    return found


class Writer(SegmentWriter):  # type: ignore[misc]  # Whoosh ships no types
    """Whoosh's writer for whole documents; its caller holds the index lock."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=Codec(), compound=False, timeout=0.5)
        self.pool = Words()

    def add(self, document: Document) -> None:
        """Add a document; take an older one of its key out first."""
        writer = self.perdocwriter
        writer.start_doc(self.docnum)
        values = document.columns
        for name, (column, _) in COLUMNS.items():
            writer.add_column_value(name, column, values[name])
        for field, words in document.words.items():
            if words:
                self.pool.add(self.docnum, field, words, document.language)
                writer.add_field(field, self.schema[field], None, len(words))
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def take_out(self, wanted: Collection[tuple[int, int]]) -> None:
        """Mark the committed documents with these kinds and keys as taken out."""
        for segment in self.segments:
            kinds = self.codec.column(self.storage, segment, "kind", "B")
            keys = self.codec.column(self.storage, segment, "key", "q")
            for number, each in enumerate(zip(kinds, keys, strict=True)):
                if each in wanted and not segment.is_deleted(number):
                    segment.delete_document(number)

    def finish(self, largest: float = 0, give_up: Callable[[], bool] = lambda: False) -> int:
        """Commit, merging segments of up to `largest` documents; how many. Durable on return.

        Raises `Interrupted` where a merge takes longer than `give_up` allows; nothing is committed.
        """
        merged = 0
        self.pool.give_up = give_up

        def policy(writer: Any, segments: list[Any]) -> list[Any]:
            nonlocal merged
            kept = self._merge(segments, largest) if largest else segments
            merged = len(segments) - len(kept)
            return kept

        self.commit(mergetype=policy)
        return merged

    def abandon(self) -> None:
        """Take away what was written so far, which may have filled the disk; never raises."""
        # A file that could not be written whole is closed, and says so when it is closed again.
        with suppress(OSError, ValueError):
            self.cancel()
        with suppress(OSError):
            if not self.is_closed:
                self._finish()
            present = FileIndex(self.storage, self.schema, self.indexname)._read_toc()
            clean_files(self.storage, self.indexname, present.generation, present.segments)

    @staticmethod
    def mergeable(segments: Sequence[Any], largest: float) -> set[int]:
        """Which of these segments are to be merged, where none is over `largest` documents."""
        sizes = [segment.doc_count_all() for segment in segments]
        return to_merge(sizes, [segment.deleted_count() for segment in segments], largest)

    def _merge(self, segments: list[Any], largest: float) -> list[Any]:
        chosen = self.mergeable(segments, largest)
        for place in chosen:
            self._take_in(segments[place])
        return [segment for place, segment in enumerate(segments) if place not in chosen]

    def _take_in(self, segment: Any) -> None:
        codec, writer = segment.codec(), self.perdocwriter
        columns = [
            (name, column, codec.column(self.storage, segment, name, code))
            for name, (column, code) in COLUMNS.items()
        ]
        lengths = [
            (name, codec.column(self.storage, segment, f"_{name}_len", "B"))
            for names in FIELDS.values()
            for name in names
        ]
        numbers = [-1] * segment.doc_count_all()
        for old in range(segment.doc_count_all()):
            if segment.is_deleted(old):
                continue
            numbers[old] = self.docnum
            writer.start_doc(self.docnum)
            for name, column, values in columns:
                writer.add_column_value(name, column, values[old])
            for name, bytes_ in lengths:
                if bytes_[old]:
                    writer.add_field(name, None, None, byte_to_length(bytes_[old]))
            writer.finish_doc()
            self.docnum += 1
            self._added = True
        self.pool.merge(codec.terms_reader(self.storage, segment), numbers)

    def _finalize_segment(self) -> Any:
        segment = super()._finalize_segment()
        folder = Path(self.storage.folder)
        segment.sums = {}
        for name in segment.list_files(self.storage):
            segment.sums[name] = checksum(folder / name)
            sync(folder / name)
        return segment

    def _commit_toc(self, segments: list[Any]) -> None:
        folder = Path(self.storage.folder)
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        sync(folder / TOC._filename(self.indexname, self.generation))
        sync(folder)
        clean_files(self.storage, self.indexname, self.generation, segments)
