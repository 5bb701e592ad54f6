"""A sentence that went elsewhere without its neighbours is shown; one they left is not."""

from __future__ import annotations

import pytest

from tests.anchoring import STORY, after

ALONE = [
    "She asked for 27,403.54 crowns to mend it before the autumn storms.",
    "Its iron pillars came from a shipyard upriver, its tiles from three towns that no longer make "
    "any.",
    "Not one of the nine stallholders spoke at the meeting.",
]


@pytest.mark.parametrize("sentence", ALONE)
@pytest.mark.parametrize("where", ["{1}\n\n{0}", "{1} {0}", "{0} {1}", "{0}\n\n{1}"])
def test_a_sentence_that_left_all_its_neighbours_is_shown_for_review(
    sentence: str, where: str
) -> None:
    new = where.format(sentence, STORY.replace(sentence, "").strip())
    placement, text = after(sentence, STORY, new)
    assert (placement.status, text, placement.needs_review) == ("moved", sentence, True)


@pytest.mark.parametrize("sentence", ALONE)
def test_a_sentence_whose_neighbours_left_it_is_not_asked_about(sentence: str) -> None:
    """Sentences of another story came between, or what stood behind it is gone."""
    other = "Nobody could say why the lamps of the upper town had burned all night. " * 3
    for new in (
        STORY.replace(sentence, f"{other}{sentence} {other}"),
        STORY[: STORY.index(sentence) + len(sentence)],
        STORY[STORY.index(sentence) :],
    ):
        placement, text = after(sentence, STORY, new)
        assert (placement.status, text, placement.needs_review) == ("exact", sentence, False)


@pytest.mark.parametrize("passage", ["The market opened in 1911.", "no longer make any."])
@pytest.mark.parametrize("where", ["{1}\n\n{0}", "{0}\n\n{1}"])
def test_the_first_and_the_last_words_of_a_moved_paragraph_are_not_asked_about(
    passage: str, where: str
) -> None:
    paragraph = next(part for part in STORY.split("\n\n") if passage in part)
    new = where.format(paragraph, STORY.replace(f"{paragraph}\n\n", ""))
    placement, text = after(passage, STORY, new)
    assert (placement.status, text, placement.needs_review) == ("exact", passage, False)


def test_a_short_sentence_is_not_found_elsewhere_with_another_figure() -> None:
    sentence = "Fares rise by 40 crowns this Sunday."
    old = STORY.replace("upriver, its", f"upriver. {sentence} Its")
    moved, other = f"{sentence}\n\n{STORY}", f"{sentence.replace('40', '41')}\n\n{STORY}"
    assert after(sentence.replace("40", "forty"), old.replace("40", "forty"), moved)[1] is None
    placement, text = after(sentence, old, other)
    assert (placement.status, text) == ("orphan", None)


def test_of_two_places_that_are_as_likely_neither_is_taken() -> None:
    parts = STORY.split("\n\n")
    sentence = "All boats must be off the slipway before the first of October."
    old = "\n\n".join([*parts[:3], f"{parts[3]} {sentence}", parts[4]])
    new = "\n\n".join(
        [f"{parts[0]} {sentence} So it was.", *parts[1:4], f"{parts[4]} {sentence} Then it rained."]
    )
    placement, text = after(sentence, old, new)
    assert (placement.status, placement.reason, text) == ("orphan", "ambiguous", None)
