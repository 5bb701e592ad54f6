"""Selecting on the page by commands, and what Textual and the screen hear of it."""

from __future__ import annotations

from textual.selection import Selection
from textual.widgets import Input

from reader.widgets.page.widget import Page
from tests.pages import LONG, TEXT, paper, reading
from tests.stories import story_of


async def test_a_passage_is_selected_by_motions_and_copied_as_it_stands() -> None:
    async with reading(paper()) as reader:
        reader.go("next-paragraph, select-characters, 2 word-end")
        assert reader.page.mode == "visual"
        assert reader.words(reader.page.selected) == reader.passage == "One sentence"
        await reader.pilot.pause()
        assert reader.app.screen.get_selected_text() == "One sentence"
        await reader.pilot.press("ctrl+c")
        assert reader.app.clipboard == "One sentence"
        assert reader.style_at("ne sent") == ("underline", "ground")
        assert reader.style_at("e here") == ("underline", "reverse", "ground")
        reader.page.leave_visual()
        await reader.pilot.pause()
        assert (reader.page.mode, reader.page.selected) == ("reader", None)
        assert reader.app.screen.get_selected_text() is None


async def test_a_selection_over_paragraphs_is_copied_with_its_breaks() -> None:
    async with reading(paper()) as reader:
        reader.page.select(TEXT.index("third"), TEXT.index(": “it"))
        await reader.pilot.pause()
        assert reader.app.screen.get_selected_text() == "third.\n\nAnother paragraph"
        lines = TEXT.split("\n")
        start, end = reader.app.screen.selections[reader.page]
        assert start is not None
        assert end is not None
        assert lines[start.y][start.x :] == "third."
        assert lines[end.y][: end.x] == "Another paragraph"


async def test_escape_in_textual_does_not_part_its_selection_from_ours() -> None:
    async with reading(paper()) as reader:
        reader.page.select(0, 5)
        await reader.pilot.pause()
        reader.app.screen.clear_selection()
        await reader.pilot.pause()
        assert reader.app.screen.get_selected_text() == reader.passage == "First"
        reader.page.leave_visual()
        reader.app.screen.clear_selection()
        await reader.pilot.pause()
        assert reader.app.screen.selections == {}


async def test_a_selection_elsewhere_is_left_alone() -> None:
    async with reading(paper()) as reader:
        field = reader.app.query_one(Input)
        reader.app.screen.selections = {field: Selection(None, None)}
        reader.page.select(0, 5)
        reader.page.leave_visual()
        assert set(reader.app.screen.selections) == {field}


async def test_going_to_a_place_extends_what_is_selected() -> None:
    async with reading(paper()) as reader:
        reader.go("next-paragraph, select-characters")
        reader.page.goto(TEXT.index("second"))
        assert reader.passage == TEXT[TEXT.index("One") : TEXT.index("econd")]
        reader.page.goto(TEXT.index("A third"), TEXT.index("\n\nAnother"))
        assert reader.passage == "A third."


async def test_going_to_a_place_out_of_view_shows_what_is_around_it() -> None:
    async with reading(story_of(LONG)) as reader:
        await reader.all_set()
        reader.page.goto(LONG.index("Paragraph 100."))
        assert reader.at("Paragraph 100.")[1] == 8
        reader.page.goto(LONG.index("Paragraph 101."))
        assert reader.at("Paragraph 100.")[1] == 8
        reader.page.goto(LONG.index("Paragraph 101."), centre=True)
        assert reader.at("Paragraph 101.")[1] == 8
        reader.page.goto(LONG.index("Paragraph 9."))
        assert reader.at("Paragraph 9.")[1] == 8


async def test_what_happens_is_told() -> None:
    async with reading(paper()) as reader:
        reader.go("next-paragraph, select-characters, next-word")
        await reader.pilot.pause()
        told = [type(it).__name__ for it in reader.app.told]
        moved = ["CaretMoved", "PlaceChanged"]
        shown = "PlaceChanged"  # the text was set
        assert told == [shown, *moved, "SelectionChanged", "SelectionChanged", *moved]
        place = reader.app.told[2]
        assert isinstance(place, Page.PlaceChanged)
        assert (place.story, place.place) == ("s-1", TEXT.index("One"))
        assert place.control is reader.page
