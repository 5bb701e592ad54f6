"""How the page is set: wide lines keep their places, and words right to left are taken whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.themes import UNICODE
from reader.typeset import Line
from reader.widgets.page.sheet import PageOptions, Sheet
from reader.widgets.page.widget import Page
from tests.pages import LONG, reading
from tests.stories import story_of
from tests.strange_text import texts

ARABIC = "قال الوزير إن القمة ستعقد غدا في المدينة.\n\nOne sentence in English here."


@given(texts(), st.integers(1, 3), st.booleans(), st.integers(8, 60))
def test_every_offset_is_in_the_row_that_the_sheet_says(
    text: str, spacing: int, justify: bool, columns: int
) -> None:
    options = PageOptions(justify=justify, spacing=spacing)
    sheet = Sheet(story_of(text), columns, 70, UNICODE, options)
    sheet.typesetter.advance(60)
    rows = sheet.view(0, sheet.rows)
    assert len(rows) <= sheet.rows
    for offset in range(len(text) + 1):
        row = sheet.row_of(offset)
        line = rows[row]
        assert isinstance(line, Line)
        assert line.start <= offset <= line.end
    for top in range(0, len(rows), 5):
        shown = sheet.view(top, 7)
        expected = rows[top : top + 7]
        assert [it if isinstance(it, Line) else it.text for it in shown] == [
            it if isinstance(it, Line) else it.text for it in expected
        ]


async def test_lines_far_apart_keep_the_caret_in_view_and_pages_whole() -> None:
    async with reading(story_of(LONG)) as reader:
        page = reader.page
        reader.go("20 next-paragraph")
        caret, row = page.caret, page.caret_row
        page.options = PageOptions(spacing=3)
        assert (page.caret, page.caret_row) == (caret, row)
        before = page.scroll_offset.y
        reader.go("page-down")
        assert 0 < page.scroll_offset.y - before <= page.size.height
        for command in ("line-down", "next-paragraph", "half-page-down", "line-up", "page-up"):
            reader.go(f"5 {command}")
            assert page.sheet is not None
            shown = page.sheet.row_of(page.caret) - page.scroll_offset.y
            assert 0 <= shown < page.size.height


async def test_a_click_between_wide_lines_is_on_the_line_above() -> None:
    async with reading(story_of("One line.\nAnother line.")) as reader:
        reader.page.options = PageOptions(spacing=2)
        column, row = reader.at("Another")
        await reader.pilot.click(Page, offset=(column, row + 1))
        assert reader.page.caret == 10


async def test_a_click_among_words_right_to_left_takes_whole_words() -> None:
    async with reading(story_of(ARABIC)) as reader:
        page = reader.page
        word = ARABIC.index("الوزير")
        column, row = reader.at("الوزير")
        for cell in (column + 1, column + 4):
            await reader.pilot.click(Page, offset=(cell, row))
            assert page.caret == word
        await reader.drag((column + 2, row), (column + 8, row))
        assert reader.passage == "الوزير إن"
        await reader.drag((column + 8, row), (column + 2, row))
        assert reader.passage == "الوزير إن"
        column, row = reader.at("sentence")
        await reader.pilot.click(Page, offset=(column + 3, row))
        assert page.caret == ARABIC.index("sentence") + 3


@pytest.mark.parametrize("hyphens", [True, False])
async def test_soft_hyphens_are_used_where_that_is_wanted(hyphens: bool) -> None:
    text = "Short words, and then an extra\u00adordinarily long one that needs a break in it."
    async with reading(story_of(text), size=(40, 20)) as reader:
        reader.page.options = PageOptions(hyphens=hyphens)
        assert any(row.endswith("extra-") for row in reader.rows) == hyphens
