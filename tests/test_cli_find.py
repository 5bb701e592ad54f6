"""`find`, queries in other commands, and `index`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.cli import rows
from reader.cli.layout import cells
from tests.cli_runs import Shell, story

HIT_KEYS = [
    "id", "ref", "highlight", "title", "section", "published", "score", "start", "end", "snippet",
]  # fmt: skip


def test_find_prints_hits_and_at_last_how_many_there_are(paper: Shell) -> None:
    *hits, last = paper.json("find", "flood", "wall")
    assert [list(hit) for hit in hits] == [HIT_KEYS]
    assert last == {"total": 1}
    (hit,) = hits
    assert hit["title"].startswith("River towns")
    assert hit["highlight"] is None
    text = paper("show", hit["id"], "--json").record["text"]
    assert text[hit["start"] : hit["end"]].lower() in ("flood", "wall")


def test_notes_and_highlights_are_found_as_such(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record["id"]
    paper("note", made, "Reminds me of astrolabes.")
    paper("note", beetles, "Ask about sextants.")
    (highlight, _) = paper.json("find", "astrolabe")
    assert (highlight["id"], highlight["highlight"]) == (beetles, made)
    (note, _) = paper.json("find", "sextants")
    assert (note["highlight"], note["start"]) == (None, None)
    assert made in paper("find", "astrolabes").out
    assert "note on the story" in paper("find", "sextants").out


def test_what_was_just_added_is_found(paper: Shell, tmp_path: Path) -> None:
    assert paper.json("find", "zeppelin") == [{"total": 0}]
    (tmp_path / "more.txt").write_text("A zeppelin over the bay\n\nIt came by night.\n")
    paper("add", tmp_path / "more.txt")
    assert paper.json("find", "zeppelin")[-1] == {"total": 1}


def test_only_so_many_hits_are_shown_and_the_rest_counted(paper: Shell) -> None:
    done = paper("find", "the", "--limit", "1", "--json")
    assert len(done.records) == 2
    assert done.records[-1]["total"] > 1
    assert "--limit 0 shows all" in paper("find", "the", "--limit", "1").err
    everything = paper.json("find", "the", "--limit", "0")
    assert len(everything) == everything[-1]["total"] + 1


def test_nothing_found_is_said_and_is_no_failure(paper: Shell) -> None:
    done = paper("find", "unfindable")
    assert (done.code, done.out, done.err) == (0, "", "Nothing was found.\n")


@pytest.mark.parametrize("query", ['"unclosed', "section:", "(a", "date:yesterwhen"])
@pytest.mark.parametrize("command", ["find", "list", "highlights"])
def test_a_wrong_query_is_a_sentence(paper: Shell, command: str, query: str) -> None:
    done = paper(command, query)
    assert done.code == 1
    assert done.err.startswith("broadsheet: ")
    assert done.err.count("\n") == 1


def test_one_query_language_serves_every_command(paper: Shell, tmp_path: Path) -> None:
    assert len(paper.json("list", "section:World", "is:unread")) == 2
    paper("read", "--query", "flood")
    assert [one["title"][:5] for one in paper.json("list", "is:read")] == ["River"]
    paper("tag", "--query", "section:World", "near water")
    assert len(paper.json("list", 'tag:"near water"')) == 2
    beetles = story(paper, "Beetles")["id"]
    paper("mark", beetles, "--start", "0", "--end", "11", "--tag", "insects")
    assert [one["story"] for one in paper.json("highlights", "tag:insects")] == [beetles]
    done = paper.json("export", "section:Science", "--to", tmp_path / "notes")
    assert [one["action"] for one in done] == ["created"]
    assert paper("remove", "--query", "section:Nowhere").code in (0, 1)
    assert paper("remove", "--query", " ").code == 2
    assert len(paper.json("list")) == 3


def test_the_index_tells_its_state_and_can_be_made_anew(paper: Shell) -> None:
    assert paper("index", "status", "--json").record["pending"] == 3
    assert paper("index", "catch-up", "--json").record == {
        **paper("index", "status", "--json").record,
        "documents": 3,
        "pending": 0,
        "state": "ready",
    }
    shutil.rmtree(paper.folder / "index")
    assert paper("index", "rebuild", "--json").record["documents"] == 3
    assert "ready" in paper("index", "status").out
    assert paper.json("find", "beetles")[-1] == {"total": 1}


def test_stories_that_could_not_be_searched_yet_are_counted(
    paper: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.search import Search

    monkeypatch.setattr(Search, "catch_up", lambda self, **options: 3)
    done = paper("find", "beetles")
    assert done.code == 0
    assert done.err.startswith("3 stories and notes are not searched yet: ")


@pytest.mark.parametrize("width", [30, 60, 120])
def test_hits_fit_the_terminal_and_show_what_was_found(
    paper: Shell, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(
        rows, "styled", lambda text, **style: f"<{text}>" if "bold" in style else text
    )
    lines = paper("find", "harvest").out.splitlines()
    assert all(cells(line.replace("<", "").replace(">", "")) <= width for line in lines)
    assert "<harvest>" in lines[-1]


def test_find_counts_the_results_instead_of_printing_them(paper: Shell) -> None:
    *counts, last = paper.json("find", "the", "--counts")
    assert [list(one) for one in counts] == [["group", "value", "hits", "query"]] * len(counts)
    sections = [one for one in counts if one["group"] == "section"]
    assert sum(one["hits"] for one in sections) == last["total"]
    for one in sections:
        assert paper.json("find", f"the {one['query']}")[-1] == {"total": one["hits"]}
    told = paper("find", "the", "--counts")
    assert f"{sections[0]['hits']:,}  {sections[0]['query']}" in told.out
    assert "shows all" not in told.err
