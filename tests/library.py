"""Making a library for a test, filling it, looking at its file, and bothering it from outside."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from db import Intake, Library
from db.models import AddResult, Highlight, Story, StoryDraft
from db.recording import RECORDED, TYPED
from tests.data import ROOT

TEXT = (
    "The harbour of Vell opened its new lock on Monday.\n\n"
    "Ships of up to forty metres can pass at any tide. The mayor spoke of a quiet revolution,"
    " and the pilots of long nights.\n\n"
    "Fishermen had asked for the lock since the great storm, which broke two piers and a mast.\n\n"
    "The bill came to nine million, half of what had been feared."
)
"""A story of four paragraphs; no two of its sentences are alike."""
REVISED = TEXT.replace("forty metres", "fifty metres")
"""The same with one word changed."""

OTHER = (
    "A baker in Maro sells at dawn what was baked at night.\n\n"
    "By noon nothing is left, and the ledger is closed."
)

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@contextmanager
def opened(folder: Path, *, create: bool = True) -> Iterator[Library]:
    """A library that is closed at the end of the block."""
    library = Library(folder, create=create)
    try:
        yield library
    finally:
        library.close()


def add(library: Library, *drafts: StoryDraft, name: str = "paper", **intake: Any) -> AddResult:
    """Add drafts as the file `name` would bring them."""
    return library.add(Intake("file", f"/{name}", name, **intake), drafts)


def outcomes(library: Library, *drafts: StoryDraft, name: str = "paper", **intake: object) -> str:
    """What became of each draft: `a`dded, `u`pdated, `r`emoved before, `=` for unchanged."""
    result = add(library, *drafts, name=name, **intake)
    return "".join(
        "=" if story.outcome == "unchanged" else story.outcome[0] for story in result.stories
    )


def add_story(
    library: Library,
    title: str = "The lock",
    text: str = TEXT,
    *,
    name: str = "paper",
    **fields: Any,
) -> Story:
    """Add one story and read it back."""
    result = add(library, StoryDraft(title, text, **fields), name=name)
    return library.stories.get(result.stories[0].id)


def mark(library: Library, story: Story, quote: str, **fields: Any) -> Highlight:
    """Highlight the first place where the story says this."""
    start = story.text.index(quote)
    return library.highlights.add(story, start, start + len(quote), **fields)


def done(library: Library) -> list[str]:
    """What the steps say that could be undone, the oldest first."""
    return [step.what for step in reversed(library.history.all(10_000)) if not step.undone]


def rows(library: Library, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows read past the library, through a connection of our own."""
    with closing(sqlite3.connect(f"{library.file.absolute().as_uri()}?mode=ro", uri=True)) as plain:
        return plain.execute(sql, values).fetchall()


def snapshot(library: Library, *leave_out: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that only steps change, without the columns to leave out."""
    with closing(sqlite3.connect(f"{library.file.absolute().as_uri()}?mode=ro", uri=True)) as plain:
        found = {}
        for table, identity in RECORDED.items():
            if table in TYPED:
                continue
            columns = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
            wanted = ", ".join(f'"{name}"' for name in columns if name not in leave_out)
            order = ", ".join(identity)
            found[table] = plain.execute(
                f"SELECT {wanted} FROM {table} ORDER BY {order}"  # noqa: S608 -- names of our own
            ).fetchall()
        return found


def is_sound(library: Library) -> bool:
    """Whether SQLite finds nothing wrong with the file and no row that names a missing one."""
    checked = rows(library, "PRAGMA integrity_check")
    return checked == [("ok",)] and not rows(library, "PRAGMA foreign_key_check")


def python(code: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Another Python process, started in the project with its output and input to us."""
    return subprocess.Popen(  # noqa: S603 -- code of our own
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


@contextmanager
def locked(library: Library) -> Iterator[subprocess.Popen[str]]:
    """Another process has the write lock until the block ends, or a line is sent to it."""
    with python(_HOLD, library.file) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            if holder.poll() is None:
                holder.communicate("\n")


@contextmanager
def unprivileged() -> Iterator[None]:
    """Work as a user whom file rights bind, also where the tests are run by root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
