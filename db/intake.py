"""Taking stories in: each is matched with what is there, then added, revised or left alone."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from db import revising
from db.matching import Matcher, Prepared, prepare
from db.models import DEFAULT_SECTION, AddedStory, AddResult, StoryDraft
from db.sections import Sections
from db.sources import Sources
from db.store import Store, new_id, now
from db.tags import Tags
from db.text import NAME_LIMIT, clean_line
from db.versions import Versions

BATCH_SECONDS = 0.008
"""Of writing between two commits, so that a key waits for at most one batch."""
PAUSE_SECONDS = 0.002
"""Between two batches, so that another writer gets the lock."""
ALIKE = 0.5
"""Share of words that must align for a title alone to tell that two texts are one story."""

Outcome = Literal["added", "updated", "unchanged", "removed"]


@dataclass(frozen=True, slots=True)
class Intake:
    """Where stories come from and how they are to be added."""

    kind: str
    locator: str
    title: str
    """Of the source."""
    section: str = ""
    """Where new stories go that name no section of their own."""
    tags: tuple[str, ...] = ()
    """Put on every new story."""
    dry_run: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    progress: Callable[[int], None] = field(default=lambda done: None)
    """Called after each batch with how many stories are done."""


class Adding:
    """One addition of one source, as one undoable step."""

    def __init__(self, store: Store, intake: Intake) -> None:
        self._store = store
        self._intake = intake
        self._sections = Sections(store)
        self._sources = Sources(store)
        self._tags = Tags(store)
        self._matcher = Matcher(store, self._sources.key(intake.kind, intake.locator))
        self._step = 0
        self._done: list[AddedStory] = []
        self._unplaced = 0
        self._seen: set[tuple[str, bytes]] = set()

    def run(self, drafts: Iterable[StoryDraft]) -> AddResult:
        """Add the drafts in batches of a few milliseconds; a stop leaves whole stories behind."""
        waiting: list[Prepared] = []
        for batch in self._batches(drafts):
            waiting += self._take(batch)
            if self._intake.stop.is_set():
                break
        else:
            self._take_by_title(waiting)
        self._name_step()
        return AddResult(tuple(self._done), self._unplaced)

    def _batches(self, drafts: Iterable[StoryDraft]) -> Iterator[list[Prepared]]:
        """Batches that grow or shrink so that one is written in about `BATCH_SECONDS`."""
        batch: list[Prepared] = []
        room = 1
        for draft in drafts:
            batch.append(prepare(draft, self._intake.tags))
            if len(batch) >= room:
                started = time.perf_counter()
                yield batch
                quick = time.perf_counter() - started < BATCH_SECONDS
                room = min(room * 2, 256) if quick else max(room // 2, 1)
                batch = []
                time.sleep(0 if self._intake.dry_run else PAUSE_SECONDS)
        if batch:
            yield batch

    def _take(self, batch: list[Prepared]) -> list[Prepared]:
        """Add a batch; hand back what may be a story that is there under another text."""
        plans = {index: self._plan(item) for index, item in enumerate(batch)}
        waiting = []
        with self._transaction():
            for index, item in enumerate(batch):
                row = self._matcher.known(item)
                if row is not None:
                    self._revise(item, row, plans[index])
                elif self._matcher.same_title(item) is not None:
                    waiting.append(item)
                else:
                    self._add(item)
        self._intake.progress(len(self._done))
        return waiting

    def _take_by_title(self, waiting: list[Prepared]) -> None:
        """Match what has no id and no URL by a title that is unique on both sides."""
        titles = Counter(item.draft.title for item in waiting)
        for item in waiting:
            row = self._matcher.same_title(item) if titles[item.draft.title] == 1 else None
            plan = None if row is None else revising.plan(self._store, row, item.draft.text)
            with self._transaction():
                if row is None or plan is None or plan.alike <= ALIKE:
                    self._add(item)
                else:
                    self._revise(item, row, plan)
            self._intake.progress(len(self._done))

    def _plan(self, item: Prepared) -> revising.Revision | None:
        row = self._matcher.known(item)
        if row is None or row["removed"] or row["hash"] == item.packed.hash:
            return None
        return revising.plan(self._store, row, item.draft.text)

    def _add(self, item: Prepared) -> None:
        draft = item.draft
        fallback = clean_line(self._intake.section, NAME_LIMIT) or DEFAULT_SECTION
        section = draft.section or fallback
        twin = (draft.title, item.packed.hash)
        if self._intake.dry_run:
            known = twin in self._seen and not draft.ref
            self._seen.add(twin)
            self._note("", draft.title, section, "unchanged" if known else "added")
            return
        self._begin_step()
        story = new_id()
        with self._store.write() as connection:
            cursor = connection.execute(
                """INSERT INTO stories (id, source, ref, label, title, byline, published, url,
                       lang, section, version, words, added, updated)
                   VALUES (:id, :source, :ref, :label, :title, :byline, :published, :url, :lang,
                       :section, :version, :words, :now, :now)""",
                {
                    "id": story, "source": self._matcher.source, "ref": draft.ref,
                    "label": draft.label, "title": draft.title, "byline": draft.byline,
                    "published": draft.published, "url": draft.url, "lang": draft.lang,
                    "section": self._sections.ensure(section), "words": item.packed.words,
                    "version": Versions(self._store).put(story, item.packed), "now": now(),
                },
            )  # fmt: skip
            self._tags.put("story", int(cursor.lastrowid or 0), draft.tags)
        self._note(story, draft.title, section, "added")

    def _revise(self, item: Prepared, row: sqlite3.Row, plan: revising.Revision | None) -> None:
        """Bring a story up to date; one that the reader removed stays removed."""
        section = row["section_name"]
        if row["removed"] is not None:
            self._note(row["id"], row["title"], section, "removed")
            return
        changed = row["hash"] != item.packed.hash
        news = self._news(item, row)
        if (changed or news) and not self._intake.dry_run:
            self._begin_step()
            if changed:
                self._set_text(item, row, plan)
            self._set_fields(row, news)
        outcome: Outcome = "updated" if changed or news else "unchanged"
        self._note(row["id"], str(news.get("title", row["title"])), section, outcome)

    def _set_text(self, item: Prepared, row: sqlite3.Row, plan: revising.Revision | None) -> None:
        if plan is None or plan.old_version != row["version"]:
            plan = revising.plan(self._store, row, item.draft.text)
        revising.apply(self._store, plan, row["id"], item.packed)
        self._unplaced += plan.unplaced

    def _news(self, item: Prepared, row: sqlite3.Row) -> dict[str, object]:
        """What the source says anew; what the reader has edited stays theirs."""
        if row["source"] != self._matcher.source:
            return {}
        draft, edited = item.draft, row["edited"].split()
        said = {
            "title": draft.title, "byline": draft.byline, "published": draft.published,
            "url": draft.url, "lang": draft.lang, "label": draft.label,
            "section": draft.section,
        }  # fmt: skip
        had = {**dict(row), "section": row["section_name"]}
        return {
            name: value
            for name, value in said.items()
            if value and value != had[name] and name not in edited
        }

    def _set_fields(self, row: sqlite3.Row, news: dict[str, object]) -> None:
        values = dict(news)
        if "section" in values:
            values["section"] = self._sections.ensure(str(values["section"]))
        if values:
            names = ", ".join(f"{name} = :{name}" for name in values)
            with self._store.write() as connection:
                connection.execute(
                    f"UPDATE stories SET {names}, updated = :now WHERE key = :key",
                    {**values, "now": now(), "key": row["key"]},
                )

    def _note(self, story: str, title: str, section: str, outcome: Outcome) -> None:
        self._done.append(AddedStory(story, title, section, outcome))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._intake.dry_run:
            yield
            return
        with self._store.write(step=self._step):
            yield

    def _begin_step(self) -> None:
        """Open the step, and note the source, once there is something to do."""
        intake = self._intake
        if not self._step:
            self._step = self._store.begin_step(f"Added {clean_line(intake.title, 60)}")
        if not self._matcher.source:
            self._matcher.source = self._sources.ensure(intake.kind, intake.locator, intake.title)

    def _name_step(self) -> None:
        counts = Counter(story.outcome for story in self._done)
        words = [f"{counts[outcome]} {word}" for outcome, word in _WORDS if counts[outcome]]
        if self._step:
            title = clean_line(self._intake.title, 60)
            with self._store.write(f"Added {title}: {', '.join(words)}", self._step):
                pass


_WORDS: tuple[tuple[Outcome, str], ...] = (("added", "new"), ("updated", "changed"))
