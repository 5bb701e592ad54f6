"""The pure parts of the page: spans on a line, the title block, the geometry, the painting."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from db.models import Span
from db.text import canonical
from reader.segments import clusters
from reader.themes import ASCII, UNICODE
from reader.typeset import Line
from reader.widgets.page.heading import Row, notice, readable_date, title_block
from reader.widgets.page.painting import Picture, paint, paint_margin
from reader.widgets.page.sheet import GUTTER, Sheet
from reader.widgets.page.spans import Layer, Marked, SpanIndex, clipped, layers, passages_over
from tests.stories import story_of

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda it: (it[0], it[0] + it[1])),
    max_size=12,
)


@given(SPANS, st.integers(0, 50), st.integers(1, 20))
def test_the_index_finds_what_lies_on_a_line(
    spans: list[tuple[int, int]], start: int, width: int
) -> None:
    index = SpanIndex((*span, number) for number, span in enumerate(spans))
    found = {span.value for span in index.over(start, start + width)}
    assert found == {
        number for number, (low, high) in enumerate(spans) if low < start + width and high > start
    }


def test_the_innermost_span_is_the_shortest() -> None:
    index = SpanIndex([(0, 100, "all"), (10, 20, "some"), (12, 14, "few"), (12, 14, "last")])
    assert [found.value for found in map(index.innermost, (5, 11, 12)) if found] == [
        "all",
        "some",
        "last",
    ]
    assert index.innermost(100) is None


@given(SPANS, st.integers(0, 50), st.integers(1, 20))
def test_layers_tell_for_each_character_the_innermost_and_whether_it_is_alone(
    spans: list[tuple[int, int]], start: int, width: int
) -> None:
    index = SpanIndex((*span, number) for number, span in enumerate(spans))
    over = index.over(start, start + width)
    found = layers(over, start, start + width)
    for offset in range(start, start + width):
        here = [layer for layer in found if layer.start <= offset < layer.end]
        lying = [span for span in over if span.start <= offset < span.end]
        assert len(here) == bool(lying)
        if lying:
            assert (here[0].value, here[0].alone) == (lying[-1].value, len(lying) == 1)


def test_passages_and_clips() -> None:
    passages = [(0, 4), (6, 9), (12, 20)]
    assert passages_over(passages, 3, 7) == [(0, 4), (6, 9)]
    assert passages_over(passages, 4, 6) == []
    assert passages_over(passages, 13, 14) == [(12, 20)]
    assert clipped((3, 9), 5, 7) == (5, 7)
    assert clipped((3, 9), 9, 12) is None
    assert clipped(None, 0, 1) is None


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("", ""),
        ("2024", "2024"),
        ("2024-07", "July 2024"),
        ("2024-07-01", "1 July 2024"),
        ("2024-12-31T08:30:00Z", "31 December 2024"),
        ("2024-13-01", "2024-13-01"),
        ("last week", "last week"),
    ],
)
def test_dates_are_as_precise_as_they_came(published: str, shown: str) -> None:
    assert readable_date(published) == shown


def test_the_title_block_names_what_is_known() -> None:
    head = story_of("x", title="A title that takes two lines", byline="A. Writer").head
    assert [row.text for row in title_block(head, 20, "-")] == [
        "",
        "A title that takes",
        "two lines",
        "A. Writer · 1 July",
        "2024 · The Source ·",
        "World",
        "-" * 20,
        "",
    ]


def test_a_message_stands_in_the_middle() -> None:
    rows = [notice("Choose a story.", 30, 11, row) for row in range(11)]
    assert [(row, left, text) for row, (left, text) in enumerate(rows) if text] == [
        (4, 7, "Choose a story.")
    ]


@pytest.mark.parametrize(
    ("columns", "left", "width"),
    [(150, 40, 70), (80, 7, 70), (79, 7, 70), (76, 5, 70), (40, 5, 34), (12, 5, 6), (1, 5, 1)],
)
def test_the_measure_is_kept_and_centred_where_there_is_room(
    columns: int, left: int, width: int
) -> None:
    sheet = Sheet(story_of("Some words."), columns, 70, UNICODE)
    assert (sheet.left, sheet.width) == (left, width)
    assert sheet.left >= GUTTER


WORDS = "One line of words that is broken at twenty cells.\n\nThe next paragraph, 漢字 in it."


def test_the_sheet_knows_what_is_where() -> None:
    sheet = Sheet(story_of(WORDS, title="Title"), 26, 70, UNICODE)
    rows = sheet.view(0, 30)
    assert [row.text if isinstance(row, Row) else row.display for row in rows] == [
        *("", "Title", "1 July 2024 · The", "Source · World", "─" * 20, ""),
        *("One line of words", "that is broken at", "twenty cells.", ""),
        *("The next paragraph,", "漢字 in it."),
    ]
    assert sheet.row_of(0) == 6
    assert sheet.row_of(WORDS.index("twenty")) == 8
    assert sheet.rows_of(0, WORDS.index("\n")) == (6, 8)
    assert sheet.place_at(0, 9) is None
    assert sheet.place_at(9, 9) is None
    assert sheet.place_at(6, 0) == 0
    assert sheet.place_at(6, 99) == WORDS.index("s that")
    for cell in (0, 1):
        assert sheet.place_at(11, sheet.left + cell) == WORDS.index("漢")
    assert sheet.view(8, 1) == sheet.view(0, 30)[8:9]


@pytest.mark.parametrize(
    ("start", "by", "end"),
    [
        ("One", 1, "that"),
        ("One", 3, "The"),
        ("One", 4, "The"),
        ("The", -1, "twenty"),
        ("The", -99, "One"),
        ("One", 99, "漢"),
        ("broken", 0, "broken"),
    ],
)
def test_going_by_lines_skips_blank_ones_and_stops_at_the_ends(
    start: str, by: int, end: str
) -> None:
    sheet = Sheet(story_of(WORDS), 26, 70, UNICODE)
    offset = WORDS.index(start)
    assert sheet.vertical(offset, by, sheet.column(offset)) == WORDS.index(end)


def plain(names: tuple[str, ...]) -> Style:
    return Style(meta={"names": [name.removeprefix("page--") for name in names]})


def painted(text: str, picture: Picture, *markup: Span) -> list[tuple[str, str]]:
    """The segments of the first line, each with its styles."""
    line = Sheet(story_of(text, markup=markup), 76, 70, UNICODE).typesetter.line(0)
    inline = [
        Marked(span.start, span.end, str(span.kind)) for span in markup if span.kind == "strong"
    ]
    segments = paint(text, line, picture, inline, plain)
    return [(it.text, " ".join(it.style.meta["names"])) for it in segments if it.style is not None]


def test_what_lies_on_a_line_is_laid_over_it_in_order() -> None:
    picture = Picture(
        marks=(Layer(4, 8, "yellow", True), Layer(8, 10, "green", False)),
        selection=(6, 9),
        caret=8,
    )
    assert painted("The cat sat.", picture, Span(0, 5, "strong")) == [
        ("The ", "strong"),
        ("c", "strong yellow"),
        ("a", "yellow"),
        ("t ", "yellow selection"),
        ("s", "green overlap selection caret"),
        ("a", "green overlap"),
        ("t.", ""),
    ]


def test_headings_quotations_and_code_have_their_look() -> None:
    assert painted("Head", Picture(), Span(0, 4, "heading", "1")) == [("Head", "heading")]
    assert painted("Head", Picture(), Span(0, 4, "heading", "4")) == [("Head", "subheading")]
    assert painted("Said", Picture(), Span(0, 4, "quote")) == [("│ ", "prefix"), ("Said", "quote")]
    assert painted("code", Picture(), Span(0, 4, "pre")) == [("code", "pre")]


def test_a_caret_that_stands_on_nothing_seen_shows_all_the_same() -> None:
    assert painted("co\u00adop", Picture(caret=2)) == [("co", ""), ("o", "caret"), ("p", "")]
    text = "word " * 14 + "end"
    assert painted(text, Picture(caret=69))[-1] == (" ", "caret")


def margin(picture: Picture, left: int) -> str:
    return "".join(segment.text for segment in paint_margin(picture, left, plain))


@pytest.mark.parametrize(
    ("left", "signs", "shown"),
    [
        (7, (), "     │ "),
        (7, (("▌y✎", "yellow"),), "▌y✎  │ "),
        (7, (("▌y✎", "yellow"), ("g✎", "green")), "▌y✎g✎│ "),
        (5, (("▌y✎", "yellow"), ("g✎", "green")), "y✎g│ "),
        (10, (("▌y", "yellow"), ("g", "green")), "   ▌yg  │ "),
    ],
)
def test_the_margin_tells_colour_and_note_in_letters(
    left: int, signs: tuple[tuple[str, str], ...], shown: str
) -> None:
    assert margin(Picture(signs=signs, focus="│"), left) == shown


@given(
    st.text(st.sampled_from("ab .漢é\u0301\u200d👩🚀🇩🇪\u00ad\n\u202e\x1b\x9b]m"), max_size=80),
    st.integers(8, 60),
    st.data(),
)
def test_no_line_is_wider_than_it_says_or_holds_a_control_character(
    raw: str, columns: int, data: st.DataObject
) -> None:
    for text in (canonical(raw), re.sub("\n{3,}", "\n\n", raw).strip("\n ")):
        sheet = Sheet(story_of(text), columns, 70, ASCII)
        offsets = [start for start, _ in clusters(text)] or [0]
        caret = data.draw(st.sampled_from(offsets))
        for item in sheet.view(0, 100):
            if isinstance(item, Line):
                inside = item.start <= caret < item.end
                picture = Picture(caret=caret if inside else None, selection=(item.start, caret))
                segments = paint(text, item, picture, [], plain)
                words = "".join(segment.text for segment in segments)
                assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", words)
                after = inside and caret >= item.stop
                assert cell_len(words) == item.look.indent + item.width + after
