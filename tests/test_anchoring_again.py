"""What becomes of a highlight when other texts come in, and again others after those."""

from __future__ import annotations

import pytest

from db.anchoring import align, place
from tests.anchoring import SENTENCE, STORY, after, mark, marked, replaced


@pytest.mark.parametrize(
    "new",
    [
        "",
        "   \n",
        "One line only.",
        "Der Rat der Stadt trat am Dienstag zusammen, um über den Markt zu entscheiden.",
        "市议会星期二开会，决定旧鱼市场的去留。",
        "🎉🎉",
    ],
)
def test_nothing_is_placed_in_what_is_not_the_story(new: str) -> None:
    spans = [(0, 34), (4, 11), (40, 90), (0, len(STORY)), (12, 13)]
    assert {each.status for each in place(align(STORY, new), spans)} == {"orphan"}


def test_a_story_cut_off_keeps_what_is_left_and_reports_the_rest() -> None:
    new = STORY[: STORY.index("The market opened")]
    assert after("The harbour council met", STORY, new)[0].status == "exact"
    for passage in (SENTENCE, "the ferry will not sail", "nine stallholders"):
        placement, _ = after(passage, STORY, new)
        assert placement.status == "orphan"
        assert placement.hint is not None
        assert placement.hint <= len(new)


def test_a_story_that_came_in_twice_keeps_the_first_place_and_says_so() -> None:
    for new in (f"{STORY}\n\n{STORY}", f"Top\n\n{STORY}\n\nAgain\n\n{STORY}\n\nEnd"):
        placement, text = after(SENTENCE, STORY, new)
        assert (text, placement.start) == (SENTENCE, new.index(SENTENCE))
        assert (placement.reason, placement.needs_review) == ("ambiguous", True)


def test_one_of_two_equal_paragraphs_stays_when_the_story_is_put_right() -> None:
    doubled = f"{STORY}\n\n{STORY}"
    assert after(SENTENCE, doubled, STORY)[1] == SENTENCE


def test_a_text_that_comes_back_brings_the_highlight_back_as_it_was() -> None:
    edited = STORY.replace("a shipyard upriver", "an old shipyard up north")
    placement, _ = after(SENTENCE, STORY, edited)
    assert placement.status == "changed"
    assert (placement.start, placement.end) != (None, None)
    span = (placement.start or 0, placement.end or 0)
    (back,) = place(align(edited, STORY), [span], [SENTENCE])
    assert (back.status, STORY[back.start : back.end]) == ("exact", SENTENCE)
    assert not back.needs_review


def test_an_orphan_comes_back_with_its_passage() -> None:
    without = STORY.replace(SENTENCE, "It stands")
    assert after(SENTENCE, STORY, without)[0].status == "orphan"
    placement, text = after(SENTENCE, STORY, "It is back. " + STORY)
    assert (placement.status, text) == ("exact", SENTENCE)


def test_a_highlight_survives_ten_revisions() -> None:
    text, words = STORY, ["on Tuesday", "old", "Opponents", "1911", "nine", "ferry", "storms"]
    words += ["decide", "second", "owns"]
    old, span = marked(mark(text, SENTENCE))
    for number, word in enumerate(words):
        new = old.replace(word, f"{word} ({number})", 1)
        (placement,) = place(align(old, new), [span], [SENTENCE])
        assert placement.status == "exact"
        assert placement.start is not None
        assert placement.end is not None
        old, span = new, (placement.start, placement.end)
    assert old[slice(*span)] == SENTENCE


def test_a_passage_that_drifted_from_its_quote_is_shown_again() -> None:
    old = STORY.replace(SENTENCE, "The great steel beams were brought by rail")
    passage = "The great steel beams were brought by rail"
    old, span = marked(mark(old, passage))
    (placement,) = place(align(old, "New. " + old), [span], [SENTENCE])
    assert (placement.status, placement.needs_review) == ("changed", True)
    assert placement.score < 0.5


def test_a_passage_that_was_changed_before_is_not_shown_again_for_nothing() -> None:
    passage = "Its iron pillars came from a dockyard upriver"
    old, span = marked(mark(STORY.replace(SENTENCE, passage), passage))
    (placement,) = place(align(old, "New. " + old), [span], [SENTENCE])
    assert (placement.status, placement.needs_review) == ("changed", False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("asked for 27,403.54 crowns", "asked for 27,403.45 crowns"),
        ("the ferry will not sail that day", "the ferry will sail that day"),
        ("the roof can’t wait until then", "the roof can wait until then"),
        ("an area of 10² metres of floor", "an area of 102 metres of floor"),
        ("a loss of -5 per cent this year", "a loss of 5 per cent this year"),
    ],
)
def test_a_changed_figure_or_negation_is_shown_for_review(one: str, other: str) -> None:
    text = "It was said in the hall that {}, and then the mayor closed the meeting for the day."
    placement, shown = replaced(text.format(f"⟦{one}⟧"), text.format(other))
    assert shown == text.format(f"⟦{other}⟧")
    assert placement.needs_review


def test_equal_words_without_end_take_no_time_and_give_no_error() -> None:
    old, new = "a " * 50_000, "b " + "a " * 49_000 + "c"
    spans = [(at, at + 21) for at in range(0, 90_000, 9_000)]
    assert len(place(align(old, new), spans)) == len(spans)


def test_unlike_texts_of_some_length_are_told_apart() -> None:
    old = " ".join(f"word{at % 977} and{at % 53}" for at in range(20_000))
    new = " ".join(f"term{at % 877} and{at % 59}" for at in range(20_000))
    spans = [(at, at + 80) for at in range(0, 100_000, 10_000)]
    assert {each.status for each in place(align(old, new), spans)} == {"orphan"}
