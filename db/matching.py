"""Telling which story of the library a draft is."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

from db.models import Span, SpanKind, StoryDraft
from db.store import Store
from db.text import NAME_LIMIT, canonical, clean_line, clean_tag
from db.versions import PackedText, pack

_REF_LIMIT = 300
_URL_LIMIT = 4000
_KINDS = frozenset(get_args(SpanKind))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft cleaned, hashed and compressed before the write lock is taken."""

    draft: StoryDraft
    packed: PackedText


def prepare(draft: StoryDraft) -> Prepared:
    """Clean every field of a draft, whoever made it; the title is made where it is missing."""
    text = canonical(draft.text)
    title = clean_line(draft.title) or clean_line(text[:80]) or "Untitled"
    spans = _clean_spans(draft.markup, len(text)) if text == draft.text else ()
    tags = (clean_tag(name) for name in draft.tags)
    cleaned = replace(
        draft,
        title=title,
        text=text,
        markup=spans,
        section=clean_line(draft.section, NAME_LIMIT),
        byline=clean_line(draft.byline),
        published=clean_line(draft.published, 40),
        url=clean_line(draft.url, _URL_LIMIT),
        lang=clean_line(draft.lang, 20),
        tags=tuple(name for name in tags if name),
        ref=_clean_ref(draft.ref),
        label=clean_line(draft.label, NAME_LIMIT),
    )
    return Prepared(cleaned, pack(text, spans))


def _clean_ref(raw: str) -> str:
    """A safe line that still tells two long ids apart."""
    clean = clean_line(raw, max(1, len(raw)))
    if len(clean) <= _REF_LIMIT:
        return clean
    digest = hashlib.blake2b(clean.encode(), digest_size=16).hexdigest()
    return clean[: _REF_LIMIT - 33] + "…" + digest


def _clean_spans(spans: tuple[Span, ...], length: int) -> tuple[Span, ...]:
    """The spans that lie in the text and are of a known kind, their data made safe."""
    return tuple(
        replace(span, data=clean_line(span.data, _URL_LIMIT)) if span.data else span
        for span in spans
        if 0 <= span.start < span.end <= length and span.kind in _KINDS
    )


class Matcher:
    """Finds the stories of one source among those of the library, each for one draft of a run."""

    def __init__(self, store: Store, source: int) -> None:
        self._store = store
        self.source = source
        self._taken: set[int] = set()
        self._seen: dict[tuple[object, ...], str] = {}

    def take(self, item: Prepared, story: str, key: int = 0) -> None:
        """Note that this draft is that story; the key is 0 where it is not written."""
        self._taken.add(key)
        self._seen.setdefault(_twin(item), story)
        if item.draft.ref:
            self._seen.setdefault(("ref", item.draft.ref), story)

    def again(self, item: Prepared) -> str | None:
        """The id of the story that an earlier draft of this run with the same identity is."""
        return self._seen.get(("ref", item.draft.ref) if item.draft.ref else _twin(item))

    def known(self, item: Prepared) -> sqlite3.Row | None:
        """The story that a draft is by its own id, else its URL, else its title and text.

        A title and text may stand anywhere in the library, unless the source has one story of this
        title with another text, which the draft may be the next text of; an id and a URL count in
        the source.
        """
        draft = item.draft
        if draft.ref:
            return self._find(item, "source = :source AND ref = :ref AND ref <> ''")
        if draft.url:
            row = self._find(item, "source = :source AND url = :url AND url <> ''")
            if row is not None:
                return row
        row = self.twin(item)
        elsewhere = row is not None and row["source"] != self.source
        return None if elsewhere and self.same_title(item) is not None else row

    def twin(self, item: Prepared) -> sqlite3.Row | None:
        """A story of equal title and text, of the source if it has one, else of any other."""
        return self._find(
            item,
            """given_title = :title
               AND version IN (SELECT key FROM story_versions WHERE hash = :hash)""",
        )

    def same_title(self, item: Prepared) -> sqlite3.Row | None:
        """The one story of the source that came with this title, if no id or URL parts them."""
        draft = item.draft
        if draft.ref or not self.source:
            return None
        where = "source = :source AND given_title = :title"
        values = {"source": self.source, "title": draft.title}
        if self._store.number(f"SELECT count(*) FROM stories WHERE {where}", values) != 1:
            return None
        return self._find(item, f"{where} AND '' IN (url, :url)")

    def _find(self, item: Prepared, where: str) -> sqlite3.Row | None:
        """Of those that no draft of this run is yet: that with this very text, else the oldest.

        Of several with the text, one of the source.
        """
        draft = item.draft
        values: Mapping[str, object] = {
            "source": self.source, "ref": draft.ref, "url": draft.url, "title": draft.title,
            "hash": item.packed.hash,
        }  # fmt: skip
        rows = self._store.read(
            f"""SELECT stories.*, sections.name AS section_name, hash, markup FROM stories
                JOIN sections ON sections.key = section
                JOIN story_versions ON story_versions.key = version
                WHERE {where}
                ORDER BY hash <> :hash, source IS NOT :source, removed IS NOT NULL,
                    stories.key""",
            values,
        )
        return next((row for row in rows if row["key"] not in self._taken), None)


def _twin(item: Prepared) -> tuple[object, ...]:
    return item.draft.title, item.packed.hash
