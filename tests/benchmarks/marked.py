"""A library with very many highlights, made with SQL in seconds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from db import Intake, Library
from db.models import COLOURS, StoryDraft

STORIES = 2_000
_WORDS = (
    "harbour", "lock", "storm", "council", "pears", "bread", "flour", "ledger", "tide", "pilot",
)  # fmt: skip
_TAGS = ("policy", "policy/export", "to check", "bread", "money", "to quote")


def library_with(folder: Path, count: int) -> Library:
    """`count` highlights in 2,000 stories: a third with notes, half with a tag."""
    dice = random.Random(7)  # noqa: S311 -- words, not secrets
    library = Library(folder)
    library.add(Intake("file", "/bench", "bench"), _stories(dice))
    with library._store.write() as connection:
        tags = library._store.read("SELECT key FROM tags ORDER BY key")
        connection.executemany(
            """INSERT INTO highlights (id, story, version, "start", "end", quote, prefix, suffix,
                   origin_version, origin_start, origin_end, colour, note, created, updated)
               SELECT :id, key, version, :start, :end, :quote, '', '', version, :start, :end,
                   :colour, :note, :at, :at FROM stories WHERE key = :story""",
            _highlights(dice, count),
        )
        connection.execute(
            """INSERT INTO highlight_tags SELECT key, (key / 2) % :tags + 1 FROM highlights
               WHERE key % 2 = 0""",
            {"tags": len(tags)},
        )
    return library


def _stories(dice: random.Random) -> Iterator[StoryDraft]:
    for number in range(STORIES):
        text = "\n\n".join(" ".join(dice.choices(_WORDS, k=60)) for _ in range(4))
        yield StoryDraft(
            f"Story {number} of the {dice.choice(_WORDS)}", text, ref=str(number),
            section=f"Section {number % 12}", tags=(_TAGS[number % len(_TAGS)],),
        )  # fmt: skip


def _highlights(dice: random.Random, count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        start = dice.randrange(900)
        yield {
            "id": f"h-{number:08d}", "story": number % STORIES + 1, "start": start,
            "end": start + 120, "quote": " ".join(dice.choices(_WORDS, k=20)),
            "colour": COLOURS[number % 5], "note": "Worth quoting." if number % 3 == 0 else "",
            "at": f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}"
                  f"T{number % 24:02}:{number % 60:02}:00.{number % 1000:03}Z",
        }  # fmt: skip
