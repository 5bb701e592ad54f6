"""The app is killed at any moment: what it showed is there, and so is what was typed in it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from db import Library
from db.models import Highlight
from db.text import clean_note
from tests.data import ROOT
from tests.library import add_story, is_sound, opened

PROMISED = 1.0
"""Seconds of typing that a crash may cost."""


@dataclass
class Witness:
    """What a program said until it was killed."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    killed: float = 0.0

    @property
    def shown(self) -> dict[str, dict[str, Any]]:
        """What each highlight last was on the screen."""
        return {line["mark"]: line for line in self.lines if "mark" in line}

    @property
    def last_writing(self) -> list[dict[str, Any]]:
        """What was said since the last note was begun, if that is still open."""
        begun = [number for number, line in enumerate(self.lines) if "writing" in line]
        rest = self.lines[begun[-1] :] if begun else []
        return [] if any("left" in line for line in rest) else rest


def killed_at_random(folder: Path, seed: int) -> Witness:
    """Have the typist work, and kill it some time after it is ready."""
    chance = random.Random(seed)  # noqa: S311 -- a moment, no secret
    witness = Witness()
    command = [sys.executable, "-m", "tests.typist", str(folder), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- our own
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        listener = threading.Thread(target=listen, args=(process.stdout, witness))
        listener.start()
        time.sleep(chance.choice((1.0, 2.5, 4.0)) * chance.random())
        witness.killed = time.monotonic()
        process.kill()
        listener.join()
    return witness


def listen(stream: Any, witness: Witness) -> None:
    """Take down every whole line."""
    for line in stream:
        if line.endswith("\n"):
            witness.lines.append(json.loads(line))


def behind(library: Library, witness: Witness) -> float:
    """Seconds of typing that were lost; what was found must be a part of what was typed."""
    said = witness.last_writing
    if not said:
        return 0.0
    begun, *rest = said
    subject = library.drafts.subject(begun["writing"])
    found = subject.draft.text if subject.draft else subject.note
    if any(line.get("leaving") for line in rest) and subject.note == clean_note(begun["planned"]):
        return 0.0
    assert begun["planned"].startswith(found)
    assert found.startswith(begun["before"])
    late = [line["at"] for line in rest if len(line.get("typed", "")) > len(found)]
    return max(0.0, witness.killed - late[0]) if late else 0.0


def survive(folder: Path, seeds: range, allowed: float) -> None:
    """Kill the app again and again, and look at what is left."""
    with opened(folder) as library:
        add_story(library)
    lost: list[float] = []
    known: set[str] = set()
    for seed in seeds:
        witness = killed_at_random(folder, seed)
        with opened(folder) as library:
            assert is_sound(library), seed
            kept = {one.id: one for one in library.highlights.all()}
            missing = [name for name in witness.shown if not same(kept, witness, name)]
            assert not missing, (seed, missing)
            assert known <= kept.keys(), seed
            known = set(kept)
            lost.append(behind(library, witness))
            assert lost[-1] <= allowed, (seed, lost[-1], witness.last_writing)
    lost.sort()
    typing = [one for one in lost if one]
    print(
        f"seeds {seeds.start} to {seeds.stop - 1}: {len(lost)} killed, {len(typing)} of them with"
        f" something typed that was not kept yet; the longest {lost[-1]:.2f} s behind"
    )


def same(kept: dict[str, Highlight], witness: Witness, name: str) -> bool:
    """Whether a highlight that was shown is as it was, or as it was just being made."""
    if name not in kept:
        return False
    shown, found = witness.shown[name], kept[name]
    writing = any(line.get("writing") == name for line in witness.last_writing)
    noted = writing or found.note == shown["note"]
    return noted and set(shown["tags"]) <= set(found.tags)


def test_the_app_killed_at_any_moment_loses_no_mark_and_little_typing(tmp_path: Path) -> None:
    # The promise itself is for the long campaign: a busy machine may be late here.
    survive(tmp_path, range(4), allowed=3.0)


@pytest.mark.soak
def test_five_hundred_killed_apps_lose_no_mark_and_at_most_a_second_of_typing(
    tmp_path: Path,
) -> None:
    survive(tmp_path, range(1000, 1500), PROMISED)
