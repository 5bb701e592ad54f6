"""The counts beside the results of a search, and narrowing by one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Library
from db.models import StoryDraft
from db.search import parse
from db.search.query.narrowing import chosen, narrowed, term, terms, widened
from db.search.query.tree import Named, leaves
from tests.library import add, mark, opened

PAPER = (
    StoryDraft(
        "The lock",
        "The harbour opened its lock. Ships pass the harbour at any tide.",
        section="Harbour",
        published="2024-07-03",
        tags=("sea", "sea/ships"),
        label="Courier",
    ),
    StoryDraft(
        "The budget",
        "The harbour gets nine million. The council was relieved.",
        section="Town hall",
        published="2023-02",
        tags=("money", "sea"),
        label="Courier",
    ),
    StoryDraft("Rain", "Rain fell on the fair, not on the harbour.", section="Town hall"),
    StoryDraft("Pears", "Pears were sold at half price.", published="2024", tags=("sea",)),
)
QUERIES = (
    "harbour",
    "the",
    "harbour OR pears",
    "section:Harbour",
    "tag:sea",
    "is:unread",
    "harbour -rain",
    "rain OR section:Harbour",
    "date:2024",
    "colour:green",
    "has:note",
    "tide",
    "relief",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Four stories; two of them have highlights, one a note of its own."""
    with opened(tmp_path_factory.mktemp("facets")) as library:
        added = add(library, *PAPER)
        lock, budget, rain, _ = (library.stories.get(one.id) for one in added.stories)
        mark(library, lock, "Ships pass the harbour", colour="green", note="What a relief.")
        mark(library, lock, "opened its lock", colour="yellow", tags=("news",))
        mark(library, budget, "nine million", colour="green", tags=("money",))
        library.stories.set_note(rain.id, "The harbour again.")
        library.search.catch_up()
        yield library


@pytest.mark.parametrize("query", QUERIES)
def test_a_count_is_what_one_finds_after_narrowing_by_it(library: Library, query: str) -> None:
    found = library.search.find(query)
    counts = library.search.counts(found)
    assert counts.stories + counts.notes + counts.highlights == found.total
    for facet in counts.all:
        left = library.search.find(narrowed(query, facet.term))
        assert (facet.term, facet.hits) == (facet.term, left.total)


def test_the_counts_are_of_all_that_is_found_not_of_the_hits_fetched(library: Library) -> None:
    few = library.search.find("harbour", limit=1)
    assert len(few.hits) == 1
    assert library.search.counts(few) == library.search.counts(library.search.find("harbour"))


def test_the_groups_come_in_order_with_what_can_be_asked_for(library: Library) -> None:
    counts = library.search.counts(library.search.find("harbour"))
    told = [(facet.term, facet.hits) for facet in counts.all]
    assert told == [
        ('section:"Town hall"', 3),
        ("section:Harbour", 2),
        ("tag:=sea", 3),
        ("tag:sea/ships", 2),
        ("tag:money", 1),
        ("tag:news", 1),
        ("source:paper", 5),
        ("source:Courier", 3),
        ("date:2024", 2),
        ("date:2023", 1),
        ("colour:yellow", 1),
        ("colour:green", 2),
    ]


def test_nothing_found_has_no_counts(library: Library) -> None:
    assert library.search.counts(library.search.find("zeppelin")).all == ()


def test_counting_ends_when_nobody_waits_any_more(library: Library) -> None:
    stop = threading.Event()
    stop.set()
    assert library.search.counts(library.search.find("harbour"), stop).all == ()


def test_what_is_removed_is_not_counted(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        added = add(library, *PAPER)
        library.search.catch_up()
        found = library.search.find("harbour")
        library.stories.remove(added.stories[0].id)
        assert "Harbour" not in [one.value for one in library.search.counts(found).all]


@pytest.mark.parametrize(
    ("query", "added", "whole"),
    [
        ("rain", "section:World", "section:World rain"),
        ("", "tag:sea", "tag:sea "),
        ("rain OR sun", "date:2024", "date:2024 (rain OR sun)"),
        ("(rain OR sun) tag:x", "date:2024", "date:2024 (rain OR sun) tag:x"),
    ],
)
def test_a_term_narrows_all_of_the_query(query: str, added: str, whole: str) -> None:
    assert narrowed(query, added) == whole
    assert chosen(whole, [added]) == [added]
    assert not chosen(query, [added])


@pytest.mark.parametrize(
    ("query", "taken", "left"),
    [
        ("rain section:World", "section:World", "rain"),
        ("rain AND section:world", "section:World", "rain"),
        ("section:World rain", "section:World", "rain"),
        ("rain section:'Town hall' sun", 'section:"Town hall"', "rain sun"),
        ("rain OR section:World", "section:World", "rain OR section:World"),
        ("rain -section:World", "section:World", "rain -section:World"),
        ("rain date:2024-07", "date:2024", "rain date:2024-07"),
        ("rain date:2024", "date:2024", "rain"),
        ("section:World AND rain", "section:World", "rain"),
        ("sun AND section:World AND rain", "section:World", "sun AND rain"),
        ("rain and section:World", "section:World", "rain and"),
        ("BRAND section:World", "section:World", "BRAND"),
        ("(section:World) rain", "section:World", "rain"),
        ("section:(World) rain", "section:World", "rain"),
        ("sun AND (section:World) AND rain", "section:World", "sun AND rain"),
        ("((section:World AND rain)) sun", "section:World", "(( rain)) sun"),
        ("(rain AND section:World) sun", "section:World", "(rain ) sun"),
        ("((section:World))", "section:World", ""),
    ],
)
def test_a_term_that_narrows_can_be_taken_away(query: str, taken: str, left: str) -> None:
    assert widened(query, taken) == left


def test_a_word_that_is_being_typed_still_is_after_narrowing(library: Library) -> None:
    found = library.search.find("harb", typing=True)
    counts = {one.term: one.hits for one in library.search.counts(found).all}
    left = library.search.find(narrowed("harb", "section:Harbour"), typing=True)
    assert left.total == counts["section:Harbour"] == 2


def test_what_narrows_is_known_with_its_group() -> None:
    query = "rain section:World tag:=x date:2024 date:2024-07 colour:red OR"
    assert terms(query) == [
        ("section", "section:World"),
        ("tag", "tag:=x"),
        ("year", "date:2024"),
        ("colour", "colour:red"),
    ]


def test_what_narrows_is_told_with_its_field_however_it_is_written() -> None:
    assert terms('section:(World) tag:("a:b") section：Town') == [
        ("section", "section:World"),
        ("tag", 'tag:"a:b"'),
        ("section", "section：Town"),
    ]


def _joined(parts: list[str], word: str, brackets: bool) -> str:
    whole = word.join(parts)
    return f"({whole})" if brackets else whole


WORLD = Named("section", "world")
AND_QUERIES = st.recursive(
    st.sampled_from(["rain", "tag:x", "section:World", "section:(World)", "(sun OR moon)", "-fog"]),
    lambda part: st.builds(
        _joined,
        st.lists(part, min_size=1, max_size=3),
        st.sampled_from([" ", " AND "]),
        st.booleans(),
    ),
    max_leaves=6,
)


@given(AND_QUERIES)
def test_a_query_without_a_term_still_makes_sense(query: str) -> None:
    before = parse(query)
    assert not before.problems
    left = query
    while chosen(left, ["section:World"]):
        fewer = widened(left, "section:World")
        assert len(fewer) < len(left)
        left = fewer
    after = parse(left)
    assert not after.problems
    kept = [leaf for leaf in leaves(before.tree) if leaf != WORLD] if before.tree else []
    assert (list(leaves(after.tree)) if after.tree else []) == kept


@given(st.text(max_size=30), st.sampled_from(["section", "tag", "source"]), st.text(max_size=12))
def test_what_was_narrowed_by_can_be_taken_away(query: str, group: str, value: str) -> None:
    asked = term(group, value)
    before = parse(query)
    if asked and not before.problems and not parse(asked).problems and not chosen(query, [asked]):
        whole = narrowed(query, asked)
        assert chosen(whole, [asked])
        assert parse(widened(whole, asked)).tree == before.tree
