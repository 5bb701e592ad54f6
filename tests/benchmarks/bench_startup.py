"""How long until something is to be seen: the app against a bare Textual app, and the commands.

    python -m tests.benchmarks.bench_startup [ROUNDS]

Processor time counts (of the process itself, user and system, until its first paint), since other
programs may have the machine; the time waited stands beside it. What is put off until after the
first paint shows in the time until a key is answered that was typed as soon as there was something
to see. All variants take turns in each round, and find their modules compiled, as those of an
installed program are. The larger library holds the real stories of the shared data, where they are
there; without them there is no section for the key to go to, and nothing of it is measured.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path

from db import Intake, Library
from reader.importers import read
from tests.data import ROOT, data_folder

ROUNDS = 21
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("All stories")
Bare().run()
"""
SEEN = b"stories"
"""What tells that the first screen is painted: in the bare app's text and in ours."""
NEXT_SECTION = b"J"
Steps = tuple[tuple[bytes, bytes], ...]
"""Texts to wait for, each with the keys to type then; a program is ended at the last."""
PAINTED: Steps = ((SEEN, b""),)
PATIENCE = 20.0
"""Seconds after which a program is taken to show nothing."""


@dataclass
class Variant:
    """One thing that is started again and again."""

    name: str
    command: Sequence[str]
    library: Path
    steps: Steps = ()
    """Up to where it is measured, if it paints a screen; else it runs to its own end."""
    columns: int = 120
    spent: list[float] = field(default_factory=list)
    """Milliseconds of processor time."""
    waited: list[float] = field(default_factory=list)
    """Milliseconds by the clock."""

    def run(self) -> None:
        """Start it once."""
        env = {**os.environ, "BROADSHEET_LIBRARY": str(self.library), "TERM": "xterm-256color"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # modules of an installed program are compiled
        env["PYTHONPYCACHEPREFIX"] = str(self.library.parent / "compiled")
        spent, waited = started(self.command, env, self.steps, self.columns)
        self.spent.append(spent)
        self.waited.append(waited)

    def median(self) -> float:
        """Of the processor time, milliseconds."""
        return statistics.median(self.spent)


def started(
    command: Sequence[str], env: dict[str, str], steps: Steps, columns: int
) -> tuple[float, float]:
    """Milliseconds of processor and of waiting, until the last text is seen or until the end."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(command[0], list(command), env)  # noqa: S606 - our own
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    for until, keys in steps or ((None, b""),):
        _read(terminal, until, began + PATIENCE)
        os.write(terminal, keys)
    waited = time.perf_counter() - began
    if steps:
        os.kill(process, 9)
    used = os.wait4(process, 0)[2]
    os.close(terminal)
    return (used.ru_utime + used.ru_stime) * 1000, waited * 1000


def _read(terminal: int, until: bytes | None, deadline: float) -> None:
    """Take in what a program writes until it shows a text, or has ended."""
    seen = b""
    while time.perf_counter() < deadline and (until is None or until not in seen):
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                read = os.read(terminal, 1 << 16)
            except OSError:  # Linux says so when the other side is closed
                return
            if not read:
                return
            seen += read


def fill(folder: Path) -> tuple[int, str]:
    """Add the real stories; how many there are, and the first section that has any."""
    library = Library(folder)
    try:
        news = data_folder() / "news" / "news.safe.jsonl.gz"
        if news.exists():
            with read(news) as loaded:
                source = loaded.source
                library.add(Intake(source.kind, source.locator, source.title), loaded.drafts)
            library.search.catch_up()
        sections = (section.name for section in library.sections.all() if section.stories)
        return library.stories.count(), next(sections, "")
    finally:
        library.close()


def variants(empty: Path, full: Path, section: str) -> list[Variant]:
    """What is compared; `section` is the first of the larger library, empty where it has none."""
    ours = [sys.executable, "-m", "reader"]
    words = (["--help"], ["list", "--limit", "1"], ["find", "library", "--limit", "1"])
    commands = (*words, ["highlights"], ["sections"])
    answered = ((SEEN, NEXT_SECTION), (f"{section} — ".encode(), b""))
    return [
        Variant("a Textual app of one Static", [sys.executable, "-c", BARE], empty, PAINTED),
        Variant("the app, nothing in its library", ours, empty, PAINTED),
        Variant("the app, all stories", ours, full, PAINTED),
        Variant("the app, all stories, 150 columns", ours, full, PAINTED, 150),
        *([Variant("a key typed then is answered", ours, full, answered)] if section else []),
        Variant("python -c pass", [sys.executable, "-c", "pass"], full),
        *(Variant(" ".join(["broadsheet", *it]), [*ours, *it], full) for it in commands),
    ]


def main() -> None:
    """Print medians, and the ratios within this run."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        Library(empty).close()
        stories, section = fill(full)
        known = variants(empty, full, section)
        for variant in known:
            variant.run()  # compiles what it imports; `find` also catches up with the index
            variant.spent.clear()
            variant.waited.clear()
        for _ in range(rounds):
            for variant in known:
                variant.run()
        base = known[0].median()
        print(f"{stories:,} stories; medians of {rounds}: processor time, and time waited")
        for variant in known:
            waited = statistics.median(variant.waited)
            ratio = f"{variant.median() / base:5.2f} times the first" if variant.steps else ""
            print(
                f"{variant.name:40} {variant.median():5.0f} ms {waited:5.0f} ms  {ratio}".rstrip()
            )


if __name__ == "__main__":
    main()
