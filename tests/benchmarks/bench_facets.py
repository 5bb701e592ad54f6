"""How long the counts beside the results of a search take, by how much was found.

    python -m tests.benchmarks.bench_facets [STORIES]

Short made-up stories (100,000): the counts never read a text. Half of them have two tags, a tenth
a highlight.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from db import Intake, Library
from db.models import COLOURS, MatchedKeys, StoryDraft
from db.search.answers.facets import facets

DEFAULT = 100_000
SHARES = (0.001, 0.01, 0.1, 0.5, 1.0)
RUNS = 7


def drafts(count: int) -> Iterator[StoryDraft]:
    """Stories of 20 sections, 60 sources, 8 years and 300 tags."""
    dice = random.Random(7)  # noqa: S311 -- not for secrets
    for number in range(count):
        tags = tuple({f"tag{min(dice.randrange(300), dice.randrange(300))}" for _ in range(2)})
        yield StoryDraft(
            f"Story {number}",
            f"What story {number} says is short, and said once.",
            ref=str(number),
            section=f"Section {dice.randrange(20)}",
            label=f"Source {dice.randrange(60)}",
            published=f"{dice.randrange(2017, 2025)}-0{dice.randrange(1, 10)}-11",
            tags=tags if number % 2 else (),
        )


def measure(library: Library, share: float, *, marked: bool) -> str:
    """A row of the table."""
    dice = random.Random(3)  # noqa: S311 -- not for secrets
    store = library.search._store
    stories = [row[0] for row in store.read("SELECT key FROM stories")]
    found = frozenset(dice.sample(stories, max(1, round(share * len(stories)))))
    highlights = frozenset(row[0] for row in store.read("SELECT key FROM highlights"))
    matched = MatchedKeys(found, frozenset(), highlights if marked else frozenset(), True)
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        facets(store, matched)
        times.append(1000 * (time.perf_counter() - begun))
    return f"| {len(found):,} | {statistics.median(times):.0f} ms | {max(times):.0f} ms |"


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library")
        library.add(Intake("file", "/made", "made"), drafts(count))
        for number, head in enumerate(library.select("")):
            if number % 10 == 0:
                story = library.stories.get(head.id)
                library.highlights.add(story, 0, 4, colour=COLOURS[number // 10 % len(COLOURS)])
        print(f"{count:,} stories, {count // 10:,} highlights\n")
        print("| stories found | median | worst |\n|---|---|---|")
        for share in SHARES:
            print(measure(library, share, marked=share == 1), flush=True)
        library.close()


if __name__ == "__main__":
    main()
