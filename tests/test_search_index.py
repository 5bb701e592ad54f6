"""The index needs no care: it catches up, is made anew when it must be, never answers wrongly."""

from __future__ import annotations

import fcntl
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import And, Prefix, Term
from whoosh.scoring import BM25F

from db import Library
from db.errors import IndexUnavailable, LibraryReadOnly
from db.models import StoryDraft
from db.search.index import layout, writing
from db.search.index.index import Index
from db.search.index.tiers import TIER
from tests.library import add, add_story, mark, opened, python, rows, unprivileged

WORDS = ("harbour", "lock", "storm", "tide", "pilot", "ship", "mayor", "bridge", "river", "stone")


def fill(library: Library, count: int, name: str = "paper") -> None:
    """Add stories of a few words each; `story7` is a word of the seventh alone."""
    dice = random.Random(name)  # noqa: S311 -- words, not secrets
    add(
        library,
        *(
            StoryDraft(f"Number {number}", f"{name}{number} {' '.join(dice.choices(WORDS, k=30))}.")
            for number in range(count)
        ),
        name=name,
    )


@pytest.fixture
def paper(library: Library) -> Library:
    """A library of twenty stories, all indexed."""
    fill(library, 20)
    assert library.search.catch_up() == 0
    return library


def total(library: Library, query: str) -> int:
    return library.search.find(query).total


def folder(library: Library) -> Path:
    return library.index_folder


def files(library: Library, ending: str) -> list[Path]:
    return sorted(path for path in folder(library).iterdir() if path.name.endswith(ending))


def test_a_library_without_stories_has_an_index_that_is_ready(library: Library) -> None:
    status = library.search.status()
    assert (status.state, status.documents, status.pending) == ("ready", 0, 0)
    assert library.search.catch_up() == 0
    assert total(library, "anything") == 0


def test_the_index_catches_up_and_tells_how_far_it_is(library: Library) -> None:
    fill(library, 300)
    assert library.search.status().state == "behind"
    told: list[tuple[int, int]] = []
    assert library.search.catch_up(progress=lambda done, of: told.append((done, of))) == 0
    assert told[-1] == (300, 300)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    status = library.search.status()
    assert (status.state, status.documents, status.pending) == ("ready", 300, 0)
    assert status.bytes > 1000
    assert total(library, "number") == 300


def test_the_newest_stories_are_searched_first(library: Library) -> None:
    dates = [f"{1600 + number}-01-01" for number in range(400)]
    add(library, *(StoryDraft(f"Of {date}", f"year{date[:4]}", published=date) for date in dates))
    stop = threading.Event()
    left = library.search.catch_up(stop=stop, progress=lambda *_: stop.set())
    assert 0 < left < 400
    assert library.search.find("year1999", typing=True).total == 1
    assert library.search.find("year1600", typing=True).total == 0
    assert library.search.catch_up() == 0
    assert library.search.find("year1600", typing=True).total == 1


def test_catching_up_for_no_time_leaves_the_rest_for_later(library: Library) -> None:
    fill(library, 30)
    assert library.search.catch_up(seconds=0) == 30
    assert library.search.catch_up(seconds=30) == 0


def test_many_small_changes_do_not_pile_up(paper: Library) -> None:
    for number in range(40):
        add_story(paper, f"Late {number}", f"late{number} zebra", name=f"late {number}")
        paper.search.catch_up()
    assert len(files(paper, ".trm")) < TIER + 2
    assert total(paper, "zebra") == 40
    assert total(paper, "number") == 20


def test_documents_that_were_taken_out_make_room(paper: Library) -> None:
    before = paper.search.status().bytes
    for story in list(paper.select())[:15]:
        paper.stories.remove(story.id)
    paper.search.catch_up()
    status = paper.search.status()
    assert status.documents == 5
    assert status.bytes < before
    assert total(paper, "number") == 5


def test_an_index_is_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        fill(library, 20)
        library.search.catch_up()
        before = {path.name for path in folder(library).iterdir()}
    with opened(tmp_path) as library:
        assert library.search.catch_up() == 0
        assert total(library, "number") == 20
        assert {path.name for path in folder(library).iterdir()} == before


def test_only_the_owner_may_read_the_index(paper: Library) -> None:
    assert folder(paper).stat().st_mode & 0o777 == 0o700
    for path in files(paper, ""):
        if path.stat().st_size:
            assert path.stat().st_mode & 0o777 == 0o600


def test_a_rebuilt_index_finds_the_same(paper: Library) -> None:
    story = paper.stories.get(paper.select()[0].id)
    mark(paper, story, story.text[:20], note="remember")
    paper.stories.set_note(story.id, "a note of my own")
    paper.search.catch_up()
    before = {query: total(paper, query) for query in (*WORDS, "remember", "note:own")}
    told: list[tuple[int, int]] = []
    assert paper.search.rebuild(progress=lambda done, of: told.append((done, of))) == 0
    assert told[-1][0] == 21
    assert {query: total(paper, query) for query in before} == before


def test_a_rebuild_that_is_stopped_goes_on_later(library: Library) -> None:
    fill(library, 400)
    library.search.catch_up()
    stop = threading.Event()
    left = library.search.rebuild(progress=lambda *_: stop.set(), stop=stop)
    assert 0 < left < 400
    assert library.search.status().state == "behind"
    assert library.search.find("number", typing=True).pending == left
    assert library.search.catch_up() == 0
    assert total(library, "number") == 400


@contextmanager
def reopened(library: Library) -> Iterator[Library]:
    """The same library as another program opens it."""
    with opened(library.folder) as other:
        yield other


def _nonsense(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311 -- bytes, not secrets


def _delete_all(library: Library) -> None:
    shutil.rmtree(folder(library))


def _delete_toc(library: Library) -> None:
    for path in files(library, ".toc"):
        path.unlink()


def _delete_words(library: Library) -> None:
    files(library, ".trm")[0].unlink()


def _delete_column(library: Library) -> None:
    files(library, "key.col")[0].unlink()


def _cut_postings(library: Library) -> None:
    path = files(library, ".pst")[0]
    os.truncate(path, path.stat().st_size // 2)


def _empty_words(library: Library) -> None:
    os.truncate(files(library, ".trm")[0], 0)


def _spoil_postings(library: Library) -> None:
    path = files(library, ".pst")[0]
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))


def _spoil_words(library: Library) -> None:
    path = files(library, ".trm")[0]
    path.write_bytes(_nonsense(path.stat().st_size))


def _one_byte(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)


def _spoil_keys(library: Library) -> None:
    _one_byte(files(library, ".key.col")[0], -1)


def _spoil_kinds(library: Library) -> None:
    _one_byte(files(library, ".kind.col")[0], -1)


def _spoil_toc(library: Library) -> None:
    path = files(library, ".toc")[0]
    path.write_bytes(_nonsense(path.stat().st_size))


def _empty_toc(library: Library) -> None:
    files(library, ".toc")[0].write_bytes(b"")


def _no_folder(library: Library) -> None:
    shutil.rmtree(folder(library))
    folder(library).mkdir()


def _older_generation(library: Library) -> None:
    aside = library.folder / "aside"
    shutil.copytree(folder(library), aside)
    fill(library, 5, "later")
    library.search.catch_up()
    shutil.rmtree(folder(library))
    aside.rename(folder(library))


def _anothers(library: Library) -> None:
    with opened(library.folder / "other") as other:
        fill(other, 3, "other")
        other.search.catch_up()
        shutil.rmtree(folder(library))
        shutil.copytree(folder(other), folder(library))


def _other_rules(library: Library) -> None:
    with closing(sqlite3.connect(library.file)) as plain, plain:
        (value,) = plain.execute("SELECT value FROM meta WHERE name = 'search index'").fetchone()
        known = json.loads(value)
        known["name"] = "words1" + known["name"][known["name"].index("-") :]
        plain.execute("UPDATE meta SET value = ? WHERE name = 'search index'", (json.dumps(known),))


FAULTS = {
    "missing": (_delete_all, _delete_toc, _no_folder, _anothers),
    "damaged": (
        _delete_words,
        _delete_column,
        _cut_postings,
        _empty_words,
        _spoil_postings,
        _spoil_words,
        _spoil_keys,
        _spoil_kinds,
        _spoil_toc,
        _empty_toc,
        _older_generation,
    ),
    "outdated": (_other_rules,),
}
CASES = [(state, spoil) for state, spoils in FAULTS.items() for spoil in spoils]


@pytest.mark.parametrize(("state", "spoil"), CASES, ids=[spoil.__name__ for _, spoil in CASES])
def test_an_index_that_cannot_be_used_is_said_to_be_so_and_made_anew(
    paper: Library, state: str, spoil: object
) -> None:
    assert callable(spoil)
    spoil(paper)
    expected = len(paper.select())
    with reopened(paper) as other:
        assert other.search.status().state == state
        assert other.search.catch_up() == 0
        assert other.search.status().state == "ready"
        assert other.search.find("number", typing=True).total == expected
    with reopened(paper) as other:
        assert total(other, "number") == expected


@pytest.mark.parametrize(("state", "spoil"), CASES, ids=[spoil.__name__ for _, spoil in CASES])
def test_a_search_never_answers_wrongly_from_an_index_that_cannot_be_used(
    paper: Library, state: str, spoil: object
) -> None:
    assert callable(spoil)
    spoil(paper)
    expected = len(paper.select())
    with reopened(paper) as other:
        result = other.search.find("paper1*")
        assert result.total == 11
        assert result.pending == 0
        assert len(other.select("number")) == expected


@pytest.mark.parametrize("query", ["number", "=number"])
def test_a_damaged_index_is_not_believed_that_nothing_is_there(paper: Library, query: str) -> None:
    (words,) = files(paper, ".trm")
    assert words.read_bytes().count(b"number") == 1
    _one_byte(words, words.read_bytes().index(b"number"))
    expected = len(paper.select())
    with reopened(paper) as other:
        assert other.search.find(query).total == expected
    with reopened(paper) as other:
        assert len(other.select(query)) == expected


@pytest.mark.parametrize(("state", "spoil"), CASES, ids=[spoil.__name__ for _, spoil in CASES])
def test_while_typing_a_search_says_what_it_has_not_seen(
    paper: Library, state: str, spoil: object
) -> None:
    assert callable(spoil)
    spoil(paper)
    expected = len(paper.select())
    with reopened(paper) as other:
        result = other.search.find("number", typing=True)
        assert result.total == expected or result.pending == expected
        assert other.search.catch_up() == 0
        assert other.search.find("number", typing=True).total == expected


def test_an_index_that_is_spoilt_while_it_is_open_is_made_anew(paper: Library) -> None:
    _spoil_postings(paper)
    assert total(paper, "number") == 20
    for path in files(paper, ".trm"):
        path.unlink()
    assert paper.search.catch_up() == 0
    with reopened(paper) as other:
        assert total(other, "number") == 20


def test_a_file_beside_the_index_is_left_alone(paper: Library) -> None:
    own = folder(paper) / "wordsmith.txt"
    own.write_text("mine")
    (folder(paper) / "poems").mkdir()
    paper.search.rebuild()
    assert own.read_text() == "mine"
    assert (folder(paper) / "poems").is_dir()


def test_a_crash_after_the_index_was_written_repeats_work_and_loses_nothing(
    paper: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(paper, 10, "late")
    write = Index.write

    class Crash(Exception):
        pass

    def crash(self: Index, batch: object) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(self._store, "write", _raise(Crash))
            write(self, batch)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Index, "write", crash)
        with pytest.raises(Crash):
            paper.search.catch_up()
    assert paper.unindexed() == 10
    with reopened(paper) as other:
        assert other.search.catch_up() == 0
        assert total(other, "number") == 30
        assert other.search.status().documents == 30


def _raise(error: type[Exception]) -> object:
    def raising(*_: object, **__: object) -> object:
        raise error

    return raising


INDEX = """
import sys
from pathlib import Path
from db import Library
library = Library(Path(sys.argv[1]))
print("began", flush=True)
library.search.catch_up()
library.close()
"""


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.3, 0.6])
def test_a_program_that_is_killed_while_it_indexes_leaves_no_gap(
    library: Library, seconds: float
) -> None:
    fill(library, 900)
    with python(INDEX, library.folder) as indexer:
        assert indexer.stdout is not None
        assert indexer.stdout.readline() == "began\n"
        threading.Event().wait(seconds)
        indexer.send_signal(signal.SIGKILL)
    assert library.search.catch_up() == 0
    assert total(library, "number") == 900
    assert library.search.status().documents == 900


def test_another_program_that_writes_the_index_is_not_waited_for_long(paper: Library) -> None:
    fill(paper, 5, "late")
    with (folder(paper) / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert paper.search.catch_up(seconds=0.1) == 5
        result = paper.search.find("number")
        assert (result.total, result.pending) == (20, 5)
    assert paper.search.catch_up() == 0
    assert total(paper, "number") == 25


def test_another_user_of_whooshs_own_lock_is_not_disturbed(paper: Library) -> None:
    fill(paper, 5, "late")
    name = json.loads(rows(paper, "SELECT value FROM meta")[0][0])["name"]
    lock = FileStorage(str(folder(paper))).lock(f"{name}_WRITELOCK")
    assert lock.acquire()
    try:
        assert paper.search.catch_up(seconds=0.1) == 5
    finally:
        lock.release()
    assert paper.search.catch_up() == 0


def test_two_programs_catch_up_at_once(library: Library) -> None:
    fill(library, 600)
    with python(INDEX, library.folder) as one, python(INDEX, library.folder) as two:
        assert [one.wait(60), two.wait(60)] == [0, 0]
    assert library.unindexed() == 0
    assert total(library, "number") == 600
    assert library.search.status().documents == 600


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


def test_an_index_that_may_not_be_written_is_told_and_answers(public_folder: Path) -> None:
    with opened(public_folder / "library") as library:
        fill(library, 20)
        library.search.catch_up()
        fill(library, 5, "late")
    for path in (library.folder, *library.folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with unprivileged(), opened(library.folder) as library:
        with pytest.raises((IndexUnavailable, LibraryReadOnly), match=r"may not be|cannot be"):
            library.search.catch_up()
        assert library.search.catch_up(seconds=1) == 5
        result = library.search.find("number")
        assert (result.total, result.pending) == (20, 5)
        assert "cannot be written" in result.partial
    library.folder.chmod(0o700)
    folder(library).chmod(0o700)


def test_what_is_in_the_way_of_the_index_is_named(paper: Library) -> None:
    fill(paper, 5, "late")
    shutil.rmtree(folder(paper))
    folder(paper).write_text("in the way")
    with pytest.raises(IndexUnavailable, match=re.escape(str(folder(paper)))):
        paper.search.catch_up()
    assert str(folder(paper)) in paper.search.find("number").partial


def test_a_full_disk_is_told_in_a_sentence_and_costs_nothing(
    paper: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(paper, 5, "late")

    def full(path: Path) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(writing, "sync", full)
        before = {path.name for path in folder(paper).iterdir()}
        with pytest.raises(IndexUnavailable, match="No space left"):
            paper.search.catch_up()
        assert {path.name for path in folder(paper).iterdir()} == before
        result = paper.search.find("number", typing=True)
        assert (result.total, result.pending) == (20, 5)
    assert paper.search.catch_up() == 0
    assert total(paper, "number") == 25


def test_whooshs_own_searcher_can_read_the_index(paper: Library) -> None:
    name = json.loads(rows(paper, "SELECT value FROM meta")[0][0])["name"]
    index = FileIndex(FileStorage(str(folder(paper))), layout.schema(), name)
    with index.searcher(weighting=BM25F()) as searcher:
        for query, ours in (
            (Term("text", "harbour"), '"harbour"'),
            (And([Term("text", "tide"), Term("text", "stone")]), '"tide" "stone"'),
            (Prefix("text", "paper1"), "paper1*"),
        ):
            assert len(searcher.search(query, limit=None)) == total(paper, ours)
