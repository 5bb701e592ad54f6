"""A long story that comes in again with other text, as a library and as its reader have it."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from db import Intake, Library
from db.models import StoryDraft
from tests.benchmarks.trials import Span

BEAT = 0.001
"""Seconds that an idle event loop sleeps between two looks at the clock."""


def reimport(old: str, new: str, spans: Sequence[Span]) -> tuple[float, float, float, int]:
    """Add a story, mark it, and add it again with another text on a thread beside an event loop.

    Returns the seconds of processor time that the second addition took alone, and beside the loop
    with the loop's own; the longest that the loop was held up, in seconds of processor time, since
    what other programs take is not ours; and how many highlights have lost their place. The texts
    are in canonical form.
    """
    alone, unplaced, _ = _again(old, new, spans, beside=False)
    beside, _, gap = _again(old, new, spans, beside=True)
    return alone, beside, gap, unplaced


def _again(old: str, new: str, spans: Sequence[Span], *, beside: bool) -> tuple[float, int, float]:
    intake = Intake("file", "/paper", "paper")
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        added = library.add(intake, [StoryDraft("Long", old, ref="1")])
        story = library.stories.get(added.stories[0].id)
        for start, end in spans:
            library.highlights.add(story, start, end)

        def work() -> tuple[float, int]:
            started = time.process_time()
            library.add(intake, [StoryDraft("Long", new, ref="1")])
            spent = time.process_time() - started
            lost = sum(each.start is None for each in library.highlights.of_story(story.id))
            return spent, lost

        gc.collect()
        gc.freeze()  # as the app does once it is up
        if beside:
            (spent, unplaced), gap = asyncio.run(_watched(work))
        else:
            (spent, unplaced), gap = work(), 0.0
        library.close()
    return spent, unplaced, gap


async def _watched(
    work: Callable[[], tuple[float, int]],
) -> tuple[tuple[float, int], float]:
    """What the work gives, and the longest that the loop had to wait for its turn meanwhile."""
    job = asyncio.create_task(asyncio.to_thread(work))
    longest, last = 0.0, time.process_time()
    while not job.done():
        await asyncio.sleep(BEAT)
        now = time.process_time()
        longest, last = max(longest, now - last), now
    return job.result(), longest
