"""Telling which story of the library a draft is."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.models import StoryDraft
from db.store import Store
from db.tags import clean_tags
from db.text import NAME_LIMIT, canonical, clean_line
from db.versions import PackedText, pack


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft cleaned, hashed and compressed before the write lock is taken."""

    draft: StoryDraft
    packed: PackedText


def prepare(draft: StoryDraft, tags: tuple[str, ...] = ()) -> Prepared:
    """Clean every field of a draft, whoever made it; the title is made where it is missing."""
    text = canonical(draft.text)
    title = clean_line(draft.title) or clean_line(text[:80]) or "Untitled"
    spans = draft.markup if text == draft.text else ()
    cleaned = replace(
        draft,
        title=title,
        text=text,
        markup=spans,
        section=clean_line(draft.section, NAME_LIMIT),
        byline=clean_line(draft.byline),
        published=clean_line(draft.published, 40),
        url=clean_line(draft.url, 2000),
        lang=clean_line(draft.lang, 20),
        tags=tuple(clean_tags(name for name in (*draft.tags, *tags) if name.strip("# "))),
        ref=clean_line(draft.ref),
        label=clean_line(draft.label, NAME_LIMIT),
    )
    return Prepared(cleaned, pack(text, spans))


class Matcher:
    """Finds the stories of one source among those of the library."""

    def __init__(self, store: Store, source: int) -> None:
        self._store = store
        self.source = source

    def known(self, item: Prepared) -> sqlite3.Row | None:
        """The story that a draft is by its own id, else its URL, else its title and text.

        A title and text may stand anywhere in the library; an id and a URL count in the source.
        """
        draft = item.draft
        values = {"ref": draft.ref, "url": draft.url, "title": draft.title}
        if draft.ref:
            return self._find("source = :source AND ref = :ref", values)
        if draft.url and (row := self._find("source = :source AND url = :url", values)):
            return row
        return self._find(
            "title = :title AND version IN (SELECT key FROM story_versions WHERE hash = :hash)",
            {**values, "hash": item.packed.hash},
        )

    def same_title(self, item: Prepared) -> sqlite3.Row | None:
        """The one story of the source with the draft's title, where neither has an id or a URL."""
        draft = item.draft
        if draft.ref or draft.url or not self.source:
            return None
        where, values = "source = :source AND title = :title", {"title": draft.title}
        count = f"SELECT count(*) FROM stories WHERE {where}"
        if self._store.number(count, {**values, "source": self.source}) != 1:
            return None
        return self._find(where, values)

    def _find(self, where: str, values: Mapping[str, object]) -> sqlite3.Row | None:
        return self._store.one(
            f"""SELECT stories.*, sections.name AS section_name, hash FROM stories
                JOIN sections ON sections.key = section
                JOIN story_versions ON story_versions.key = version
                WHERE {where} ORDER BY removed IS NOT NULL, stories.key LIMIT 1""",
            {**values, "source": self.source},
        )
