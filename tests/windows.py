"""Two apps in terminals and the command line, all writing to one library at once.

Each window marks a paragraph, colours it and deletes the mark again; commands do the same to
another paragraph, and add stories. All of it is in view in both windows, so that it can be seen
when a key is answered and when the other window shows what was done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from db import Library
from db.models import StoryDraft
from tests.data import ROOT
from tests.library import add, opened
from tests.terminal import Terminal

BROADSHEET = (sys.executable, "-m", "reader")
PARAGRAPHS = ("One window marks this.", "Another marks this.", "Commands mark this.")
PAUSE = 0.15
"""Seconds between two keys of a window."""
GLANCE = 0.005
PATIENCE = 30.0
"""Seconds after which something is taken to be lost."""
STORIES = 60
"""That a command adds at a time."""


@dataclass
class Told:
    """What was seen."""

    answered: list[float] = field(default_factory=list)
    """Seconds from each key to its paint."""
    shown: list[float] = field(default_factory=list)
    """Seconds until another window showed what was done."""
    done: Counter[str] = field(default_factory=Counter)
    """How often each thing was done."""

    def __str__(self) -> str:
        def spread(seconds: list[float]) -> str:
            middle = sorted(seconds)[len(seconds) // 2]
            return f"median {middle * 1000:.0f} ms, longest {max(seconds) * 1000:.0f} ms"

        counts = ", ".join(f"{count} {what}" for what, count in sorted(self.done.items()))
        return (
            f"{counts}\nfrom {len(self.answered)} keys to their paint: {spread(self.answered)}\n"
            f"{len(self.shown)} times shown in another window: {spread(self.shown)}"
        )


@dataclass
class Awaited:
    """A sign that windows are to show beside a paragraph."""

    paragraph: str
    sign: str
    """The letter of a colour, or nothing."""
    windows: list[Window]
    since: float


class Window:
    """An app in a terminal, and what it does over and over to its paragraph."""

    def __init__(self, terminal: Terminal, paragraph: str) -> None:
        self.terminal = terminal
        self.paragraph = paragraph
        self.acts: Iterator[tuple[str, tuple[str, ...], str]] = cycle(
            (
                ("marks", ("H",), "r"),
                ("colours", ("c", "g"), "g"),
                ("colours", ("c", "r"), "r"),
                ("deletions", ("H",), ""),
            )
        )
        self.waiting: tuple[str, str, float] | None = None
        """What was asked for with the last key, the sign of it, and when."""
        self.next_at = 0.0

    def sign(self, paragraph: str) -> str:
        """The letter in the margin beside a paragraph."""
        line = next((row for row in self.terminal.screen.display if paragraph in row), None)
        if line is None:
            raise AssertionError(f"“{paragraph}” is not in view:\n{self.terminal.text()}")
        return "".join(letter for letter in line.partition(paragraph)[0] if letter.isalpha())

    def act(self) -> None:
        """Give the next keys."""
        what, keys, sign = next(self.acts)
        self.waiting = what, sign, time.monotonic()
        self.terminal.send(*keys)


class Campaign:
    """Runs windows and commands for a while and looks at what they show."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder = folder
        self.told = Told()
        self._env = dict(env)
        self._awaited: list[Awaited] = []
        self._windows: list[Window] = []
        self._ended = threading.Event()
        self._failed: list[BaseException] = []

    def run(self, seconds: float) -> Told:
        """Let all write for so long, and wait until all is shown."""
        with opened(self.folder) as library:
            add(library, StoryDraft("Windows", "\n\n".join(PARAGRAPHS)), name="windows")
            story = library.stories.rows()[0].id
        threads = [
            threading.Thread(target=self._guarded, args=(work, story), daemon=True)
            for work in (self._mark_by_command, self._add_by_command)
        ]
        with ExitStack() as stack:
            for down, paragraph in enumerate(PARAGRAPHS[:2]):
                terminal = Terminal([*BROADSHEET, "open", story], self._env)
                stack.enter_context(terminal)
                terminal.wait_for(PARAGRAPHS[2])
                terminal.press(*["down"] * down, "c", "r")
                self._windows.append(Window(terminal, paragraph))
            for thread in threads:
                thread.start()
            self._watch(time.monotonic() + seconds, threads)
        return self.told

    def _watch(self, until: float, threads: list[threading.Thread]) -> None:
        """Look at both screens in turn until all that was asked for is shown."""
        while True:
            for window in self._windows:
                window.terminal.read(GLANCE)
                self._look(window)
            now = time.monotonic()
            if now > until:
                self._ended.set()
            if self._failed:
                raise self._failed[0]
            busy = [one for one in self._windows if one.waiting] + list(self._awaited)
            if now > until and not busy and not any(one.is_alive() for one in threads):
                return
            if now > until + PATIENCE:
                screens = "\n".join(one.terminal.text() for one in self._windows)
                raise AssertionError(f"{self._awaited} never came:\n{screens}")
            for window in self._windows:
                if now < until and now >= window.next_at and not self._is_held(window):
                    window.act()

    def _is_held(self, window: Window) -> bool:
        """Whether a window waits for its own paint, or for the other window to show it."""
        return window.waiting is not None or any(
            one.paragraph == window.paragraph for one in list(self._awaited)
        )

    def _look(self, window: Window) -> None:
        """Note what a window shows now that it did not show before."""
        now = time.monotonic()
        if window.waiting is not None:
            what, sign, since = window.waiting
            if window.sign(window.paragraph) == sign:
                self.told.answered.append(now - since)
                self.told.done[what] += 1
                window.waiting, window.next_at = None, now + PAUSE
                if sign in ("r", ""):
                    others = [one for one in self._windows if one is not window]
                    self._awaited.append(Awaited(window.paragraph, sign, others, now))
        for awaited in list(self._awaited):
            if window in awaited.windows and window.sign(awaited.paragraph) == awaited.sign:
                self.told.shown.append(now - awaited.since)
                awaited.windows.remove(window)
            if not awaited.windows:
                self._awaited.remove(awaited)

    def _guarded(self, work: object, story: str) -> None:
        try:
            work(story)  # type: ignore[operator]
        except BaseException as error:
            self._failed.append(error)

    def _command(self, *arguments: str) -> list[dict[str, object]]:
        done = subprocess.run(  # noqa: S603 -- our own command
            [*BROADSHEET, *arguments, "--json"], env=self._env, capture_output=True, text=True,
            check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _mark_by_command(self, story: str) -> None:
        while not self._ended.is_set():
            (made,) = self._command("mark", story, "--quote", PARAGRAPHS[2], "--note", "Why?")
            self._await_command("marks", "y")
            self._command("remove", str(made["id"]))
            self._await_command("deletions", "")

    def _await_command(self, what: str, sign: str) -> None:
        """Wait until both windows show what a command did."""
        self.told.done[f"{what} by command"] += 1
        awaited = Awaited(PARAGRAPHS[2], sign, list(self._windows), time.monotonic())
        self._awaited.append(awaited)
        while awaited.windows:
            time.sleep(GLANCE)

    def _add_by_command(self, story: str) -> None:
        file = self.folder.parent / "more.jsonl"
        for number in range(10_000):
            records = [
                {"id": f"{number}-{place}", "title": f"Number {number}", "text": f"It is {place}."}
                for place in range(STORIES)
            ]
            file.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
            (added,) = self._command("add", str(file), "--section", "More")
            assert added["added"] == STORIES
            self.told.done["additions by command"] += 1
            if self._ended.wait(2.0):
                return


def check_kept(library: Library, done: Counter[str]) -> None:
    """Nothing that was shown is missing, and nothing is there twice."""
    from tests.library import is_sound, rows

    count = "SELECT count(*) FROM highlights WHERE removed IS"
    made = done["marks"] + done["marks by command"]
    gone = done["deletions"] + done["deletions by command"]
    assert rows(library, f"{count} NOT NULL") == [(gone,)]
    assert rows(library, f"{count} NULL") == [(made - gone,)]
    assert library.stories.count() == 1 + STORIES * done["additions by command"]
    assert len(library.history.all(-1)) == 1 + sum(done.values())
    assert is_sound(library)
