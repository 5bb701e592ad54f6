"""The words of the index: what counts as the same word, in every script, and where it stands."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.search.analysis.languages import LANGUAGES, language_of, stem
from db.search.analysis.words import LONGEST, placed_words, run_places, run_words, runs, words

SAME = [
    ("Café CAFÉ cafe\u0301 ｃａｆｅ", "cafe"),
    ("STRASSE Straße straße", "strasse"),
    ("ﬁnal final", "final"),
    ("Łódź Lodz łódź", "lodz"),
    ("Øre øre ORE", "ore"),
    ("Æsop aesop", "aesop"),
    ("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ"),
    ("co\u00adoperate cooperate coop\u200derate", "cooperate"),
    ("İzmir izmir ızmir", "izmir"),
    ("مُحَمَّد محمد محـمد", "محمد"),
    ("२०२४", "२०२४"),
    ("हिन्दी", "हिन्दी"),
]


@pytest.mark.parametrize(("text", "word"), SAME)
def test_case_accents_width_and_ligatures_do_not_tell_words_apart(text: str, word: str) -> None:
    assert set(words(text)) == {word}


PARTED = [
    ("It’s 3.5 km—really!", ["it", "s", "3", "5", "km", "really"]),
    ("snake_case a/b e-mail", ["snake", "case", "a", "b", "e", "mail"]),
    ("½ cup", ["1", "2", "cup"]),
    ("北京大学", ["北京", "京大", "大学", "学"]),
    ("北京，大学", ["北京", "京", "大学", "学"]),
    ("iPhone手机2台", ["iphone", "手机", "机", "2", "台"]),
    ("ｶﾞｲﾄﾞ", ["ガイ", "イド", "ド"]),
    ("ガイド", ["ガイ", "イド", "ド"]),
    ("한국어", ["한국", "국어", "어"]),
    ("ไทย", ["ไท", "ทย", "ย"]),
    ("ดี", ["ดี", "ี"]),
    ("…—“”", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_words_are_runs_of_letters_and_digits_or_pairs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8", max_codepoint=0x24F),
        st.sampled_from("abc XYZ 12 ’'-_.\n北京大学ガｶﾞ한국어ไทยéßﬁ½\u0301\u00ad\u200dمُहि𝒜Ω"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@given(TEXTS)
def test_words_with_and_without_places_are_the_same(text: str) -> None:
    placed = list(placed_words(text))
    assert [word for word, _, _ in placed] == words(text)
    assert [word for run in runs(text) for word in run_words(run)] == words(text)
    assert len(runs(text)) == len(list(run_places(text)))


def stands_alone(word: str) -> bool:
    """Whether a word is one by itself too; the second of a pair may be a vowel sign or a tone."""
    return not unicodedata.category(word[0]).startswith("M")


@given(TEXTS)
@example("0ั")
@example("ดี กำ")
def test_places_are_within_the_text_in_order_and_not_empty(text: str) -> None:
    before = 0
    for word, start, end in placed_words(text):
        assert word
        assert len(word) <= LONGEST
        assert before <= start < end <= len(text)
        before = start
        if stands_alone(word):
            assert set(words(text[start:end])) & {word, word[:1]}


@given(TEXTS)
@example("0ั")
@example("ดี กำ")
def test_the_words_of_a_word_are_itself(text: str) -> None:
    for word in filter(stands_alone, words(text)):
        again = words(word)
        assert again[0] == word
        assert len(again) == len(word) if len(again) > 1 else True


@given(TEXTS)
def test_normal_form_and_case_do_not_matter(text: str) -> None:
    plain = [word for word in words(text) if word.isascii()]
    for form in (unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)):
        assert [word for word in words(form) if word.isascii()] == plain


@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_ascii_words_are_what_anyone_would_count(text: str) -> None:
    assert words(text) == [word[:LONGEST] for word in re.findall("[a-z0-9]+", text.lower())]


def test_a_run_of_letters_without_end_counts_by_its_beginning() -> None:
    assert words("x" * 5_000) == ["x" * LONGEST]
    assert words("é" * 5_000) == ["e" * LONGEST]
    assert words("å" * LONGEST + "b") == words("a" * LONGEST + "c")


@pytest.mark.parametrize(
    ("one", "other"),
    [("running", "runs"), ("policies", "policy"), ("agreed", "agreeing"), ("cities", "city")],
)
def test_english_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one, "en") == stem(other, "en")
    assert stem("2024", "en") == "2024"
    assert stem("cafés", "en") == "cafés"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Häuser", "Haus"),
        ("fr", "généraux", "général"),
        ("es", "canciones", "canción"),
        ("it", "libri", "libro"),
        ("nl", "boeken", "boek"),
        ("sv", "flickorna", "flickor"),
        ("da", "husene", "huset"),
        ("ru", "пользователей", "пользователи"),
        ("ru", "новый", "новые"),
        ("pl", "kotami", "kotach"),
    ],
)
def test_inflections_share_a_stem_in_their_own_language(
    language: str, one: str, other: str
) -> None:
    first, second = (stem(words(word)[0], language) for word in (one, other))
    assert first == second
    assert stem(words(one)[0], "") == words(one)[0]


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=st.text(max_size=12))
def test_every_language_has_a_stem_for_any_word(language: str, word: str) -> None:
    for folded in words(word):
        assert stem(folded, language)


ENGLISH = words(
    "The mayor of the town said that it would take a year to build with what they have."
)
GERMAN = words(
    "Der Rat der Stadt hat in der Nacht zum Montag nach langem Streit den Plan gebilligt."
)


def test_a_text_without_a_language_is_english_by_its_common_words() -> None:
    assert language_of("", ENGLISH)
    assert not language_of("", GERMAN)
    assert language_of("", ["harbour"])
    assert not language_of("", ["hafen", "größe"][1:])


def test_a_language_that_is_told_is_believed() -> None:
    assert language_of("de", ENGLISH) == "de"
    assert language_of("en-GB", GERMAN) == "en"
    assert language_of("ger", ENGLISH) == language_of("DE_at", []) == "de"
    assert language_of("nb-NO", GERMAN) == "no"
    assert language_of("zh", ENGLISH) == language_of("und", ENGLISH) == ""
