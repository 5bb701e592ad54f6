"""What a caret steps by: graphemes, words, clauses, sentences and paragraphs of a story."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.models import Span
from reader.segments import (
    Segments,
    Unit,
    clusters,
    guess_language,
    is_boundary,
    next_boundary,
    previous_boundary,
    snap,
)
from reader.segments.graphemes import _stands_alone
from reader.segments.paragraphs import PIECE, block_at, pieces
from reader.segments.sentences import sentences_of
from reader.segments.words import clauses, words
from tests.break_tests import cases
from tests.data import shared_data
from tests.strange_text import texts

STORY = """He lives in the U.S. and can’t “go home” now. Mr. Li said no.

- a list item
- another one

“Why?” she asked. Nobody knew."""


def test_unicodes_grapheme_break_tests_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """All but one: ✁, ZWJ, ✁ is one cluster in Unicode 15, but two in the tables of wcwidth."""
    found = cases(shared_data("unicode/GraphemeBreakTest.txt"))
    right = sum([*(start for start, _ in clusters(text)), len(text)] == it for text, it in found)
    local = sum(
        [at for at in range(len(text) + 1) if is_boundary(text, at)] == it for text, it in found
    )
    with capsys.disabled():
        print(f"\ngrapheme break tests: {right} of {len(found)}, asked locally {local}")
    assert min(right, local) >= len(found) - 1


def test_unicodes_word_break_tests_agree_but_where_readers_differ(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """1,461 of 1,823. The rest differ as anchoring wants them to.

    A word joins a digit and a letter over an apostrophe ("1'a"), ends in the point of "U.S.", takes
    a sign before or after a number, and holds one Han or kana each. Points and spaces are no words,
    so a soft hyphen or joiner behind one stays a cluster of its own.
    """
    found = cases(shared_data("unicode/WordBreakTest.txt"))
    right = sum(_parted_by_words(text) == breaks for text, breaks in found)
    with capsys.disabled():
        print(f"\nword break tests: {right} of {len(found)}")
    assert right >= 1_461


def _parted_by_words(text: str) -> list[int]:
    """Where the words part the text; what is in no word is parted by cluster."""
    spans = words(text)
    inside = {at for start, end in spans for at in range(start + 1, end)}
    return sorted({0, len(text), *(it for it, _ in clusters(text) if it not in inside)})


def test_unicodes_sentence_break_tests_agree_but_where_news_differs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """428 of 502. The rest are what Unicode's default rules get wrong in news, or never occurs.

    We end no sentence at a point without a space after it (字.字), at "etc.)" before "The", or at a
    control character, which canonical text has not; blanks before the first letter are in no
    sentence; 。ends one whatever follows.
    """
    found = cases(shared_data("unicode/SentenceBreakTest.txt"))
    right = 0
    for text, breaks in found:
        starts = (start for start, _ in sentences_of(text, "en"))
        right += sorted({0, len(text), *starts}) == breaks
    with capsys.disabled():
        print(f"\nsentence break tests: {right} of {len(found)}")
    assert right >= 428


@given(texts("\r\n"), st.integers(-2, 400))
def test_a_boundary_asked_locally_is_that_of_the_whole_text(text: str, offset: int) -> None:
    starts = [start for start, _ in clusters(text)]
    before = [start for start in starts if start <= offset]
    assert snap(text, offset) == (
        before[-1] if before and offset < len(text) else max(0, min(offset, len(text)))
    )
    assert is_boundary(text, offset) == (offset in {0, *starts, len(text)})
    assert next_boundary(text, offset) == next(
        (it for it in starts if it > max(0, offset)), len(text)
    )
    assert previous_boundary(text, offset) == max((it for it in starts if it < offset), default=0)


@pytest.mark.parametrize(
    ("text", "offset", "start", "end"),
    [
        ("🇬🇧" * 900 + "x", 1201, 1200, 1202),
        ("x" + "🇬🇧" * 900, 1200, 1199, 1201),
        ("👩" + "\u0301" * 700 + "\u200d👧", 702, 0, 703),
        ("a" + "\u0301" * 5000 + "b", 4000, 0, 5001),
        ("\u0600\u0600a\x7f", 2, 0, 3),
        ("🇬🇧" * 300 + "\u0301" * 100 + "x", 690, 598, 700),
    ],
)
def test_a_cluster_that_reaches_far_back_is_found(
    text: str, offset: int, start: int, end: int
) -> None:
    assert snap(text, offset) == start
    assert next_boundary(text, offset) == end
    assert not is_boundary(text, offset)


def test_characters_that_stand_alone_are_in_no_cluster_with_each_other() -> None:
    alone = [chr(it) for it in range(0x110000) if _stands_alone(chr(it))]
    assert len(alone) > 100_000
    for other in ("a", "क", "가", "👩", "ไ"):
        assert _stands_alone(other)
        joined = [it for it in alone if len(list(clusters(f"{other}{it}{other}"))) != 3]
        assert joined == []


WORDS = {
    "He can't.": ["He", "can't"],
    "O’Neill's dogs’ bowl": ["O’Neill's", "dogs", "bowl"],
    "27,403.54 and 12:30": ["27,403.54", "and", "12:30"],
    "in the U.S., e.g. here": ["in", "the", "U.S.", "e.g.", "here"],
    "re-elect the U.S.-led": ["re-elect", "the", "U.S.-led"],
    "$3.5bn −5% 12.5% 5€ US$5": ["$3.5bn", "−5%", "12.5%", "5€", "US$5"],
    "(see https://example.com/a?b=c).": ["see", "https://example.com/a?b=c"],
    "name@example.org, C++ & C#": ["name@example.org", "C++", "C#"],
    "well—no … yes": ["well", "no", "yes"],
    "end.Next node.js": ["end", "Next", "node.js"],
    "日本語です。": list("日本語です"),
    "한국어 문장": ["한국어", "문장"],
    "नमस्ते दुनिया": ["नमस्ते", "दुनिया"],
    "قال: «هُنا»": ["قال", "هُنا"],
    "é e\u0301te\u0301": ["é", "e\u0301te\u0301"],
    "👩‍👩‍👧👍🏽 🇬🇧🇫🇷": ["👩‍👩‍👧", "👍🏽", "🇬🇧", "🇫🇷"],
    " … — ": [],
}


@pytest.mark.parametrize("text", WORDS)
def test_words_are_what_a_reader_steps_through(text: str) -> None:
    assert [text[start:end] for start, end in words(text)] == WORDS[text]


def test_chinese_is_stepped_through_by_clauses() -> None:
    text = "他说：“我不去，真的。”然后走了……很好——是的 3.5％"
    expected = ["他说：", "“我不去，", "真的。”", "然后走了……", "很好——", "是的 3.5％"]
    assert [text[start:end] for start, end in clauses(text)] == expected
    assert Segments(text).is_cjk(3)
    assert not Segments("Xi Jinping 习近平 spoke at length.").is_cjk(3)


@given(texts("\r\n"), st.sampled_from(["grapheme", "word", "clause", "sentence", "paragraph"]))
def test_units_stand_in_order_on_cluster_borders_and_are_not_blank(text: str, unit: Unit) -> None:
    found = Segments(text, lang="en").within(unit, 0, len(text))
    assert all(is_boundary(text, start) and is_boundary(text, end) for start, end in found)
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    if unit in {"sentence", "clause"}:
        covered = "".join(text[start:end] for start, end in found)
        assert "".join(covered.split()) == "".join(text.split())


@given(texts())
def test_no_sentence_goes_on_in_the_next_paragraph(text: str) -> None:
    found = Segments(text, lang="en").within("sentence", 0, len(text))
    assert not any("\n\n" in text[start:end].strip("\n") for start, end in found)


@given(texts("\r\n"), st.sampled_from(["grapheme", "word", "sentence", "paragraph"]))
def test_stepping_on_and_back_meets_every_unit(text: str, unit: Unit) -> None:
    segments = Segments(text)
    starts = [start for start, _ in segments.within(unit, 0, len(text))]
    there, offset = [], -1
    while (offset := segments.next_start(unit, here := offset)) != here:
        there.append(offset)
    assert there == starts
    back, offset = [], len(text)
    while (offset := segments.previous_start(unit, here := offset)) != here:
        back.append(offset)
    assert back == starts[::-1]


def test_motions_count_and_stop_at_the_ends() -> None:
    segments = Segments(STORY)
    assert STORY[segments.next_start("word", 0, 5) :].startswith("and")
    assert segments.next_start("word", 0, 999) == STORY.index("knew")
    assert segments.previous_start("sentence", len(STORY), 2) == STORY.index("“Why")
    assert segments.previous_start("sentence", 30) == 0
    assert Segments("one\n… two").previous_start("word", 6) == 0, "over a line without a word"
    assert segments.next_end("word", 0) == 1
    assert segments.next_end("word", 1, 2) == STORY.index("in the") + 1
    assert segments.next_end("sentence", 0) == STORY.index(". Mr.")


def test_the_unit_at_an_offset_between_two_is_the_one_before() -> None:
    segments = Segments(STORY)
    between = STORY.index(" Mr. Li")
    sentence = segments.at("sentence", between)
    assert sentence == (0, between)
    gap = STORY.index("\n\n") + 1
    assert segments.at("paragraph", gap) == (0, gap - 1)
    assert segments.at("word", STORY.index("“go")) == (STORY.index("can’t"), STORY.index(" “go"))
    assert Segments("… word").at("word", 0) == (2, 6)
    assert Segments("").at("word", 0) is None
    assert Segments("").at("grapheme", 0) is None


def test_lines_of_lists_and_verse_are_paragraphs_and_wrapped_mail_is_one() -> None:
    entries = Segments(STORY).within("paragraph", 0, len(STORY))
    assert [STORY[start:end] for start, end in entries][1:3] == ["- a list item", "- another one"]
    mail = "A line that some mail program has broken here,\nand that goes on. It ends."
    assert len(Segments(mail).within("paragraph", 0, 99)) == 1
    assert len(Segments(mail).within("sentence", 0, 99)) == 2
    verse = [Span(0, len(mail), "verse")]
    assert len(Segments(mail, verse).within("paragraph", 0, 99)) == 2


def test_a_quotation_is_found_from_inside_it() -> None:
    def inside(text: str, at: str) -> str | None:
        found = Segments(text).quotation_at(text.index(at))
        return text[slice(*found)] if found else None

    assert inside("He can’t “go ‘home’ now”, he said.", "go") == "go ‘home’ now"
    assert inside("He can’t “go ‘home’ now”, he said.", "ome") == "home"
    assert inside('A "straight" one', 't"') == "straight"
    assert inside("„Ja“, sagte er. »Nein«", "ein") == "Nein"
    assert inside("他说：「好。」", "好") == "好。"
    assert inside("No quotation, it’s plain", "plain") is None


@given(st.text("ab.\n ", max_size=60), st.integers(0, 60))
def test_a_block_holds_its_offset_and_no_blank_line(text: str, offset: int) -> None:
    start, end = block_at(text, offset)
    assert "\n\n" not in text[start:end]
    assert text[start:end].strip("\n") == text[start:end]
    assert not text.strip("\n") or start < end
    assert text[:start].endswith("\n\n") or not text[:start].strip("\n")
    assert text[end:].startswith("\n\n") or not text[end:].strip("\n")


@settings(max_examples=20)
@given(
    st.sampled_from(["One. Two words ", "字。", "x", "🇬🇧", "xe\u0301", "\u0301"]), st.integers(0, 9)
)
def test_an_endless_paragraph_is_taken_in_pieces_that_cut_nothing(pattern: str, spare: int) -> None:
    text = pattern * (3 * PIECE // len(pattern)) + "y" * spare
    found = pieces(text, 0, len(text))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(is_boundary(text, start) for start, _ in found)
    if pattern != "\u0301":  # which is one cluster, however long
        assert all(end - start <= PIECE for start, end in found)
    if ". " in pattern:
        assert all(text[:end].endswith(". ") for _, end in found[:-1])


def test_the_language_is_guessed_by_script_and_by_common_words() -> None:
    assert guess_language("The cat sat on the mat and it was good.") == "en"
    assert guess_language("Der Hund ist nicht mit der Katze auf dem Dach.") == "de"
    assert guess_language("Le chat est sur les toits et dans la rue.") == "fr"
    assert guess_language("这是一个测试。") == "zh"
    assert guess_language("これはテスト文です。") == "ja"
    assert guess_language("هذا اختبار.") == "ar"
    assert guess_language("") == "en"
    assert Segments("Text", lang="de-AT").lang == "de"
