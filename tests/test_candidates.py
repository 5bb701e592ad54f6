"""Places that are offered for a passage, and what is told of a place chosen by hand."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.anchoring import align, candidates, placed_by_hand
from db.anchoring.candidates import MOST
from db.anchoring.graphemes import is_border
from db.models import Anchor
from tests.library import TEXT

BILL = "The bill came to nine million"
TIDE = "Ships of up to forty metres can pass at any tide."
GONE = "Not one of these words is there."

words = st.text(st.sampled_from("abcde \n.é👩‍👧海の"), min_size=1, max_size=60)


def offered(old: str, new: str, passage: str) -> list[str]:
    start = old.index(passage)
    found = candidates(align(old, new), start, start + len(passage))
    return [new[place.start : place.end] for place in found]


@pytest.mark.parametrize(
    ("new", "passage", "first"),
    [
        (TEXT.replace(BILL, "It cost a million"), BILL, "It cost a million"),
        (TEXT.replace("nine million", "eight millions"), BILL, "The bill came to eight millions"),
        (f"{GONE}\n\nNews.\n\n{TIDE}\n\nMore.", TIDE, TIDE),
        (f"{GONE} Any ship of up to fifty metres can pass at any tide now.", TIDE, None),
        (TEXT.replace("forty", "fourty-one"), "forty", "fourty-one"),
        (TEXT.upper(), TIDE, TIDE.upper()),
    ],
)
def test_the_best_place_is_offered_first(new: str, passage: str, first: str | None) -> None:
    found = offered(TEXT, new, passage)
    assert found
    if first is not None:
        assert found[0] == first


def test_nothing_is_offered_where_nothing_is_like_it() -> None:
    assert offered(TEXT, GONE, TIDE) == []
    assert offered(TEXT, "", TIDE) == []


def test_the_same_words_elsewhere_are_offered_and_said_to_be_taken() -> None:
    old = f"{TIDE} So it began.\n\nThen there was rain.\n\n{TIDE} So it ended."
    new = f"Then there was rain.\n\n{TIDE} So it ended."
    (only,) = candidates(align(old, new), 0, len(TIDE))
    assert (new[only.start : only.end], only.score, only.taken) == (TIDE, 1.0, True)


def test_a_place_among_the_old_neighbours_goes_before_the_same_words_elsewhere() -> None:
    old = f"One came first. {TIDE} Two came after it, and three.\n\nThe end of it."
    new = old.replace("forty", "fifty") + f"\n\nElsewhere it says: {TIDE}"
    assert offered(old, new, TIDE)[:2] == [TIDE.replace("forty", "fifty"), TIDE]


def test_signs_without_words_are_offered_where_they_stand() -> None:
    assert offered("One * * * two.", "Zero. One * * * two.", "* * *") == ["* * *"]


def test_a_quote_that_was_worded_otherwise_when_it_was_made_is_looked_for_too() -> None:
    new = TEXT.replace(BILL, "The account was settled at last")
    old = TEXT.replace(BILL, "The invoice was nine million")
    start = old.index("The invoice")
    found = candidates(align(old, f"{new}\n\n{BILL}."), start, start + 28, BILL)
    assert BILL in [f"{new}\n\n{BILL}."[place.start : place.end] for place in found]


@settings(max_examples=150, deadline=None)
@given(words, words, st.data())
def test_what_is_offered_is_a_few_whole_passages_in_order(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = candidates(align(old, new), start, end)
    assert len(found) <= MOST
    for place in found:
        assert 0 <= place.start < place.end <= len(new)
        assert is_border(new, place.start)
        assert is_border(new, place.end)
        assert 0 <= place.score <= 1
        assert 0 <= place.context <= 1
    worth = [place.score + place.context / 2 for place in found]
    assert worth == sorted(worth, reverse=True)
    for one, other in combinations(found, 2):
        common = min(one.end, other.end) - max(one.start, other.start)
        assert 2 * common <= min(one.end - one.start, other.end - other.start)


@pytest.mark.parametrize(
    ("text", "passage", "status", "score"),
    [
        (TEXT, TIDE, "exact", 1.0),
        (TEXT.replace(TIDE, TIDE.upper()), TIDE.upper(), "normal", 1.0),
        (f"News of the day. {TIDE} More of it.", TIDE, "moved", 1.0),
        (TEXT, BILL, "changed", None),
    ],
)
def test_a_place_chosen_by_hand_is_told_as_it_is(
    text: str, passage: str, status: str, score: float | None
) -> None:
    at = TEXT.index(TIDE)
    made = Anchor(at, at + len(TIDE), TIDE, TEXT[at - 40 : at], TEXT[at + len(TIDE) :][:60])
    start = text.index(passage)
    outcome = placed_by_hand(text, start, start + len(passage), made)
    assert (outcome.start, outcome.end, outcome.status) == (start, start + len(passage), status)
    assert not outcome.needs_review
    assert outcome.score == score if score is not None else outcome.score < 0.6
