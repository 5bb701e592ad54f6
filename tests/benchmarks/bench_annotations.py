"""How fast the list of 100,000 highlights opens, sorts, scrolls and streams.

python -m tests.benchmarks annotations [HIGHLIGHTS]
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from db import Library
from db.annotations import ORDERS
from reader.app import BroadsheetApp
from reader.config import parse
from reader.screens.annotations import AnnotationsScreen
from tests.benchmarks.marked import library_with

MANY = 100_000


def best(act: Callable[[], object], times: int = 7) -> tuple[float, float]:
    """Median and worst in milliseconds of processor time."""
    took = []
    for _ in range(times):
        began = time.process_time()
        act()
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took), max(took)


def tell(what: str, found: tuple[float, float]) -> None:
    """One line."""
    print(f"{what:<52} median {found[0]:8.1f} ms   worst {found[1]:8.1f} ms")


def orders(library: Library) -> None:
    """Opening in each order, and what an order weighs."""
    for order in ORDERS:
        tell(f"the order by {order}", best(lambda o=order: library.select_annotations(sort=o)))  # type: ignore[misc]
    tell(
        "filter colour:red has:note",
        best(lambda: library.select_annotations("colour:red has:note")),
    )
    tracemalloc.start()
    rows = library.select_annotations()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{'memory of the order by newest':<52} {kept / 1e6:.1f} MB, {peak / 1e6:.1f} MB at most")
    tell("64 rows fetched", best(lambda: rows.anew()[50_000 % len(rows)], 30))
    began = time.perf_counter()
    count = sum(1 for _ in rows)
    print(f"{'all rows streamed':<52} {count / (time.perf_counter() - began):,.0f} a second")


def edits(library: Library) -> None:
    """One step each on 1,000 rows and on all."""
    keys = list(library.select_annotations().keys)
    for some in (keys[:1000], keys):
        tell(
            f"{len(some):,} coloured",
            best(lambda s=some: library.many.set_colour(s, "blue"), 1),  # type: ignore[misc]
        )
        tell("that undone", best(lambda: library.history.undo(), 1))


async def screen(library: Library, folder: Path) -> None:
    """The list in the app at 120x40: opening it, and drawing it anew after each key."""
    app = BroadsheetApp(library, parse("", folder / "config.toml"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        await pilot.press("g", "a")
        here = app.screen
        assert isinstance(here, AnnotationsScreen)
        tell("opening: rows chosen and shown", best(lambda: here._show(here._select(here.view))))
        rows = here.rows

        def draw(by: int) -> None:
            rows.move(by)
            for line in range(rows.size.height):
                rows.render_line(line)
            here._tell_where()

        tell("a row down, all drawn", best(lambda: draw(1), 100))
        tell("a page down, all drawn", best(lambda: draw(rows.page_rows), 100))
        tell("to the end, all drawn", best(lambda: draw(len(rows.rows or ())), 1))
        here._sort("tag")
        await pilot.pause(2)
        tell("a page up in groups, all drawn", best(lambda: draw(-rows.page_rows), 100))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory of the process at most':<52} {peak:.0f} MB")


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    with TemporaryDirectory() as place:
        folder = Path(place)
        began = time.perf_counter()
        library = library_with(folder / "library", count)
        print(f"{count:,} highlights made in {time.perf_counter() - began:.1f} s")
        try:
            asyncio.run(screen(library, folder))
            orders(library)
            edits(library)
        finally:
            library.close()


if __name__ == "__main__":
    main()
