"""Filing one draft: it is a new story, another text of one that is there, or nothing new."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from db import revising
from db.matching import Matcher, Prepared
from db.models import DEFAULT_SECTION, AddedStory, ToCheck
from db.sections import Sections
from db.store import Store, now
from db.tags import Tags
from db.text import NAME_LIMIT, clean_line, clean_tag, name_key
from db.versions import Versions

ALIKE = 0.5
"""Share of words that must align for a title alone to tell that two texts are one story."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A draft and what can be worked out for it before the write lock is taken."""

    place: int
    """Among the drafts of its run."""
    item: Prepared
    revision: revising.Revision | None = None


class Filing:
    """Files the drafts of one run; what it writes is in its caller's transactions."""

    def __init__(
        self,
        store: Store,
        source: int,
        *,
        section: str,
        tags: tuple[str, ...],
        begin: Callable[[], None] | None,
    ) -> None:
        """`begin` is called before anything is written; without it, nothing is: a dry run."""
        self.to_check = ToCheck()
        """Highlights that the reader should look at, so far."""
        self._store = store
        self._begin = begin
        self._fallback = clean_line(section, NAME_LIMIT) or DEFAULT_SECTION
        self._new_tags = tuple(filter(None, map(clean_tag, tags)))
        self._sections = Sections(store)
        self._tags = Tags(store)
        self._versions = Versions(store)
        self._matcher = Matcher(store, source)
        self._titles: Counter[str] = Counter()
        # The same for the whole run, so that stories without a date keep the paper's order.
        self._moment = now()

    @property
    def source(self) -> int:
        """The key of the source, 0 while it is not noted."""
        return self._matcher.source

    @source.setter
    def source(self, key: int) -> None:
        self._matcher.source = key

    def planned(self, place: int, item: Prepared) -> Planned:
        """Align the draft with the story that it revises, if there is one by id or URL."""
        self._titles[item.draft.title] += 1
        row = self._matcher.known(item)
        if row is None or row["removed"] or not _has_new_text(item, row):
            return Planned(place, item)
        return Planned(place, item, revising.plan(self._store, row, item.draft.text))

    def compared(self, planned: Planned) -> Planned:
        """Align the draft with the story of its source that has its title, if both are alone."""
        item = planned.item
        row = self._matcher.same_title(item) if self._titles[item.draft.title] == 1 else None
        if row is None:
            return planned
        revision = revising.plan(self._store, row, item.draft.text, compare=True)
        return replace(planned, revision=revision)

    def take(self, planned: Planned) -> AddedStory | None:
        """File a draft; None where it may be another text of the story that has its title."""
        item = planned.item
        earlier = self._matcher.again(item)
        if earlier is not None:
            return AddedStory(earlier, item.draft.title, self._section(item), "unchanged")
        row = self._matcher.known(item)
        if row is not None:
            return self._file(item, row, planned.revision)
        return None if self._matcher.same_title(item) is not None else self._add(item)

    def take_by_title(self, planned: Planned) -> AddedStory:
        """File a draft that was `compared`: under its title if the texts are alike, else anew."""
        item, revision = planned.item, planned.revision
        row = self._matcher.same_title(item) if revision else None
        if row is None or revision is None or revision.story != row["key"]:
            return self.take(replace(planned, revision=None)) or self._add_once(item)
        return self._file(item, row, revision) if revision.alike > ALIKE else self._add_once(item)

    def _section(self, item: Prepared) -> str:
        return item.draft.section or self._fallback

    def _add_once(self, item: Prepared) -> AddedStory:
        """Add a draft, unless another source has brought it already."""
        row = self._matcher.twin(item)
        return self._add(item) if row is None else self._file(item, row, None)

    def _add(self, item: Prepared) -> AddedStory:
        section = self._section(item)
        story, key = "", 0
        if self._begin:
            self._begin()
            story = self._store.free_id("stories")
            key = self._insert(item, story, self._sections.ensure(section))
            self._tags.put("story", (key,), (*item.draft.tags, *self._new_tags))
        self._matcher.take(item, story, key)
        return AddedStory(story, item.draft.title, section, "added")

    def _insert(self, item: Prepared, story: str, section: int) -> int:
        draft = item.draft
        cursor = self._store.writing.execute(
            """INSERT INTO stories (id, source, ref, label, title, given_title, byline,
                   published, url, lang, section, version, words, added, updated)
               VALUES (:id, :source, :ref, :label, :title, :title, :byline, :published, :url,
                   :lang, :section, :version, :words, :now, :now)""",
            {
                "id": story, "source": self.source, "ref": draft.ref, "label": draft.label,
                "title": draft.title, "byline": draft.byline, "published": draft.published,
                "url": draft.url, "lang": draft.lang, "section": section,
                "version": self._versions.add(story, item.packed), "words": item.packed.words,
                "now": self._moment,
            },
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def _file(
        self, item: Prepared, row: sqlite3.Row, revision: revising.Revision | None
    ) -> AddedStory:
        """Bring a story up to date; one that the reader removed stays removed."""
        self._matcher.take(item, row["id"], row["key"])
        title, section = row["title"], row["section_name"]
        if row["removed"] is not None:
            return AddedStory(row["id"], title, section, "removed")
        ours = row["source"] == self.source
        news = _news(item, row) if ours else {}
        tags = self._missing_tags(item, row) if ours else ()
        new_text = ours and _has_new_text(item, row)
        if not (new_text or news or tags):
            return AddedStory(row["id"], title, section, "unchanged")
        if self._begin:
            self._begin()
            if new_text:
                self._set_text(item, row, revision)
            self._set_fields(row["key"], news)
            self._tags.put("story", (row["key"],), tags)
        section = news.get("section", section)
        return AddedStory(row["id"], news.get("title", title), section, "updated")

    def _set_text(
        self, item: Prepared, row: sqlite3.Row, revision: revising.Revision | None
    ) -> None:
        if revision is None or revision.story != row["key"]:
            revision = revising.plan(self._store, row, item.draft.text)
        self.to_check += revising.apply(
            self._store, revision, row["id"], item.packed, item.draft.text
        )

    def _set_fields(self, key: int, news: dict[str, str]) -> None:
        values: dict[str, object] = dict(news)
        if "section" in values:
            values["section"] = self._sections.ensure(news["section"])
        if values:
            names = ", ".join(f"{name} = :{name}" for name in values)
            self._store.writing.execute(
                f"UPDATE stories SET {names}, updated = :now WHERE key = :key",
                {**values, "now": now(), "key": key},
            )

    def _missing_tags(self, item: Prepared, row: sqlite3.Row) -> tuple[str, ...]:
        """The tags that the source says and the story lacks, unless the reader tagged it."""
        if not item.draft.tags or "tags" in row["edited"].split():
            return ()
        return self._tags.missing("story", row["key"], item.draft.tags)


def _has_new_text(item: Prepared, row: sqlite3.Row) -> bool:
    """Whether the draft's text or its markup is another than the story's."""
    return bool(row["hash"] != item.packed.hash or row["markup"] != item.packed.markup)


def _news(item: Prepared, row: sqlite3.Row) -> dict[str, str]:
    """What the source says anew; what the reader has edited stays theirs."""
    draft, edited = item.draft, row["edited"].split()
    said = {
        "title": draft.title, "given_title": draft.title, "byline": draft.byline,
        "published": draft.published, "url": draft.url, "lang": draft.lang, "label": draft.label,
        "section": draft.section,
    }  # fmt: skip
    same_section = name_key(draft.section) == name_key(row["section_name"])
    had = {**dict(row), "section": draft.section if same_section else row["section_name"]}
    return {
        name: value
        for name, value in said.items()
        if value and value != had[name] and name not in edited
    }
