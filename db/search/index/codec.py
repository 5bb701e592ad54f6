"""How the index is written and read: a Whoosh codec whose postings come a whole word at a time.

Whoosh's own postings are pickled in blocks and read one document at a time, and its compound files
are copied into memory when they are opened. These are plain arrays in a file that the system maps.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3TermsReader
from whoosh.filedb.structfile import StructFile
from whoosh.matching import ListMatcher

from db.search.index.dictionary import DictionaryReader, DictionaryWriter
from db.search.index.lexicon import Lexicon, LexiconWriter, read_lexicon
from db.search.index.postings import Postings, documents_end, read_documents

Written = tuple[str, bytes, Postings]
"""Field, word in UTF-8, postings; fields and the words of a field come in order."""

_MAGIC = b"BSH1"
_WORD = struct.Struct("!BfIBBfIIqi")
"""What Whoosh keeps about a word: flags, frequency, documents, two lengths as bytes, highest
frequency in a document, first and last document, offset and length of the postings."""
_FREQUENCY = struct.Struct("!5xI")


class MappedFile(StructFile):  # type: ignore[misc]  # Whoosh ships no types
    """A file that the system pages in; any thread may `get` from it."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        super().__init__(self.mapped, name=path.name)

    def get(self, position: int, length: int) -> bytes:
        """Bytes from a position; fewer where the file ends."""
        return self.mapped[position : position + length]


class Codec(W3Codec):  # type: ignore[misc]  # Whoosh ships no types
    """Whoosh's codec with our postings; its dictionary of words and its columns stay."""

    length_stats = False
    LEXICON_EXT = ".lex"

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """What writes the words of a new segment."""
        return FieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """What reads the words of a segment."""
        folder = Path(storage.folder)
        terms, postings, lexicon = (
            folder / segment.make_filename(ending)
            for ending in (self.TERMS_EXT, self.POSTS_EXT, self.LEXICON_EXT)
        )
        return TermsReader(self, terms, postings, lexicon)

    def column(self, storage: Any, segment: Any, name: str, code: str) -> array[int]:
        """A number for each document of a segment, 0 where it has none; `code` as in `array`."""
        path = Path(storage.folder) / self.column_filename(segment, name)
        numbers = array(code)
        if path.exists():
            numbers.frombytes(path.read_bytes())
            if sys.byteorder == "little":
                numbers.byteswap()
        numbers.extend([0] * (segment.doc_count_all() - len(numbers)))
        return numbers


class FieldWriter:
    """Writes whole postings, field by field and word by word."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._words = DictionaryWriter(segment.create_file(storage, Codec.TERMS_EXT))
        self._numbers: dict[str, int] = {}
        self._words.extras["fieldmap"] = self._numbers
        self._file = segment.create_file(storage, Codec.POSTS_EXT)
        self._file.write(_MAGIC)
        self._lexicon = LexiconWriter()
        self._lexicon_file = segment.create_file(storage, Codec.LEXICON_EXT)
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Written]) -> None:
        """Write all words of a segment; called by Whoosh."""
        del schema, lengths
        place = len(_MAGIC)
        for field, word, postings in items:
            number = self._numbers.setdefault(field, len(self._numbers))
            data = postings.to_bytes()
            documents, counts = postings.documents, postings.counts
            about = _WORD.pack(
                0, sum(counts), len(documents), 0, 0, max(counts), documents[0], documents[-1],
                place, len(data),
            )  # fmt: skip
            self._file.write(data)
            self._words.add(number.to_bytes(2, "big") + word, about)
            self._lexicon.add(field, word)
            place += len(data)

    def close(self) -> None:
        """Write the dictionary and the lexicon; called by Whoosh."""
        self._words.close()
        self._lexicon.write(self._lexicon_file)
        self._file.close()
        self.is_closed = True


class TermsReader(W3TermsReader):  # type: ignore[misc]  # Whoosh ships no types
    """Reads the words of a segment and their postings."""

    def __init__(self, codec: Any, terms: Path, postings: Path, lexicon: Path) -> None:
        file = MappedFile(terms)
        super().__init__(codec, file, len(file.mapped), MappedFile(postings))
        self._tindex = DictionaryReader(file, len(file.mapped))
        self._lexicon = lexicon

    def postings(self, field: str, word: str) -> Postings | None:
        """The postings of a word, or None where the segment does not hold it."""
        about = self._tindex.find(self._keycoder(field, word.encode()))
        return None if about is None else self.read(about)

    def documents_with(self, field: str, word: str) -> int:
        """In how many documents of the segment a word stands."""
        about = self._tindex.find(self._keycoder(field, word.encode()))
        return 0 if about is None else self.frequency(about)

    def all_postings(self) -> Iterator[Written]:
        """Every word of every field, in order."""
        for key, about in self._tindex.items():
            field, word = self._keydecoder(key)
            yield field, word, self.read(about)

    def beginning(self, field: str, prefix: str) -> Iterator[tuple[bytes, bytes]]:
        """The words that begin so in UTF-8, each with what `frequency` and `documents` read."""
        for key, about in self._tindex.beginning(self._keycoder(field, prefix.encode())):
            yield key[2:], about

    @staticmethod
    def frequency(about: bytes) -> int:
        """How many documents a word is in."""
        return int(_FREQUENCY.unpack_from(about)[0])

    def documents(self, about: bytes) -> Sequence[int]:
        """The documents that a word is in."""
        _, _, frequency, _, _, _, first, last, place, _ = _WORD.unpack(about)
        if frequency <= 2:
            return (first, last)
        return read_documents(self._postfile.get(place, documents_end(frequency)))

    @cached_property
    def lexicon(self) -> Lexicon:
        """All words."""
        return read_lexicon(self._lexicon)

    def matcher(self, fieldname: str, tbytes: bytes, format_: Any, scorer: Any = None) -> Any:
        """What Whoosh's own searcher asks for."""
        about = self.term_info(fieldname, tbytes)
        found = self.postings(fieldname, tbytes.decode()) or Postings()
        return ListMatcher(
            found.documents, found.counts, format=format_, scorer=scorer, terminfo=about
        )

    def read(self, about: bytes) -> Postings:
        """The postings of a word, from what the dictionary keeps about it."""
        offset, length = _WORD.unpack(about)[-2:]
        return Postings.from_bytes(self._postfile.get(offset, length))
