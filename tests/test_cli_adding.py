"""`add`: files, folders and standard input become stories, or one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli_runs import DIGEST, Shell, in_shell, story
from tests.data import shared_data


def test_adding_a_digest_tells_its_stories_and_adding_it_again_adds_nothing(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "digest.txt"
    file.write_text(DIGEST)
    first = shell("add", file, "--tag", "weekly", "--json").record
    assert list(first) == [
        "source", "format", "added", "updated", "unchanged", "error", "stories",
    ]  # fmt: skip
    assert (first["source"], first["format"], first["error"]) == (str(file), "digest", None)
    assert (first["added"], first["updated"], first["unchanged"]) == (3, 0, 0)
    assert [one["section"] for one in first["stories"]] == ["World", "World", "Science"]
    again = shell("add", file, "--json").record
    assert (again["added"], again["unchanged"]) == (0, 3)
    assert [one["id"] for one in again["stories"]] == [one["id"] for one in first["stories"]]
    assert story(shell, "Beetles")["tags"] == ["weekly"]


def test_a_dry_run_shows_the_split_and_makes_no_library(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "digest.txt"
    file.write_text(DIGEST)
    shown = shell("add", file, "--dry-run")
    assert shown.code == 0
    assert [line for line in shown.out.splitlines() if not line.startswith("    ")] == [
        "== World ==",
        "  River towns agree on a common flood wall",
        "  Night trains return to the mountain line",
        "== Science ==",
        "  Beetles that count their steps",
    ]
    assert "4 paragraphs, " in shown.out
    assert "3 to add (nothing was stored: a dry run)" in shown.err
    assert shell("add", file, "--dry-run", "--json").record["stories"][0]["id"] is None
    assert not shell.folder.exists()


def test_a_dry_run_over_a_library_changes_nothing(paper: Shell, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("A fourth story comes in\n\nIt has one paragraph that says so.\n")
    assert paper("add", more, "--dry-run", "--json").record["added"] == 1
    assert len(paper.json("list")) == 3


@pytest.mark.parametrize("data", [None, b"", b"\x00\x01\x02\xff\xfe" * 400])
def test_a_missing_empty_or_binary_file_is_one_sentence_and_exit_code_1(
    shell: Shell, tmp_path: Path, data: bytes | None
) -> None:
    file = tmp_path / "in.txt"
    if data is not None:
        file.write_bytes(data)
    done = shell("add", file, "--json")
    assert done.code == 1
    assert re.fullmatch(r"broadsheet: [^\n]+\.\n", done.err)
    assert done.record["error"] in done.err
    assert done.record["stories"] == []
    assert shell.json("list") == []


def test_what_can_be_added_is_added_though_another_source_cannot(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(DIGEST)
    done = shell("add", tmp_path / "bad.txt", tmp_path / "good.txt", "--json")
    assert done.code == 1
    assert [one["added"] for one in done.records] == [0, 3]


def test_a_folder_and_standard_input_are_sources_too(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(DIGEST)
    (folder / "b.md").write_text("# A note on stones\n\nStones are *old*.\n")
    where = {"BROADSHEET_LIBRARY": str(tmp_path / "library")}
    assert in_shell("add", folder, where=where).returncode == 0
    piped = in_shell(
        "add", "-", "--section", "Mail", stdin=b"One more title\n\nText.\n", where=where
    )
    assert piped.returncode == 0, piped.stderr
    assert len(in_shell("list", "--json", where=where).stdout.splitlines()) == 5


def test_the_first_digest_gives_its_ten_stories(shell: Shell) -> None:
    done = shell("add", shared_data("digests/000_1338b711ae34d42c.txt"), "--json")
    assert done.record["added"] == 10
