"""How long the page takes: a key to its bytes, opening a story of 3 MB, the longest block.

    python -m tests.benchmarks.bench_page

Real English stories from the shared data are joined to one; made-up sentences where it is absent.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from fcntl import ioctl

from textual import events
from textual.app import App, ComposeResult

from db.models import COLOURS, Highlight, Story
from db.text import canonical
from reader.motions import MOTIONS
from reader.themes import highlight_defaults
from reader.widgets.page.widget import Page
from tests.data import data_folder
from tests.stories import highlight_at, story_of

SIZE = (120, 40)
LONG = 3_000_000
"""Code points of the story that is opened."""
WORDS = 200_000
HIGHLIGHTS = 1_000
KEYS = {
    "j": "line-down",
    "k": "line-up",
    "w": "next-word",
    "b": "previous-word",
    "n": "next-paragraph",
    "p": "previous-paragraph",
    "s": "next-sentence",
    "f": "page-down",
    "r": "page-up",
    "v": "select-characters",
    "e": "word-end",
    "G": "go-to-end",
    "g": "go-to-start",
}
SCRIPT = "jjjjkjwwwwbnnnpsssfffrnnvwwesevjjnnGkrrgnnnssf"
ROUNDS = 6


def real_text(size: int) -> str:
    """About `size` code points of stories."""
    path = data_folder() / "news" / "news.safe.jsonl.gz"
    if not path.exists():
        line = "The committee met again, and “nobody” knew why; it went on for a long while. " * 6
        return canonical("\n\n".join([line] * (size // len(line))))
    bodies: list[str] = []
    total = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["lang"] == "en" and total < size:
                bodies.append(record["body"])
                total += len(record["body"])
    return canonical("\n\n".join(bodies))[:size].rstrip()


def some_highlights(story: Story, count: int) -> list[Highlight]:
    """Passages of 20 to 400 code points at random places, always the same."""
    dice = random.Random(7)  # noqa: S311 - places, not secrets
    found = []
    for number in range(count):
        start = dice.randrange(len(story.text) - 400)
        end = start + dice.randrange(20, 400)
        note = "a note" if number % 3 else ""
        found.append(highlight_at(story, start, end, dice.choice(COLOURS), note=note))
    return found


class Bench(App[None]):
    """A page alone."""

    CSS = "Page { width: 1fr; height: 1fr; }"

    def __init__(self, story: Story | None = None, highlights: Sequence[Highlight] = ()) -> None:
        super().__init__()
        self.story = story
        self.highlights = highlights

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return highlight_defaults()

    def compose(self) -> ComposeResult:
        yield Page()

    def on_mount(self) -> None:
        self.query_one(Page).focus()
        if self.story is not None:
            self.query_one(Page).show(self.story, self.highlights)
        self.call_after_refresh(self.settle_memory)

    def settle_memory(self) -> None:
        """What was imported stays; looking through it for garbage takes tens of milliseconds."""
        gc.collect()
        gc.freeze()

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()
        elif event.key in KEYS:
            self.query_one(Page).move(KEYS[event.key])


def report(name: str, milliseconds: list[float]) -> None:
    """One line of the table."""
    ordered = sorted(milliseconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    middle = statistics.median(ordered)
    print(f"{name:52} median {middle:7.1f}  p99 {last:7.1f}  worst {ordered[-1]:7.1f} ms")


class Heart:
    """Beats on the event loop and keeps the longest pause."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest = max(self.longest, now - before - 0.001)
            before = now

    def stop(self) -> float:
        self._task.cancel()
        return self.longest * 1000


async def opening(text: str) -> None:
    """Opens a long story; the first time has the slow imports in it, as in the app."""
    story = story_of(text)
    highlights = some_highlights(story, HIGHLIGHTS)
    for place, where in ((0, "its start"), (len(text) // 2, "its middle"), (0, "its start, again")):
        app = Bench()
        async with app.run_test(size=SIZE) as pilot:
            page = app.query_one(Page)
            await pilot.pause(0.2)
            heart = Heart()
            start = time.perf_counter()
            page.show(story, highlights, place)
            shown = (time.perf_counter() - start) * 1000
            for row in range(SIZE[1]):
                page.render_line(row)
            first = (time.perf_counter() - start) * 1000
            await asyncio.sleep(0.05)
            opened = heart.stop()
            heart = Heart()
            while page.sheet is not None and not page.sheet.typesetter.exact:
                await asyncio.sleep(0.02)
            whole = time.perf_counter() - start
            print(
                f"open {len(text):,} characters at {where}: show {shown:.0f} ms, first screen "
                f"{first:.0f} ms, loop held {opened:.0f} ms; then all set after {whole:.1f} s, "
                f"loop held {heart.stop():.0f} ms at most"
            )


async def moving(text: str) -> None:
    """Time of a command and of drawing what it changed, without terminal and event loop."""
    story = story_of(text)
    app = Bench(story, some_highlights(story, HIGHLIGHTS))
    async with app.run_test(size=SIZE) as pilot:
        page = app.query_one(Page)
        await pilot.pause(0.2)
        for settled in (False, True):
            while settled and page.sheet is not None and not page.sheet.typesetter.exact:
                await asyncio.sleep(0.05)
            by_command: dict[str, list[float]] = {}
            for key in SCRIPT * ROUNDS:
                start = time.perf_counter()
                page.move(KEYS[key])
                for row in range(SIZE[1]):
                    page.render_line(row)
                spent = (time.perf_counter() - start) * 1000
                by_command.setdefault(KEYS[key], []).append(spent)
                await asyncio.sleep(0)
            state = "all set" if settled else "while it is set"
            report(f"move and draw, {state}", [it for times in by_command.values() for it in times])
        for command, times in sorted(by_command.items()):
            report(f"  {command}", times)
        page.move("go-to-start")
        for name, resize in (("40", 40), ("70", 70)):
            start = time.perf_counter()
            page.measure = resize
            for row in range(SIZE[1]):
                page.render_line(row)
            report(f"measure to {name}", [(time.perf_counter() - start) * 1000])


def keys_to_bytes(text_size: int) -> None:
    """A key to the first bytes on a pseudo-terminal, with a real driver in another process."""
    parent, child = pty.openpty()
    ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    process = subprocess.Popen(  # noqa: S603 - this file
        [sys.executable, "-m", "tests.benchmarks.bench_page", "--child", str(text_size)],
        stdin=child,
        stdout=child,
        stderr=child,
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )
    _quiet(parent, 3.0)
    times = list(_answers(parent))
    os.write(parent, b"q")
    _quiet(parent, 0.5)
    process.wait(10)
    report("a key to its first bytes, pseudo-terminal", times)


def _answers(parent: int) -> Iterator[float]:
    """How long each key of the script took; one that changes nothing is not counted."""
    for key in SCRIPT * ROUNDS:
        start = time.perf_counter()
        os.write(parent, key.encode())
        if select.select([parent], [], [], 0.5)[0]:
            yield (time.perf_counter() - start) * 1000
            _quiet(parent, 0.04)


def _quiet(parent: int, seconds: float) -> None:
    """Read until nothing has come for so long."""
    while select.select([parent], [], [], seconds)[0]:
        try:
            os.read(parent, 1 << 16)
        except OSError:
            return


def main() -> None:
    """Print the table."""
    assert set(KEYS.values()) <= set(MOTIONS)
    text = real_text(LONG)
    if sys.argv[1:2] == ["--child"]:
        story = story_of(text[: int(sys.argv[2])])
        Bench(story, some_highlights(story, HIGHLIGHTS)).run()
        return
    words = len(" ".join(text.split(" ", WORDS)[:WORDS]))
    print(f"{WORDS:,} words ({words:,} characters), {HIGHLIGHTS:,} highlights, {SIZE[0]}x{SIZE[1]}")
    asyncio.run(opening(text))
    asyncio.run(moving(text[:words]))
    keys_to_bytes(words)


if __name__ == "__main__":
    main()
