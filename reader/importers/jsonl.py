"""JSON Lines: a record on each line, plain text in it; read line by line, whatever the length."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import IO, Any, AnyStr

from db.models import StoryDraft
from reader.importers import metadata
from reader.importers.encodings import byte_lines, check_name, wide_encoding
from reader.importers.errors import UnreadableSource
from reader.importers.material import Material
from reader.importers.plaintext import lay_out
from reader.importers.words import first_words

LINE_LIMIT = 32 * 2**20
"""Bytes of one record."""


class BadRecord(ValueError):
    """A line that is no story; the message is the reason."""


def drafts(material: Material) -> Iterator[StoryDraft]:
    """The stories in order; a line that is none is named among the notices and passed over.

    Raises:
        UnreadableSource: the file is damaged or binary, or no line of it is a story.
    """
    encoding = _encoding(material)
    material.check_packing()
    return _read(material, encoding)


def story(record: object) -> StoryDraft:
    """The story in one record.

    Raises:
        BadRecord: it holds no text, or what should be text is not.
    """
    if not isinstance(record, dict):
        raise BadRecord("it is not an object in braces")
    text, markup = lay_out(_text(record))
    title = metadata.line(record, "title") or first_words(text)
    if not title:
        raise BadRecord("it has neither title nor text")
    return StoryDraft(
        title=title,
        text=text,
        markup=markup,
        section=metadata.line(record, "section"),
        byline=metadata.line(record, "by", "author"),
        published=metadata.date(record, "published", "date"),
        url=metadata.url(record, "url"),
        lang=metadata.language(record, "lang"),
        tags=metadata.tags(record, "tags"),
        ref=metadata.line(record, "id"),
        label=metadata.line(record, "source"),
    )


def _text(record: dict[str, Any]) -> str:
    """The text under `text` or `body`; a list of paragraphs is taken too."""
    wrong = ""
    for key in ("text", "body"):
        value = record.get(key)
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None and not isinstance(value, str):
            wrong = wrong or key
    if wrong:
        raise BadRecord(f"its “{wrong}” is not text")
    return ""


def _encoding(material: Material) -> str:
    if material.encoding:
        return check_name(material.encoding)
    head = material.head()
    return "utf-8" if byte_lines(head, material.name) else wide_encoding(head)


def _read(material: Material, encoding: str) -> Iterator[StoryDraft]:
    found = seen = False
    for number, line in enumerate(_lines(material, encoding), 1):
        if line is not None and not line.strip():
            continue
        seen = True
        try:
            draft = story(_record(line, encoding))
        except BadRecord as error:
            material.notices.add(f"Line {number} of {material.name} was left out: {error}.")
        else:
            found = True
            yield draft
    if not seen:
        raise UnreadableSource(f"{material.name} holds no records: there is nothing to add.")
    if not found:
        raise UnreadableSource(
            f"{material.name} has no story in it; JSON Lines has an object with a “title” and a "
            f"“text” on each line. {next(iter(material.notices), '')}"
        )


def _record(line: str | bytes | None, encoding: str) -> object:
    if line is None:
        raise BadRecord(f"it is longer than {LINE_LIMIT >> 20} MB")
    try:
        text = line if isinstance(line, str) else line.decode(encoding)
        return json.loads(text.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise BadRecord(f"it is not {encoding}; name its encoding with --encoding") from None
    except json.JSONDecodeError as error:
        raise BadRecord(f"it is not JSON ({error.msg} at column {error.colno})") from None
    except (RecursionError, ValueError) as error:
        raise BadRecord(f"it cannot be read ({error})") from None


def _lines(material: Material, encoding: str) -> Iterator[str | bytes | None]:
    """The lines, as bytes where those of a line end are plain; None for one that is too long."""
    if "\n{".encode(encoding) == b"\n{":
        with material.reading():
            yield from _cut(material.stream())
        return
    text = io.TextIOWrapper(material.stream(), encoding, "replace", "\n")
    try:
        with material.reading():
            yield from _cut(text)
    finally:
        text.detach()  # or else it would close the file, which is the material's


def _cut(stream: IO[AnyStr]) -> Iterator[AnyStr | None]:
    while line := stream.readline(LINE_LIMIT):
        if len(line) < LINE_LIMIT:
            yield line
            continue
        while len(stream.readline(LINE_LIMIT)) == LINE_LIMIT:
            pass
        yield None
