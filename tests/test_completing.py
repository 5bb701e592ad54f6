"""What may come where something is being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search import parse
from db.vocabulary import Vocabulary
from reader.completing import (
    MOST,
    Names,
    Words,
    named_offers,
    query_offers,
    query_problems,
    shifted,
    tag_offers,
    whole_lines,
)

WORDS = Words.of(
    Vocabulary(
        tags=(("policy", 9), ("policy/export", 5), ("to read", 4), ("exports", 2), ("北京", 1)),
        sections=(("General", 3), ("World news", 2), ("Arts", 0)),
        sources=(("The Daily", 7), ('say "no"', 1)),
        languages=(("en", 8), ("de-AT", 2)),
        authors=(("Jane Doe", 3),),
    )
)
COLOURS = {"yellow": "important"}


def lines(line: str, cursor: int | None = None) -> list[str]:
    """The lines that are offered, each with the cursor shown as a bar."""
    at = line.index("|") if "|" in line else len(line)
    offers = query_offers(line.replace("|", ""), at if cursor is None else cursor, WORDS, COLOURS)
    return [f"{one.line[: one.cursor]}|{one.line[one.cursor :]}" for one in offers]


OFFERED: list[tuple[str, list[str]]] = [
    ("se", ["section:|"]),
    ("SE", ["section:|"]),
    ("war -t", ["war -title:|", "war -tag:|"]),
    ("(harbour OR s", ["(harbour OR section:|", "(harbour OR source:|"]),
    ("is:un", ["is:unread|", "is:unplaced|"]),
    ("war is:re| peace", ["war is:read| peace"]),
    ("war is:re|ad peace", ["war is:read| peace"]),
    ("has:", ["has:highlight|", "has:note|", "has:tag|"]),
    ("tag:", ["tag:policy|", "tag:policy/export|", 'tag:"to read"|', "tag:exports|", "tag:北京|"]),
    ("tag:#pol", ["tag:policy|", "tag:policy/export|"]),
    ("tag:policy/", ["tag:policy/export|"]),
    ("tag:exp", ["tag:exports|", "tag:policy/export|"]),
    ("tag:=pol", ["tag:=policy|", "tag:=policy/export|"]),
    ("tag:read", ['tag:"to read"|']),
    ('tag:"to', ['tag:"to read"|']),
    ('tag:="to', ['tag:="to read"|']),
    ("tag:(policy OR 北", ["tag:(policy OR 北京|"]),
    ("section:(", ["section:(General|", 'section:("World news"|', "section:(Arts|"]),
    ("section:news", ['section:"World news"|']),
    ("source:", ['source:"The Daily"|', "source:'say \"no\"'|"]),
    ("language:D", ["language:de-AT|"]),
    ("by:ja", ['by:"Jane Doe"|']),
    ("colour:imp", ["colour:yellow|"]),
    ("colour:r", ["colour:red|"]),
    ("date:yes", ["date:yesterday|"]),
    ("date:last w", ["date:last words:|"]),
    ('date:"last w', ['date:"last week"|']),
    ("words:>", ["words:>1000|"]),
    ("harbour", []),
    ("harbour ", []),
    ('"se', []),
    ("=se", []),
    ('tag:"to read"', []),
    ("title:se", []),
    ("nowhere:x", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "offered"), OFFERED, ids=[line for line, _ in OFFERED])
def test_what_may_come_is_offered(line: str, offered: list[str]) -> None:
    assert lines(line) == offered


def test_an_empty_line_offers_the_fields_with_what_they_are() -> None:
    offers = query_offers("", 0, WORDS)
    assert [one.label for one in offers][:3] == ["title:", "by:", "note:"]
    assert all(one.aside for one in offers)


def test_counts_and_meanings_stand_beside_an_offer() -> None:
    assert [one.aside for one in query_offers("tag:pol", 7, WORDS)] == ["9", "5"]
    (important,) = query_offers("colour:y", 8, WORDS, COLOURS)
    assert (important.label, important.aside) == ("yellow", "important")
    assert query_offers("is:unr", 6, WORDS)[0].aside == "not read yet"


@pytest.mark.parametrize("line", ["", "is:", "has:", "date:", "words:", "tag:", "source:"])
def test_everything_offered_is_understood(line: str) -> None:
    offers = query_offers(line, len(line), WORDS)
    assert offers
    for one in offers:
        assert not parse(one.line, typing=True).problems, one.line
        if not one.line.endswith(":"):
            assert not parse(one.line).problems, one.line


@given(st.text(st.sampled_from('ab:"“= (/#*,-istag'), max_size=20), st.integers(0, 20))
def test_an_offer_keeps_what_stands_around_it(line: str, at: int) -> None:
    cursor = min(at, len(line))
    for one in query_offers(line, cursor, WORDS):
        assert 0 <= one.cursor <= len(one.line)
        assert one.line[one.cursor :] == line[len(line) - len(one.line) + one.cursor :]
    for one in tag_offers(line, cursor, WORDS.tags):
        assert 0 <= one.cursor <= len(one.line)


TAGS: list[tuple[str, list[tuple[str, str]]]] = [
    ("pol", [("policy", "policy, "), ("policy/export", "policy/export, ")]),
    ("#exp", [("exports", "exports, "), ("policy/export", "policy/export, ")]),
    ("policy, ex", [
        ("exports", "policy, exports, "), ("policy/export", "policy, policy/export, "),
    ]),
    ("policy, po", [("- policy", ""), ("policy/export", "policy, policy/export, ")]),
    ("new, policy, n", [("- new", "policy, ")]),
    ("policy/export, ex", [("- policy/export", ""), ("exports", "policy/export, exports, ")]),
    ("exports", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "offered"), TAGS, ids=[line for line, _ in TAGS])
def test_tags_are_offered_for_the_one_being_typed(
    line: str, offered: list[tuple[str, str]]
) -> None:
    offers = tag_offers(line, len(line), WORDS.tags)
    assert [(one.label, one.line) for one in offers] == offered


def test_tags_that_are_there_come_first_and_can_be_taken_off() -> None:
    offers = tag_offers("policy, to read, ", 17, WORDS.tags)
    assert [one.label for one in offers] == [
        "- policy", "- to read", "policy/export", "exports", "北京",
    ]  # fmt: skip
    assert offers[0].line == "to read, "


def test_a_tag_in_the_middle_is_completed_there() -> None:
    (first, _) = tag_offers("a, exp, b", 6, WORDS.tags)
    assert (first.line, first.cursor) == ("a, exports, b", 12)


def test_other_lines_are_completed_whole() -> None:
    assert [one.line for one in named_offers("n", WORDS.sections)] == ["World news"]
    assert [one.line for one in whole_lines(["a", "b"])] == ["a", "b"]
    (one,) = shifted(query_offers("is:unr", 6, WORDS), "filter ")
    assert (one.line, one.cursor) == ("filter is:unread", 16)


def test_there_are_never_more_offers_than_one_would_look_at() -> None:
    many = Words.of(Vocabulary(tags=tuple((f"tag/{n}", n) for n in range(10_000))))
    assert len(query_offers("tag:t", 5, many)) == MOST
    assert len(tag_offers("t", 1, many.tags)) == MOST
    assert [name for name, _ in Names([("a b", 1), ("b", 1)]).fitting("b")] == ["b", "a b"]


def test_a_mistake_has_its_place_and_what_may_yet_come_is_none() -> None:
    (wrong,) = query_problems("harbour is:lost x", True)
    assert "harbour is:lost x"[wrong.start : wrong.end] == "is:lost"
    assert query_problems("harbour tag:", True) == ()
    assert len(query_problems("harbour tag:", False)) == 1
    assert query_problems("  ", False) == ()
