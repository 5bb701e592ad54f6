"""`list` and `show`, shortened ids, and what the shell completes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli_runs import HIGHLIGHT_KEYS, LIST_KEYS, Shell, in_shell, story


def test_list_prints_the_stories_of_a_section_in_order(paper: Shell) -> None:
    assert list(paper.json("list")[0]) == LIST_KEYS
    world = paper.json("list", "--section", "World", "--sort", "title")
    assert [one["title"][:5] for one in world] == ["Night", "River"]
    assert len(paper.json("list", "--limit", "1")) == 1
    assert len(paper.json("list", "--limit", "0")) == 3


@pytest.mark.parametrize("width", [20, 34, 80, 200])
def test_lists_fit_the_terminal(
    paper: Shell, width: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from wcwidth import width as cells

    wide = tmp_path / "wide.md"
    wide.write_text(
        "# 香港行政长官宣布新的措施以及更多很长的标题文字继续下去\n\n文字在此。e\u0301🇬🇧 test.\n"
    )
    paper("add", wide)
    first = paper.json("list")[0]["id"]
    paper("mark", first, "--start", "0", "--end", "8", "--note", "长的笔记" * 30)
    monkeypatch.setenv("COLUMNS", str(width))
    for command in ("list", "highlights", "sections", "tags"):
        for line in paper(command).out.splitlines():
            assert cells(line) <= max(width, 38 if command in ("sections", "tags") else 0), line
    rows = paper("list").out.splitlines()
    assert {row.index("•") for row in rows} == {10}
    if width >= 80:
        sections = [one["section"] for one in paper.json("list")]
        assert (
            len({cells(row[: row.rindex(name)]) for row, name in zip(rows, sections, strict=True)})
            == 1
        )


def test_show_prints_a_story_whole(paper: Shell) -> None:
    river = story(paper, "River")
    text = paper("show", river["id"][:5]).out
    assert text.startswith("River towns agree on a common flood wall\n")
    assert "\n\nWhy does this matter?\n\n" in text
    record = paper("show", river["id"], "--json").record
    assert list(record) == [*LIST_KEYS, "note", "text", "markup"]
    heading = next(span for span in record["markup"] if span["kind"] == "heading")
    assert record["text"][heading["start"] : heading["end"]] == "Why does this matter?"
    assert paper("show", river["id"], "--format", "json").record == record
    markdown = paper("show", river["id"], "--format", "markdown").out
    assert re.search(r"\n\n#+ Why does this matter\?\n\n", markdown)


def test_ids_may_be_shortened_while_they_are_unique(paper: Shell) -> None:
    names = [one["id"] for one in paper.json("list")]
    shared = paper("show", "")
    assert shared.code == 1
    missing = paper("show", "zzzzzzzz9")
    assert (missing.code, missing.out) == (1, "")
    assert re.fullmatch(r"broadsheet: [^\n]+\n", missing.err)
    assert paper("show", names[0].upper()[:6]).code == 0
    other = paper("mark", names[0], "--start", "0", "--end", "5", "--json").record["id"]
    assert paper("show", f"{names[1]}#{other}").code == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("broadsheet hi", ["highlights", "history"]),
        ("broadsheet --library {} list --section sc", ["Science"]),
        ("broadsheet --library {} move x wo", ["World"]),
        ("broadsheet --library {} tag x we", ["weekly"]),
        ("broadsheet export --format o", ["obsidian"]),
        ("broadsheet --library /nowhere list --section s", []),
    ],
)
def test_the_shell_completes_commands_sections_tags_and_formats(
    paper: Shell, words: str, expected: list[str]
) -> None:
    paper("tag", story(paper, "Night")["id"], "weekly")
    line = words.format(paper.folder)
    done = in_shell(
        where={
            "_BROADSHEET_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(line.count(" ")),
        }
    )
    found = [row.split(",", 1)[1] for row in done.stdout.decode().splitlines() if row]
    assert found == expected, done.stderr


def test_highlights_are_listed_in_the_order_asked_for(paper: Shell) -> None:
    beetles, river = story(paper, "Beetles")["id"], story(paper, "River")["id"]
    first = paper("mark", river, "--start", "0", "--end", "9", "--tag", "water", "--json").record
    second = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record
    paper("note", beetles, "Worth a letter.")

    def listed(*options: str) -> list[str]:
        return [one["id"] for one in paper.json("highlights", *options)]

    assert listed() == [second["id"], first["id"]]
    assert listed("--sort", "oldest", "--limit", "1") == [first["id"]]
    assert listed("--sort", "story") == [second["id"], first["id"]]
    assert listed("--sort", "tag") == [first["id"], second["id"]]
    assert paper("highlights", "--sort", "size").code == 2
    assert paper("highlights", "--sort", "tag", "--story", beetles).code == 2


def test_notes_on_stories_are_listed_among_highlights_on_demand(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record["id"]
    paper("note", beetles, "Worth a letter.")
    note, marked = paper.json("highlights", "--notes")
    assert (list(note), marked["id"]) == (HIGHLIGHT_KEYS, made)
    assert (note["id"], note["story"], note["note"]) == (beetles, beetles, "Worth a letter.")
    assert (note["quote"], note["start"], note["colour"]) == (None, None, None)
    assert "note on the story" in paper("highlights", "--notes").out
    assert [one["id"] for one in paper.json("highlights", "letter", "--notes")] == [beetles]
