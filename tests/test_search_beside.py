"""Indexing in a process of its own: it stops, dies with who started it, and may be killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from math import inf
from pathlib import Path

import pytest

from db import Library
from db.errors import IndexUnavailable
from db.search.engine import STORY, Clock
from db.search.faults import Unusable
from db.search.index.index import Index
from db.search.upkeep import beside, upkeep
from tests.data import ROOT
from tests.library import opened, python, rows
from tests.test_search_index import files, fill, total

SEED = os.environ.get("BROADSHEET_SEED") or str(random.randrange(1_000_000))  # noqa: S311 -- no secret

KEEP_UP = """
import sys
from pathlib import Path
from db import Library
library = Library(Path(sys.argv[1]))
library.search.keep_up(progress=lambda *_: print("began", flush=True))
"""


def worker(library: Library) -> subprocess.Popen[bytes]:
    """The indexing process, started as `beside` starts it."""
    return subprocess.Popen(  # noqa: S603 -- our own module
        [sys.executable, "-m", "db.search.worker", library.file, library.index_folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def forbidden(*_: object, **__: object) -> None:
    raise AssertionError("not in this test")


def test_many_changes_are_indexed_by_another_process(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 300)
    monkeypatch.setattr(Index, "write", forbidden)
    told: list[tuple[int, int]] = []
    assert library.search.keep_up(progress=lambda done, of: told.append((done, of))) == 0
    assert told[-1] == (300, 300)
    assert total(library, "number") == 300


def test_a_few_changes_are_indexed_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 20)
    monkeypatch.setattr(upkeep, "catch_up_beside", forbidden)
    assert library.search.keep_up() == 0
    assert total(library, "number") == 20


def test_where_no_process_can_be_started_this_one_indexes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 100)
    monkeypatch.setattr(sys, "executable", "")
    assert library.search.keep_up() == 0
    assert total(library, "number") == 100


def test_it_stops_when_told_and_goes_on_later(library: Library) -> None:
    fill(library, 1_500)
    stop = threading.Event()
    left = library.search.keep_up(stop=stop, progress=lambda *_: stop.set())
    assert 0 < left < 1_500
    assert library.search.find("number", typing=True).pending == left
    assert library.search.keep_up() == 0
    assert total(library, "number") == 1_500


def test_an_index_that_is_damaged_while_nothing_changes_is_noticed_at_the_start(
    library: Library,
) -> None:
    fill(library, 30)
    library.search.catch_up()
    path = files(library, ".pst")[0]
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))
    told: list[str] = []
    with opened(library.folder) as other:
        assert other.search.keep_up(checked=False, notice=told.append) == 0
        assert told == ["The search index is damaged: it is made anew from the library."]
        assert other.search.status().state == "ready"
        assert total(other, "number") == 30


def test_a_sound_index_is_left_as_it_is_at_the_start(library: Library) -> None:
    fill(library, 30)
    library.search.catch_up()
    before = {path.name for path in library.index_folder.iterdir()}
    told: list[str] = []
    assert library.search.keep_up(checked=False, notice=told.append) == 0
    assert {path.name for path in library.index_folder.iterdir()} == before
    assert told == []


def test_what_goes_wrong_in_it_is_told_in_a_sentence(library: Library) -> None:
    fill(library, 100)
    library.index_folder.write_text("in the way")
    with pytest.raises(IndexUnavailable, match="search index cannot be written"):
        library.search.keep_up()
    assert library.unindexed() == 100


def test_a_process_that_breaks_is_told_of(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 100)
    monkeypatch.setattr(beside, "_ROOT", library.folder)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (library.folder / "db").mkdir()
    (library.folder / "db" / "__init__.py").write_text("raise SystemExit(3)")
    with pytest.raises(IndexUnavailable, match=r"ended by itself .* it goes on"):
        library.search.keep_up()


def test_what_lies_in_the_present_folder_is_not_run(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 100)
    trap = tmp_path / "trap"
    (trap / "db").mkdir(parents=True)
    for name in ("db/__init__.py", "json.py"):
        (trap / name).write_text("raise SystemExit(3)")
    monkeypatch.chdir(trap)
    assert library.search.keep_up() == 0


def _close_input(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()


def _terminate(process: subprocess.Popen[bytes]) -> None:
    process.terminate()


@pytest.mark.parametrize("end", [_close_input, _terminate])
def test_it_ends_between_two_batches(library: Library, end: object) -> None:
    fill(library, 3_000)
    assert callable(end)
    with worker(library) as process:
        assert process.stdout is not None
        assert b'"done"' in process.stdout.readline()
        end(process)
        assert process.wait(30) == 0
        assert b'"left"' in process.stdout.read()
    assert 0 < library.unindexed() < 3_000
    assert library.search.catch_up() == 0
    assert library.search.status().documents == 3_000


def test_it_dies_with_the_program_that_started_it(library: Library) -> None:
    fill(library, 3_000)
    with python(KEEP_UP, library.folder) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "began\n"
        program.send_signal(signal.SIGKILL)
    with Index(library._store, library.index_folder).locked(Clock(10)):
        assert library.unindexed() > 0
    assert library.search.catch_up() == 0
    assert total(library, "number") == 3_000


def test_two_windows_do_not_index_at_once(library: Library) -> None:
    fill(library, 600)
    with python(KEEP_UP, library.folder) as one, python(KEEP_UP, library.folder) as two:
        assert [one.wait(60), two.wait(60)] == [0, 0]
    assert library.unindexed() == 0
    assert library.search.status().documents == 600


def has_no_gap(library: Library) -> bool:
    """Whether each story is in the index, whose files are whole, or waits in the change log."""
    waiting = {key for (key,) in rows(library, "SELECT target FROM changes WHERE kind = 'story'")}
    index = Index(library._store, library.index_folder)
    try:
        index.check(inf)
        waiting |= index.snapshot().keys(STORY)
    except Unusable as error:
        if error.fault != "missing":
            raise
    return waiting >= {key for (key,) in rows(library, "SELECT key FROM stories")}


def killed_again_and_again(library: Library, stories: int, times: int) -> None:
    """Kill the process at moments that no one chose, and look at what it leaves each time."""
    dice = random.Random(SEED)  # noqa: S311 -- moments, not secrets
    fill(library, stories)
    for number in range(times):
        if number % 3 == 2:
            fill(library, stories // 4, f"more{number}")
        with worker(library) as process:
            threading.Event().wait(dice.uniform(0.0, 1.2))
            process.kill()
        assert has_no_gap(library), f"BROADSHEET_SEED={SEED}, kill {number}"
    assert library.search.keep_up() == 0
    count = len(library.select())
    assert total(library, "number") == count
    status = library.search.status()
    assert (status.state, status.documents) == ("ready", count), f"BROADSHEET_SEED={SEED}"


def test_it_may_be_killed_at_any_moment(library: Library) -> None:
    killed_again_and_again(library, 800, 6)


@pytest.mark.soak
def test_it_may_be_killed_a_hundred_times(library: Library) -> None:
    print(f"BROADSHEET_SEED={SEED}")
    killed_again_and_again(library, 4_000, 100)
