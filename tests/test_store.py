"""The file: who may open it, what happens when it cannot be written, and that a write is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import Library
from db.errors import (
    LibraryBusy,
    LibraryError,
    LibraryFull,
    LibraryReadOnly,
    NotALibrary,
)
from db.schema import LATEST
from tests.data import ROOT
from tests.library import (
    add_story,
    done,
    is_sound,
    locked,
    mark,
    opened,
    python,
    rows,
    snapshot,
    unprivileged,
)

FIRST_START = """
import sys
from pathlib import Path
from db import Library
sys.stdin.readline()
library = Library(Path(sys.argv[1]))
library.sections.add(sys.argv[2])
library.close()
print("done", flush=True)
"""
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


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="broadsheet-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}


def test_a_new_library_is_its_owners_alone(library: Library) -> None:
    add_story(library)
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert modes(library.folder) == dict.fromkeys(
        ("library.db", "library.db-wal", "library.db-shm", "migrate.lock"), "0o600"
    )


def test_a_library_is_where_it_was_put_whatever_the_folder_is_called(tmp_path: Path) -> None:
    with opened(tmp_path / "50% of ?a=b #c 紙") as library:
        add_story(library)
        assert library.file.exists()


def test_several_first_starts_at_once_all_succeed(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    starts = [python(FIRST_START, folder, f"Section {number}") for number in range(5)]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    assert [start.communicate()[0] for start in starts] == ["done\n"] * 5
    with opened(folder) as library:
        assert len(library.sections.all()) == 6
        assert is_sound(library)


def test_asking_for_a_library_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library at"):
        Library(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match=r"cannot be made .* choose another with --library"):
        Library(tmp_path / "file" / "library")


@pytest.mark.parametrize(
    "statements",
    [
        "CREATE TABLE feeds (url TEXT)",
        "PRAGMA application_id = 7; CREATE TABLE feeds (url TEXT)",
        "PRAGMA application_id = 7",
    ],
)
def test_another_programs_database_is_refused_and_left_alone(
    tmp_path: Path, statements: str
) -> None:
    file = tmp_path / "library.db"
    with closing(sqlite3.connect(file)) as other:
        other.executescript(statements + "; PRAGMA user_version = 3")
    before = file.read_bytes()
    with pytest.raises(NotALibrary, match="is not a Broadsheet library"):
        Library(tmp_path)
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("Dear diary, " * 1000)
    with pytest.raises(NotALibrary, match="is damaged or is not a library"):
        Library(tmp_path)
    assert (tmp_path / "library.db").read_text() == "Dear diary, " * 1000


def test_a_newer_library_is_refused_and_left_alone(library: Library) -> None:
    library.close()
    with closing(sqlite3.connect(library.file)) as newer:
        newer.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = library.file.read_bytes()
    with pytest.raises(NotALibrary, match=r"written by a newer Broadsheet .* install the newer"):
        Library(library.folder)
    assert library.file.read_bytes() == before


def test_an_old_sqlite_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(LibraryError, match=r"needs 3\.37 or later"):
        Library(tmp_path)


def test_a_restored_copy_is_written_through_the_log_again(library: Library, tmp_path: Path) -> None:
    story = add_story(library)
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(library.file)) as plain:
        plain.execute("VACUUM INTO ?", (str(copy / "library.db"),))
    with opened(copy) as restored:
        assert restored.stories.get(story.id) == story
        assert rows(restored, "PRAGMA journal_mode") == [("wal",)]


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="is closed"):
        library.stories.count()


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


def test_a_library_in_a_file_that_may_not_be_written_can_be_read(public_folder: Path) -> None:
    with opened(public_folder / "library") as library:
        story = add_story(library)
    shutil.chown(library.folder, 65534) if os.geteuid() == 0 else None
    library.file.chmod(0o444)
    with unprivileged(), opened(library.folder) as library:
        assert library.stories.get(story.id) == story
        with pytest.raises(LibraryReadOnly, match="may not be written: check the rights"):
            mark(library, story, "new lock")
        assert library.highlights.of_story(story.id) == []


def test_a_library_in_a_folder_that_may_not_be_written_can_be_read(public_folder: Path) -> None:
    with opened(public_folder / "library") as library:
        story = add_story(library)
    library.file.chmod(0o444)
    library.folder.chmod(0o555)
    with unprivileged(), opened(library.folder) as library:
        assert [head.title for head in library.select()] == ["The lock"]
        with pytest.raises(LibraryReadOnly):
            library.stories.opened(story.id)
    library.folder.chmod(0o700)


def test_an_unwritable_folder_cannot_become_a_library(public_folder: Path) -> None:
    folder = public_folder / "library"
    folder.mkdir(mode=0o755)
    (folder / "library.db").touch(0o644)
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(LibraryReadOnly, match="may not be written"):
        Library(folder)


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
    bits = iter([1, 1, 1, 2])
    monkeypatch.setattr("db.store.secrets", SimpleNamespace(randbits=lambda _: next(bits)))
    first, second = add_story(library, "One", "First."), add_story(library, "Two", "Second.")
    assert first.id != second.id
