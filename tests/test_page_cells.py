"""Offsets on the page: any cell of a character means the character, whatever the window."""

from __future__ import annotations

from reader.segments import clusters
from reader.typeset.cells import Clusters
from reader.widgets.page.widget import Page
from tests.pages import LONG, reading
from tests.stories import story_of

CHARACTERS = (
    "漢", "👩‍👩‍👧", "🇬🇧", "1️⃣", "❤️", "👍🏽", "e\u0301", "\u1112\u1161\u11ab", "क्षि", "ไ", "z",
)  # fmt: skip
"""Wide, joined, a flag, a keycap, a sign chosen as picture, a tone, a mark, jamo, a conjunct."""
STRANGE = "x" + "".join(CHARACTERS) + " end."
MIXED = "He wrote قال الوزير في المدينة in English, and then she read it aloud."


async def test_a_click_on_any_cell_of_a_character_is_on_the_character() -> None:
    shown = Clusters()
    async with reading(story_of(STRANGE)) as reader:
        column, row = reader.at("x")
        for start, end in clusters(STRANGE):
            cells = shown[STRANGE[start:end]][1]
            for cell in range(column, column + cells):
                await reader.pilot.click(Page, offset=(cell, row))
                assert reader.page.caret == start, STRANGE[start:end]
            column += cells


async def test_keys_go_from_character_to_character_and_never_into_one() -> None:
    starts = [start for start, _ in clusters(STRANGE)]
    async with reading(story_of(STRANGE)) as reader:
        met = [reader.page.caret]
        while reader.page.move("next-character"):
            met.append(reader.page.caret)
        assert met == starts
        reader.go("select-characters, 2 previous-character")
        assert reader.passage == "nd."


async def test_a_selection_that_ends_at_a_line_s_last_space_stays_through_every_window() -> None:
    async with reading(story_of(LONG)) as reader:
        page = reader.page
        row = reader.at("Paragraph 0.")[1]
        first, second = (line.strip(" │") for line in reader.rows[row : row + 2])
        end = LONG.index(first) + len(first) + 1
        assert LONG[end - 1] == " "
        assert LONG[end:].startswith(second)
        page.select(0, end)
        kept = page.selected
        for size in ((31, 20), (9, 9), (1, 4), (140, 40), (80, 27)):
            await reader.pilot.resize_terminal(*size)
            await reader.pilot.pause()
            page.scroll_rows(7)
            page.scroll_rows(-3)
            assert page.selected == kept == (0, end)
            assert reader.app.screen.get_selected_text() == LONG[:end]
        await reader.pilot.press("ctrl+c")
        assert reader.app.clipboard == LONG[:end]


async def test_a_passage_that_mixes_directions_is_selected_in_the_order_of_its_words() -> None:
    async with reading(story_of(MIXED)) as reader:
        reader.go("2 next-word, select-characters, 4 word-end")
        assert reader.passage == "قال الوزير في المدينة"
        reader.go("word-end")
        assert reader.passage == "قال الوزير في المدينة in"
        column, row = reader.at("wrote")
        await reader.drag((column, row), (column + len("wrote قا"), row))
        assert reader.passage == "wrote قال"
        await reader.pilot.click(Page, offset=(reader.at("Engl")[0] + 2, row))
        assert MIXED[reader.page.caret] == "E"
