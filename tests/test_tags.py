"""Free labels on stories and highlights."""

from __future__ import annotations

import pytest

from db import Library
from db.errors import BadRequest, NotFound
from db.models import Highlight, Story
from db.tags import clean_tags
from tests.library import add_story, done, mark, rows, snapshot


@pytest.fixture
def story(library: Library) -> Story:
    story = add_story(library)
    library.stories.add_tags(story.id, ["port", "sea"])
    return story


@pytest.fixture
def made(library: Library, story: Story) -> Highlight:
    return mark(library, story, "new lock", tags=["lock", "Port"])


def used(library: Library) -> dict[str, tuple[int, int]]:
    return {tag.name: (tag.stories, tag.highlights) for tag in library.tags.all()}


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        (["#port", "Port", " PORT "], ["port"]),
        (["policy/export", "to  read"], ["policy/export", "to read"]),
        (["/policy // export/", "Policy/ Export"], ["policy/export"]),
        (["a,b", ",c,"], ["a b", "c"]),
        (["ｆｕｌｌ", "full"], ["ｆｕｌｌ"]),
        (["\x1b[31mred", "new\nline", "c#"], ["red", "new line", "c#"]),
    ],
)
def test_tags_are_cleaned_and_told_apart_without_case_and_width(
    given: list[str], clean: list[str]
) -> None:
    assert clean_tags(given) == clean


@pytest.mark.parametrize("empty", ["", "#", " , ", "##", "\x1b[2J", " / /"])
def test_an_empty_tag_is_refused(empty: str) -> None:
    with pytest.raises(BadRequest, match="at least one letter"):
        clean_tags(["port", empty])


def test_tags_in_use_are_listed_the_most_used_first(library: Library, made: Highlight) -> None:
    assert list(used(library).items()) == [("port", (1, 1)), ("lock", (0, 1)), ("sea", (1, 0))]
    library.highlights.remove(made.id)
    assert used(library) == {"port": (1, 0), "sea": (1, 0)}


def test_a_tag_is_renamed_everywhere(library: Library, story: Story, made: Highlight) -> None:
    library.tags.rename("#PORT", "harbour")
    assert library.stories.head(story.id).tags == ("harbour", "sea")
    assert library.highlights.get(made.id).tags == ("harbour", "lock")
    library.tags.rename("harbour", "Harbour")
    assert library.stories.head(story.id).tags == ("Harbour", "sea")


def test_two_tags_become_one(library: Library, story: Story, made: Highlight) -> None:
    before = snapshot(library)
    with pytest.raises(BadRequest, match="There is a tag sea already"):
        library.tags.rename("port", "sea")
    assert snapshot(library) == before
    assert library.tags.merge(["port"], "sea").tags == 1
    assert used(library) == {"sea": (1, 1), "lock": (0, 1)}
    assert library.stories.head(story.id).tags == ("sea",)
    assert library.history.undo().what == "Merged the tag port into sea"
    assert snapshot(library) == before


def test_a_tag_is_taken_off_everything(library: Library, story: Story, made: Highlight) -> None:
    before = snapshot(library)
    library.tags.remove("port")
    assert used(library) == {"lock": (0, 1), "sea": (1, 0)}
    assert rows(library, "SELECT name FROM tags WHERE folded = 'port'") == []
    library.history.undo()
    assert snapshot(library) == before
    assert done(library)[-1] == "Highlighted “new lock”"


def test_an_unknown_tag_is_named(library: Library) -> None:
    for act in (library.tags.remove, lambda name: library.tags.rename(name, "other")):
        with pytest.raises(NotFound, match="There is no tag 'prot'"):
            act("prot")
    assert done(library) == []


@pytest.fixture
def levels(library: Library, story: Story) -> Library:
    """Tags on several levels; nothing is tagged `law` alone."""
    library.stories.add_tags(story.id, ["policy", "policy/export", "policy/export/chips"])
    mark(library, story, "new lock", tags=["Policy/Export", "policyholder"])
    other = add_story(library, "Other", "Another text.", name="other")
    library.stories.add_tags(other.id, ["policy/import", "law/export"])
    return library


def names(library: Library) -> list[str]:
    return sorted(used(library))


def test_a_tag_is_renamed_with_all_that_is_under_it(levels: Library) -> None:
    before = snapshot(levels)
    assert levels.tags.rename("policy", "State").tags == 4
    assert names(levels) == [
        "State", "State/export", "State/export/chips", "State/import", "law/export",
        "policyholder", "port", "sea",
    ]  # fmt: skip
    assert levels.history.undo().what == "Renamed the tag policy to State"
    assert snapshot(levels) == before


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("policy", "policy/old", {"policy/old", "policy/old/export", "policy/old/export/chips"}),
        ("policy/export", "export", {"policy", "export", "export/chips"}),
        ("law", "courts", {"courts/export"}),
        ("POLICY", "Policy", {"Policy", "Policy/export", "Policy/export/chips"}),
    ],
)
def test_levels_move_up_down_and_without_a_tag_of_their_own(
    levels: Library, old: str, new: str, wanted: set[str]
) -> None:
    levels.tags.rename(old, new)
    assert wanted <= set(names(levels))
    assert len(names(levels)) == 8


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("policy", "policyholder", "a tag policyholder already"),
        ("policy", "policy/export", "a tag policy/export already"),
        ("policy", "law", "a tag law/export already"),
        ("policy", "x" * 75, "longer than 80"),
        ("policy", " / ", "at least one letter"),
    ],
)
def test_a_name_that_is_taken_or_impossible_is_refused_whole(
    levels: Library, old: str, new: str, why: str
) -> None:
    before = snapshot(levels)
    with pytest.raises(BadRequest, match=why):
        levels.tags.rename(old, new)
    assert snapshot(levels) == before


@pytest.mark.parametrize(
    "given", [["policy", "policy/export"], ["policy/export", "policy"], ["policy", "Policy"]]
)
def test_a_tag_that_is_named_twice_or_under_another_is_merged_once(
    levels: Library, given: list[str]
) -> None:
    levels.tags.merge(given, "law")
    assert "law" in names(levels)
    assert not any(name.startswith("policy/") or name == "policy" for name in names(levels))


def test_merging_takes_the_levels_along(levels: Library) -> None:
    before = snapshot(levels)
    assert levels.tags.merge(["policy", "sea"], "law").tags == 5
    assert names(levels) == [
        "law", "law/export", "law/export/chips", "law/import", "policyholder", "port",
    ]  # fmt: skip
    assert used(levels)["law/export"] == (2, 1)
    with pytest.raises(BadRequest, match="is under law"):
        levels.tags.merge(["law"], "law/export")
    levels.tags.merge(["law/export"], "law")
    assert names(levels) == ["law", "law/chips", "law/import", "policyholder", "port"]
    levels.history.undo()
    levels.history.undo()
    assert snapshot(levels) == before


def test_removing_leaves_what_is_under_a_tag_unless_that_is_to_go_too(levels: Library) -> None:
    before = snapshot(levels)
    assert levels.tags.remove("policy").tags == 1
    assert "policy/export" in names(levels)
    with pytest.raises(NotFound, match="There is no tag 'policy'"):
        levels.tags.remove("policy")
    assert levels.tags.remove("policy", under=True).tags == 3
    assert names(levels) == ["law/export", "policyholder", "port", "sea"]
    levels.history.undo()
    levels.history.undo()
    assert snapshot(levels) == before


def test_the_tree_counts_what_a_query_finds_once(levels: Library) -> None:
    shown = {
        one.name: (one.depth, one.label, one.stories, one.highlights, one.under)
        for one in levels.tags.tree()
    }
    assert list(shown) == [
        "law", "law/export", "policy", "policy/export", "policy/export/chips", "policy/import",
        "policyholder", "port", "sea",
    ]  # fmt: skip
    assert shown["law"] == (0, "law", 1, 0, 1)
    assert shown["policy"] == (0, "policy", 2, 1, 3)
    assert shown["policy/export"] == (1, "export", 1, 1, 1)
    assert shown["policy/export/chips"] == (2, "chips", 1, 0, 0)


def test_removed_stories_and_highlights_do_not_count(levels: Library, story: Story) -> None:
    levels.stories.remove(story.id)
    assert used(levels) == {"policy/import": (1, 0), "law/export": (1, 0)}
    assert [one.name for one in levels.tags.tree()] == [
        "law", "law/export", "policy", "policy/import",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "stories", "highlights"),
    [
        ("tag:policy", {"The lock", "Other"}, 1),
        ("tag:=policy", {"The lock"}, 1),
        ("tag:policy/", {"The lock", "Other"}, 1),
        ('tag:="policy/import"', {"Other"}, 0),
        ("tag:Policy/Export", {"The lock"}, 1),
        ("tag:law", {"Other"}, 0),
        ("tag:=law", set(), 0),
        ("tag:polic", set(), 0),
        ("tag:polic*", {"The lock", "Other"}, 1),
        ("tag:policy/*", {"The lock", "Other"}, 1),
    ],
)
def test_a_query_for_a_tag_finds_what_is_under_it(
    levels: Library, query: str, stories: set[str], highlights: int
) -> None:
    assert {head.title for head in levels.select(query)} == stories
    assert len(levels.search.highlight_keys(query)[0]) == highlights
