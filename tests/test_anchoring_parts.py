"""Describing a passage, finding a quote, and the parts that placing is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from db.anchoring import align, describe, find_quote, place
from db.anchoring.folding import facts_differ, fold_text, fold_word
from db.anchoring.graphemes import is_border, snap_down, snap_up
from db.anchoring.tokens import Vocabulary, tokenise
from db.errors import BadRequest
from db.models import Anchor
from tests.anchoring import STORY

FAMILY, FLAG, HEART = "👩‍👩‍👧‍👦", "🇬🇧", "❤️"
PIECES = [*"ab 1.\n", FAMILY, FLAG, HEART, "e\u0301", "각", "हि", "港", "\u200d"]
ODD = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
"""Text with clusters of several code points."""


def borders(text: str) -> set[int]:
    """Where the clusters of a text begin and end."""
    found, at = {0}, 0
    for cluster in iter_graphemes(text):
        at += len(cluster)
        found.add(at)
    return found


@given(ODD, st.integers(0, 40))
def test_offsets_go_to_the_nearest_border_of_a_character(text: str, offset: int) -> None:
    offset, known = min(offset, len(text)), borders(text)
    assert is_border(text, offset) == (offset in known)
    assert snap_down(text, offset) == max(at for at in known if at <= offset)
    assert snap_up(text, offset) == min(at for at in known if at >= offset)


def test_a_passage_is_described_by_its_quote_and_whole_words_round_it() -> None:
    start = STORY.index("Its iron pillars")
    anchor = describe(STORY, start, start + 16)
    assert anchor == Anchor(
        start,
        start + 16,
        "Its iron pillars",
        " – and owns the plot next door.\n\nThe market opened in 1911. ",
        " came from a shipyard upriver, its tiles from three towns that ",
    )


def test_a_passage_at_the_ends_of_a_text_has_as_much_context_as_there_is() -> None:
    assert describe("One two.", 0, 3) == Anchor(0, 3, "One", "", " two.")
    assert describe("One two.", 0, 8) == Anchor(0, 8, "One two.", "", "")


def test_a_passage_takes_in_the_whole_of_a_character() -> None:
    text = f"x{FAMILY}y{FLAG}z"
    assert describe(text, 2, 3).quote == FAMILY
    assert describe(text, 3, len(text) - 2).quote == f"{FAMILY}y{FLAG}"


def test_context_is_never_cut_inside_a_character() -> None:
    text = FAMILY * 40
    anchor = describe(text, 20 * len(FAMILY), 21 * len(FAMILY))
    assert set(iter_graphemes(anchor.prefix)) == {FAMILY} == set(iter_graphemes(anchor.suffix))
    assert len(anchor.prefix) <= 64


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 3), (-1, 4), (0, 99), (3, 4), (8, 10)])
def test_nothing_is_not_a_passage(start: int, end: int) -> None:
    with pytest.raises(BadRequest):
        describe("One two.\n\nThree.", start, end)
    if start >= end or end > 16 or start < 0:
        with pytest.raises(BadRequest):
            place(align("One two.\n\nThree.", "One."), [(start, end)])


@given(ODD.filter(lambda text: bool(text.strip())), st.data())
def test_a_description_holds_together(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[snap_down(text, start) : snap_up(text, end)].isspace():
        return
    anchor = describe(text, start, end)
    around = anchor.prefix + anchor.quote + anchor.suffix
    assert anchor.start <= start < end <= anchor.end
    assert text[anchor.start - len(anchor.prefix) : anchor.end + len(anchor.suffix)] == around
    assert {anchor.start, anchor.end, anchor.start - len(anchor.prefix)} <= borders(text)


def spans(text: str, quote: str, **known: str | int) -> list[str]:
    """The texts at the places that a quote is found at, each with its offset."""
    found = find_quote(text, quote, **known)  # type: ignore[arg-type]
    return [f"{each.start}:{text[each.start : each.end]}" for each in found]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("can’t keep a roof", ["can’t keep a roof"]),
        ("can't keep a roof", ["can’t keep a roof"]),
        ("CAN'T KEEP A ROOF", ["can’t keep a roof"]),
        ("the ferry -- and owns", ["the ferry – and owns"]),
        ('"Nobody buys fish', ["“Nobody buys fish"]),
        ("stay.\nMayor  Ines", ["stay.\n\nMayor Ines"]),
        ("27,403.54", ["27,403.54"]),
        ("the market", ["The market"]),
        ("fish here any more", ["fish here any more"]),
        ("27.403,54", []),
        ("a roof that does not leak", []),
        ("ferry", ["ferry", "ferry"]),
        ("ferr", ["ferr", "ferr"]),
        ("–", ["–"]),
        ("Ti", []),
    ],
)
def test_a_quote_is_found_as_it_reads(quote: str, found: list[str]) -> None:
    assert [each.split(":", 1)[1] for each in spans(STORY, quote)] == found


def test_a_quote_is_a_word_rather_than_a_part_of_one() -> None:
    assert spans("Machines in China. The chin is sore.", "chin") == ["23:chin"]
    assert spans("Machines, machinery", "achin") == ["1:achin", "11:achin"]


def test_a_quote_letter_for_letter_hides_those_in_another_dress() -> None:
    assert spans("The Bank, the bank and the BANK", "bank") == ["14:bank"]
    assert spans("The Bank, the “bank” and the BANK", "Bank") == ["4:Bank"]
    assert spans("A ﬁne day", "fine") == ["2:ﬁne"]


def test_what_stands_round_a_quote_and_where_tell_which_it_is() -> None:
    text = "He said no. She said no. They all said no."
    assert spans(text, "said no", prefix="They all ")[0] == "34:said no"
    assert spans(text, "said no", prefix="She ", suffix=". They")[0] == "16:said no"
    assert spans(text, "said no", hint=15)[0] == "16:said no"
    assert len(spans(text, "said no")) == 3


@pytest.mark.parametrize("quote", ["", " ", "\n\n"])
def test_an_empty_quote_is_refused(quote: str) -> None:
    with pytest.raises(BadRequest):
        find_quote(STORY, quote)


def words(text: str) -> list[str]:
    """The words of a text as an alignment sees them."""
    tokens = tokenise(text, Vocabulary())
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


def test_words_are_runs_of_letters_and_single_characters_where_none_are_parted() -> None:
    text = (
        "don’t x_y 27,403 ha\u00adppy\u00ad naïve re\u0301sume\u0301 香港3日 ภาษา हिन्दी 한국어를 🇬🇧"
    )
    assert words(text) == [
        *("don", "t", "x", "y", "27", "403", "ha\u00adppy", "naïve", "re\u0301sume\u0301"),
        *("香", "港", "3", "日", "ภ", "า", "ษ", "า", "हिन्दी", "한국어를"),
    ]


@given(st.text())
def test_words_lie_in_order_and_are_those_of_ascii_text_alone(text: str) -> None:
    tokens = tokenise(text, Vocabulary())
    ends = [end for pair in zip(tokens.starts, tokens.ends, strict=True) for end in pair]
    assert ends == sorted(ends)
    plain = "".join(char for char in text if char.isascii())
    assert words(plain) == [word for word in words(plain + " é") if word != "é"]


@given(st.text(), st.text())
def test_folding_twice_changes_nothing_and_equal_words_fold_alike(one: str, other: str) -> None:
    assert fold_text(fold_text(one)) == fold_text(one)
    vocabulary = Vocabulary()
    same = vocabulary[one] == vocabulary[other]
    assert same == (fold_word(one) == fold_word(other))


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        ("1,204 votes", "1,204  votes", False),
        ("1,204 votes", "1,240 votes", True),
        ("１２ votes", "12 votes", False),
        ("10² metres", "102 metres", True),
        ("it does not", "it does", True),
        ("it isn't", "it isn’t", False),
        ("不可以", "可以", True),
        ("a note", "a knot", False),
    ],
)
def test_figures_and_negations_are_facts(before: str, after: str, differ: bool) -> None:
    assert facts_differ(before, after) == differ


def test_how_much_of_two_texts_is_shared() -> None:
    assert align(STORY, STORY).share == 1.0
    assert align(STORY, STORY.replace("ferry", "boat")).share > 0.9
    assert align(STORY, "Something else entirely.").share < 0.2
    assert align("", "").share == 1.0
    assert align("🎉", "🎊").share == 0.0


@given(
    st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30)
)
def test_an_alignment_is_one_to_one_between_equal_words(old: list[str], new: list[str]) -> None:
    alignment = align(" ".join(old), " ".join(new))
    pairs = [(i, j) for i, j in enumerate(alignment.forward) if j >= 0]
    assert all(old[i] == new[j] and alignment.backward[j] == i for i, j in pairs)
    assert len(pairs) == alignment.mapped == len(new) - alignment.backward.count(-1)
