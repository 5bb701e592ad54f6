"""The passage that a hit shows."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.analysis.fuzzy import differs_by
from db.search.analysis.words import words
from db.search.answers.finder import Finder, Match
from db.search.answers.snippets import LENGTH, snippet
from db.search.index.postings import Postings
from db.search.index.tiers import TIER, to_merge
from db.search.query.parsing import understood
from db.search.query.tree import Phrase, wanted

SENTENCES = [
    f"Sentence number {number} speaks of weather and of little else." for number in range(40)
]


def finder(query: str) -> Finder:
    return Finder(wanted(understood(query)))


def shown(query: str, text: str, lang: str = "en") -> tuple[str, list[str]]:
    """The snippet and what is marked in it."""
    made = snippet(text, finder(query).matches(text, lang))
    return made.text, [made.text[start:end] for start, end in made.marks]


def test_the_passage_with_most_of_the_query_is_shown() -> None:
    text = " ".join(
        ["The harbour " * 9, *SENTENCES, "The harbour got a lock in the storm.", *SENTENCES]
    )
    passage, marked = shown("harbour lock storm", text)
    assert marked == ["harbour", "lock", "storm"]
    assert passage.startswith("…")
    assert passage.endswith("…")


def test_a_phrase_is_marked_where_all_of_it_stands() -> None:
    assert shown('"a new lock"', "A lock, one new lock, a new lock.")[1] == ["a new lock"]
    assert shown('"北京大"', "京大，北京，大北京大学", "zh")[1] == ["北京大"]


def test_a_passage_begins_with_its_sentence() -> None:
    text = " ".join([*SENTENCES[:20], "Then the lock was opened.", *SENTENCES[20:]])
    assert shown("lock", text)[0].startswith("…Sentence number 19 speaks")
    assert shown("lock", "The lock opened. " * 40)[0].startswith("The lock opened.")


def test_a_passage_is_one_line_whatever_the_text_is() -> None:
    text = "One line\nand another.\n\nA   lock\n\n\nand a\nstorm. " + " ".join(SENTENCES)
    passage, marked = shown('"another a lock" storm', text)
    assert passage.startswith("One line and another. A lock and a storm. Sentence")
    assert marked == ["another. A lock", "storm"]


def test_a_text_without_spaces_is_cut_between_characters() -> None:
    text = "天" * 300 + "北京大学" + "地" * 300
    passage, marked = shown("北京大学", text, "zh")
    assert marked == ["北京大学"]
    assert len(passage) < LENGTH + 10


def test_a_text_in_which_nothing_is_found_shows_its_beginning() -> None:
    assert shown("zebra", "Short.") == ("Short.", [])
    passage, marked = shown("zebra", " ".join(SENTENCES))
    assert passage.startswith("Sentence number 0")
    assert passage.endswith("…")
    assert marked == []
    assert shown("zebra", "") == ("", [])


def test_words_that_overlap_are_marked_once() -> None:
    assert shown('"new lock" lock new*', "A new lock.") == ("A new lock.", ["new lock"])


TOKENS = ("run", "runs", "RAN", "tide", "Tides", "tied", "北京大学", "京", "½", "café\n\n")


@given(
    st.lists(st.sampled_from(TOKENS), max_size=30).map(" ".join),
    st.sampled_from(["run", "=ran", '"ran tide"', "ti*", "京", '"北京大学"', "tide~", "½", "café"]),
    st.sampled_from(["en", "de"]),
)
def test_matches_are_the_same_however_a_text_is_read(text: str, query: str, lang: str) -> None:
    each = finder(query)
    fast = each.matches(text, lang)
    slow = finder(query).matches(f"{text} 天½", lang)
    assert [(match.start, match.end) for match in fast] == [
        (match.start, match.end) for match in slow if match.end <= len(text)
    ]


@given(
    st.text(st.sampled_from("ab 北\n.…’"), max_size=600),
    st.lists(st.tuples(st.integers(0, 600), st.integers(1, 30)), max_size=6),
)
def test_a_snippet_marks_what_the_text_has_there(text: str, places: list[tuple[int, int]]) -> None:
    matches = sorted(
        (
            Match(start, min(start + size, len(text)), size % 3)
            for start, size in places
            if start < len(text)
            and text[start : start + size].strip() == text[start : start + size]
        ),
        key=lambda match: match.end,
    )
    made = snippet(text, matches)
    before = 0
    for start, end in made.marks:
        assert before <= start < end <= len(made.text)
        before = end
        assert made.text[start:end].split() == made.text[start:end].split()
        assert "".join(made.text[start:end].split()) in "".join(text.split())
    assert "\n" not in made.text


@pytest.mark.parametrize(
    ("one", "other", "most", "expected"),
    [
        ("tide", "tide", 0, True),
        ("tide", "tied", 1, False),
        ("tide", "tied", 2, True),
        ("tide", "tides", 1, True),
        ("", "ab", 2, True),
        ("abc", "", 2, False),
    ],
)
def test_words_differ_by_letters(one: str, other: str, most: int, expected: bool) -> None:
    assert differs_by(one, other, most) is expected
    assert differs_by(other, one, most) is expected


POSTINGS = st.dictionaries(
    st.integers(0, 5_000), st.lists(st.integers(0, 200_000), min_size=1, max_size=400), max_size=8
)


def made_of(rows: dict[int, list[int]]) -> Postings:
    postings = Postings()
    for document in sorted(rows):
        postings.documents.append(document)
        postings.counts.append(len(rows[document]))
        postings.positions.extend(rows[document])
    return postings


def rows_of(postings: Postings) -> dict[int, list[int]]:
    return {document: list(positions) for document, positions in postings.by_document()}


@given(POSTINGS)
def test_postings_are_read_as_they_were_written(rows: dict[int, list[int]]) -> None:
    assert rows_of(Postings.from_bytes(made_of(rows).to_bytes())) == rows


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 400)), max_size=8))
def test_postings_of_stems_keep_no_positions(rows: list[tuple[int, int]]) -> None:
    made = Postings()
    for document, count in rows:
        made.documents.append(document)
        made.counts.append(count)
    read = Postings.from_bytes(made.to_bytes())
    assert list(zip(read.documents, read.counts, strict=True)) == rows
    assert not read.positions


GONE = st.sets(st.integers(0, 5_000))


@given(POSTINGS, POSTINGS, GONE, GONE)
def test_postings_of_two_segments_become_one(
    first: dict[int, list[int]], second: dict[int, list[int]], gone: set[int], lost: set[int]
) -> None:
    joined = Postings()
    expected: dict[int, list[int]] = {}
    for start, rows, out in ((0, first, gone), (10_000, second, lost)):
        numbers = [-1 if number in out else number + start for number in range(5_001)]
        read = Postings.from_bytes(made_of(rows).to_bytes())
        joined.extend(read, numbers, not out)
        expected |= {number + start: rows[number] for number in rows if number not in out}
    assert rows_of(Postings.from_bytes(joined.to_bytes())) == expected


@given(st.lists(st.integers(1, 3_000), max_size=60))
def test_segments_are_few_and_each_document_is_merged_seldom(batches: list[int]) -> None:
    segments: list[int] = []
    written = Counter[str]()
    for batch in batches:
        segments.append(batch)
        while chosen := to_merge(segments, [0] * len(segments), float("inf")):
            merged = sum(segments[place] for place in chosen)
            written["merged"] += merged
            segments = [size for place, size in enumerate(segments) if place not in chosen]
            segments.append(merged)
    assert sum(segments) == sum(batches)
    assert len(segments) < TIER * 5
    assert written["merged"] <= 8 * sum(batches)


def test_a_segment_of_which_most_was_taken_out_is_written_anew() -> None:
    assert to_merge([100, 100], [50, 10], 1_000) == {0}
    assert to_merge([100, 100], [50, 10], 10) == set()
    assert to_merge([5_000, 7], [0, 7], 10) == {1}


def test_the_words_of_a_query_and_of_a_text_are_cut_alike() -> None:
    (leaf,) = wanted(understood('"a 北京大学 b"'))
    assert isinstance(leaf, Phrase)
    assert [step.offset for step in leaf.steps] == [0, 1, 2, 3, 5]
    assert words("a 北京大学 b")[5] == "b"
