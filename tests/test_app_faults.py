"""A full disk, a library that may not be written, a locked one: nothing is shown that is not so."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from db import Library
from db.store import Store
from reader.screens.note import NoteScreen
from tests.apps import PAPER, Reader, reading
from tests.data import ROOT
from tests.library import add, is_sound, locked, mark, opened, snapshot

Fault = Callable[[Library], AbstractContextManager[object]]


@contextmanager
def full(library: Library) -> Iterator[None]:
    """Every write finds the disk full, as SQLite says it."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL

    def refuse(self: Store, connection: sqlite3.Connection) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "_begin", refuse)
        yield


@contextmanager
def read_only(library: Library) -> Iterator[None]:
    """The file may not be written any more."""
    connection = library._store.connection
    connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA query_only = OFF")


@contextmanager
def held(library: Library) -> Iterator[None]:
    """Another program has the lock for longer than anyone waits."""
    with pytest.MonkeyPatch.context() as patch, locked(library):
        patch.setattr("db.store.PATIENCE", 0.1)
        yield


FAULTS = [
    pytest.param(full, "is full: nothing was saved; make room", id="full"),
    pytest.param(read_only, "may not be written: check the rights", id="read-only"),
    pytest.param(held, "is being written by another program", id="locked"),
]
DEEDS = [
    pytest.param(["down", "H"], id="highlighting"),
    pytest.param(["v", "e", "H"], id="highlighting-a-selection"),
    pytest.param(["c", "g"], id="colouring"),
    pytest.param(["t", *"new", "enter"], id="tagging"),
    pytest.param(["T", *"new", "enter"], id="tagging-the-story"),
    pytest.param(["d", "d"], id="deleting"),
    pytest.param(["u"], id="undoing"),
    pytest.param(["s"], id="starring"),
    pytest.param(["w", "g", "s"], id="splitting"),
    pytest.param(["D", "D"], id="removing-the-story"),
    pytest.param(["M", *"New", "enter"], id="moving-the-story"),
]


async def in_a_marked_story(reader: Reader) -> None:
    """The first story is open, with the caret on a highlight that has a note and a tag."""
    story = reader.library.stories.get(reader.library.select()[0].id)
    mark(reader.library, story, "The harbour of Vell", note="Old.", tags=["port"])
    await reader.press("enter")


@pytest.mark.parametrize(("fault", "why"), FAULTS)
@pytest.mark.parametrize("keys", DEEDS)
async def test_what_could_not_be_written_is_not_shown_and_the_notice_says_why(
    tmp_path: Path, fault: Fault, why: str, keys: list[str]
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await in_a_marked_story(reader)
        before, shown = snapshot(reader.library), list(reader.screen.highlights)
        with fault(reader.library):
            await reader.press(*keys)
            assert any(why in notice for notice in reader.notices)
            assert reader.message == ""
            assert list(reader.screen.highlights) == shown
            assert reader.screen.story_list.at_cursor == reader.library.select()[0]
        assert snapshot(reader.library) == before


def editor(reader: Reader) -> NoteScreen:
    """The note that is being written."""
    assert isinstance(reader.app.screen, NoteScreen)
    return reader.app.screen


@pytest.mark.parametrize(("fault", "why"), FAULTS)
@pytest.mark.parametrize("key", ["a", "A"])
async def test_a_note_that_could_not_be_saved_is_still_in_the_editor(
    tmp_path: Path, fault: Fault, why: str, key: str
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await in_a_marked_story(reader)
        before = snapshot(reader.library)
        await reader.press(key)
        with fault(reader.library):
            await reader.press(*" New.", "ctrl+s")
            assert any(why in notice for notice in reader.notices)
            assert editor(reader).area.text.endswith(" New.")
            assert snapshot(reader.library) == before
        await reader.press("ctrl+s")
        assert not isinstance(reader.app.screen, NoteScreen)
        story = reader.library.stories.get(reader.library.select()[0].id)
        note = story.note if key == "A" else reader.library.highlights.all()[0].note
        assert note.endswith("New.")


@pytest.mark.parametrize(("fault", "why"), FAULTS)
async def test_leaving_a_note_whose_draft_cannot_be_kept_is_not_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, why: str
) -> None:
    monkeypatch.setattr("reader.screens.note.PARTING_PATIENCE", 0.1)
    async with reading(tmp_path, *PAPER) as reader:
        await in_a_marked_story(reader)
        await reader.press("a")
        with fault(reader.library):
            await reader.press(*" New.", "escape")
            told = str(editor(reader).query_one("#told").render())
            assert why in told
            assert "Leaving again loses what was typed." in told
            await reader.press("ctrl+q")
            assert reader.app.is_running
            assert editor(reader).area.text == "Old. New."
        await reader.press("escape")
        (found,) = reader.library.drafts.all()
        assert found.draft is not None
        assert found.draft.text == "Old. New."


_ON_A_FULL_DISK = """
import asyncio, json, os, sys
from pathlib import Path
from tests.apps import reading

async def main(folder):
    async with reading(folder) as reader:
        await reader.press("enter", "a")
        editor = reader.app.screen
        filler = os.open(folder / "filler", os.O_CREAT | os.O_WRONLY)
        try:
            while True:
                os.write(filler, b"x" * 512)
        except OSError:
            pass
        editor.area.insert("long " * 30_000)
        await reader.press("ctrl+s")
        told = [notice for notice in reader.notices if "is full" in notice]
        stayed = reader.app.screen is editor and len(editor.area.text) == 150_000
        os.ftruncate(filler, 0)
        await reader.press("ctrl+s")
        note = reader.library.highlights.all()[0].note
        print(json.dumps([bool(told), stayed, len(note)]))

asyncio.run(main(Path(sys.argv[1])))
"""


def test_on_a_disk_that_is_really_full_a_note_stays_in_its_editor(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with opened(tmp_path / "library") as library:
        add(library, *PAPER)
    script = (
        'mount -t tmpfs -o size=8m tmpfs "$1" && cp -r "$2" "$1/library" && "$3" -c "$4" "$1"'
        ' && cp -r "$1/library" "$2-after"'
    )
    values = (str(disk), str(library.folder), sys.executable, _ON_A_FULL_DISK)
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare, to mount a small disk")
    ended = subprocess.run(  # noqa: S603 -- a command of our own
        ["unshare", "-rm", "sh", "-c", script, "sh", *values],  # noqa: S607 -- wherever it is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "mount" in ended.stderr and ended.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {ended.stderr.strip()}")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "[true, true, 149999]"
    with opened(tmp_path / "library-after") as after:
        assert is_sound(after)
