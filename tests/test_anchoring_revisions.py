"""Highlights through many texts, one after another: none lost, none on unlike words, and back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from db.anchoring import Placement, align, place
from tests.anchoring import STORY
from tests.benchmarks.edits import EDITS
from tests.test_anchoring_properties import SPANS, edited, fitted, is_like, is_sound

KINDS = st.sampled_from(sorted(EDITS))
GENTLE = st.sampled_from(
    ["typos", "sentences inserted", "quotes and dashes", "reflow", "case", "extraction noise"]
)


def through(texts: list[str], spans: list[tuple[int, int]]) -> list[Placement]:
    """What becomes of highlights of the first text in the last.

    From each text to the next; one without a place waits in the text that it last stood in, and is
    then tried from the first, as a library does.
    """
    at = [(texts[0], span) for span in spans]
    outcomes: list[Placement] = []
    for new in texts[1:]:
        outcomes = []
        for number, (old, span) in enumerate(at):
            quote = texts[0][slice(*spans[number])]
            (found,) = place(align(old, new), [span], [quote])
            if found.start is None:
                (found,) = place(align(texts[0], new), [spans[number]], [quote])
            if found.start is not None and found.end is not None:
                at[number] = new, (found.start, found.end)
            outcomes.append(found)
    return outcomes


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(KINDS, min_size=1, max_size=2), st.integers(0, 999), SPANS)
def test_there_and_back_again_is_where_it_was(
    kinds: list[str], seed: int, drawn: list[tuple[int, int]]
) -> None:
    spans = fitted(drawn, STORY)
    for span, found in zip(
        spans, through([STORY, edited(STORY, kinds, seed), STORY], spans), strict=True
    ):
        if not STORY[slice(*span)].strip():
            continue
        assert found.start is not None
        assert found.end is not None
        now = STORY[found.start : found.end]
        assert (found.start, found.end) == span or now.strip() == STORY[slice(*span)].strip()


@settings(deadline=None, max_examples=20, derandomize=True)
@given(st.lists(GENTLE, min_size=10, max_size=10), st.integers(0, 999), SPANS)
def test_ten_revisions_lose_nothing_and_put_nothing_on_other_words(
    kinds: list[str], seed: int, drawn: list[tuple[int, int]]
) -> None:
    texts = [STORY]
    for number, kind in enumerate(kinds):
        texts.append(edited(texts[-1], [kind], seed + number))
    spans = fitted(drawn, STORY)
    outcomes = through(texts, spans)
    assert len(outcomes) == len(spans)
    for span, found in zip(spans, outcomes, strict=True):
        assert is_sound(found, texts[-1])
        if found.start is not None and found.score >= 0.5:
            assert is_like(STORY[slice(*span)], texts[-1][found.start : found.end])
        assert found.needs_review or found.score >= 0.5
