"""Finding words in a story, however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import canonical, grapheme_end, grapheme_start
from reader.find import CHUNK, Finder, match_after, match_beyond


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in Finder(text).find(query)]


@pytest.mark.parametrize(
    ("text", "query", "passages"),
    [
        ("The cat and The CAT", "cat", ["cat", "CAT"]),
        ("The cat and the CAT", "CAT", ["CAT"]),
        ("The cat and The end", "The", ["The", "The"]),
        ("the Polish polish", "Polish", ["Polish"]),
        ("naïve café, NAÏVE CAFÉ", "naive cafe", ["naïve café", "NAÏVE CAFÉ"]),
        ("Straße and STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("in Łódź, in Ærø", "lodz", ["Łódź"]),
        ("in Łódź, in Ærø", "aero", ["Ærø"]),
        ("İstanbul ılık", "istanbul", ["İstanbul"]),
        ("She said “don’t”.", '"don\'t"', ["“don’t”"]),
        ("She said “don’t”.", "don't", ["don’t"]),
        ("„Nein“, sagte «er»", '"', ["„", "“", "«", "»"]),
        ("10–12 — no--more", "10-12 - no-more", ["10–12 — no--more"]),
        ("wait … then...", "...", ["…", "..."]),
        ("wait … then", ".", ["…"]),
        ("the ﬁnal ﬁx", "final", ["ﬁnal"]),
        ("the ﬁnal", "i", ["ﬁ"]),
        ("ＡＢＣ　１２３ ﾎﾟｶﾞ", "abc 123 ポガ", ["ＡＢＣ　１２３ ﾎﾟｶﾞ"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("a line\nthat breaks\n    here", "line that breaks here", None),
        ("one end\n\nNext start", "end next", []),
        ("one end\n\nNext start", "end\n\nnext", []),
        ("non\u00a0breaking", "non breaking", ["non\u00a0breaking"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("が か", "か", ["か"]),
        ("한국 한", "한", ["한", "한"]),
        ("كِتَاب", "كتاب", ["كِتَاب"]),
        ("शिक्षा", "शक", []),
        ("anything", "", []),
        ("any thing", " ", []),
        ("", "x", []),
    ],
)
def test_words_are_found_as_a_reader_types_them(
    text: str, query: str, passages: list[str] | None
) -> None:
    expected = [text[2:]] if passages is None else passages
    assert found(text, query) == expected


def test_capitals_in_another_script_mind_case_too() -> None:
    assert found("Москва москва", "Москва") == ["Москва"]
    assert found("Москва москва", "москва") == ["Москва", "москва"]


def test_a_match_takes_the_whole_cluster() -> None:
    text = "👩‍🚀 e\u0302\u0303x"
    assert found(text, "e") == ["e\u0302\u0303"]
    assert found(text, "👩") == ["👩‍🚀"]


def test_a_long_story_is_found_through_in_slices() -> None:
    text = "\n\n".join(f"Paragraph {number} tells of it." for number in range(3_000))
    slices = list(Finder(text).slices("tells of it"))
    assert len(slices) == 1 + len(text) // CHUNK
    assert sum(map(len, slices)) == 3_000
    assert {text[start:end] for matches in slices for start, end in matches} == {"tells of it"}


LETTERS = st.text(
    st.sampled_from("aAbé É“”‘’\"'-–—… \n\n\u00a0\u00adßﬁøがｶﾞ한चि👩\u200d🚀🇩🇪e\u0301\u0323"),
    max_size=60,
)


@given(LETTERS, st.data())
def test_every_passage_of_a_line_is_found_by_its_own_words(raw: str, data: st.DataObject) -> None:
    text = canonical(raw)
    start = grapheme_start(text, data.draw(st.integers(0, len(text))))
    end = grapheme_end(text, data.draw(st.integers(start, len(text))))
    passage = text[start:end]
    if "\n\n" in passage or not passage[:1].isalnum():
        return
    assert any(left <= start < right for left, right in Finder(text).find(passage))


@given(LETTERS, LETTERS)
def test_matches_are_in_order_apart_and_on_grapheme_borders(raw: str, query: str) -> None:
    text = canonical(raw)
    last = 0
    for start, end in Finder(text).find(query):
        assert last <= start < end
        assert grapheme_start(text, start) == start
        assert grapheme_start(text, end) == end
        assert "\n\n" not in text[start:end]
        last = end


@given(st.text(st.sampled_from("ab \n"), max_size=80), st.text(st.sampled_from("ab"), min_size=1))
def test_plain_words_are_found_where_python_finds_them(raw: str, query: str) -> None:
    text = unicodedata.normalize("NFC", raw)
    starts = [start for start, _ in Finder(text).find(query)]
    expected, at = [], text.find(query)
    while at >= 0:
        expected.append(at)
        at = text.find(query, at + len(query))
    assert starts == expected


MATCHES = [(2, 4), (10, 12), (20, 25)]


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (2, 0), (3, 1), (10, 1), (20, 2), (21, 0)])
def test_a_find_begins_at_the_caret_and_goes_round(offset: int, index: int) -> None:
    assert match_after(MATCHES, offset) == index
    assert match_after([], offset) is None


@pytest.mark.parametrize(
    ("offset", "count", "index"),
    [(2, 1, 1), (0, 1, 0), (2, 2, 2), (2, 3, 0), (20, 1, 0), (2, -1, 2), (10, -1, 0), (3, -1, 0)],
)
def test_next_and_previous_match_go_round(offset: int, count: int, index: int) -> None:
    assert match_beyond(MATCHES, offset, count) == index
    assert match_beyond([], offset, count) is None
