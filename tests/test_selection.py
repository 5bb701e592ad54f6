"""The caret, the unit focused around it, and what is selected from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import canonical
from reader.segments import Segments, is_boundary, next_boundary
from reader.selection import (
    By,
    Caret,
    caret_place,
    focused,
    passage,
    selected,
    taken,
    toggled,
    with_quotation,
    with_unit,
)

TEXT = """The first sentence. “A quoted one,” she said. The third.

A second paragraph stands here. End."""
SEGMENTS = Segments(TEXT, lang="en")


def at(words: str) -> int:
    return TEXT.index(words)


def shown(span: tuple[int, int] | None) -> str | None:
    return None if span is None else TEXT[slice(*span)]


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, 0),
        ("", 7, 0),
        ("one", 1, 1),
        ("one", 3, 2),
        ("one", 99, 2),
        ("one", -4, 0),
        ("one\n\ntwo", 3, 2),
        ("one\n\ntwo", 4, 2),
        ("one\n\ntwo", 5, 5),
        ("ae\u0301\n\ntwo", 4, 1),
        ("a👩‍🚀b", 2, 1),
        ("\n\none", 0, 2),
    ],
)
def test_the_caret_stands_on_a_character_never_on_a_break(
    text: str, offset: int, place: int
) -> None:
    assert caret_place(text, offset) == place


def test_the_focus_is_the_paragraph_or_the_sentence_around_the_caret() -> None:
    caret = Caret(at("quoted"))
    assert shown(focused(SEGMENTS, caret)) == TEXT.split("\n\n")[0]
    assert shown(focused(SEGMENTS, Caret(at("third"), focus="sentence"))) == "The third."
    assert shown(passage(SEGMENTS, caret)) == TEXT.split("\n\n")[0]
    assert selected(SEGMENTS, caret) is None
    assert caret.mode == "reader"


def test_a_text_without_words_has_no_focus() -> None:
    assert focused(Segments(""), Caret()) is None
    assert passage(Segments(""), toggled(Caret(), "character")) is None
    assert with_unit(Segments(""), Caret(), "sentence") == Caret()


def test_a_selection_takes_in_the_characters_at_both_ends() -> None:
    caret = toggled(Caret(at("first")), "character")
    assert shown(selected(SEGMENTS, caret)) == "f"
    assert shown(selected(SEGMENTS, caret.at(at("rst sent")))) == "fir"
    assert shown(selected(SEGMENTS, caret.at(at("The")))) == "The f"


def test_a_selection_by_paragraph_takes_whole_ones() -> None:
    caret = toggled(Caret(at("second")), "paragraph")
    assert shown(selected(SEGMENTS, caret)) == TEXT.split("\n\n")[1]
    assert shown(selected(SEGMENTS, caret.at(3))) == TEXT


@pytest.mark.parametrize(
    ("first", "second", "mode", "by"),
    [
        ("character", "character", "reader", "character"),
        ("paragraph", "paragraph", "reader", "character"),
        ("character", "paragraph", "visual", "paragraph"),
        ("paragraph", "character", "visual", "character"),
    ],
)
def test_the_key_that_began_a_selection_ends_it(first: By, second: By, mode: str, by: str) -> None:
    caret = toggled(toggled(Caret(5), first), second)
    assert (caret.mode, caret.by) == (mode, by)


def test_the_ends_change_round() -> None:
    caret = toggled(Caret(4), "character").at(15)
    assert (caret.swapped().offset, caret.swapped().anchor) == (4, 15)
    assert caret.swapped().swapped() == caret
    assert Caret(4).swapped() == Caret(4)


def test_a_sentence_is_selected_and_then_the_next() -> None:
    caret = with_unit(SEGMENTS, toggled(Caret(at("sentence")), "character"), "sentence")
    assert shown(selected(SEGMENTS, caret)) == "The first sentence."
    caret = with_unit(SEGMENTS, caret, "sentence")
    assert shown(selected(SEGMENTS, caret)) == TEXT[: at(" The third")]


def test_a_selection_that_grows_back_takes_the_sentence_before() -> None:
    caret = with_unit(SEGMENTS, toggled(Caret(at("third")), "character"), "sentence").swapped()
    assert shown(selected(SEGMENTS, with_unit(SEGMENTS, caret, "sentence"))) == (
        "“A quoted one,” she said. The third."
    )


def test_a_paragraph_is_selected() -> None:
    caret = with_unit(SEGMENTS, toggled(Caret(at("stands")), "character"), "paragraph")
    assert shown(selected(SEGMENTS, caret)) == TEXT.split("\n\n")[1]


def test_a_sentence_is_taken_out_of_a_selection_of_paragraphs() -> None:
    caret = with_unit(SEGMENTS, toggled(Caret(at("stands")), "paragraph"), "sentence")
    assert shown(selected(SEGMENTS, caret)) == "A second paragraph stands here."


def test_the_inside_of_a_quotation_is_selected() -> None:
    caret = with_quotation(SEGMENTS, toggled(Caret(at("quoted")), "character"))
    assert shown(selected(SEGMENTS, caret)) == "A quoted one,"
    outside = toggled(Caret(at("first")), "character")
    assert with_quotation(SEGMENTS, outside) == outside


@given(
    st.text(st.sampled_from("ab. \n“”é\u0301👩\u200d🇩🇪。漢"), min_size=1, max_size=40),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_what_is_taken_is_selected_exactly_or_less_its_outer_breaks(
    raw: str, first: int, last: int
) -> None:
    text = canonical(raw)
    segments = Segments(text, lang="en")
    start = caret_place(text, min(first, last))
    end = next_boundary(text, caret_place(text, max(first, last)))
    now = selected(segments, taken(text, Caret(), start, end))
    assert (now or (0, 0)) == ((start, end) if text else (0, 0))


@given(st.text(st.sampled_from("a. \né\u0301👩\u200d🇩🇪漢"), max_size=30), st.integers(-3, 40))
def test_a_caret_is_on_a_cluster_that_is_seen(raw: str, offset: int) -> None:
    text = canonical(raw)
    place = caret_place(text, offset)
    assert is_boundary(text, place)
    assert not text or text[place] != "\n"
