"""What an answer lacks is said by every command, and nothing is changed by half an answer."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.search import search
from db.search.engine import Clock
from db.search.index import disk, writing
from db.search.upkeep.catching import WAITS
from reader.cli.output import say
from tests.cli_runs import Ran, Shell, story

ASKED = (
    ("find", "beetles"),
    ("find", "beetles", "--counts"),
    ("list", "beetles"),
    ("list", "--saved", "Insects"),
    ("highlights", "beetles"),
    ("highlights", "--notes", "beetles"),
    ("export", "beetles", "--to", "notes"),
    ("export", "beetles", "--to", "-"),
    ("searches",),
    ("review", "beetles"),
    ("placements", "beetles"),
    ("mark", "--matches", "beetles", "--dry-run"),
)
CHANGED = (
    ("read", "--query", "beetles"),
    ("tag", "--query", "beetles", "insects"),
    ("move", "--query", "beetles", "Nature"),
    ("remove", "--query", "beetles"),
    ("remove", "--query", "is:unread NOT train", "--dry-run"),
)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The index is being written by somebody else, and nobody waits long for it."""
    with pytest.MonkeyPatch.context() as patch, disk.locked(folder, Clock(1)):
        for name in ("search.GRACE", "upkeep.upkeep.GRACE", "index.disk.PATIENCE"):
            patch.setattr(f"db.search.{name}", 0.01)
        patch.setattr("reader.cli.finding.PATIENCE", 0.01)
        yield


@pytest.fixture
def behind(paper: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """A library of which the index has seen nothing."""
    monkeypatch.chdir(tmp_path)
    paper("searches", "save", "Insects", "beetles")
    return paper


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_every_command_that_takes_a_query_says_what_is_not_searched_yet(
    behind: Shell, asked: tuple[str, ...]
) -> None:
    with held(behind.folder / "index"):
        done = behind(*asked)
    assert done.code == 0
    assert "3 stories and notes are not searched yet" in done.err
    assert "was found.\n" not in done.err
    whole = behind(*asked)
    assert "searched" not in whole.err


@pytest.mark.parametrize("command", ["find", "list", "highlights", "export"])
def test_nothing_is_said_not_to_be_there_before_all_is_searched(
    behind: Shell, command: str
) -> None:
    where = ("--to", "notes") if command == "export" else ()
    with held(behind.folder / "index"):
        assert "was found in what is searched so far.\n" in behind(command, "beetles", *where).err
    assert behind(command, "unfindable", *where).err.endswith("was found.\n")


def test_an_index_that_cannot_be_read_is_told_by_every_list(
    behind: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(writing, "sync", full)
    for asked in ASKED:
        assert "No space left" in behind(*asked).err, asked


@pytest.mark.parametrize("asked", CHANGED, ids=" ".join)
def test_what_is_done_to_all_that_a_query_finds_waits_for_the_index(
    behind: Shell, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    beetles, before = story(behind, "Beetles")["id"], len(behind.json("list"))
    released = threading.Event()

    def hold(held_now: threading.Event) -> None:
        with held(behind.folder / "index"):
            held_now.set()
            released.wait(20)

    held_now = threading.Event()
    thread = threading.Thread(target=hold, args=(held_now,))
    thread.start()
    assert held_now.wait(20)
    releaser = _when_said(WAITS, released, monkeypatch)
    done = behind(*asked)
    thread.join()
    assert releaser, "it was said that another program is waited for"
    assert done.code == 0
    _assert_done(behind, asked, done, beetles, before)


def _when_said(sentence: str, then: threading.Event, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Set the event once this is said; the list then holds it."""
    heard: list[str] = []

    def hear(message: str) -> None:
        say(message)
        if message == sentence:
            heard.append(message)
            then.set()

    monkeypatch.setattr("reader.cli.lacking.say", hear)
    return heard


def _assert_done(
    shell: Shell, asked: tuple[str, ...], done: Ran, beetles: str, before: int
) -> None:
    ids = [one["id"] for one in shell.json("list")]
    if asked[0] == "remove" and "--dry-run" not in asked:
        assert beetles not in ids
        assert len(ids) == before - 1
    elif "--dry-run" in asked:
        assert "2 stories" in done.err
    else:
        query = {"read": "is:read", "tag": "tag:insects", "move": "section:Nature"}[asked[0]]
        assert [one["id"] for one in shell.json("list", query)] == [beetles]


@pytest.mark.parametrize("asked", CHANGED, ids=" ".join)
def test_nothing_is_done_by_an_answer_that_is_not_whole(
    behind: Shell, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [behind.json("list"), behind.json("tags")]
    monkeypatch.setattr(search, "PATIENCE", 0.0)
    done = behind(*asked)
    assert done.code == 1
    assert "cut short" in done.err
    assert done.err.endswith("So nothing was done.\n")
    monkeypatch.undo()
    assert [behind.json("list"), behind.json("tags")] == before


def test_a_look_at_half_a_list_does_not_count_as_one(behind: Shell) -> None:
    assert behind("list", "--saved", "Insects").code == 0
    before = behind.json("searches")[0]["looked"]
    (behind.folder.parent / "more.txt").write_text("More beetles\n\nThey came by night.\n")
    behind("add", behind.folder.parent / "more.txt")
    with held(behind.folder / "index"):
        behind("list", "--saved", "Insects")
        assert behind.json("searches")[0]["looked"] == before
    assert behind.json("searches")[0]["new"] == 1
    behind("list", "--saved", "Insects")
    assert behind.json("searches")[0]["looked"] > before


def test_an_export_says_truly_why_there_is_nothing(paper: Shell, tmp_path: Path) -> None:
    to = ("--to", tmp_path / "notes")
    assert paper("export", *to).err.startswith("There is nothing to export")
    assert paper("export", "unfindable", *to).err == "No story was found.\n"
