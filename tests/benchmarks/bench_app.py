"""How soon the whole app answers keys, idle and while stories are added, and its memory.

    python -m tests.benchmarks.bench_app [STORIES]

The app runs in a pseudo-terminal of 120 by 40 on the real stories of the shared data, where they
are there: from a key written to the first bytes that come back. Then the same while another process
adds stories and indexes them. With a number, so many short stories are added first.
"""

from __future__ import annotations

import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

from db import Intake, Library
from db.models import StoryDraft
from tests.benchmarks.bench_page import report
from tests.benchmarks.bench_startup import fill
from tests.data import ROOT

TURNS = 3
"""How often the script is typed."""
QUIET = 0.06
"""Seconds without bytes after which the next key is typed."""
SCRIPT: tuple[tuple[str, str], ...] = (
    ("a row up and down in the list", "jjjjjjjjkkkkjjjjjj"),
    ("open a story", "\r"),
    ("a line up and down on the page", "jjjjjjkkkjjjjj"),
    ("highlight, and take it back", "HHH"),
    ("back to the list", "q"),
    ("open the search", "g/"),
    ("type a search", "harbour"),
    ("leave the search", "\x1b"),
)
ADDED = 20_000
"""Stories that the other process adds; more than it gets through while the keys are typed."""
_ADDER = "from tests.benchmarks.bench_app import keep_adding; import sys; keep_adding(sys.argv[1])"


def short_stories(count: int, source: str) -> Iterator[StoryDraft]:
    """Stories of a few sentences, each with a text of its own."""
    for number in range(count):
        yield StoryDraft(
            f"{source} {number}",
            f"In the year {number} the harbour of {source} was dredged.\n\nNobody had asked.",
            section=("Town", "World", "Sport")[number % 3],
            published=f"{1990 + number % 35}-0{1 + number % 9}-11",
        )


def keep_adding(folder: str) -> None:
    """Add stories and index them, until it is ended."""
    with_stories = Library(Path(folder))
    for turn in range(ADDED // 1000):
        drafts = short_stories(1000, f"port-{turn}")
        with_stories.add(Intake("file", f"/{turn}", f"{turn}"), drafts)
        with_stories.search.catch_up()


class App:
    """The app in a pseudo-terminal; keys go in, and it is seen when bytes come out."""

    def __init__(self, folder: Path) -> None:
        env = {**os.environ, "BROADSHEET_LIBRARY": str(folder), "TERM": "xterm-256color"}
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-m", "reader"], env)  # noqa: S606 - ours
        ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.quiet(3.0)

    def key(self, key: str) -> float | None:
        """Milliseconds from a key to its first bytes; None where nothing is to be painted."""
        began = time.perf_counter()
        os.write(self._terminal, key.encode())
        answered = select.select([self._terminal], [], [], 1.0)[0]
        took = (time.perf_counter() - began) * 1000
        self.quiet(QUIET)
        return took if answered else None

    def quiet(self, seconds: float) -> None:
        """Read until nothing has come for so long, for two seconds more at most."""
        end = time.monotonic() + seconds + 2
        while time.monotonic() < end and select.select([self._terminal], [], [], seconds)[0]:
            os.read(self._terminal, 1 << 16)

    def memory(self) -> tuple[float, float]:
        """Megabytes resident now, and at most."""
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        found = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
        return int(found["VmRSS"]) / 1024, int(found["VmHWM"]) / 1024

    def end(self) -> None:
        """End it."""
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self._terminal)


def measure(folder: Path, when: str) -> None:
    """Type the script and print how long each kind of key took."""
    app = App(folder)
    every: list[float] = []
    took: dict[str, list[float]] = {}
    for _ in range(TURNS):
        for name, keys in SCRIPT:
            answers = [app.key(key) for key in keys]
            took.setdefault(name, []).extend(one for one in answers if one is not None)
    for name, times in took.items():
        every += times
        if times:
            report(f"{when}: {name}", times)
    report(f"{when}: all", every)
    now, most = app.memory()
    print(f"{when}: resident {now:.0f} MB, at most {most:.0f} MB")
    app.end()


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stories = fill(folder)
        if sys.argv[1:]:
            library = Library(folder)
            library.add(Intake("file", "/many", "many"), short_stories(int(sys.argv[1]), "many"))
            library.search.catch_up()
            stories = library.stories.count()
            library.close()
        print(f"{stories:,} stories")
        measure(folder, "idle")
        other = subprocess.Popen([sys.executable, "-c", _ADDER, name], cwd=ROOT)  # noqa: S603
        measure(folder, "adding beside")
        other.kill()
        other.wait()


if __name__ == "__main__":
    main()
