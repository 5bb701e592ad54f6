"""How soon the whole app answers keys, what they cost, and its memory; idle and while stories come.

    python -m tests.benchmarks.bench_app [STORIES | FOLDER]

The app runs in a pseudo-terminal on the real stories of the shared data, where they are there. A
key's answer are the first bytes that it causes (`probe` tells which those are); keys that paint
nothing are counted, not timed. Processor time stands beside the time waited, since other programs
may have the machine. Then the same while another process adds stories and indexes them. With a
number, so many short stories are added first; with a library's folder, a copy of it is opened.
"""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path

from db import Intake, Library
from db.models import StoryDraft
from tests.benchmarks.bench_startup import fill
from tests.benchmarks.probe import Answer
from tests.data import ROOT

TURNS = 5
"""How often the script is typed."""
SIZES = ((120, 40), (150, 45))
"""Columns and rows: one pane at a time, and the lists beside the page."""
QUIET = 0.25
"""Seconds without bytes, after which the next key is typed; what a key sets going waits less."""
PATIENCE = 1.5
"""Seconds after which the next key is typed in any case."""
DONE_SECONDS = 5.0
"""In which a key is done with, or counts as lost."""
UNTIMED = frozenset({"leave the search"})
"""Not in the sum of all: Esc waits 25 ms for what may follow it."""
PAGE_DOWN, PAGE_UP = "\x1b[6~", "\x1b[5~"
SCRIPT: tuple[tuple[str, Sequence[str]], ...] = (
    ("a row in the list", "jjjjjjkkkjjjjj"),
    ("a page of the list", (PAGE_DOWN, PAGE_DOWN, PAGE_UP)),
    ("open a story", "\r"),
    ("a line on the page", "jjjjjjkkkjjjjj"),
    ("a page down and up", (PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_DOWN, PAGE_UP)),
    ("highlight, and take it back", "HH"),
    ("back to the list", "q"),
    ("half of what opens the search", "g"),
    ("open the search", "/"),
    ("type a search", "government "),
    ("to the results", "\t"),
    ("a row of the results", "jjjjjjkkj"),
    ("a page of the results", (PAGE_DOWN, PAGE_DOWN)),
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


@dataclass
class Kind:
    """What the keys of one kind took, in milliseconds."""

    waited: list[float] = field(default_factory=list)
    """By the clock, until the first bytes."""
    loop: list[float] = field(default_factory=list)
    """Of the processor, by the thread of the event loop, until then."""
    app: list[float] = field(default_factory=list)
    """Of the processor, by the whole app, until all was done."""
    turn: float = 0.0
    """The longest turn of the event loop, of the processor."""
    silent: int = 0
    """Keys that painted nothing."""

    def take(self, answer: Answer, waited: float | None) -> None:
        """Count a key."""
        self.app.append(answer.app)
        self.turn = max(self.turn, answer.turn)
        if waited is None:
            self.silent += 1
        else:
            self.waited.append(waited)
            self.loop.append(answer.loop)

    def row(self, name: str) -> str:
        """A line of the table."""
        parts = [_three(self.waited), _three(self.loop), _three(self.app), f"{self.turn:6.1f}"]
        silent = f"  {self.silent} silent" if self.silent else ""
        return f"{name:30} {len(self.app):4}  {'  '.join(parts)}{silent}"


HEAD = f"{'':36}{'waited':>20}  {'loop, processor':>20}  {'app, processor':>20}    turn\n" + (
    f"{'':30} keys{('  median   99th  worst') * 3}   worst"
)


def _three(found: list[float]) -> str:
    if not found:
        return f"{'-':>6} {'-':>6} {'-':>6}"
    high = statistics.quantiles(found, n=100)[98] if len(found) > 1 else found[0]
    return f"{statistics.median(found):6.1f} {min(high, max(found)):6.1f} {max(found):6.1f}"


class App:
    """The app in a pseudo-terminal; keys go in, and it is seen when they are answered."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env["ESCDELAY"] = "25"  # as `reader` has it, which the probe imports after Textual
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # modules of an installed program are compiled
        env["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
        self._answers, told = os.pipe()
        os.set_inheritable(told, True)
        command = [sys.executable, "-m", "tests.benchmarks.probe", str(folder), str(told)]
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(ROOT)
            os.execve(command[0], command, env)  # noqa: S606 - ours
        os.close(told)
        ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._read(8.0, quiet=2.0)

    def key(self, key: str) -> tuple[Answer, float | None] | None:
        """What a key took, and milliseconds until its first bytes; None where it is lost."""
        began = time.perf_counter()
        os.write(self._terminal, key.encode())
        answer = self._read(DONE_SECONDS, quiet=DONE_SECONDS)
        self._read(PATIENCE, quiet=QUIET)
        if answer is None:
            return None
        waited = None if answer.answered is None else (answer.answered - began) * 1000
        return answer, waited

    def _read(self, seconds: float, *, quiet: float) -> Answer | None:
        """Take in what comes, until an answer does, nothing has come for so long, or time is up."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ready = select.select([self._terminal, self._answers], [], [], quiet)[0]
            if self._terminal in ready:
                os.read(self._terminal, 1 << 16)
            elif self._answers in ready:
                return Answer(**json.loads(os.read(self._answers, 1 << 16).splitlines()[-1]))
            else:
                break
        return None

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
        os.close(self._answers)


def typed(folder: Path, size: tuple[int, int], turns: int) -> tuple[App, dict[str, Kind], Kind]:
    """Start the app and type the script so often: the keys by kind, and all but Esc."""
    app = App(folder, size)
    kinds = {name: Kind() for name, _ in SCRIPT}
    every = Kind()
    for _ in range(turns):
        for name, keys in SCRIPT:
            for key in keys:
                if (taken := app.key(key)) is None:
                    print(f"lost: {name}")
                    continue
                kinds[name].take(*taken)
                if name not in UNTIMED:
                    every.take(*taken)
    return app, kinds, every


def measure(folder: Path, when: str, size: tuple[int, int]) -> None:
    """Print how long each kind of key took."""
    app, kinds, every = typed(folder, size, TURNS)
    print(f"\n{when}, {size[0]}x{size[1]}, load {os.getloadavg()[0]:.1f}; milliseconds\n{HEAD}")
    for name, kind in kinds.items():
        print(kind.row(name))
    print(every.row("all but Esc"))
    now, most = app.memory()
    print(f"resident {now:.0f} MB, at most {most:.0f} MB", flush=True)
    app.end()


def prepared(folder: Path, wanted: str) -> Library:
    """The library to open, in a folder of its own."""
    if wanted and not wanted.isdecimal():
        shutil.copytree(wanted, folder, dirs_exist_ok=True)
        return Library(folder)
    fill(folder)
    library = Library(folder)
    if wanted:
        library.add(Intake("file", "/many", "many"), short_stories(int(wanted), "many"))
        library.search.catch_up()
    return library


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "library"
        library = prepared(folder, sys.argv[1] if sys.argv[1:] else "")
        print(f"{library.stories.count():,} stories")
        library.close()
        typed(folder, SIZES[0], 1)[0].end()  # compiles what it imports
        for size in SIZES:
            measure(folder, "idle", size)
        other = subprocess.Popen([sys.executable, "-c", _ADDER, folder], cwd=ROOT)  # noqa: S603
        measure(folder, "adding beside", SIZES[0])
        other.kill()
        other.wait()


if __name__ == "__main__":
    main()
