"""How search grows with the library: indexing beside, every query whole and key by key, the loop.

    python -m tests.benchmarks.bench_scale [STORIES ...]

Real stories, repeated with changed words up to each number of STORIES (1,000, 10,000 and 100,000).
Times are those that a reader waits. BROADSHEET_SCALE names a folder that keeps the libraries, which
take minutes to fill; their indexes are made anew.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Thread

from db import Intake, Library
from reader.background import Lane, Task
from tests.benchmarks.bench_search import KINDS, drafts

DEFAULT = (1_000, 10_000, 100_000)
TICK = 0.001
SHOWN = 200
"""Hits that the search screen asks for."""
COMPARED = ("a rare word", "a common word", "two words", "a phrase")
"""Kinds of queries that FTS5 and LIKE can answer too."""


def row(what: str, *figures: object) -> None:
    """A line of the table."""
    print(f"{what:54}", *(f"{figure:>11}" for figure in figures), flush=True)


def milliseconds_told(what: str, found: list[float]) -> None:
    """Median, 95th centile and worst of some milliseconds."""
    high = statistics.quantiles(found, n=20)[-1]
    row(what, f"{statistics.median(found):.0f}", f"{high:.0f}", f"{max(found):.0f}")


class Loop:
    """How long an event loop was kept from its work, tick by tick."""

    def __init__(self) -> None:
        self.gaps: list[float] = []

    async def watch(self) -> None:
        """Go on until cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            self.gaps.append((time.perf_counter() - before - TICK) * 1000)


@dataclass(frozen=True, slots=True)
class Asked:
    """What some queries took, in milliseconds."""

    waited: list[float]
    """Until each answer."""
    worked: list[float]
    """Of the processor."""
    gaps: list[float]
    """For which the event loop was kept from its work meanwhile."""


async def asked(library: Library, queries: list[str], *, typing: bool) -> Asked:
    """Ask on a lane, as the app does."""
    lane, loop = Lane("search"), Loop()
    waited, worked = list[float](), list[float]()
    watching = asyncio.ensure_future(loop.watch())
    for query in queries:
        began = time.perf_counter()
        await lane.submit(partial(_find, library, query, typing, worked))
        waited.append((time.perf_counter() - began) * 1000)
    watching.cancel()
    lane.close()
    return Asked(waited, worked, loop.gaps)


def _find(library: Library, query: str, typing: bool, worked: list[float], _: Task) -> None:
    began = time.thread_time()
    library.search.find(query, limit=SHOWN, typing=typing)
    worked.append((time.thread_time() - began) * 1000)


async def idle(seconds: float) -> list[float]:
    """The same gaps with nothing to do: what the machine itself makes the loop wait."""
    loop = Loop()
    watching = asyncio.ensure_future(loop.watch())
    await asyncio.sleep(seconds)
    watching.cancel()
    return loop.gaps


def indexing(library: Library, count: int) -> None:
    """By a process beside, with searches going on."""
    began = time.perf_counter()
    first: list[float] = []
    waits: list[float] = []

    def keep_up() -> None:
        library.search.keep_up(
            checked=False, progress=lambda *_: first.append(time.perf_counter() - began)
        )

    beside = Thread(target=keep_up)
    beside.start()
    while beside.is_alive():
        since = time.perf_counter()
        library.search.find("government policy", limit=SHOWN, typing=True)
        waits.append((time.perf_counter() - since) * 1000)
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    row("the first stories can be found after, s", f"{first[0]:.2f}")
    row("all of them after, s", f"{seconds:.1f}")
    row("stories indexed a second", f"{count / seconds:,.0f}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    row("stories indexed a second of the processor", f"{count / used.ru_utime:,.0f}")
    row("memory of the indexing process at most, MB", f"{used.ru_maxrss / 1024:.0f}")
    row("size of the index, MB", f"{library.search.status().bytes / 1e6:.0f}")
    milliseconds_told("a search meanwhile, ms: median, 95th, worst", waits)


async def searching(library: Library) -> None:
    """Every query whole, and each typed key by key."""
    whole = [query for queries in KINDS.values() for query in queries]
    await asked(library, ["warm"], typing=False)
    every = await asked(library, whole, typing=False)
    _tell_all("60 queries of all kinds", every, whole)
    keys = [query[:end] for query in whole for end in range(1, len(query) + 1)]
    _tell_all(f"the same typed, {len(keys)} keys", await asked(library, keys, typing=True), keys)
    milliseconds_told("event loop kept waiting with nothing to do, ms", await idle(5))


def _tell_all(what: str, found: Asked, queries: list[str]) -> None:
    milliseconds_told(f"{what}, ms", found.waited)
    milliseconds_told("   of the processor, ms", found.worked)
    slow = sorted(zip(found.worked, queries, strict=True), reverse=True)[:5]
    print("   slowest:", ", ".join(f"{query} {ms:.0f}" for ms, query in slow))
    milliseconds_told("   event loop kept waiting meanwhile, ms", found.gaps)


def beside(folder: Path, library: Library, count: int) -> None:
    """FTS5 and LIKE over the same texts, for scale."""
    with closing(sqlite3.connect(folder / f"scale {count}.db")) as connection:
        connection.execute("DROP TABLE IF EXISTS fts")
        connection.execute("CREATE VIRTUAL TABLE fts USING fts5 (title, text, tokenize = porter)")
        connection.execute("DROP TABLE IF EXISTS plain")
        connection.execute("CREATE TABLE plain (title TEXT, text TEXT)")
        for draft in drafts(count):
            told = (draft.title, draft.text)
            connection.execute("INSERT INTO fts VALUES (?, ?)", told)
            connection.execute("INSERT INTO plain VALUES (?, ?)", told)
        connection.commit()
        row("the same words, ms, median and worst", "ours", "FTS5", "LIKE")
        for kind in COMPARED:
            figures = [
                milliseconds(partial(ask, query) for query in KINDS[kind])
                for ask in (
                    partial(_ours, library),
                    partial(_by_fts, connection),
                    partial(_by_like, connection),
                )
            ]
            row(f"   {kind}", *figures)


def milliseconds(acts: Iterator[Callable[[], object]]) -> str:
    """Median and worst."""
    found = []
    for act in acts:
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(found):.0f} / {max(found):.0f}"


def _ours(library: Library, query: str) -> None:
    library.search.find(query, limit=50)


def _by_fts(connection: sqlite3.Connection, query: str) -> None:
    connection.execute(
        "SELECT rowid, snippet(fts, 1, '', '', '', 30) FROM fts WHERE fts MATCH :query"
        " ORDER BY rank LIMIT 50",
        {"query": query},
    ).fetchall()
    connection.execute(
        "SELECT count(*) FROM fts WHERE fts MATCH :query", {"query": query}
    ).fetchall()


def _by_like(connection: sqlite3.Connection, query: str) -> None:
    words = [query.strip('"')] if '"' in query else query.split()
    test = " AND ".join("(title LIKE ? OR text LIKE ?)" for _ in words)
    values = [f"%{word}%" for word in words for _ in range(2)]
    connection.execute(f"SELECT count(*) FROM plain WHERE {test}", values).fetchall()  # noqa: S608


@contextmanager
def filled(folder: Path, count: int) -> Iterator[Library]:
    """A library of so many stories without an index."""
    library = Library(folder / str(count))
    if not library.stories.count():
        library.add(Intake("file", "/news", "news"), drafts(count))
    library.search.close()
    with suppress(FileNotFoundError):
        rmtree(library.index_folder)
    try:
        yield library
    finally:
        library.close()


def main() -> None:
    """Print the tables."""
    with TemporaryDirectory() as spare:
        folder = Path(os.environ.get("BROADSHEET_SCALE", spare))
        for count in tuple(map(int, sys.argv[1:])) or DEFAULT:
            print(f"\n{count:,} stories")
            with filled(folder, count) as library:
                indexing(library, count)
                asyncio.run(searching(library))
                beside(folder, library, count)


if __name__ == "__main__":
    main()
