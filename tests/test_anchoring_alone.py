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
