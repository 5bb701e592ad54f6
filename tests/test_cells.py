"""What a cluster shows and its cells: safe to draw, and as wide as the drawing library says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from rich.cells import cell_len as drawn_cells
from rich.cells import get_character_cell_size
from wcwidth import iter_graphemes

from reader.typeset.cells import SHOWN, Clusters, cell_len, is_narrow
from tests.break_tests import cases
from tests.data import shared_data
from tests.strange_text import texts

CLUSTERS = Clusters()
FLAG = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("cluster", "shown", "cells"),
    [
        ("a", "a", 1),
        ("中", "中", 2),
        ("é", "é", 1),
        ("e\u0301", "e\u0301", 1),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", 2),
        ("👍🏽", "👍🏽", 2),
        ("☝🏻", "☝️", 2),
        ("🏋🏽‍♀️", "🏋️‍♀️", 2),
        ("🏻", "\ufffd", 1),
        ("中🏻", "中", 2),
        ("🇬🇧", "🇬🇧", 2),
        ("🇬", "\ufffd", 1),
        (FLAG, FLAG, 2),
        ("\U000e0067", "\ufffd", 1),
        ("a\U000e0067", "a", 1),
        ("❤️", "❤️", 2),
        ("1️⃣", "1️⃣", 2),
        ("a\ufe0f", "a", 1),
        ("⌚\ufe0e", "⌚", 2),
        ("\u200b", "", 0),
        ("\u00ad", "", 0),
        ("\u2060", "", 0),
        ("\ufe0f", "", 0),
        ("ه\u200d", "ه", 1),
        ("\u200f", "\u200f", 0),
        ("\u0301", "◌\u0301", 1),
        ("\u1161", "\u115f\u1161", 2),
        ("की", "की", 1),
        ("\x1b", "\ufffd", 1),
        ("\x9b", "\ufffd", 1),
        ("\u202e", "\ufffd", 1),
        ("\u2028", "\ufffd", 1),
    ],
)
def test_a_cluster_is_shown_in_a_form_that_is_safe_and_of_known_width(
    cluster: str, shown: str, cells: int
) -> None:
    assert CLUSTERS[cluster] == (shown, cells)


def test_a_letter_under_hundreds_of_marks_is_drawn_with_a_few() -> None:
    shown, cells = CLUSTERS["a" + "\u0335" * 500]
    assert (len(shown), cells) == (SHOWN, 1)


@given(texts())
def test_clusters_side_by_side_are_as_wide_as_they_are_drawn(text: str) -> None:
    found = [CLUSTERS[cluster] for cluster in iter_graphemes(text)]
    assert all(cells == drawn_cells(shown) for shown, cells in found)
    assert sum(cells for _, cells in found) == drawn_cells("".join(shown for shown, _ in found))


@given(texts())
def test_nothing_drawn_can_command_a_terminal(text: str) -> None:
    shown = "".join(CLUSTERS[cluster][0] for cluster in iter_graphemes(text))
    assert not any(unicodedata.category(it) in {"Cc", "Cs", "Zl", "Zp"} for it in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_unicodes_test_clusters_are_as_wide_as_they_are_drawn() -> None:
    for text, _ in cases(shared_data("unicode/GraphemeBreakTest.txt")):
        found = [CLUSTERS[cluster] for cluster in iter_graphemes(text)]
        assert sum(cells for _, cells in found) == drawn_cells("".join(it for it, _ in found))


def test_every_character_is_as_wide_as_it_is_drawn_but_for_the_newest() -> None:
    """wcwidth knows 990 wide ones that no Unicode of the drawing library has yet; `Options.measure`
    takes that library's own word."""
    characters = [chr(it) for it in range(0x20, 0x110000) if not 0xD800 <= it < 0xE000]
    clusters = Clusters()
    other = [it for it in characters if clusters[it][1] != drawn_cells(clusters[it][0])]
    assert len(other) <= 990
    assert all(unicodedata.category(it) == "Cn" for it in other)
    drawn = Clusters(drawn_cells)
    assert all(drawn[it][1] == drawn_cells(drawn[it][0]) for it in other)


def test_what_counts_as_narrow_is_one_cell_and_joins_nothing() -> None:
    narrow = [chr(it) for it in range(0x3000) if is_narrow(chr(it))]
    assert len(narrow) > 2_000
    assert all(get_character_cell_size(it) == 1 for it in narrow)
    assert all(len(list(iter_graphemes(f"a{it}a"))) == 3 for it in narrow)
    assert not any(is_narrow(it) for it in "\t\n\x1b\u00ad\u0301\u200b\u200d中")


def test_cells_are_added_up_as_the_drawing_library_does() -> None:
    for text in (
        "",
        "abc",
        "中a",
        "👩‍👩‍👧x",
        "❤️❤",
        "\u200d中a",
        "a\ufe0f1\ufe0f",
        "🇬🇧",
        "👍🏽",
        "क्‍ष",
    ):
        assert cell_len(text) == drawn_cells(text)
