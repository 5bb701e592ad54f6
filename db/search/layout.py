"""What is written into the index for a story, for a note on one, and for a highlight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Frequency

from db.search import words
from db.search.engine import FIELDS, STORY
from db.search.english import is_english

VERSION = words.VERSION * 100 + 1
"""Of what is written: rules of words, fields, file formats. Another one makes an index outdated."""

STEM = "\x01"
"""Before the stem of words that differ from it, which no word begins with; such stems keep no
positions and do not count as length."""

COLUMNS: Mapping[str, tuple[Any, str]] = {
    "key": (NumericColumn("q"), "q"),
    "kind": (NumericColumn("B"), "B"),
    "english": (NumericColumn("B"), "B"),
}
"""What is kept of each document beside its words, with the type code of `array`."""


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
    english: bool
    """Its inflections are written too."""


def document(kind: int, key: int, lang: str, texts: Mapping[str, str]) -> Document:
    """The words of a document's fields; `lang` is a BCP 47 tag or empty."""
    found = {field: words.words(text) for field, text in texts.items()}
    if kind == STORY:
        judged = found["text"] or found["title"]
    else:
        judged = [word for own in found.values() for word in own]
    return Document(kind, key, found, is_english(lang, judged))
