"""The labels of hints: short, told apart while they are typed, in the order of what they label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.hints import LETTERS, SPARED, Hints, labels

MOST = len(LETTERS) ** 2
counts = st.integers(0, MOST + 600)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, []),
        (1, ["a"]),
        (12, [*"asdfghjklqwe"]),
        (26, [*LETTERS]),
        (27, [*LETTERS[:25], "ma", "ms"]),
        (52, [*LETTERS[:24], *("n" + letter for letter in LETTERS), "ma", "ms"]),
    ],
)
def test_labels_take_the_home_row_first_and_pairs_only_past_26(
    count: int, expected: list[str]
) -> None:
    assert labels(count) == expected


def test_pairs_begin_on_the_home_row() -> None:
    assert labels(3, pairs=True) == ["aa", "as", "ad"]
    assert {label[0] for label in labels(9 * 26, pairs=True)} == set("asdfghjkl")


@given(counts, st.booleans())
def test_no_label_begins_another_and_none_is_longer_than_two(count: int, pairs: bool) -> None:
    found = labels(count, pairs=pairs)
    assert len(found) == len(set(found)) == count
    lengths = {len(label) for label in found}
    assert lengths <= ({2} if pairs else {1, 2})
    singles = {label for label in found if len(label) == 1}
    assert not any(label[0] in singles for label in found if len(label) == 2)


@given(st.integers(27, MOST))
def test_as_many_labels_as_can_be_have_one_letter(count: int) -> None:
    found = labels(count)
    singles = sum(len(label) == 1 for label in found)
    # With one more label of one letter, the pairs that are left would be too few.
    assert singles + 1 + (len(LETTERS) - singles - 1) * len(LETTERS) < count


@given(counts)
def test_labels_of_one_letter_come_first(count: int) -> None:
    lengths = [len(label) for label in labels(count)]
    assert lengths == sorted(lengths)


def test_the_keys_that_mark_are_in_no_label() -> None:
    found = labels(3400, pairs=True)
    assert len(found) == 3400
    assert not set(SPARED) & set("".join(found))


def test_where_labels_run_out_there_are_fewer() -> None:
    assert 3400 < len(labels(10_000)) < 3600
    assert len(labels(10_000)) == len(labels(10_000, pairs=True))


@given(st.integers(1, 400), st.data())
def test_typing_a_label_chooses_it_and_nothing_before_does(count: int, data: st.DataObject) -> None:
    hints: Hints | None = Hints(labels(count))
    assert hints is not None
    wanted = data.draw(st.integers(0, count - 1))
    for letter in hints.labels[wanted]:
        assert hints is not None
        assert hints.chosen is None
        hints = hints.after(letter)
    assert hints is not None
    assert hints.chosen == wanted
    assert [label for label in hints.labels if hints.can_be(label)] == [hints.labels[wanted]]


def test_a_letter_that_leads_nowhere_is_refused_and_one_typed_is_taken_back() -> None:
    hints = Hints(["a", "sa", "sd"])
    assert hints.after("x") is None
    half = hints.after("s")
    assert half is not None
    assert [label for label in half.labels if half.can_be(label)] == ["sa", "sd"]
    assert half.after("s") is None
    assert half.before() == hints
    assert hints.before() == hints
