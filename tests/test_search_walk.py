"""Going back through earlier searches, and the part of a story that a preview shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Span, Story
from db.rows import GONE
from reader.screens.search.previewing import AROUND, excerpt, match_at
from reader.screens.search.walk import Walk

BLANK = Story(head=GONE, text="", markup=(), note="", version=0)


def test_going_back_brings_the_last_search_first_and_on_what_was_typed() -> None:
    walk = Walk(["rain", "harbour"], "har")
    seen = [(walk.go(by), walk.begun) for by in (1, 1, 1, -1, -1, -1)]
    assert [query for query, _ in seen] == ["rain", "harbour", None, "rain", "har", None]
    assert [begun for _, begun in seen] == [True, True, True, True, False, False]


def test_the_search_that_stands_there_already_is_not_brought_back() -> None:
    walk = Walk(["rain", "harbour"], "rain ")
    assert walk.go(1) == "harbour"


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (4, 0), (5, 1), (9, 1), (14, 1), (15, None)])
def test_the_match_of_an_offset_is_the_one_over_it_or_the_next(
    offset: int, index: int | None
) -> None:
    assert match_at([(2, 5), (10, 15)], offset) == index


@given(st.integers(0, 40), st.integers(0, 60_000))
def test_an_excerpt_holds_the_match_and_its_markup(paragraphs: int, at: int) -> None:
    text = "\n\n".join(f"{number} " + "word " * 400 + "end." for number in range(paragraphs + 1))
    at = min(at, len(text) - 1)
    story = replace(BLANK, text=text, markup=(Span(at, at + 1, "strong"), Span(0, 1, "code")))
    part, start = excerpt(story, at)
    assert text[start : start + len(part.text)] == part.text
    assert start <= at < start + len(part.text)
    assert len(part.text) <= 2 * AROUND
    (strong,) = (span for span in part.markup if span.kind == "strong")
    assert part.text[strong.start : strong.end] == text[at : at + 1]
    assert all(0 <= span.start < span.end <= len(part.text) for span in part.markup)
