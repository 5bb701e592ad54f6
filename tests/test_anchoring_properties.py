"""Whatever happens to a text: no highlight is lost, cut in a character, or put on unlike words."""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher

from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from db.anchoring import Placement, align, place
from db.anchoring.folding import fold_text
from db.anchoring.graphemes import snap_down, snap_up
from tests.anchoring import HARBOUR, STORY
from tests.benchmarks.edits import EDITS
from tests.benchmarks.tracked import Tracked

BANK = [
    "The winter fair will be held in the covered hall of the tram depot this year.",
    "Doctors in the valley want a second ambulance before the passes close.",
    "“We have waited long enough,” the head of the school wrote to parents.",
    "A small earthquake was felt at 4.12 in the morning; nobody was hurt.",
    "气象台说，山区今晚会下大雪，通往三个村子的公路已经封闭。",
]
STORIES = st.sampled_from([STORY, HARBOUR])
PIECES = [
    "the",
    "ferry",
    "Ferry",
    "ﬁsh",
    "港",
    "口",
    "don’t",
    "1911",
    "e\u0301",
    "ß",
    "🇬🇧",
    "👩‍👩‍👧",
]
SIGNS = [" ", " ", " ", "\n\n", ". ", ", ", "“", "”", " – ", "\u00ad", "!", "\u200d"]
TEXT = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SIGNS)), max_size=40).map(
    lambda parts: "".join(word + sign for word, sign in parts)
)
WORD = re.compile(r"[一-鿿]|[^\W一-鿿]+")
SPANS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 60)), min_size=1, max_size=8)


def fitted(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Drawn numbers as spans of a text, on cluster borders."""
    starts = [(start % len(text), length) for start, length in spans]
    return [
        (snap_down(text, start), snap_up(text, min(len(text), start + length)))
        for start, length in starts
    ]


def edited(text: str, kinds: list[str], seed: int) -> str:
    """The text after some kinds of edits."""
    dice, tracked = random.Random(seed), Tracked.of(text)  # noqa: S311 - edits need no secrets
    for kind in kinds:
        tracked = EDITS[kind](tracked, dice, BANK)
    return tracked.text


def is_sound(placement: Placement, new: str) -> bool:
    """Whether a placement is a whole place on cluster borders, or none with a reason."""
    if placement.status == "orphan":
        nowhere = placement.start is None and placement.end is None
        return nowhere and placement.reason != "" and placement.needs_review
    if placement.start is None or placement.end is None:
        return False
    borders, at = {0}, 0
    for cluster in iter_graphemes(new):
        at += len(cluster)
        borders.add(at)
    inside = 0 <= placement.start < placement.end <= len(new)
    return inside and {placement.start, placement.end} <= borders


def is_like(quote: str, text: str) -> bool:
    """Whether half of the quote's words are there in order, or as much of its letters."""
    one, other = fold_text(quote), fold_text(text)
    words = WORD.findall(one), WORD.findall(other)
    blocks = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
    kept = sum(len(word) for block in blocks for word in words[0][block.a : block.a + block.size])
    letters = sum(map(len, words[0]))
    return (
        one == other
        or 2 * kept >= letters > 0
        or (SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.5)
    )


@settings(deadline=None)
@given(TEXT.filter(bool), TEXT, SPANS)
def test_any_two_texts_give_each_highlight_one_sound_outcome(
    old: str, new: str, drawn: list[tuple[int, int]]
) -> None:
    spans = fitted(drawn, old)
    placements = place(align(old, new), spans)
    assert len(placements) == len(spans)
    for (start, end), placement in zip(spans, placements, strict=True):
        assert is_sound(placement, new)
        if placement.start is not None:
            assert is_like(old[start:end], new[placement.start : placement.end])


@settings(deadline=None, max_examples=60)
@given(
    STORIES,
    st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3),
    st.integers(0, 999),
    SPANS,
)
def test_a_placed_highlight_is_never_unlike_its_quote(
    old: str, kinds: list[str], seed: int, drawn: list[tuple[int, int]]
) -> None:
    new, spans = edited(old, kinds, seed), fitted(drawn, old)
    for (start, end), placement in zip(spans, place(align(old, new), spans), strict=True):
        assert is_sound(placement, new)
        if placement.start is not None:
            now = new[placement.start : placement.end]
            assert is_like(old[start:end], now)
            assert placement.needs_review or fold_text(now) == fold_text(old[start:end])


@settings(deadline=None, max_examples=40)
@given(STORIES, st.sampled_from(sorted(EDITS)), st.integers(0, 99), SPANS, st.randoms())
def test_neither_chance_nor_the_order_of_highlights_matters(
    old: str, kind: str, seed: int, drawn: list[tuple[int, int]], dice: random.Random
) -> None:
    new, spans = edited(old, [kind], seed), fitted(drawn, old)
    once = dict(zip(spans, place(align(old, new), spans), strict=True))
    shuffled = dice.sample(spans, len(spans))
    assert dict(zip(shuffled, place(align(old, new), shuffled), strict=True)) == once
    assert all(place(align(old, new), [span]) == [once[span]] for span in spans)


@settings(deadline=None, max_examples=40)
@given(SPANS, st.integers(0, 5))
def test_an_edit_elsewhere_leaves_a_highlight_exactly_on_its_words(
    drawn: list[tuple[int, int]], number: int
) -> None:
    parts = STORY.split("\n\n")
    at = min(number, len(parts))
    new = "\n\n".join([*parts[:at], BANK[number % len(BANK)], *parts[at:]])
    inserted = len("\n\n".join(parts[:at]))
    for (start, end), placement in zip(
        fitted(drawn, STORY), place(align(STORY, new), fitted(drawn, STORY)), strict=True
    ):
        if (end <= inserted or start >= inserted + 2) and re.search(r"\w", STORY[start:end]):
            assert placement.status == "exact"
            assert new[placement.start : placement.end] == STORY[start:end]
