"""What is written into the index for a story, for a note on one, and for a highlight."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Frequency

from db.search import words
from db.search.engine import FIELDS, STORY, UNSTEMMED
from db.search.english import is_english

VERSION = words.VERSION * 100 + 1
"""Of what is written: rules of words, fields, file formats. Another one makes an index outdated."""

STEM = "\x01"
"""Before a stem, which no word begins with; stems keep no positions and do not count as length."""

KEY, KIND = NumericColumn("q"), NumericColumn("B")


def schema() -> Any:
    """The fields as Whoosh knows them."""
    made = Schema(key=COLUMN(KEY), kind=COLUMN(KIND))
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
    english: Collection[str]
    """The fields whose inflections are written too."""


def document(kind: int, key: int, lang: str, texts: Mapping[str, str]) -> Document:
    """The words of a document's fields; `lang` is a BCP 47 tag or empty."""
    found = {field: words.words(text) for field, text in texts.items()}
    if kind == STORY:
        english = set(found) if is_english(lang, found["text"] or found["title"]) else set()
    else:
        english = {field for field, own in found.items() if is_english(lang, own)}
    return Document(kind, key, found, english - UNSTEMMED)
