"""How long it takes to tell what changed between two long texts, and to list a story's texts.

    python -m tests.benchmarks.bench_comparing

Made-up stories of a million characters under edits; medians of three runs, in milliseconds
of processor time.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from db import Intake, Library
from db.anchoring import align
from db.comparing import compared
from db.models import StoryDraft
from reader.changes import compose

MILLION = 1_000_000
WORDS = 6_000
STORIES = 20_000
"""In the library in which the texts of one story are listed, each of them revised once."""
RUNS = 3


def median(action: Callable[[], object]) -> float:
    """Milliseconds of the median run."""
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        action()
        times.append((time.process_time() - before) * 1000)
    return statistics.median(times)


def long_text(dice: random.Random) -> str:
    """A million characters of words, some common and most rare, in paragraphs."""
    letters = "abcdefghiklmnoprstuvw"
    words = ["".join(dice.choices(letters, k=dice.randint(2, 10))) for _ in range(WORDS)]
    parts: list[str] = []
    size = 0
    while size < MILLION:
        count = dice.randint(30, 120)
        paragraph = " ".join(words[int(WORDS * dice.random() ** 2)] for _ in range(count)) + "."
        parts.append(paragraph)
        size += len(paragraph) + 2
    return "\n\n".join(parts)


def edited(text: str, share: float, dice: random.Random) -> str:
    """One word in so many is another, and a tenth of the paragraphs change places."""
    paragraphs = [
        " ".join(f"{word}x" if dice.random() < share else word for word in one.split(" "))
        for one in text.split("\n\n")
    ]
    chosen = dice.sample(range(len(paragraphs)), len(paragraphs) // 10)
    moved = dict(zip(chosen, dice.sample(chosen, len(chosen)), strict=True))
    return "\n\n".join(paragraphs[moved.get(at, at)] for at in range(len(paragraphs)))


def main() -> None:
    """Print the table."""
    dice = random.Random(2026)  # noqa: S311 - no secrets
    text = long_text(dice)
    print(f"{'a million characters':<34}{'align':>8}{'compare':>9}{'compose':>9}{'changes':>9}")
    for name, share in (("1 word in 1,000", 0.001), ("1 word in 100", 0.01), ("1 in 10", 0.1)):
        new = edited(text, share, dice)
        alignment = align(text, new)
        comparison = compared(alignment)
        figures = (
            median(partial(align, text, new)),
            median(partial(compared, alignment)),
            median(partial(compose, comparison, brackets=False)),
        )
        row = "".join(
            f"{figure:>{width}.0f}" for figure, width in zip(figures, (8, 9, 9), strict=True)
        )
        print(f"{name + ', paragraphs moved':<34}{row}{len(comparison.changes):>9,}")
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        intake = Intake("file", "/paper", "paper")
        for edition in ("first", "second"):
            library.add(
                intake,
                (
                    StoryDraft(
                        f"Story {number}", f"The {edition} text of {number}.", ref=str(number)
                    )
                    for number in range(STORIES)
                ),
            )
        story = library.select()[0].id
        listing = median(lambda: library.versions.of(story))
        print(f"listing the texts of one of {STORIES:,} revised stories: {listing:.1f}")
        library.close()


if __name__ == "__main__":
    main()
