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
from textual._context import active_message_pump
from textual.message_pump import MessagePump

from db import Library
from db.errors import LibraryError
from db.store import Store
from reader.app import BroadsheetApp, run
from reader.screens.note import BUSY_SECONDS, FAULT_SECONDS, NoteScreen
from tests.apps import PAPER, Reader, reading
from tests.data import ROOT
from tests.library import add, is_sound, locked, mark, opened, snapshot

GONE = "The library cannot be read: check the disk"
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


@contextmanager
def unreadable(library: Library) -> Iterator[None]:
    """Nothing can be read or written, as when a disk fails or a share is gone."""

    def refuse(self: Store) -> sqlite3.Connection:
        raise LibraryError(f"{GONE}.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "connection", property(refuse))
        yield


FAULTS = [
    pytest.param(full, "is full: nothing was saved; make room", id="full"),
    pytest.param(
        read_only, "may not be written: nothing was saved; check the rights", id="read-only"
    ),
    pytest.param(held, "is being written by another program: nothing was saved", id="locked"),
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
            # Which is not written over by the next try to keep it.
            await reader.pilot.pause(BUSY_SECONDS + FAULT_SECONDS)
            assert str(editor(reader).query_one("#told").render()) == told
            await reader.press("ctrl+q")
            assert reader.app.is_running
            assert editor(reader).area.text == "Old. New."
        await reader.press("escape")
        (found,) = reader.library.drafts.all()
        assert found.draft is not None
        assert found.draft.text == "Old. New."


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["J"], id="another-section"),
        pytest.param(["n", "enter"], id="another-story"),
        pytest.param(["q", "enter"], id="back-to-the-list"),
        pytest.param(["g", "u"], id="history"),
        pytest.param(["g", "a"], id="annotations"),
        pytest.param(["g", "t"], id="tags"),
        pytest.param(["g", "v"], id="review"),
        pytest.param(["g", "d"], id="drafts"),
        pytest.param(["/", *"tide", "enter"], id="finding"),
        pytest.param(["g", "/", *"tide"], id="searching"),
    ],
)
async def test_a_library_that_is_gone_for_a_while_is_told_of_and_come_back_to(
    tmp_path: Path, keys: list[str]
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await in_a_marked_story(reader)
        with unreadable(reader.library):
            await reader.press(*keys)
            reader.app._watch()
            reader.app._watch()
            await reader.settle()
            assert any(GONE in notice for notice in reader.notices)
            assert reader.app.is_running
        reader.app._watch()
        await reader.settle()
        while reader.app.screen is not reader.screen:
            await reader.press("escape")
        await reader.press("g", "g", "s")
        assert len(reader.library.select("is:starred")) == 1


async def test_what_is_typed_stays_while_the_library_is_gone(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await in_a_marked_story(reader)
        await reader.press("a")
        with unreadable(reader.library):
            await reader.press(*" New.", "ctrl+s")
            reader.app._watch()
            await reader.settle()
            assert any(GONE in notice for notice in reader.notices)
            assert editor(reader).area.text == "Old. New."
        await reader.press("ctrl+s")
        assert reader.library.highlights.all()[0].note == "Old. New."


async def test_a_fault_that_lasts_is_told_once(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        with unreadable(reader.library):
            for _ in range(3):
                reader.app._watch()
            await reader.settle()
            assert len(reader.notices) == 1
        reader.app._watch()
        with unreadable(reader.library):
            reader.app._watch()
            await reader.settle()
        assert len(reader.notices) == 2


async def test_what_another_window_took_away_is_told_of_where_it_was_chosen(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await in_a_marked_story(reader)
        await reader.press("g", "a")
        with opened(tmp_path / "library") as other:
            other.stories.remove(other.highlights.all()[0].story)
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert any("There is no story" in notice for notice in reader.notices)


async def test_a_fault_that_stops_a_widget_ends_the_app_with_its_sentence(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        fault = LibraryError(f"{GONE}.")
        with in_answer_of(reader.screen):
            reader.app._handle_exception(fault)
        assert reader.app.fault is None
        with in_answer_of(reader.screen.page):
            reader.app._handle_exception(fault)
        assert reader.app.fault is fault


def test_the_fault_that_ended_the_app_is_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(self: BroadsheetApp) -> None:
        self.fault = LibraryError(f"{GONE}.")

    monkeypatch.setattr(BroadsheetApp, "run", end)
    with pytest.raises(LibraryError, match=GONE):
        run(tmp_path / "library")


@contextmanager
def in_answer_of(pump: MessagePump) -> Iterator[None]:
    """As in a handler of this screen or widget."""
    token = active_message_pump.set(pump)
    try:
        yield
    finally:
        active_message_pump.reset(token)


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
