"""What changed between two texts, told word by word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from db.comparing import Comparison, compare
from tests.anchoring import STORY
from tests.benchmarks.edits import EDITS
from tests.benchmarks.tracked import Tracked
from tests.strange_text import texts

SIGNS = {
    "same": ("", ""),
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
    "moved": ("{>", "<}"),
    "left": ("[<", ">]"),
}
NINE = "These are nine words which will soon change places."
LONGER = "The paragraph that stays is longer than the one that goes, so it is the one that stays."


def shown(old: str, new: str) -> str:
    """The comparison with its changes in brackets."""
    found = compare(old, new)
    return "".join(SIGNS[it.kind][0] + found.text(it) + SIGNS[it.kind][1] for it in found.stretches)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ("The same.", "The same.", "The same."),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("The quick, brown fox.", "The slow fox.", "The [-quick, brown-]{+slow+} fox."),
        ("One colour.", "One colours.", "One [-colour-]{+colours+}."),
        ("One. Two.\n\nThree.", "One.\n\nThree.", "One.[- Two.-]\n\nThree."),
        ("One.\n\nThree.", "One.\n\nTwo.\n\nThree.", "One.\n\n{+Two.\n\n+}Three."),
        ("One. Two.", "One, two.", "One[-.-]{+,+} [-Two-]{+two+}."),
        ("One two.", "One\n\ntwo.", "One[- -]{+\n\n+}two."),
        ("港口很大。", "港口不大。", "港口[-很-]{+不+}大。"),
        ("Cafe\u0301 e", "Cafe e", "[-Cafe\u0301-]{+Cafe+} e"),
        (
            f"Start.\n\n{NINE}\n\n{LONGER}",
            f"Start.\n\n{LONGER}\n\n{NINE}",
            f"Start.\n\n[<{NINE}>][-\n\n-]{LONGER}{{+\n\n+}}{{>{NINE}<}}",
        ),
    ],
)
def test_changes_are_told_word_by_word(old: str, new: str, told: str) -> None:
    assert shown(old, new) == told


def test_what_moved_says_where_it_stood_and_where_it_went() -> None:
    old, new = f"{NINE}\n\n{LONGER}", f"{LONGER}\n\n{NINE}"
    found = compare(old, new)
    (left,) = [it for it in found.stretches if it.kind == "left"]
    (moved,) = [it for it in found.stretches if it.kind == "moved"]
    assert left[1:] == moved[1:]
    assert old[left.old_start : left.old_end] == new[moved.new_start : moved.new_end] == NINE


def test_an_edit_inside_what_moved_is_told_there() -> None:
    edited = NINE.replace("soon", "never")
    told = shown(f"{NINE}\n\n{LONGER}", f"{LONGER}\n\n{edited}")
    assert "{+never+}" in told
    assert "[-soon-]" in told
    assert "{>These are nine words which will <}{+never+}{> change places.<}" in told


def test_changes_that_touch_are_one() -> None:
    found = compare("A red fox runs off.", "A blue fox walks off!")
    told = [[found.stretches[index].kind for index in change] for change in found.changes]
    assert told == [["removed", "added"]] * 3
    assert [found.words(kind) for kind in ("removed", "added", "moved")] == [2, 2, 0]


def is_sound(found: Comparison) -> bool:
    """Both texts are there to the last code point, and no cluster is cut."""
    old = [it for it in found.stretches if it.kind in ("same", "removed", "left")]
    new = [it for it in found.stretches if it.kind in ("same", "added", "moved")]
    assert "".join(found.old[it.old_start : it.old_end] for it in old) == found.old
    assert "".join(found.new[it.new_start : it.new_end] for it in new) == found.new
    assert all(
        found.old[it.old_start : it.old_end] == found.new[it.new_start : it.new_end]
        for it in found.stretches
        if it.kind in ("same", "moved", "left")
    )
    assert borders(found.old).issuperset(end for it in old for end in it[1:3])
    assert borders(found.new).issuperset(end for it in new for end in it[3:5])
    assert sorted(it[1:] for it in old if it.kind == "left") == sorted(
        it[1:] for it in new if it.kind == "moved"
    )
    return True


def borders(text: str) -> set[int]:
    found = {0}
    for cluster in iter_graphemes(text):
        found.add(max(found) + len(cluster))
    return found


@settings(deadline=None)
@given(texts(), texts())
def test_any_two_texts_are_told_whole(old: str, new: str) -> None:
    assert is_sound(compare(old, new))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a ", "b ", "fox, ", "Fox. ", "\n\n", "e\u0301", "港"])))
def test_texts_of_few_words_are_told_whole(parts: list[str]) -> None:
    dice = random.Random(len(parts))  # noqa: S311 - a shuffle needs no secrets
    assert is_sound(compare("".join(parts), "".join(dice.sample(parts, len(parts)))))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), st.integers(0, 999))
def test_an_edited_story_is_told_whole(kinds: list[str], seed: int) -> None:
    dice, tracked = random.Random(seed), Tracked.of(STORY)  # noqa: S311 - no secrets
    for kind in kinds:
        tracked = EDITS[kind](tracked, dice, [NINE, LONGER])
    found = compare(STORY, tracked.text)
    assert is_sound(found)
    assert bool(found.changes) == (tracked.text != STORY)
