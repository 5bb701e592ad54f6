"""The words of a query, and of saved searches, when what they name is called otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Library
from db.models import Following
from db.saved_searches import QUERY_LIMIT
from db.search.query.parsing import parse
from db.search.query.renaming import names, renamed
from db.search.query.tree import Named, leaves
from db.text import clean_tag, name_key
from tests.library import add_story, done, mark, snapshot

TOLD = "Saved searches that still name it: "


@pytest.mark.parametrize(
    ("query", "old", "new", "wanted"),
    [
        ("tag:policy", "policy", "politics", "tag:politics"),
        ("lock  -tag:Policy (a OR b)", "policy", "law", "lock  -tag:law (a OR b)"),
        ("tag:=policy", "policy", "state affairs", 'tag:="state affairs"'),
        ("tag:policy/Export x", "policy", "law", "tag:law/Export x"),
        ('tag:"policy/new deal"', "Policy", "old deal", 'tag:"old deal/new deal"'),
        ("tag:(policy OR sea) lock", "policy", "high law", 'tag:("high law" OR sea) lock'),
        ("tag:policy/*", "policy", "law", "tag:law/*"),
        ("tag:policy/ex*", "policy", "high law", 'tag:"high law/ex"*'),
        ('tag:"policy/new d*"', "policy", "law", 'tag:"law/new d"*'),
        ("tag:#policy/", "policy", "law", "tag:law"),
        ("tag:policy", "policy", 'the "best"', "tag:'the \"best\"'"),
        ("tag:policy", "policy", "the “best”", "tag:'the “best”'"),
        ("tag:policy tag:policy", "policy", "policy/old", "tag:policy/old tag:policy/old"),
        ("tag:policy/export/chips", "policy/export", "export", "tag:export/chips"),
        ("is:lost tag:policy", "policy", "law", "is:lost tag:law"),
    ],
)
def test_just_the_name_is_rewritten(query: str, old: str, new: str, wanted: str) -> None:
    assert renamed(query, "tag", old, new) == wanted
    assert names(query, "tag", old)


@pytest.mark.parametrize(
    "query",
    [
        "tag:pol*", "tag:policy*", "tag:policyholder", "policy", '"tag:policy"', "section:policy",
        "note:policy", "tag:sea/policy", "tag:",
    ],
)  # fmt: skip
def test_what_does_not_name_the_tag_stays(query: str) -> None:
    assert renamed(query, "tag", "policy", "law") == query
    assert not names(query, "tag", "policy")


def test_a_section_has_no_levels() -> None:
    assert renamed("section:World", "section", "world", "The world") == 'section:"The world"'
    assert renamed("section:World/Asia", "section", "World", "Earth") == "section:World/Asia"


@pytest.mark.parametrize("new", ["both \" and '", "c*"])
def test_a_name_that_no_query_can_say_is_not_written(new: str) -> None:
    assert renamed("lock tag:policy", "tag", "policy", new) == "lock tag:policy"


_names = st.text(st.sampled_from("abC/ #=*'\"“é-:("), min_size=1, max_size=8).filter(clean_tag)


@given(
    st.lists(st.sampled_from(["tag:a", "tag:=a/b", 'tag:"a/b c"', "(tag:a/* OR lock)", "-sea"])),
    _names,
)
def test_every_other_part_is_as_it_was(parts: list[str], new: str) -> None:
    query = " ".join(parts)
    written = renamed(query, "tag", "a", new)
    before, after = (parse(one).tree for one in (query, written))
    if before is None or after is None or written == query:
        assert before == after
        return
    for one, other in zip(leaves(before), leaves(after), strict=True):
        if isinstance(one, Named) and isinstance(other, Named):
            assert other.name == name_key(clean_tag(new)) + one.name[1:]
            assert (one.begins, one.exact) == (other.begins, other.exact)
        else:
            assert one == other


@pytest.fixture
def kept(library: Library) -> Library:
    """Tags, sections, and saved searches that name them."""
    story = add_story(library, section="World", tags=("policy", "policy/export", "sea"))
    mark(library, story, "new lock", tags=["law"])
    library.saved_searches.save("Exports", "tag:policy/export lock")
    library.saved_searches.save("Politics", "is:unread tag:policy")
    library.saved_searches.save("Abroad", "section:World OR tag:sea")
    return library


def queries(library: Library) -> list[str]:
    return [saved.query for saved in library.saved_searches.all()]


@pytest.mark.parametrize(
    ("act", "wanted", "told"),
    [
        (
            lambda library: library.tags.rename("policy", "politics").searches,
            ["tag:politics/export lock", "is:unread tag:politics", "section:World OR tag:sea"],
            "2 saved searches follow.",
        ),
        (
            lambda library: library.tags.merge(["policy", "SEA"], "law").searches,
            ["tag:law/export lock", "is:unread tag:law", "section:World OR tag:law"],
            "3 saved searches follow.",
        ),
        (
            lambda library: library.sections.rename("World", "The world"),
            [
                "tag:policy/export lock", "is:unread tag:policy",
                'section:"The world" OR tag:sea',
            ],
            "1 saved search follows.",
        ),
        (
            lambda library: library.sections.remove("World", "Abroad"),
            ["tag:policy/export lock", "is:unread tag:policy", "section:Abroad OR tag:sea"],
            "1 saved search follows.",
        ),
    ],
)  # fmt: skip
def test_saved_searches_follow_in_the_same_step(
    kept: Library, act: Callable[[Library], Following], wanted: list[str], told: str
) -> None:
    before, steps = snapshot(kept), len(done(kept))
    assert str(act(kept)) == told
    assert queries(kept) == wanted
    after = snapshot(kept)
    assert len(done(kept)) == steps + 1
    kept.history.undo()
    assert snapshot(kept) == before
    kept.history.redo()
    assert snapshot(kept) == after


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda library: library.tags.remove("policy").searches, f"{TOLD}“Politics”."),
        (
            lambda library: library.tags.remove("policy", under=True).searches,
            f"{TOLD}“Exports”, “Politics”.",
        ),
        (lambda library: library.sections.remove("World"), f"{TOLD}“Abroad”."),
        (lambda library: library.tags.rename("sea", "c*").searches, f"{TOLD}“Abroad”."),
        (lambda library: library.tags.rename("sea", "Sea").searches, ""),
        (lambda library: library.tags.remove("law").searches, ""),
    ],
)
def test_those_that_cannot_follow_are_named(
    kept: Library, act: Callable[[Library], Following], told: str
) -> None:
    before = queries(kept)
    assert str(act(kept)) == told
    assert queries(kept) == before


def test_a_query_that_would_be_too_long_stays(library: Library) -> None:
    add_story(library, tags=("sea",))
    library.saved_searches.save("Long", "tag:sea " + "l" * (QUERY_LIMIT - 8))
    assert library.tags.rename("sea", "the open sea").searches.left == ("Long",)


def test_only_some_names_are_told() -> None:
    assert str(Following(left=tuple("ABCDE"))) == f"{TOLD}“A”, “B”, “C” and 2 more."
