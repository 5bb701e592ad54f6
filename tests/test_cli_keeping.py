"""Tags, sections, reading state, removal, and undoing all of it."""

from __future__ import annotations

from pathlib import Path

from tests.cli_runs import Shell, story


def test_tags_go_on_and_off_and_are_counted(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record["id"]
    assert paper("tag", beetles, "science", "to read", "--json").record["tags"] == [
        "science",
        "to read",
    ]
    paper("tag", made, "Science")
    assert paper.json("tags")[0] == {"name": "science", "stories": 1, "highlights": 1}
    assert paper("untag", beetles, "to read", "--json").record["tags"] == ["science"]
    paper("tags", "rename", "science", "biology")
    assert [one["name"] for one in paper.json("tags", "list")] == ["biology"]
    paper("tags", "remove", "biology")
    assert paper.json("tags") == []
    assert paper("tag", beetles).code == 2


def test_tags_have_levels_that_move_and_go_together(paper: Shell) -> None:
    names = [one["id"] for one in paper.json("list")]
    paper("tag", names[0], "policy", "policy/export")
    paper("tag", names[1], "policy/export", "law")
    assert paper("tags").out.splitlines() == [
        "law                                  1 story        0 highlights",
        "policy                               2 stories      0 highlights",
        "  export                             2 stories      0 highlights",
    ]
    assert paper.json("tags")[0] == {"name": "policy/export", "stories": 2, "highlights": 0}
    refused = paper("tags", "rename", "policy", "law")
    assert (refused.code, refused.err) == (
        1, "broadsheet: There is a tag law already: to make them one, merge them.\n",
    )  # fmt: skip
    assert paper("tags", "rename", "policy", "state").err == (
        "The tag is called state now, with 1 tag under it.\n"
    )
    assert paper("tags", "merge", "state", "law").err == "Merged 2 tags into law.\n"
    assert [one["name"] for one in paper.json("tags")] == ["law", "law/export"]
    assert paper("tags", "remove", "law", "--under").err == (
        "Removed the tag law, with 1 tag under it.\n"
    )
    assert paper("tags").err == "Nothing is tagged yet.\n"
    paper("undo")
    assert len(paper.json("tags")) == 2


def test_what_a_query_finds_is_tagged_and_a_dry_run_only_counts(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    paper("mark", beetles, "--start", "0", "--end", "11")
    dry = paper("tag", "--query", "section:World", "--dry-run", "news")
    assert (dry.code, dry.err) == (
        0, "It would be done to 2 stories; nothing was changed (a dry run).\n",
    )  # fmt: skip
    assert paper.json("tags") == []
    assert paper.json("remove", "--query", "*", "--dry-run") == [{"stories": 3, "highlights": 0}]
    tagged = paper.json("tag", "--query", "section:World", "news")
    assert [one["tags"] for one in tagged] == [["news"], ["news"]]
    assert paper.json("history", "--limit", "1")[0]["what"] == "Tagged 2 stories news"
    (marked,) = paper.json("tag", "--query", "*", "--highlights", "quote")
    assert (marked["quote"], marked["tags"]) == ("Researchers", ["quote"])
    assert paper("untag", "--query", "tag:news", "news").code == 0
    assert [one["name"] for one in paper.json("tags")] == ["quote"]
    removed = paper.json("remove", "--query", "tag:quote", "--highlights")
    assert removed == [{"id": marked["id"], "removed": True}]
    assert len(paper.json("list")) == 3
    assert paper("tag", "--highlights", beetles, "x").code == 2
    assert paper("star", "--query", "section:Nowhere").err == (
        "Nothing was found, so nothing was done.\n"
    )


def test_sections_are_listed_added_renamed_ordered_removed(paper: Shell) -> None:
    assert [one["name"] for one in paper.json("sections")] == ["General", "World", "Science"]
    paper("sections", "add", "Arts")
    paper("sections", "order", "Science", "world")
    paper("sections", "rename", "Arts", "Letters")
    names = [one["name"] for one in paper.json("sections")]
    assert names == ["Science", "World", "General", "Letters"]
    paper("sections", "remove", "World", "--into", "Letters")
    counts = {one["name"]: one["stories"] for one in paper.json("sections", "list")}
    assert counts == {"Science": 1, "General": 0, "Letters": 2}
    assert paper("sections", "rename", "Nowhere", "X").code == 1


def test_stories_are_kept_in_order(paper: Shell) -> None:
    names = [one["id"] for one in paper.json("list")]
    for command, key, value in (
        ("read", "read", True), ("unread", "read", False), ("star", "starred", True),
        ("unstar", "starred", False), ("archive", "shelf", "archive"), ("later", "shelf", "later"),
        ("inbox", "shelf", "inbox"),
    ):  # fmt: skip
        assert [one[key] for one in paper.json(command, *names[:2])] == [value, value]
    assert paper("move", names[0], names[1], "Old news", "--json").records[1]["section"] == (
        "Old news"
    )
    assert paper("rename", names[0], "Another title", "--json").record["title"] == "Another title"


def test_many_at_once_are_one_step(paper: Shell) -> None:
    names = [one["id"] for one in paper.json("list")]
    paper("read", *names)
    assert paper.json("history", "--limit", "1")[0]["what"] == "Marked 3 stories read"
    assert paper("undo").err == "Undone: Marked 3 stories read.\n"
    assert not any(one["read"] for one in paper.json("list"))
    assert paper("redo", "--json").record["undone"] is False
    assert all(one["read"] for one in paper.json("list"))


def test_removed_stories_and_highlights_come_back_with_undo(paper: Shell) -> None:
    beetles = story(paper, "Beetles")["id"]
    made = paper("mark", beetles, "--start", "0", "--end", "11", "--json").record["id"]
    assert paper("remove", made, "--json").record == {"id": made, "removed": True}
    assert paper.json("highlights") == []
    paper("remove", beetles)
    assert len(paper.json("list")) == 2
    assert paper("undo", "--json").record["undone"] is True
    paper("undo")
    assert [one["id"] for one in paper.json("highlights", "--story", beetles)] == [made]


def test_there_is_nothing_to_undo_in_a_new_library(shell: Shell) -> None:
    shell("sections", "add", "Arts")
    shell("undo")
    done = shell("undo")
    assert (done.code, done.err) == (1, "broadsheet: There is nothing to undo.\n")


def test_saved_searches_follow_what_they_name_and_it_is_said(paper: Shell) -> None:
    paper("tag", "--query", "*", "policy")
    paper("searches", "save", "Politics", "tag:policy section:World")
    assert paper("tags", "rename", "policy", "law").err == (
        "The tag is called law now. 1 saved search follows.\n"
    )
    assert paper("sections", "rename", "World", "Earth").err == (
        "The section is called Earth now. 1 saved search follows.\n"
    )
    assert paper.json("searches")[0]["query"] == "tag:law section:Earth"
    assert paper("tags", "remove", "law").err == (
        "Removed the tag law. Saved searches that still name it: “Politics”.\n"
    )


def test_searches_are_saved_listed_looked_at_and_removed(paper: Shell) -> None:
    assert "No search is saved yet" in paper("searches").err
    paper("searches", "save", "Unread", "is:unread", "--sort", "title")
    paper("searches", "save", "Marked", "has:highlight")
    paper("searches", "order", "marked")
    paper("searches", "rename", "Marked", "With marks")
    listed = paper.json("searches", "list")
    assert [saved["name"] for saved in listed] == ["With marks", "Unread"]
    unread = listed[1]
    assert unread["stories"] == unread["unread"] > 0
    titles = [story["title"] for story in paper.json("list", "--saved", "unread")]
    assert titles == sorted(titles)
    assert len(titles) == unread["stories"]
    fewer = paper.json("list", "--saved", "unread", "is:starred")
    assert fewer == []
    story = paper.json("list")[0]["id"]
    paper("mark", story, "--start", "0", "--end", "20")
    marks = paper.json("highlights", "--saved", "with marks")
    assert len(marks) == len(paper.json("highlights")) > 0
    assert paper.json("highlights", "--saved", "with marks", "colour:purple") == []
    found = paper.json("find", "--saved", "unread")[-1]["total"]
    assert found >= unread["stories"]
    told = paper("export", "--saved", "with marks", "--to", "-").out
    assert all(mark["quote"][:20] in told for mark in marks)
    paper("searches", "remove", "unread")
    assert paper("list", "--saved", "unread").code == 1
    assert paper("searches", "save", "Wrong", "is:purple").code == 1


def test_a_search_that_makes_no_sense_any_more_is_listed_beside_the_others(
    paper: Shell, tmp_path: Path
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[colours]\ngreen = "facts"\n')
    paper("searches", "save", "Facts", "colour:facts")
    paper("searches", "save", "Floods", "flood")
    settings.unlink()
    wrong, right = paper.json("searches")
    assert (wrong["name"], wrong["stories"], wrong["new"]) == ("Facts", None, None)
    assert "facts" in wrong["error"]
    assert (right["name"], right["stories"]) == ("Floods", 1)
    assert "error" not in right
    done = paper("searches")
    assert done.code == 0
    assert "wrong" in done.out.splitlines()[0]
    assert done.err.startswith("broadsheet: Facts makes no sense any more: ")
