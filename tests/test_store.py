"""Writing: whole or not at all, one after the other, and never told before it is on the disk."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import Library
from db.errors import (
    LibraryBusy,
    LibraryFull,
    Unwanted,
)
from tests.data import ROOT
from tests.library import (
    add_story,
    done,
    is_sound,
    locked,
    mark,
    opened,
    python,
    snapshot,
)

FILL = """
import resource, sys
from pathlib import Path
from db import Library
from db.errors import LibraryError
library = Library(Path(sys.argv[1]))
if sys.argv[2] != "0":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
story = library.stories.get(library.stories.rows()[0].id)
shown = 0
try:
    while shown < 100_000:
        library.highlights.add(story, 0, 11, note="x" * 4000)
        shown += 1
except LibraryError as error:
    print(type(error).__name__, shown, library.highlights.count(), flush=True)
"""


def test_a_mark_is_not_made_while_another_program_writes(library: Library) -> None:
    story = add_story(library)
    before = snapshot(library)
    with locked(library) as holder:
        with library.patience(0.05), pytest.raises(LibraryBusy, match="by another program"):
            mark(library, story, "new lock")
        assert holder.poll() is None
        assert library.stories.get(story.id) == story
    assert snapshot(library) == before
    assert mark(library, story, "new lock").quote == "new lock"


def test_a_mark_waits_for_another_programs_write_to_end(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = add_story(library)
    with locked(library) as holder:

        def wait(_: float) -> None:
            if holder.poll() is None:
                holder.communicate("\n")

        monkeypatch.setattr("db.store.time", SimpleNamespace(sleep=wait, monotonic=time.monotonic))
        assert mark(library, story, "new lock").quote == "new lock"


def test_patience_ends_with_its_block_and_is_each_threads_own(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000))
    tries: list[float] = []
    fake = SimpleNamespace(sleep=tries.append, monotonic=lambda: float(next(clock)))
    monkeypatch.setattr("db.store.time", fake)

    def try_to_write() -> int:
        tries.clear()
        with pytest.raises(LibraryBusy):
            library.sections.add("News")
        return len(tries)

    with locked(library), library.patience(0):
        assert try_to_write() == 0
        with library.patience(2):
            assert try_to_write() == 1
        assert try_to_write() == 0
        with ThreadPoolExecutor(1) as other:
            assert other.submit(try_to_write).result() == 4


def test_what_goes_wrong_within_a_write_leaves_nothing(library: Library) -> None:
    before = snapshot(library)
    with (  # noqa: PT012 -- what is inside is the point
        pytest.raises(ZeroDivisionError),
        library._store.write("Divided by zero"),
    ):
        library.sections.ensure("News")
        library.sections.ensure(str(1 / 0))
    assert snapshot(library) == before
    assert done(library) == []
    library.sections.add("News")


def test_a_part_of_a_write_is_no_write_of_its_own(library: Library) -> None:
    with pytest.raises(RuntimeError, match="part of a write"):
        library.sections.ensure("News")
    assert library.sections.ensure("General") == 1


def test_a_write_within_a_write_is_part_of_its_step(library: Library) -> None:
    with library._store.write("Made two sections"):
        library.sections.add("News")
        library.sections.add("Sport")
    assert done(library) == ["Made two sections"]
    library.history.undo()
    assert [section.name for section in library.sections.all()] == ["General"]


def test_on_a_full_disk_a_mark_is_not_made_and_the_library_can_still_be_read(
    library: Library,
) -> None:
    story = add_story(library)
    before = snapshot(library)
    connection = library._store.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryFull, match="is full: nothing was saved; make room"):
        mark(library, story, "new lock", note="long " * 40_000)
    assert snapshot(library) == before
    assert library.stories.get(story.id) == story
    connection.execute("PRAGMA max_page_count = 1000000")
    assert mark(library, story, "new lock").quote == "new lock"
    assert is_sound(library)


def test_a_file_that_may_not_grow_keeps_every_mark_that_was_shown(library: Library) -> None:
    add_story(library)
    library.close()
    limit = library.file.stat().st_size + 800_000
    told, _ = python(FILL, library.folder, limit).communicate()
    error, shown, kept = told.split()
    assert error == "LibraryError"
    assert int(shown) == int(kept) > 10
    with opened(library.folder) as library:
        assert library.highlights.count() == int(shown)
        assert is_sound(library)


def test_a_disk_that_is_really_full_keeps_every_mark_that_was_shown(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size=1500k tmpfs "$1" && cp -r "$2" "$1/library"'
        ' && exec "$3" -c "$4" "$1/library" 0'
    )
    with opened(tmp_path / "library") as library:
        add_story(library)
    values = (str(disk), str(library.folder), sys.executable, FILL)
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare, to mount a small disk")
    ended = subprocess.run(  # noqa: S603 -- a command of our own
        ["unshare", "-rm", "sh", "-c", script, "sh", *values],  # noqa: S607 -- wherever it is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {ended.stderr.strip()}")
    error, shown, kept = ended.stdout.split()
    assert error == "LibraryFull"
    assert int(shown) == int(kept) > 10


def test_threads_work_on_one_library(library: Library) -> None:
    story = add_story(library)

    def work(number: int) -> None:
        for _ in range(5):
            mark(library, story, "new lock", note=f"of {number}")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert library.highlights.count() == 30
    assert len(done(library)) == 31
    assert is_sound(library)


def test_another_windows_write_is_noticed(library: Library) -> None:
    seen = library.changed()
    library.sections.add("Ours")
    assert library.changed() == seen
    with opened(library.folder) as other:
        other.sections.add("Theirs")
    assert library.changed() != seen


def test_ids_are_never_given_twice(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(["00000001", "00000001", "00000001", "00000002"])
    monkeypatch.setattr("db.store.new_id", lambda prefix="": prefix + next(ids))
    first, second = add_story(library, "One", "First."), add_story(library, "Two", "Second.")
    assert first.id != second.id


def test_reading_ends_when_nobody_waits_for_it_any_more(library: Library) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    stop, store = threading.Event(), library._store
    timer = threading.Timer(0.01, stop.set)
    timer.start()
    with pytest.raises(Unwanted), store.until(stop):
        store.one(endless)
    timer.join()
    assert store.number("SELECT 1") == 1
    with pytest.raises(Unwanted), store.until(stop):
        pass
    with store.until(None):
        assert store.number("SELECT 1") == 1
    with store.until(threading.Event()), pytest.raises(sqlite3.OperationalError, match="no such"):
        store.one("SELECT 1 FROM nowhere")


def test_a_thread_is_told_of_what_it_and_others_have_written(library: Library) -> None:
    store = library._store
    before = store.moment()
    assert store.moment() == before
    library.sections.add("Music")
    own = store.moment()
    assert own != before
    with opened(library.folder) as other:
        other.sections.add("Arts")
    assert store.moment() != own
