"""How fast the index catches up and searches answer, with Whoosh's own ways and SQLite beside it.

    python -m tests.benchmarks.bench_search [STORIES ...]

Real stories from the shared data, repeated with changed words up to each number of STORIES (1,000
and all 6,221). Times of work are of the processor too, which a busy machine changes less.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.index import create_in

from db import Intake, Library
from db.models import StoryDraft
from tests.benchmarks.bench_library import tell
from tests.data import data_folder
from tests.oracle import DIFFERENT, ours

DEFAULT = (1_000, 6_221)
COMPARED = 2_000
"""Stories that plain Whoosh and FTS5 index beside ours."""
KINDS: dict[str, tuple[str, ...]] = {
    "a rare word": ("hibernation", "korner", "barcelona", "telescope", "harbour", "volcano"),
    "a common word": ("the", "government", "debian", "people", "new", "security"),
    "two words": (
        "government policy", "climate change", "open data", "new release", "free software",
        "south korea",
    ),
    "three words": (
        "digital government strategy", "security update stable", "president of france",
        "mobile user testing", "plain language guide", "release critical bugs",
    ),
    "a phrase": (
        '"united states"', '"open source"', '"of the"', '"user experience"', '"in the last year"',
        '"plain language"',
    ),
    "AND, OR, NOT": (
        "climate OR weather", "government NOT policy", "(data OR software) release NOT debian",
        "mobile AND =users", "NOT the", "election -president",
    ),
    "states": (
        "is:unread", "section:analytics", "date:2015", "is:unread government", "lang:en data",
        "date:2013..2016 release words:>300",
    ),
    "a prefix": ("govern*", "comp*", "inter*", "s*", "title:deb*", "monit* NOT release"),
    "a fuzzy word": ("goverment~", "recieve~", "debain~2", "climat~", "usabilty~", "polcy~"),
    "other scripts": ("北京", "日本語", "京", "café", "безопасности", "sécurité"),
}  # fmt: skip
TYPED = (
    "climate change policy", '"open source" software', "section:analytics mobile",
    "government NOT federal", "usability testing", "北京大学", "date:2015-06 release",
)  # fmt: skip


@cache
def news() -> list[StoryDraft]:
    """The real stories; none where the shared data is absent."""
    path = data_folder() / "news" / "news.safe.jsonl.gz"
    if not path.exists():
        sys.exit(f"{path} is needed: set BROADSHEET_DATA to the shared data.")
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found.append(_draft(defaultdict(str, json.loads(line))))
    return found


def _draft(told: defaultdict[str, str]) -> StoryDraft:
    return StoryDraft(
        told["title"], told["body"], section=told["section"], byline=told["author"],
        published=told["date"], lang=told["lang"], ref=told["id"], label=told["source"],
    )  # fmt: skip


def drafts(count: int) -> Iterator[StoryDraft]:
    """The real stories, then the same with some words changed and some made up."""
    known, dice = news(), random.Random(11)  # noqa: S311 -- words, not secrets
    for number in range(count):
        draft, turn = known[number % len(known)], number // len(known)
        if turn:
            words = draft.text.split(" ")
            for place in dice.sample(range(len(words)), len(words) // 12):
                other = dice.choice(words)
                words[place] = other if dice.random() < 0.9 else f"{words[place]}{turn}"
            draft = replace(draft, text=" ".join(words), ref=f"{draft.ref}-{turn}")
        yield draft


def rate(what: str, count: int, act: Callable[[], object]) -> float:
    """Do something with so many stories and tell how many a second; of the processor's time."""
    started, worked = time.perf_counter(), time.process_time()
    act()
    passed, worked = time.perf_counter() - started, time.process_time() - worked
    print(
        f"{what:52} {count / passed:9,.0f} {count / worked:9,.0f}   stories a second, of CPU",
        flush=True,
    )
    return count / worked


def indexing(folder: Path) -> None:
    """Ours, plain Whoosh, and FTS5 over the same stories."""
    stories = list(drafts(COMPARED))
    library = Library(folder / "compared")
    library.add(Intake("file", "/news", "news"), stories)
    own = rate("ours: title, text, exact words and stems", COMPARED, library.search.catch_up)
    library.close()

    def plainly() -> None:
        analyzer = StemmingAnalyzer()
        fields = Schema(key=NUMERIC(stored=True), title=TEXT(analyzer), text=TEXT(analyzer))
        writer = create_in(folder / "plain", fields).writer(limitmb=256)
        for key, story in enumerate(stories):
            writer.add_document(key=key, title=story.title, text=story.text)
        writer.commit()

    (folder / "plain").mkdir()
    plain = rate("Whoosh: StemmingAnalyzer, plain writer, stems only", COMPARED, plainly)

    def in_sqlite() -> None:
        with closing(sqlite3.connect(folder / "fts.db")) as connection, connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5 (title, text, tokenize = porter)")
            connection.executemany(
                "INSERT INTO t VALUES (?, ?)", ((story.title, story.text) for story in stories)
            )

    rate("SQLite FTS5: porter", COMPARED, in_sqlite)
    print(f"{'ours to plain Whoosh':52} {own / plain:9.1f}   times")


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of the processor that a call took; the better of two."""
    found = []
    for _ in range(2):
        started = time.thread_time()
        act()
        found.append((time.thread_time() - started) * 1000)
    return min(found)


def searching(library: Library) -> None:
    """Every kind of query, and some typed key by key."""
    search, every = library.search, list[float]()
    print(f"\n{'a search, milliseconds of CPU':52} {'median':>9} {'99th':>9} {'worst':>9}")
    for kind, queries in KINDS.items():
        found = [timed(partial(search.find, query)) for query in queries]
        tell(kind, found)
        every += found
    tell("all of these", every, _centile(every))
    keys = [
        timed(partial(search.find, query[:end], typing=True, limit=200))
        for query in TYPED
        for end in range(1, len(query) + 1)
    ]
    tell("each key of some queries, as typed", keys, _centile(keys))


def _centile(found: list[float]) -> str:
    return f"95th: {statistics.quantiles(found, n=20)[-1]:.1f}"


def beside(folder: Path, library: Library, count: int) -> None:
    """FTS5 and LIKE over the same texts, for scale."""
    print(f"\n{'milliseconds of CPU':20} {'ours':>9} {'FTS5':>9} {'LIKE':>9}")
    with closing(sqlite3.connect(folder / f"scale {count}.db")) as connection:
        connection.execute("CREATE VIRTUAL TABLE fts USING fts5 (title, text, tokenize = porter)")
        connection.execute("CREATE TABLE plain (title TEXT, text TEXT)")
        for table in ("fts", "plain"):
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608 -- names of our own
                ((story.title, story.text) for story in drafts(count)),
            )
        for word in ("hibernation", "government", "the"):
            by_ours = timed(partial(library.search.find, word, limit=50))
            by_fts = timed(partial(_asked, connection, _FTS, word))
            by_like = timed(partial(_asked, connection, _LIKE, f"%{word}%"))
            print(f"{word:20} {by_ours:9.1f} {by_fts:9.1f} {by_like:9.1f}", flush=True)


_FTS = (
    "SELECT rowid, snippet(fts, 1, '', '', '', 30) FROM fts WHERE fts MATCH :word"
    " ORDER BY rank LIMIT 50",
    "SELECT count(*) FROM fts WHERE fts MATCH :word",
)
_LIKE = ("SELECT count(*) FROM plain WHERE title LIKE :word OR text LIKE :word",)


def _asked(connection: sqlite3.Connection, statements: tuple[str, ...], word: str) -> None:
    for statement in statements:
        connection.execute(statement, {"word": word}).fetchall()


def small_changes(library: Library) -> None:
    """How long it takes until a note just written can be found, and all is tidy."""
    found, tidied = list[float](), list[float]()
    for head in islice(iter(library.stories.rows()), 24):
        library.stories.set_note(head.id, "a note just written")
        started = time.perf_counter()
        library.search.catch_up(
            progress=lambda *_, since=started: found.append((time.perf_counter() - since) * 1000)
        )
        tidied.append((time.perf_counter() - started) * 1000)
    tell("a changed story is searchable", found)
    tell("and segments are merged", tidied)


def exactness(library: Library) -> None:
    """How many of the oracle's queries find exactly what they should; English stories alone."""
    path = data_folder() / "search" / "oracle-safe.json"
    if not path.exists():
        return
    queries = json.loads(path.read_text("utf-8"))["queries"]
    exact = 0
    for query in queries:
        asked = f"lang:en {ours(query['kind'], query['query'])}"
        refs = sorted(story.ref for story in library.select(asked))
        exact += sha256("\n".join(refs).encode()).hexdigest() == query["sha256_sorted_ids"]
    known = sum(map(len, DIFFERENT.values()))
    print(f"{'oracle: queries answered exactly':52} {exact:9}   of {len(queries)};", end=" ")
    print(f"{known} differ on purpose")


def at(count: int, folder: Path) -> None:
    """Everything at one size."""
    print(f"\n{count:,} stories")
    library = Library(folder / str(count))
    library.add(Intake("file", "/news", "news"), drafts(count))
    began = time.perf_counter()
    first: list[float] = []
    rate(
        "indexed",
        count,
        lambda: library.search.catch_up(
            progress=lambda done, of: first.append(time.perf_counter() - began)
        ),
    )
    print(f"{'the first of them can be found after':52} {first[0]:9.2f}   s")
    size = library.search.status().bytes / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'size of the index':52} {size:9.0f}   MB")
    print(f"{'memory of this process until now, at most':52} {memory:9.0f}   MB")
    if count == len(news()):
        exactness(library)
    searching(library)
    small_changes(library)
    beside(folder, library, count)
    library.close()


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        indexing(folder)
        for count in tuple(map(int, sys.argv[1:])) or DEFAULT:
            at(count, folder)


if __name__ == "__main__":
    main()
