"""Older texts of a story from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli_runs import DIGEST, Shell, in_shell, story

REVISED = DIGEST.replace("on Monday", "on Tuesday").replace(" in stages", "")


def revised(paper: Shell, tmp_path: Path) -> str:
    """A story of the digest that came in again with another text; its id."""
    found = story(paper, "River")["id"]
    assert paper("mark", found, "--quote", "signed an agreement on Monday").code == 0
    assert paper("mark", found, "--quote", "a third of its harvest").code == 0
    (tmp_path / "digest.txt").write_text(REVISED)
    assert paper("add", tmp_path / "digest.txt").code == 0
    return str(found)


def test_versions_lists_the_texts_with_their_highlights(paper: Shell, tmp_path: Path) -> None:
    found = revised(paper, tmp_path)
    now, before = paper.json("versions", found)
    assert [now["number"], now["present"], before["number"]] == [2, True, 1]
    assert list(now) == ["story", "number", "created", "length", "words", "highlights", "present"]
    assert (before["highlights"], before["words"] - now["words"]) == (2, 4)
    first, second = paper("versions", found).out.splitlines()
    assert first.split()[0] == "2"
    assert first.endswith("present")
    assert "2 highlights" in second


def test_diff_tells_what_changed_word_by_word(paper: Shell, tmp_path: Path) -> None:
    found = revised(paper, tmp_path)
    told = paper("versions", found, "--diff").out
    assert "signed an agreement on [-Monday-]{+Tuesday+}." in told
    assert "The wall will be built[- in stages-]." in told
    assert paper("versions", found, "--diff", "1").out == told
    assert "on [-Tuesday-]{+Monday+}." in paper("versions", found, "--diff", "2", "1").out
    records = paper.json("versions", found, "--diff")
    assert [it["text"] for it in records if it["kind"] == "added"] == ["Tuesday"]
    text = paper.json("show", found)[0]["text"]
    assert "".join(it["text"] for it in records if it["kind"] in ("same", "added")) == text


def test_an_older_text_is_shown_by_its_number(paper: Shell, tmp_path: Path) -> None:
    found = revised(paper, tmp_path)
    assert "on Monday" in paper("show", found, "--version", "1").out
    assert "on Tuesday" in paper("show", found, "--version", "2").out
    assert "on Monday" in paper.json("show", found, "--version", "1")[0]["text"]
    gone = paper("show", found, "--version", "3")
    assert (gone.code, gone.out) == (1, "")
    assert "no text 3: it has 2 texts" in gone.err


def test_a_story_with_one_text_says_so(paper: Shell) -> None:
    found = story(paper, "Night")["id"]
    assert len(paper.json("versions", found)) == 1
    done = paper("versions", found, "--diff")
    assert (done.code, done.out) == (0, "")
    assert "one text" in done.err


def test_numbers_without_diff_are_a_wrong_command_line(paper: Shell) -> None:
    done = paper("versions", story(paper, "Night")["id"], "1")
    assert done.code == 2
    assert "--diff" in done.err


def test_a_diff_loads_no_screen(tmp_path: Path) -> None:
    done = in_shell("--library", tmp_path / "none", "versions", "k3m9")
    assert done.returncode == 1
    assert b"There is no library" in done.stderr
