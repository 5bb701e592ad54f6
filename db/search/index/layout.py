"""What is written into the index for a story, for a note on one, and for a highlight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Frequency

from db.search.analysis import words
from db.search.analysis.languages import LANGUAGES, language_of
from db.search.engine import FIELDS, STORY

VERSION = words.VERSION * 100 + 4
"""Of what is written: rules of words, fields, file formats. Another one makes an index outdated."""

STEM = "\x01"
"""Before the stem of words that differ from it, which no word begins with; such stems keep no
positions and do not count as length."""

PAIR = "\x02"
"""Before two of `FUNCTION_WORDS` with a blank between, where one follows the other: each of them is
in most texts, so phrases like “of the” would be sought in all of these."""
PAIRED = frozenset({"text"})
"""Fields with pairs; in others there are few words."""

COLUMNS: Mapping[str, tuple[Any, str]] = {
    "key": (NumericColumn("q"), "q"),
    "kind": (NumericColumn("B"), "B"),
    "language": (NumericColumn("B"), "B"),
}
"""What is kept of each document beside its words, with the type code of `array`."""


def pair(first: str, second: str) -> str:
    """The word of the index that tells where one function word follows another."""
    return f"{PAIR}{first} {second}"


def schema() -> Any:
    """The fields as Whoosh knows them."""
    made = Schema(**{name: COLUMN(column) for name, (column, _) in COLUMNS.items()})
    for fields in FIELDS.values():
        for field in fields:
            made.add(field, FieldType(Frequency(), None, scorable=True))
    return made


@dataclass(frozen=True, slots=True)
class Document:
    """What is written for one story, note or highlight."""

    kind: int
    key: int
    words: Mapping[str, Sequence[str]]
    """By field, in order."""
    language: str
    """Of those whose inflections are known; they are written too."""

    @property
    def columns(self) -> Mapping[str, int]:
        """What `COLUMNS` keep of it."""
        language = LANGUAGES.index(self.language)
        return {"key": self.key, "kind": self.kind, "language": language}


def document(kind: int, key: int, lang: str, texts: Mapping[str, str]) -> Document:
    """The words of a document's fields; `lang` is a BCP 47 tag or empty."""
    found = {field: words.words(text) for field, text in texts.items()}
    if kind == STORY:
        judged = found["text"] or found["title"]
    else:
        judged = [word for own in found.values() for word in own]
    return Document(kind, key, found, language_of(lang, judged))
