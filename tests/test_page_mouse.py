"""The mouse on the page: drags, clicks in a row, highlights and links, the wheel."""

from __future__ import annotations

import pytest
from textual import events

from db.models import Span
from reader.widgets.page.widget import Page
from tests.pages import LONG, TEXT, paper, reading
from tests.stories import highlight_of, story_of


async def test_a_drag_selects_whole_characters_wherever_in_them_the_pointer_is() -> None:
    async with reading(paper()) as reader:
        column, row = reader.at("漢字")
        for left in (0, 1):
            for right in (2, 3):
                await reader.drag((column + left, row), (column + right, row))
                assert reader.passage == "漢字"
        column, row = reader.at("👩")
        await reader.drag((column + 1, row), (column - 2, row))
        assert reader.passage == "d 👩‍🚀"
        assert reader.app.screen.get_selected_text() == "d 👩‍🚀"


async def test_a_drag_takes_in_several_lines_and_blank_ones_between() -> None:
    async with reading(paper()) as reader:
        await reader.drag(reader.at("third"), reader.at(": “it"))
        assert reader.passage == "third.\n\nAnother paragraph:"
        await reader.pilot.click(Page, offset=reader.at("Another"))
        assert (reader.page.mode, reader.page.caret) == ("reader", TEXT.index("Another"))
        assert reader.app.screen.get_selected_text() is None


async def test_a_drag_to_where_there_are_no_words_goes_to_the_nearest_ones() -> None:
    async with reading(paper()) as reader:
        column, row = reader.at("second")
        await reader.drag((column, row), (40, row + 1))
        assert reader.passage == "second, of six words. A third."
        await reader.drag((column, row), (40, 26 - 3))
        assert reader.passage == TEXT[TEXT.index("second") :]
        await reader.drag((column, row), (1, 0))
        assert reader.passage == TEXT[: TEXT.index("econd, ")]
        await reader.drag((column, row), (1, row - 1))
        assert reader.passage == TEXT[TEXT.index("One") : TEXT.index("econd, ")]


@pytest.mark.parametrize(
    ("clicks", "passage"),
    [
        (2, "it’s"),
        (3, "Another paragraph: “it’s short”."),
        (4, "Another paragraph: “it’s short”. 漢字 and 👩‍🚀 are wide."),
    ],
)
async def test_clicks_in_a_row_select_the_word_the_sentence_the_paragraph(
    clicks: int, passage: str
) -> None:
    async with reading(paper()) as reader:
        await reader.pilot.click(Page, offset=reader.at("it’s"), times=clicks)
        await reader.pilot.pause()
        assert reader.words(reader.page.selected) == passage
        assert reader.app.screen.get_selected_text() == passage


async def test_dragging_beyond_the_edge_scrolls() -> None:
    async with reading(story_of(LONG)) as reader:
        await reader.pilot.mouse_down(Page, offset=reader.at("Paragraph 1"))
        below = events.MouseMove(
            reader.page, 20, 25, 0, 1, 1, False, False, False, screen_x=20, screen_y=25
        )
        reader.page.on_mouse_move(below)
        for _ in range(3):
            reader.page._pulled(below, 1)
        assert reader.page.scroll_offset.y == 3
        assert len(reader.passage or "") > 800
        await reader.pilot.mouse_up(Page, offset=(20, 20))
        assert reader.page._scroller is None


async def test_a_click_on_a_highlight_or_a_link_is_told() -> None:
    story = story_of("See the manual. Then read.", [Span(4, 14, "link", "https://example.org/")])
    inner, outer = highlight_of(story, "read", "blue"), highlight_of(story, "Then read.")
    async with reading(story, [outer, inner]) as reader:
        await reader.pilot.click(Page, offset=reader.at("manual"))
        await reader.pilot.click(Page, offset=reader.at("Then"))
        await reader.pilot.click(Page, offset=reader.at("read"))
        told = [
            it for it in reader.app.told if not isinstance(it, Page.CaretMoved | Page.PlaceChanged)
        ]
        assert [getattr(it, "url", None) or it.highlight for it in told] == [  # type: ignore[attr-defined]
            "https://example.org/",
            outer,
            inner,
        ]
        assert reader.page.highlight_at_caret() == reader.page.focused_highlight == inner


async def test_the_wheel_keeps_the_caret_in_view_but_leaves_a_selection() -> None:
    async with reading(story_of(LONG)) as reader:
        for _ in range(20):
            reader.page._on_mouse_scroll_down(
                events.MouseScrollDown(reader.page, 9, 9, 0, 1, 0, False, False, False)
            )
        top = reader.page.scroll_offset.y
        assert top >= 20
        assert reader.page.caret_row == 0 or reader.page.view[0] is not None
        assert reader.at(LONG[reader.page.caret :][:8])
        reader.go("select-characters")
        caret = reader.page.caret
        reader.page.scroll_rows(top + 100)
        assert reader.page.caret == caret
        reader.go("next-character")
        assert reader.page.scroll_offset.y < top + 60


@pytest.mark.parametrize(
    ("grabbed", "let_go", "passage"),
    [
        ("Another", ": “it", "h:"),
        ("h: “it’s", "and", "Another paragraph: “it’s short”. 漢字 a"),
        ("h: “it’s", "Another", "A"),
        ("Another", "of six", "of six words. A third.\n\nAnother paragraph"),
        ("nother", "paragraph", "nother p"),
    ],
)
async def test_dragging_an_end_of_a_highlight_moves_that_end(
    grabbed: str, let_go: str, passage: str
) -> None:
    story = paper()
    made = highlight_of(story, "Another paragraph")
    async with reading(story, [made]) as reader:
        await reader.drag(reader.at(grabbed), reader.at(let_go))
        assert reader.passage == passage
        told = [it for it in reader.app.told if isinstance(it, Page.EndDragged)]
        assert [it.highlight for it in told] == ([] if grabbed == "nother" else [made])


async def test_a_press_on_an_end_without_a_drag_is_a_click() -> None:
    story = paper()
    made = highlight_of(story, "Another paragraph")
    async with reading(story, [made]) as reader:
        await reader.pilot.click(Page, offset=reader.at("Another"))
        assert reader.page.mode == "reader"
        assert not [it for it in reader.app.told if isinstance(it, Page.EndDragged)]
