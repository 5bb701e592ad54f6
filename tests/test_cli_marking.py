"""`mark` and `note`: passages by words or place, and what is written on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_runs import HIGHLIGHT_KEYS, Shell, in_shell, story


def test_marking_by_place_makes_a_highlight_with_note_colour_and_tags(paper: Shell) -> None:
    beetles = story(paper, "Beetles")
    done = paper(
        "mark", beetles["id"], "--start", "0", "--end", "11", "--colour", "green",
        "--note", "Who?", "--tag", "science", "--tag", "#to check", "--json",
    )  # fmt: skip
    assert list(done.record) == ["id", "story", "start", "end", "quote"]
    assert done.record["quote"] == "Researchers"
    (highlight,) = paper.json("highlights")
    assert list(highlight) == HIGHLIGHT_KEYS
    assert (highlight["colour"], highlight["note"]) == ("green", "Who?")
    assert highlight["tags"] == ["science", "to check"]
    assert paper("highlights").out.startswith(f"{highlight['id']}  Researchers\n")
    assert story(paper, "Beetles")["highlights"] == 1


def test_marking_by_words_finds_them_through_quotes_and_spaces(paper: Shell) -> None:
    beetles = story(paper, "Beetles")
    made = paper("mark", beetles["id"], "--quote", "desert  beetles\nmeasure", "--json").record
    assert made["quote"] == "desert beetles measure"


def test_words_that_stand_twice_are_marked_once_one_says_which(paper: Shell) -> None:
    river = story(paper, "River")
    words = ("--quote", "The wall will be built in stages.")
    refused = paper("mark", river["id"], *words)
    assert refused.code == 1
    assert "twice" in refused.err
    assert "--nth 2" in refused.err
    assert paper.json("highlights") == []
    made = paper("mark", river["id"], *words, "--nth", "2", "--json").record
    text = paper("show", river["id"], "--json").record["text"]
    assert made["start"] == text.rindex("The wall will")
    assert paper("mark", river["id"], *words, "--nth", "3").code == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--quote", "nowhere to be found"], 1),
        (["--quote", " "], 1),
        (["--start", "5", "--end", "5"], 1),
        (["--start", "0", "--end", "999999"], 1),
        (["--start", "0"], 2),
        ([], 2),
        (["--quote", "Researchers", "--start", "0", "--end", "3"], 2),
        (["--quote", "Researchers", "--colour", "pink"], 2),
    ],
)
def test_a_passage_that_makes_no_sense_is_refused(
    paper: Shell, arguments: list[str], code: int
) -> None:
    done = paper("mark", story(paper, "Beetles")["id"], *arguments)
    assert done.code == code
    assert done.err
    assert paper.json("highlights") == []


def test_notes_are_written_on_stories_and_highlights(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record["id"]
    assert paper("note", made, "One.", "--json").record["note"] == "One."
    assert paper("note", made, "Two.", "--append", "--json").record["note"] == "One.\n\nTwo."
    assert paper("note", f"{beetles}#{made}", "", "--json").record["note"] == ""
    assert paper("note", beetles[:4], "On it all.", "--json").record["note"] == "On it all."
    assert "On it all." in paper("show", beetles).out


def test_a_note_is_read_from_standard_input(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    where = {"BROADSHEET_LIBRARY": str(paper.folder)}
    done = in_shell("note", beetles, "-", stdin="From a *file*…\n".encode(), where=where)
    assert done.returncode == 0, done.stderr
    assert paper("show", beetles, "--json").record["note"] == "From a *file*…"


def test_a_colour_is_called_by_the_readers_own_name(paper: Shell, tmp_path: Path) -> None:
    (paper.folder.parent / "config.toml").write_text('[colours]\ngreen = "To check"\n')
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--colour", "to check", "--json")
    name = made.record["id"]
    assert paper.json("highlights", 'colour:"to check"')[0]["colour"] == "green"
    assert "green (To check)" in paper("highlights").out
    assert paper("colour", name, "To check").err.endswith("” green (To check).\n")
    assert paper("colour", name, "mauve").code == 2
    paper("export", "--to", tmp_path / "notes")
    (file,) = (tmp_path / "notes").iterdir()
    assert "Colour: green (To check)" in file.read_text(encoding="utf-8")


def test_what_a_query_finds_is_coloured_as_one_step(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    for start in (0, 12):
        paper("mark", beetles, "--start", str(start), "--end", str(start + 5))
    dry = paper("colour", "--query", "colour:yellow", "red", "--dry-run")
    assert dry.err == "It would be done to 2 highlights; nothing was changed (a dry run).\n"
    made = paper.json("colour", "--query", "colour:yellow", "red")
    assert [one["colour"] for one in made] == ["red", "red"]
    assert paper.json("history", "--limit", "1")[0]["what"] == "Made 2 highlights red"
    paper("undo")
    assert len(paper.json("highlights", "colour:yellow")) == 2
    assert paper("colour", beetles, "red").code == 2
    assert paper("colour", "red").code == 2
