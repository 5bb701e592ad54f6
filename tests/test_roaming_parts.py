"""What getting about is made of: the line of jumps, and addresses in plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.screens.library.jumps import Jumps, Place
from reader.widgets.page.links import address_at


def place(number: int) -> Place:
    """A place of a story, told by a number."""
    return Place("story", number)


def test_back_and_on_walk_the_places_left() -> None:
    jumps = Jumps()
    assert jumps.back(place(0)) is None
    jumps.leave(place(1))
    jumps.leave(place(2))
    assert [jumps.back(place(3)), jumps.back(place(2)), jumps.back(place(1))] == [
        place(2),
        place(1),
        None,
    ]
    assert [jumps.on(), jumps.on(), jumps.on()] == [place(2), place(3), None]


def test_a_jump_after_going_back_forgets_the_way_on() -> None:
    jumps = Jumps()
    jumps.leave(place(1))
    jumps.leave(place(2))
    jumps.back(place(3), 2)
    jumps.leave(place(5))
    assert jumps.on() is None
    assert jumps.back(place(6)) == place(5)
    assert jumps.back(place(5)) is None


def test_a_place_that_one_stands_on_is_not_gone_back_to() -> None:
    jumps = Jumps()
    jumps.leave(place(1))
    jumps.leave(place(2))
    jumps.leave(place(2))
    assert jumps.back(place(2)) == place(1)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=400), st.integers(0, 5))
def test_going_back_all_the_way_and_on_again_ends_where_one_was(
    numbers: list[int], here: int
) -> None:
    jumps = Jumps()
    for number in numbers:
        jumps.leave(place(number))
    back = jumps.back(place(here), 1000)
    on = jumps.on(1000)
    assert (back is None) == (on is None)
    assert on in (None, place(here))


ADDRESSES = {
    "see https://example.org/a.": "https://example.org/a",
    "(https://example.org/a)": "https://example.org/a",
    "https://example.org/a_(b), or": "https://example.org/a_(b)",
    "“https://example.org/?q=1&r=2”!": "https://example.org/?q=1&r=2",
    "见https://example.org/页。好": "https://example.org/页",
    "HTTP://EXAMPLE.ORG": "HTTP://EXAMPLE.ORG",
    "<http://example.org/x>;": "http://example.org/x",
}


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items())
def test_an_address_is_found_from_any_of_its_characters(text: str, address: str) -> None:
    start = text.index(address)
    for offset in range(len(text)):
        inside = start <= offset < start + len(address)
        assert address_at(text, offset) == (address if inside else None)


@pytest.mark.parametrize(
    "text", ["", "plain", "ftp://example.org", "javascript:alert(1)", "https://"]
)
def test_what_is_no_web_address_is_none(text: str) -> None:
    assert all(address_at(text, offset) is None for offset in range(len(text) + 1))
