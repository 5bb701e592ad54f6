"""How fast the library takes stories in, opens a list, keeps a mark, and undoes.

    python -m tests.benchmarks.bench_library [STORIES]

Real stories from the shared data, repeated with changed words up to STORIES (100,000); made-up ones
where it is absent. A commit of one plain SQLite row on the same disk stands beside the figures.
"""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from db import Intake, Library
from db.errors import LibraryBusy
from db.models import StoryDraft
from db.stories import SORTS
from tests.data import data_folder
from tests.library import python

MARKS = 400
BESIDE = 6_000
"""Stories that come in while keys are pressed."""
PATIENCE = 0.05
"""Seconds that a key waits for the lock before it goes on beside the screen."""
KEY = 0.015
"""Seconds between two marks while stories come in: a fast hand."""
ELSEWHERE = """
import sys
from pathlib import Path
from db import Library
from tests.benchmarks.bench_library import changed, take, news
print("go", flush=True)
library = Library(Path(sys.argv[1]))
take(library, changed(news(), int(sys.argv[2]), "other"), "other")
"""


def news() -> list[StoryDraft]:
    """The stories, each with its own id."""
    path = data_folder() / "news" / "news.safe.jsonl.gz"
    if not path.exists():
        dice = random.Random(3)  # noqa: S311 -- words, not secrets
        words = [f"word{number}" for number in range(5000)]
        texts = (" ".join(dice.choices(words, k=330)) for _ in range(6221))
        return [StoryDraft(f"Story {n}", text, ref=str(n)) for n, text in enumerate(texts)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_draft(json.loads(line)) for line in lines]


def _draft(record: dict[str, str | None]) -> StoryDraft:
    told = defaultdict(str, {name: value for name, value in record.items() if value})
    return StoryDraft(
        told["title"], told["body"], section=told["section"], byline=told["author"],
        published=told["date"], url=told["url"], lang=told["lang"], ref=told["id"],
        tags=tuple(filter(None, [told["source"], told["lang"]])),
    )  # fmt: skip


def changed(drafts: list[StoryDraft], count: int, name: str) -> Iterator[StoryDraft]:
    """So many stories, of which no two have the same words."""
    for number in range(count):
        draft = drafts[number % len(drafts)]
        mark = f"{name}{number // len(drafts)}"
        yield StoryDraft(
            draft.title, f"{mark} {draft.text}", section=draft.section, byline=draft.byline,
            published=draft.published, lang=draft.lang, tags=draft.tags, ref=f"{draft.ref}-{mark}",
        )  # fmt: skip


def take(library: Library, drafts: Iterable[StoryDraft], name: str) -> str:
    """Add stories; how many a second, and a second of work, which a busy machine changes less."""
    started, worked = time.perf_counter(), time.process_time()
    count = len(library.add(Intake("file", f"/{name}", name), drafts).stories)
    passed, worked = time.perf_counter() - started, time.process_time() - worked
    return f"{count / passed:,.0f} a second, {count / worked:,.0f} a second of CPU"


def times(act: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for number in range(count):
        started = time.perf_counter()
        act(number)
        found.append((time.perf_counter() - started) * 1000)
    return found


def tell(what: str, found: list[float], note: str = "") -> None:
    """A line of the table: median, 99th centile, worst, in milliseconds."""
    ordered = sorted(found)
    centile = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    figures = f"{statistics.median(ordered):9.2f} {centile:9.2f} {ordered[-1]:9.2f}"
    print(f"{what:52} {figures}  {note}", flush=True)


def heading(what: str) -> None:
    """The head of the lines that follow."""
    print(f"\n{what:52} {'median':>9} {'99th':>9} {'worst':>9}  ms")


def plain_commits(folder: Path) -> list[float]:
    """What a durable commit costs here without us."""
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as plain:
        plain.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        plain.execute("CREATE TABLE t (a TEXT)")
        return times(lambda _: plain.execute("INSERT INTO t VALUES (?)", ("x" * 200,)), MARKS)


def lists(library: Library) -> None:
    """Opening lists of all stories: the order, and the first page."""
    heading(f"a list of {library.stories.count():,} stories opens")
    for sort in SORTS:
        tell(sort, times(lambda _, sort=sort: library.stories.rows(sort=sort)[:50], 9))  # type: ignore[misc]
    largest = max(library.sections.all(), key=lambda section: section.stories)
    opened = times(lambda _: library.stories.rows(section=largest.name)[:50], 9)
    tell(f"newest, of one section with {largest.stories:,}", opened)
    tell("all sections with their counts", times(lambda _: library.sections.all(), 9))
    tell("all tags with their counts", times(lambda _: library.tags.all(), 9))


def marking(library: Library, plain: list[float]) -> None:
    """Single writes, durable when they return."""
    keys = library.stories.rows()
    stories = [library.stories.get(head.id) for head in keys[: 2 * MARKS] if head.length > 20]
    heading("written to the disk")
    tell("a row of plain SQLite, for scale", plain)
    made = []
    mark = times(lambda n: made.append(library.highlights.add(stories[n], 0, 20)), MARKS)
    tell("a mark", mark, f"{statistics.median(mark) / statistics.median(plain):.1f} times plain")
    tell("a note", times(lambda n: library.highlights.set_note(made[n].id, "Why?"), MARKS))
    tell("a star", times(lambda n: library.stories.set_starred(stories[n].id, True), MARKS))
    tell("opened", times(lambda n: library.stories.opened(stories[n].id), MARKS))
    tell("a reading place", times(lambda n: library.stories.set_place(stories[n].id, 5), MARKS))
    tell("undo", times(lambda _: library.history.undo(), MARKS))
    tell("redo", times(lambda _: library.history.redo(), MARKS))


def marking_meanwhile(library: Library, busy: Callable[[], bool], what: str) -> None:
    """Marks, each a key's time after the last, while stories come in."""
    story = library.stories.get(library.stories.rows(sort="oldest")[0].id)
    found, late = [], 0
    while busy():
        time.sleep(KEY)
        started = time.perf_counter()
        try:
            with library.patience(PATIENCE):
                library.highlights.add(story, 0, 20)
        except LibraryBusy:
            late += 1
        found.append((time.perf_counter() - started) * 1000)
    tell(what, found, f"{late} of {len(found)} had to wait on beside the screen")


def waiting(library: Library, drafts: list[StoryDraft]) -> None:
    """How long a key waits while another thread, or another process, adds stories."""
    heading("a mark while stories come in")
    adding = threading.Thread(
        target=take, args=(library, changed(drafts, 6000, "beside"), "beside")
    )
    adding.start()
    marking_meanwhile(library, adding.is_alive, "on another thread")
    with python(ELSEWHERE, library.folder, BESIDE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        marking_meanwhile(library, lambda: process.poll() is None, "in another process")


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    drafts = news()
    with TemporaryDirectory() as folder:
        plain = plain_commits(Path(folder))
        library = Library(Path(folder) / "library")
        print(f"{len(drafts):,} stories added: {take(library, drafts, 'news')}")
        print(f"the same again, nothing new: {take(library, drafts, 'news')}")
        lists(library)
        marking(library, plain)
        waiting(library, drafts)
        missing = count - library.stories.count()
        if missing > 0:
            told = take(library, changed(drafts, missing, "more"), "more")
            print(f"\n{missing:,} stories added: {told}")
            lists(library)
            marking(library, plain)
            while "Added more" not in str(library.history.next_undo()):
                library.history.undo()
            heading(f"an addition of {missing:,} stories")
            tell("undone", times(lambda _: library.history.undo(), 1))
            tell("done again", times(lambda _: library.history.redo(), 1))
        library.close()


if __name__ == "__main__":
    main()
