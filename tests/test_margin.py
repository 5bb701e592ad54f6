"""Where notes stand in a column, and what they say in how many lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.themes import ASCII, UNICODE
from reader.widgets.cells import width_of
from reader.widgets.margin.entries import STORY, entries, lines
from reader.widgets.margin.layout import Wanted, beside, under
from tests.stories import highlight_of, story_of

columns = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda it: Wanted(*it)), max_size=12
).map(lambda notes: sorted(notes, key=lambda note: note.row))


@pytest.mark.parametrize(
    ("wanted", "current", "tops"),
    [
        ([], None, []),
        ([(3, 2), (9, 2)], None, [3, 9]),
        ([(3, 4), (4, 2), (5, 1), (20, 1)], None, [3, 7, 9, 20]),
        ([(8, 4)], None, [8]),
        ([(8, 4)], 0, [6]),
        ([(0, 3), (8, 4)], 1, [0, 6]),
        ([(0, 3), (4, 3), (8, 4)], 2, [0, 3, 6]),
        ([(0, 6), (1, 6), (2, 2)], 2, [-4, 2, 8]),
        ([(0, 6), (1, 6), (2, 2)], 0, [0, 6, 12]),
        ([(5, 30)], 0, [0]),
    ],
)
def test_notes_stand_beside_their_passages_or_below_the_note_above(
    wanted: list[tuple[int, int]], current: int | None, tops: list[int]
) -> None:
    assert beside([Wanted(*note) for note in wanted], 10, current) == tops


@given(columns, st.integers(1, 40), st.data())
def test_no_note_covers_another_and_the_current_one_is_seen(
    wanted: list[Wanted], rows: int, data: st.DataObject
) -> None:
    current = data.draw(st.none() | st.integers(0, len(wanted) - 1)) if wanted else None
    tops = beside(wanted, rows, current)
    assert len(tops) == len(wanted)
    for index in range(1, len(tops)):
        assert tops[index] >= tops[index - 1] + wanted[index - 1].height
    if current is not None:
        assert tops[current] >= 0
        assert tops[current] + min(wanted[current].height, rows) <= rows


@given(columns, st.integers(1, 40))
def test_a_note_leaves_its_passage_only_for_the_note_above(wanted: list[Wanted], rows: int) -> None:
    free = 0
    for note, top in zip(wanted, beside(wanted, rows), strict=True):
        assert top == (note.row if note.row >= free else free)
        free = top + note.height


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30), st.integers(1, 20), st.data())
def test_a_list_of_notes_shows_the_first_that_is_asked_for_and_leaves_no_room(
    heights: list[int], rows: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(heights) - 1))
    shown = under(len(heights), heights.__getitem__, rows, first)
    indices = [index for index, _ in shown]
    tops = dict(shown)
    assert indices == list(range(indices[0], indices[-1] + 1))
    assert tops[first] < rows
    assert tops[first] + min(heights[first], rows) <= rows
    used = sum(heights[index] for index in indices)
    assert used >= rows or indices[-1] == len(heights) - 1
    if used < rows and indices[0] > 0:
        assert used + heights[indices[0] - 1] > rows


STORY_TEXT = story_of("One word here. Another there. A third word.")


def shown(note: str = "", width: int = 30, whole: bool = False, **other: object) -> list[str]:
    """The lines of an entry as text."""
    one = replace(highlight_of(STORY_TEXT, "Another there", note=note), **other)  # type: ignore[arg-type]
    entry = entries([one], names={"green": "important"})[0]
    told = lines(entry, width, UNICODE, whole=whole)
    return ["".join(run.text for run in line) for line in told]


def test_a_note_is_told_by_its_quote_its_words_and_its_tags() -> None:
    assert shown("Is it?", tags=("sea", "law"), colour="green") == [
        "▌g✎ important: Another there",
        "    Is it?",
        "    #sea #law",
    ]
    assert shown() == ["▌y  Another there"]


def test_a_long_note_is_cut_until_it_is_the_current_one() -> None:
    note = "words and " * 30
    assert len(shown(note)) == 6
    assert shown(note)[-1].endswith("…")
    assert "".join(shown(note, whole=True)).count("words") == 30


def test_lines_of_a_note_are_kept_and_wide_signs_counted() -> None:
    assert shown("One\n\nTwo")[1:] == ["    One", "    ", "    Two"]
    assert all(width_of(line) <= 20 for line in shown("漢字" * 40, width=20, whole=True))


def test_control_signs_in_a_note_never_reach_the_terminal() -> None:
    assert not any(sign in "".join(shown("a\x1b[31mb\u202ec")) for sign in "\x1b\u202e")


def test_the_story_comes_first_and_what_is_unplaced_last() -> None:
    placed = highlight_of(STORY_TEXT, "third")
    earlier = highlight_of(STORY_TEXT, "One")
    lost = replace(highlight_of(STORY_TEXT, "word"), start=None, end=None, reason="replaced")
    found = entries([lost, placed, earlier], note="All", names={})
    assert [one.key for one in found] == [STORY, earlier.id, placed.id, lost.id]
    told = ["".join(run.text for run in line) for line in lines(found[-1], 60, ASCII)]
    assert told == ["Unplaced", "?y  word", "    Other words stand now where the passage stood."]


@pytest.mark.parametrize("width", [8, 20, 36, 90])
@given(st.text(max_size=80), st.text(max_size=40))
def test_no_line_is_wider_than_the_column(width: int, note: str, quote: str) -> None:
    one = replace(highlight_of(STORY_TEXT, "One", note=note), quote=quote, tags=("a" * 30,))
    for line in lines(entries([one], names={})[0], width, UNICODE, whole=True):
        assert sum(width_of(run.text) for run in line) <= width
