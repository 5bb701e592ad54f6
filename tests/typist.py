"""A program for others to kill: the real app without a terminal, and someone who never rests.

`python -m tests.typist LIBRARY SEED` marks, tags and types until it ends. It says on standard
output, a JSON object a line, what is shown, what is being typed, and what is about to be saved.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from db import Library
from reader.app import BroadsheetApp
from reader.config import parse
from reader.screens.note import NoteScreen
from tests.apps import Reader

WORDS = ("lock", "tide", "harbour", "*why?*", "storm", "pilots", "nine", "million", "é", "\n")


def say(**what: object) -> None:
    """Tell whoever watches."""
    print(json.dumps({**what, "at": time.monotonic()}), flush=True)


async def mark(reader: Reader, chance: random.Random) -> None:
    """Select some words further on and highlight them."""
    await reader.press(*["down"] * chance.randrange(4), *["w"] * chance.randrange(9))
    await reader.press("v", *["e"] * chance.randrange(1, 4), "H")
    tell_marks(reader)


async def tag(reader: Reader, chance: random.Random) -> None:
    """Put one more tag on what is under the caret, which is marked if it is not."""
    await reader.press("t", *f"tag{chance.randrange(9)}", "enter")
    tell_marks(reader)


def tell_marks(reader: Reader) -> None:
    """Say what the page shows."""
    for one in reader.screen.highlights:
        say(mark=one.id, note=one.note, tags=one.tags)


async def write(reader: Reader, chance: random.Random) -> None:
    """Type on a note, with a pause now and then; save it, leave it, or stay in the middle."""
    await reader.press("a")
    editor = reader.app.screen
    if not isinstance(editor, NoteScreen):
        return
    tell_marks(reader)
    target = editor.subject.target
    text = "".join(f"{chance.choice(WORDS)} " for _ in range(chance.randrange(1, 14)))
    say(writing=target, before=editor.area.text, planned=editor.area.text + text)
    for character in text:
        await reader.pilot.press("enter" if character == "\n" else character)
        say(typed=editor.area.text)
        if chance.random() < 0.03:
            await asyncio.sleep(chance.random())
    saves = chance.random() < 0.5
    say(leaving=saves)
    await reader.press("ctrl+s" if saves else "escape")
    say(left=target)
    tell_marks(reader)


async def work(folder: Path, seed: str) -> None:
    """Go on for ever."""
    chance = random.Random(seed)  # noqa: S311 - what to do next, no secret
    app = BroadsheetApp(Library(folder), parse("", folder / "config.toml"))
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot)
        await reader.press("enter")
        say(ready=True)
        while True:
            await chance.choice((mark, tag, write, write))(reader, chance)


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))
