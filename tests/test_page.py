"""The page as a reader meets it: opening, moving, and windows of every size."""

from __future__ import annotations

import pytest

from tests.pages import LONG, TEXT, paper, reading
from tests.stories import highlight_of, story_of


async def test_a_story_is_set_below_its_title_in_the_measure() -> None:
    async with reading(paper()) as reader:
        assert reader.rows[:13] == [
            "",
            "       The title",
            "       A. Writer · 1 July 2024 · The Source · World",
            "       " + "─" * 70,
            "",
            "     │ First heading",
            "",
            "       One sentence here, long enough to be set in two lines of the page. A",
            "       second, of six words. A third.",
            "",
            "       Another paragraph: “it’s short”. 漢字 and 👩‍🚀 are wide.",
            "",
            "       The last words.",
        ]
        assert reader.style_at("First") == ("bold", "reverse")
        reader.page.measure = 40
        assert max(len(row.strip(" │")) for row in reader.rows) == 40


async def test_an_empty_page_says_what_to_do() -> None:
    async with reading() as reader:
        assert [row.strip() for row in reader.rows if row] == ["Choose a story and press Enter."]
        reader.page.show(paper())
        reader.page.clear("Nothing is here.")
        assert [row.strip() for row in reader.rows if row] == ["Nothing is here."]
        assert (reader.page.caret, reader.page.passage(), reader.page.mode) == (0, None, "reader")
        assert not reader.page.move("next-word")


async def test_a_story_without_text_can_be_opened() -> None:
    async with reading(story_of("")) as reader:
        assert "This story has no text." in reader.rows[5]
        reader.go("next-word, go-to-end, page-down, select-characters, line-up, select-sentence")
        assert (reader.page.passage(), reader.page.selected) == (None, None)


async def test_arrows_focus_paragraphs_and_brackets_sentences() -> None:
    async with reading(paper()) as reader:
        assert reader.passage == "First heading"
        reader.go("next-paragraph")
        assert reader.passage == TEXT.split("\n\n")[1]
        assert [row[5:6] for row in reader.rows[5:9]] == [" ", "", "│", "│"]
        reader.go("next-sentence, next-sentence")
        assert reader.passage == "A second, of six words."
        assert [row[5:6] for row in reader.rows[7:9]] == ["│", "│"]
        reader.go("next-sentence")
        assert reader.passage == "A third."
        assert [row[5:6] for row in reader.rows[7:9]] == [" ", "│"]
        reader.go("previous-paragraph")
        assert reader.page.caret == TEXT.index("One")


async def test_a_move_that_leads_nowhere_says_so() -> None:
    async with reading(paper()) as reader:
        assert not reader.page.move("previous-word")
        assert reader.page.move("next-word")
        assert not reader.page.move("next-heading")
        with pytest.raises(KeyError):
            reader.page.move("make-tea")


async def test_a_story_opens_where_it_was_left() -> None:
    place = LONG.index("Paragraph 333")
    async with reading(story_of(LONG), place=place) as reader:
        assert reader.page.caret == reader.page.place == place
        assert reader.at("Paragraph 333")[1] == 6
        assert reader.passage == LONG.split("\n\n")[333]


async def test_the_line_with_the_caret_stays_where_it_is_while_the_window_changes() -> None:
    async with reading(story_of(LONG), place=LONG.index("Paragraph 200.")) as reader:
        reader.go("3 next-paragraph")
        row = reader.at("Paragraph 203.")[1]
        for size in ((50, 27), (140, 27), (80, 27)):
            await reader.pilot.resize_terminal(*size)
            await reader.pilot.pause()
            assert reader.at("Paragraph 203.")[1] == row
        await reader.pilot.resize_terminal(80, 12)
        await reader.pilot.pause()
        assert reader.page.caret == LONG.index("Paragraph 203.")
        assert reader.at("Paragraph 203.")


async def test_setting_the_rest_of_a_long_story_moves_nothing_in_view() -> None:
    async with reading(story_of(LONG), place=LONG.index("Paragraph 350.")) as reader:
        before = reader.rows
        assert reader.page.sheet is not None
        while not reader.page.sheet.typesetter.exact:
            reader.page._set_more()
            assert reader.rows == before
        await reader.pilot.pause()
        assert reader.rows == before
        assert reader.page.virtual_size.height == reader.page.sheet.rows


async def test_reading_on_by_lines_and_pages_takes_the_caret_along() -> None:
    async with reading(story_of(LONG)) as reader:
        reader.go("line-down")
        assert reader.page.scroll_offset.y == 1
        assert LONG[reader.page.caret :].startswith("a line of")
        reader.go("page-down")
        height = reader.page.size.height
        assert (
            height - 2 <= reader.page.scroll_offset.y - 1 < height
        )  # it never ends on a blank row
        reader.go("page-up, line-up, line-up, line-up")
        assert (reader.page.scroll_offset.y, reader.page.caret) == (0, 0)


async def test_the_ends_of_a_story_can_be_reached_and_left() -> None:
    async with reading(story_of(LONG)) as reader:
        assert reader.page.progress == 0
        reader.go("go-to-end")
        await reader.pilot.pause()
        assert reader.page.caret == len(LONG) - 1
        assert [row.strip(" │") for row in reader.rows if row][-1] == "middle."
        assert reader.page.progress == 1
        reader.go("100 page-down")
        assert reader.page.progress == 1
        reader.go("go-to-start")
        assert "A story" in reader.rows[1]
        for _ in range(400):
            reader.go("next-paragraph")
            assert reader.at(LONG[reader.page.caret :][:14])
        assert reader.passage == LONG.split("\n\n")[-1]


async def test_the_focused_paragraph_comes_into_view_as_a_whole() -> None:
    text = "\n\n".join(
        f"Paragraph {number}." + " It goes on." * 60 + " End." for number in range(20)
    )
    async with reading(story_of(text)) as reader:
        for _ in range(19):
            reader.go("next-paragraph")
            row = reader.at(text[reader.page.caret :][:13])[1]
            assert [it.rstrip()[-4:] for it in reader.rows[row:] if it][10] == "End."


@pytest.mark.parametrize("size", [(1, 4), (4, 5), (12, 6), (40, 12), (300, 80)])
async def test_it_works_in_any_window(size: tuple[int, int]) -> None:
    story = paper()
    async with reading(story, [highlight_of(story, "second, of")], size=size) as reader:
        reader.go("next-paragraph, next-sentence, select-characters, go-to-end, line-up, page-up")
        assert len(reader.rows) == reader.page.size.height
        await reader.pilot.resize_terminal(30, 8)
        await reader.pilot.pause()
        assert reader.page.mode == "visual"
