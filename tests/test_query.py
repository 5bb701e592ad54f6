"""The query language: what a reader types, and what is understood by it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import QueryError
from db.search.query.dates import Period, begun_period, period
from db.search.query.parsing import DEEPEST, LONGEST, MOST, parse, understood
from db.search.query.tree import (
    And,
    Colour,
    Counted,
    Dated,
    Everything,
    Fuzzy,
    Has,
    Is,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Step,
    TextField,
    Word,
    leaves,
)

TODAY = date(2024, 7, 17)


def word(text: str, field: TextField = "", *, begun: bool = False) -> Word:
    return Word(field, text, begun)


def phrase(*words: str, field: TextField = "") -> Phrase:
    return Phrase(field, tuple(Step(offset, each) for offset, each in enumerate(words)))


UNDERSTOOD: list[tuple[str, Node]] = [
    ("climate", word("climate")),
    ("Climate", word("climate")),
    ("climate change", And((word("climate"), word("change")))),
    ("climate AND change", And((word("climate"), word("change")))),
    ("climate and change", And((word("climate"), word("and"), word("change")))),
    ("war OR peace", Or((word("war"), word("peace")))),
    ("a b OR c d", Or((And((word("a"), word("b"))), And((word("c"), word("d")))))),
    ("a (b OR c)", And((word("a"), Or((word("b"), word("c")))))),
    ("war NOT peace", And((word("war"), Not(word("peace"))))),
    ("war AND NOT peace", And((word("war"), Not(word("peace"))))),
    ("NOT NOT war", word("war")),
    ("war -peace", And((word("war"), Not(word("peace"))))),
    ("-(a b)", Not(And((word("a"), word("b"))))),
    ("-5 degrees", And((word("5"), word("degrees")))),
    ('"carbon tax"', phrase("carbon", "tax")),
    ("“carbon tax”", phrase("carbon", "tax")),
    ("don't", phrase("don", "t")),
    ("don’t", phrase("don", "t")),
    ("data-driven", phrase("data", "driven")),
    ("=running", phrase("running")),
    ('="carbon tax"', phrase("carbon", "tax")),
    ("café", word("cafe")),
    ("climat*", Prefix("", "climat")),
    ('"carbon ta"*', Phrase("", (Step(0, "carbon"), Step(1, "ta", begins=True)))),
    ("data-driv*", Phrase("", (Step(0, "data"), Step(1, "driv", begins=True)))),
    ("*", Everything()),
    ("goverment~", Fuzzy("", "goverment", 1)),
    ("goverment~2", Fuzzy("", "goverment", 2)),
    ("title:lock", word("lock", "title")),
    ("TITLE:lock", word("lock", "title")),
    ("title:(a OR b)", Or((word("a", "title"), word("b", "title")))),
    ('by:"Jane Doe"', phrase("jane", "doe", field="by")),
    ("note:check*", Prefix("note", "check")),
    ("section:Technology", Named("section", "technology")),
    ('section:"World news"', Named("section", "world news")),
    ("section:'World news'", Named("section", "world news")),
    ("tag:#policy/export", Named("tag", "policy/export")),
    ("tag:pol*", Named("tag", "pol", begins=True)),
    (
        "tag:/policy/ OR tag:policy/*",
        Or(
            (
                Named("tag", "policy"),
                Named("tag", "policy/", begins=True),
            )
        ),
    ),
    ("tag:=policy", Named("tag", "policy", exact=True)),
    ('tag:="to read"', Named("tag", "to read", exact=True)),
    ("section:=World", Named("section", "world")),
    ("tag:(a OR b)", Or((Named("tag", "a"), Named("tag", "b")))),
    ("source:https://example.com/x", Named("source", "https://example.com/x")),
    ("lang:EN", Named("lang", "en")),
    ("is:unread has:note", And((Is("unread"), Has("note")))),
    ("colour:yellow color:RED", And((Colour("yellow"), Colour("red")))),
    ("date:2024-07", Dated("2024-07", "2024-08")),
    ("date:2024-07-01..2024-08-15", Dated("2024-07", "2024-08-16")),
    ("words:>1,000", Counted(1001, None)),
    ("words:200..600", Counted(200, 600)),
    ("words:300", Counted(300, 300)),
    ("words:<=300", Counted(0, 300)),
    ("http://x.org/a", phrase("http", "x", "org", "a")),
    ("10:30", phrase("10", "30")),
    ("北京大学", phrase("北京", "京大", "大学")),
    ("京", Prefix("", "京")),
    ("A股", Phrase("", (Step(0, "a"), Step(1, "股", begins=True)))),
    ("cats & dogs", And((word("cats"), word("dogs")))),
]


@pytest.mark.parametrize(("query", "tree"), UNDERSTOOD, ids=[query for query, _ in UNDERSTOOD])
def test_a_query_is_understood_as_it_reads(query: str, tree: Node) -> None:
    assert understood(query) == tree


def test_each_part_knows_where_it_stands() -> None:
    query = 'climate  title:"carbon tax" -is:read'
    places = [query[slice(*leaf.place)] for leaf in leaves(understood(query))]
    assert places == ["climate", 'title:"carbon tax"', "is:read"]


WRONG = [
    ("war AND", "AND", "stands between"),
    ("OR war", "OR", "stands between"),
    ("war AND OR peace", "AND", "stands between"),
    ("war NOT", "NOT", "needs something"),
    ("(war", "(", "not closed"),
    ("war)", ")", "closes nothing"),
    ("war ()", "()", "nothing between"),
    ('say "war', '"', "not closed"),
    ('say ""', '""', "no word"),
    ("titel:war", "titel:", "no field titel:"),
    ("title: war", "title:", "right after title:"),
    ("is:lost", "is:lost", "unread, read, starred"),
    ("has:wings", "has:wings", "highlight, note, tag"),
    ("colour:mauve", "colour:mauve", "yellow, green"),
    ("date:2024-13", "date:2024-13", "is no date"),
    ("date:soon", "date:soon", "is no date"),
    ("words:many", "words:many", "needs a number"),
    ("tag:*", "tag:*", "needs a name"),
    ("c*t", "c*t", "end of a word"),
    ("cat~7", "cat~7", "1 or 2"),
    ('"a cat"~2', '"a cat"~2', "single word"),
    ("— … &", "— … &", "nothing to search for"),
]


@pytest.mark.parametrize(("query", "where", "why"), WRONG, ids=[query for query, _, _ in WRONG])
def test_a_wrong_query_says_what_is_wrong_and_where(query: str, where: str, why: str) -> None:
    with pytest.raises(QueryError, match=r"^[^\n]+$") as caught:
        understood(query)
    assert why in str(caught.value)
    assert query[caught.value.start : caught.value.end] == where


def test_what_could_be_understood_of_a_wrong_query_is_still_offered() -> None:
    parsed = parse("climate date:soon (war")
    assert parsed.tree == And((word("climate"), word("war")))
    assert [problem.start for problem in parsed.problems] == [8, 18]


TYPED: list[tuple[str, Node | None]] = [
    ("clim", word("clim", begun=True)),
    ("clim ", word("clim")),
    ("carbon ta", And((word("carbon"), word("ta", begun=True)))),
    ("war NOT pea", And((word("war"), Not(word("pea"))))),
    ("war AND", word("war")),
    ("war OR", word("war")),
    ("war NOT", word("war")),
    ("(war", word("war", begun=True)),
    ('"carbon ta', Phrase("", (Step(0, "carbon"), Step(1, "ta", begins=True)))),
    ('"carbon tax ', phrase("carbon", "tax")),
    ('"carbon tax"', phrase("carbon", "tax")),
    ("title:", None),
    ("title:loc", word("loc", "title", begun=True)),
    ("section:tec", Named("section", "tec", begins=True)),
    ("is:unr", Is("unread")),
    ("is:", None),
    ("is:un", None),
    ("date:2024-0", Dated("2024", "2025")),
    ("date:la", None),
    ("words:>", None),
    ("=run", Prefix("", "run")),
    ("data-dri", Phrase("", (Step(0, "data"), Step(1, "dri", begins=True)))),
]


@pytest.mark.parametrize(("query", "tree"), TYPED, ids=[query for query, _ in TYPED])
def test_a_query_that_is_being_typed_means_what_it_means_so_far(
    query: str, tree: Node | None
) -> None:
    parsed = parse(query, typing=True)
    assert parsed.tree == tree
    assert not parsed.problems


def test_a_mistake_before_the_end_is_told_while_typing_too() -> None:
    parsed = parse("is:lost clim", typing=True)
    assert parsed.tree == word("clim", begun=True)
    assert [(problem.start, problem.end) for problem in parsed.problems] == [(0, 7)]


def test_a_colour_is_called_by_the_readers_own_name_too() -> None:
    def names() -> dict[str, str]:
        return {"yellow": "Important", "green": "to check", "red": "blue"}

    for query, colour in (
        ("colour:important", "yellow"),
        ("colour:YELLOW", "yellow"),
        ('colour:"To Check"', "green"),
        ("colour:blue", "red"),
    ):
        assert parse(query, colours=names).tree == Colour(colour), query
    assert parse("colour:imp", typing=True, colours=names).tree == Colour("yellow")
    (problem,) = parse("colour:pink", colours=names).problems
    assert "yellow (Important), green (to check)" in problem.message


def test_a_query_may_be_long_and_deep_but_not_without_end() -> None:
    assert parse("(" * DEEPEST + "war" + ")" * DEEPEST).tree == word("war")
    for query in ("(" * 9_000 + "war", "a " * (MOST + 9), "x" * (LONGEST + 9), "NOT " * 2_000):
        assert parse(query).problems


PERIODS: list[tuple[str, Period]] = [
    ("2024", ("2024", "2025")),
    ("2024-07", ("2024-07", "2024-08")),
    ("2024-12", ("2024-12", "2025")),
    ("2024-7-4", ("2024-07-04", "2024-07-05")),
    ("2024/07/31", ("2024-07-31", "2024-08")),
    ("2024-02-29", ("2024-02-29", "2024-03")),
    (">2024-07-01", ("2024-07-02", "")),
    (">=2024-07-01", ("2024-07", "")),
    ("<2024-07-01", ("", "2024-07")),
    ("<=2024", ("", "2025")),
    (">2024", ("2025", "")),
    ("2024-07..", ("2024-07", "")),
    ("..2024-07", ("", "2024-08")),
    ("2023..2024-02", ("2023", "2024-03")),
    ("today", ("2024-07-17", "2024-07-18")),
    ("yesterday", ("2024-07-16", "2024-07-17")),
    ("this week", ("2024-07-15", "2024-07-22")),
    ("last week", ("2024-07-08", "2024-07-15")),
    ("this month", ("2024-07", "2024-08")),
    ("last month", ("2024-06", "2024-07")),
    ("last year", ("2023", "2024")),
    ("last 7 days", ("2024-07-11", "2024-07-18")),
    ("past week", ("2024-07-11", "2024-07-18")),
    ("last 2 months", ("2024-05-18", "2024-07-18")),
    ("last 1 year", ("2023-07-18", "2024-07-18")),
    ("yesterday..today", ("2024-07-16", "2024-07-18")),
    ("9999", ("9999", "")),
]


@pytest.mark.parametrize(("value", "expected"), PERIODS, ids=[value for value, _ in PERIODS])
def test_a_date_names_a_period(value: str, expected: Period) -> None:
    assert period(value, TODAY) == expected


@pytest.mark.parametrize(
    "value", ["", "..", "2024-00", "2024-02-30", "24", "0000", "last", ">", "1..2", "last 3 moons"]
)
def test_what_is_no_date_is_not_taken_for_one(value: str) -> None:
    assert period(value, TODAY) is None


@given(st.text(max_size=20))
def test_any_beginning_of_a_date_is_a_period_or_nothing(value: str) -> None:
    found = begun_period(value, TODAY)
    assert found is None or all(isinstance(end, str) for end in found)


ALPHABET = st.sampled_from(
    [*"()\"*~=-:.…“”' \t\n<>", "AND", "OR", "NOT", "title:", "is:", "date:", "北京", "é", "a"]
)


@given(
    st.one_of(st.text(max_size=60), st.lists(ALPHABET, max_size=40).map(" ".join)), st.booleans()
)
def test_any_text_is_understood_or_told_to_be_wrong(query: str, typing: bool) -> None:
    parsed = parse(query, typing=typing)
    for problem in parsed.problems:
        assert 0 <= problem.start <= problem.end <= len(query)
    if parsed.tree is not None:
        for leaf in leaves(parsed.tree):
            assert 0 <= leaf.place[0] <= leaf.place[1] <= len(query)


@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_what_is_understood_of_a_finished_query_does_not_depend_on_spaces_around_it(
    query: str,
) -> None:
    assert parse(query).tree == parse(f"  {query}\n ").tree
