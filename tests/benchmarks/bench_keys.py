"""How many keys it takes to highlight a sentence or a phrase that is in view.

    python -m tests.benchmarks.bench_keys

Sentences and phrases are picked at random, always the same ones, from real stories in many
languages; each is in view, with the caret somewhere on the page. The fewest keys are searched for
among labels, motions with counts, and both together; then they are typed into the real app, and
what is stored must be exactly the passage. A phrase is a run of words of one sentence; in Chinese
and Japanese, where labels are on clauses, a run of clauses.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import fmean
from typing import Literal

from db.models import Story, StoryDraft
from db.text import canonical
from reader.segments import Segments
from reader.typeset import Line
from reader.widgets.page.widget import Page
from tests.apps import Reader, reading
from tests.benchmarks.flows import Flows, Keys, Span, way
from tests.data import data_folder

SIZES = ((80, 24), (120, 40))
PICKED = 200
STORIES = 80
LONGEST_PHRASE = 12
"""Words of the longest phrase."""
GOALS = {"sentence": 3.2, "phrase": 6.0}
"""Keys on average."""
What = Literal["sentence", "phrase"]


def stories(dice: random.Random) -> list[StoryDraft]:
    """Stories of more than a screen, in the proportion of languages that the data has."""
    with gzip.open(data_folder() / "news" / "news.safe.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    long = [record for record in records if len(record["body"]) > 2000]
    return [
        StoryDraft(f"{number} {one['title']}", canonical(one["body"]), lang=one["lang"])
        for number, one in enumerate(dice.sample(long, STORIES))
    ]


def picked(segments: Segments, what: What, dice: random.Random) -> Span:
    """A random sentence, or a random run of words in one."""
    sentences = segments.within("sentence", 0, len(segments.text))
    sentence = dice.choice(sentences)
    if what == "sentence":
        return sentence
    units = segments.within("clause" if segments.is_cjk(sentence[0]) else "word", *sentence)
    if not units:
        return picked(segments, what, dice)
    first = dice.randrange(len(units))
    last = min(first + dice.randrange(LONGEST_PHRASE), len(units) - 1)
    return units[first][0], units[last][1]


def is_in_view(page: Page, span: Span) -> bool:
    """Whether all of a passage can be seen."""
    lines = [it for it in page.view if isinstance(it, Line)]
    return bool(lines) and lines[0].start <= span[0] and span[1] <= lines[-1].stop


async def brought_into_view(reader: Reader, span: Span, dice: random.Random) -> bool:
    """Put the caret somewhere so that the passage is in view; False where it does not fit."""
    page = reader.screen.page
    for _ in range(12):
        page.leave_visual()
        page.goto(max(0, span[0] + dice.randrange(-900, 500)), centre=True)
        await reader.pilot.pause()
        if is_in_view(page, span):
            return True
    return False


async def type_and_check(reader: Reader, story: Story, keys: Keys, span: Span) -> str:
    """Type the keys; what is wrong with what is stored then, or nothing."""
    await reader.pilot.press(*keys)
    await reader.pilot.pause()
    found = reader.library.highlights.of_story(story.id)
    stored = [(one.start, one.end) for one in found]
    for one in found:
        reader.library.highlights.remove(one.id)
    reader.screen.reload_highlights()
    return "" if stored == [span] else f"{story.title!r} {keys}: {stored} instead of {span}"


async def measure(folder: Path, size: tuple[int, int], what: What, seed: int) -> bool:
    """Picks, searches, types, and prints a row; whether all is well."""
    dice = random.Random(seed)  # noqa: S311 - passages, not secrets
    drafts = stories(random.Random(seed))  # noqa: S311
    lengths: list[int] = []
    labelled: list[int] = []
    ways: Counter[str] = Counter()
    wrong: list[str] = []
    start = time.perf_counter()
    async with reading(folder, *drafts, size=size) as reader:
        known = [reader.library.stories.get(head.id) for head in reader.library.select()]
        known.sort(key=lambda story: int(story.title.split()[0]))
        while len(lengths) < PICKED:
            story = dice.choice(known)
            segments = Segments(story.text, story.markup, story.head.lang)
            span = picked(segments, what, dice)
            reader.screen.open_story(story.id)
            await reader.pilot.pause()
            if not await brought_into_view(reader, span, dice):
                continue
            flows = Flows(reader.screen.page, span, 20)
            keys = flows.best()
            if problem := await type_and_check(reader, story, keys, span):
                wrong.append(problem)
            lengths.append(len(keys))
            labelled.append(min(map(len, flows.by_labels()), default=20))
            ways[way(keys)] += 1
    told = ", ".join(f"{name} {number}" for name, number in ways.most_common())
    print(
        f"{size[0]:3}x{size[1]:<3} {what:9} {len(lengths):4} {fmean(lengths):6.2f} "
        f"{max(lengths):5} {fmean(labelled):12.2f} {max(labelled):5}  {GOALS[what]:4}  {told} "
        f"({time.perf_counter() - start:.0f} s)",
        flush=True,
    )
    for problem in wrong:
        print(f"  WRONG {problem}")
    return not wrong and fmean(lengths) <= GOALS[what]


def main() -> int:
    """Print the table; 1 where a goal is missed or a passage is not what was asked for."""
    if not (data_folder() / "news" / "news.safe.jsonl.gz").exists():
        print("The shared news are not here: set BROADSHEET_DATA to measure on real stories.")
        return 0
    print("Keys to highlight what is in view, H included")
    print(f"{'':18}{'':4} {'fewest keys':>12} {'by labels alone':>18}")
    print(f"{'size':7} {'passage':9} {'no.':>4} {'mean':>6} {'worst':>5} {'mean':>12} ", end="")
    print(f"{'worst':>5}  goal  how")
    fine = True
    for size in SIZES:
        for what in GOALS:
            with tempfile.TemporaryDirectory() as folder:
                fine &= asyncio.run(measure(Path(folder), size, what, 3))  # type: ignore[arg-type]
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
