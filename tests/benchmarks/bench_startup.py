"""How long until something is to be seen: the app against a bare Textual app, and the commands.

    python -m tests.benchmarks.bench_startup

The library holds the real stories of the shared data, where they are there.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

from db import Intake, Library
from reader.importers import read
from tests.data import data_folder

RUNS = 15
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


def first_paint(command: list[str], env: dict[str, str]) -> float:
    """Seconds from fork to the first screen; the program is then killed."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own
        command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
    )
    os.close(slave)
    seen = b""
    while SEEN not in seen and time.perf_counter() - started < 20:
        if select.select([master], [], [], 0.5)[0]:
            seen += os.read(master, 65536)
    elapsed = time.perf_counter() - started
    process.kill()
    process.wait()
    os.close(master)
    return elapsed


def run_time(command: list[str], env: dict[str, str]) -> float:
    """Seconds of a whole process."""
    started = time.perf_counter()
    subprocess.run(command, env=env, capture_output=True, check=True)  # noqa: S603 - our own
    return time.perf_counter() - started


def fill(folder: Path) -> int:
    """Add the real stories; how many there are."""
    library = Library(folder)
    try:
        news = data_folder() / "news" / "news.safe.jsonl.gz"
        if news.exists():
            with read(news) as loaded:
                source = loaded.source
                library.add(Intake(source.kind, source.locator, source.title), loaded.drafts)
        return library.stories.count()
    finally:
        library.close()


def main() -> None:
    """Print medians, and the ratio within this run."""
    with tempfile.TemporaryDirectory() as folder:
        stories = fill(Path(folder))
        env = {**os.environ, "BROADSHEET_LIBRARY": folder, "TERM": "xterm-256color"}
        ours = [sys.executable, "-m", "reader"]
        bare = [sys.executable, "-c", BARE]
        pairs = [(first_paint(bare, env), first_paint(ours, env)) for _ in range(RUNS)]
        base = statistics.median(pair[0] for pair in pairs)
        app = statistics.median(pair[1] for pair in pairs)
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        print(f"{stories:,} stories; medians of {RUNS}")
        print(f"first paint: bare {base * 1000:.0f} ms, app {app * 1000:.0f} ms, {ratio:.2f} times")
        for words in (["--help"], ["list", "--limit", "20"], ["sections"]):
            took = statistics.median(run_time([*ours, *words], env) for _ in range(RUNS))
            print(f"broadsheet {' '.join(words)}: {took * 1000:.0f} ms")


if __name__ == "__main__":
    main()
