"""The page as a reader meets it: commands, the mouse, resizing, and what is on the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import pytest
from textual import events, on
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.selection import Selection
from textual.widgets import Input

from db.models import Highlight, Span, Story
from reader.find import Finder
from reader.themes import ASCII, highlight_defaults
from reader.widgets.page import Page
from tests.stories import highlight_of, story_of

TEXT = """First heading

One sentence here, long enough to be set in two lines of the page. A second, of six words. A third.

Another paragraph: “it’s short”. 漢字 and 👩‍🚀 are wide.

The last words."""
MARKUP = (Span(0, 13, "heading", "2"),)
LONG = "\n\n".join(
    f"Paragraph {number}. It has a second sentence, and it goes on for longer than a line of the "
    "page, so that it must be broken somewhere in its middle."
    for number in range(400)
)


class PageApp(App[None]):
    """A page, and a field beside it."""

    CSS = "Page { height: 1fr; } Input { height: 3; dock: bottom; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return highlight_defaults()

    def compose(self) -> ComposeResult:
        yield Page()
        yield Input()

    @on(Page.CaretMoved)
    @on(Page.SelectionChanged)
    @on(Page.PlaceChanged)
    @on(Page.HighlightClicked)
    @on(Page.LinkClicked)
    def hear(self, message: Message) -> None:
        self.told.append(message)


class Reader:
    """A person at the page."""

    def __init__(self, app: PageApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.page = app.query_one(Page)

    def go(self, commands: str) -> None:
        """Give commands, parted by commas, each as `2 next-word`."""
        for command in commands.split(", "):
            *count, name = command.split(" ")
            self.page.move(name, int(count[0]) if count else None)

    @property
    def rows(self) -> list[str]:
        """What is on the screen, row by row, without blanks at the ends of rows."""
        height = self.page.size.height
        return [self.page.render_line(row).text.rstrip() for row in range(height)]

    def words(self, span: tuple[int, int] | None) -> str | None:
        """The words of a passage."""
        story = self.page.story
        return story.text[slice(*span)] if span and story else None

    @property
    def passage(self) -> str | None:
        """What a mark would cover."""
        return self.words(self.page.passage())

    def at(self, words: str) -> tuple[int, int]:
        """Column and row of the page at which words are drawn."""
        for row in range(self.page.size.height):
            text = self.page.render_line(row).text
            if words in text:
                from rich.cells import cell_len

                return cell_len(text[: text.index(words)]), row
        raise AssertionError(f"“{words}” is not in view: {self.rows}")

    def style_at(self, words: str) -> tuple[str, ...]:
        """How the first character of words in view is drawn: words for attributes and ground."""
        column, row = self.at(words)
        segment = next(iter(self.page.render_line(row).crop(column, column + 1)))
        style = segment.style
        assert style is not None
        names = ("bold", "italic", "underline", "reverse")
        plain = self.page.look(()).bgcolor
        ground = ("ground",) if style.bgcolor != plain else ()
        return (*(name for name in names if getattr(style, name)), *ground)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move and let go."""
        await self.pilot.mouse_down(Page, offset=start)
        await self.pilot.hover(Page, offset=end)
        await self.pilot.mouse_up(Page, offset=end)


@asynccontextmanager
async def reading(
    story: Story | None = None,
    highlights: Iterable[Highlight] = (),
    *,
    place: int = 0,
    size: tuple[int, int] = (80, 27),
) -> AsyncIterator[Reader]:
    """A page with a story on it; three rows of the terminal are not the page's."""
    app = PageApp()
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        reader.page.focus()
        if story is not None:
            reader.page.show(story, tuple(highlights), place)
        await pilot.pause()
        yield reader


def paper() -> Story:
    return story_of(TEXT, MARKUP, title="The title", byline="A. Writer")


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
        reader.page.goto(LONG.index("Paragraph 100."))
        assert reader.at("Paragraph 100.")[1] == 8
        reader.page.goto(LONG.index("Paragraph 101."))
        assert reader.at("Paragraph 100.")[1] == 8
        reader.page.goto(LONG.index("Paragraph 101."), centre=True)
        assert reader.at("Paragraph 101.")[1] == 8
        reader.page.goto(LONG.index("Paragraph 9."))
        assert reader.at("Paragraph 9.")[1] == 8


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


async def test_highlights_have_a_ground_a_sign_and_show_where_they_overlap() -> None:
    story = paper()
    marks = [
        highlight_of(story, "One sentence here", "green", note="mine"),
        highlight_of(story, "here, long", "red"),
        highlight_of(story, "page. A second", "blue"),
    ]
    async with reading(story, marks) as reader:
        assert reader.rows[7].startswith("▌g✎rb  One")
        assert reader.rows[8].startswith("▌      second")
        assert reader.style_at("One") == ("ground",)
        assert reader.style_at("here,") == ("underline", "ground")
        assert reader.style_at(", long") == ("ground",)
        assert reader.style_at("enough") == ()
        reader.page.signs = ASCII
        assert reader.rows[7].startswith("|g+r")


async def test_the_highlight_that_commands_are_about_stands_out() -> None:
    story = paper()
    async with reading(story, [highlight_of(story, "One sentence", "green")]) as reader:
        assert reader.style_at("sentence") == ("ground",)
        reader.go("next-paragraph")
        assert reader.style_at("sentence") == ("bold", "ground")
        whole = highlight_of(story, TEXT.split("\n\n")[1])
        reader.page.set_highlights([whole, highlight_of(story, "One sentence", "green")])
        assert reader.page.focused_highlight == whole


async def test_an_unplaced_highlight_is_not_on_the_page() -> None:
    from dataclasses import replace

    story = paper()
    lost = replace(highlight_of(story, "One"), start=None, end=None, status="orphan")
    async with reading(story, [lost]) as reader:
        assert reader.style_at("One") == ()
        assert reader.page.highlight_at_caret() is None


async def test_only_the_rows_on_which_something_changed_are_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = paper()
    async with reading(story) as reader:
        drawn: list[Region] = []
        assert reader.rows
        monkeypatch.setattr(reader.page, "refresh", lambda *regions, **_: drawn.extend(regions))
        reader.page.set_highlights([highlight_of(story, "second, of six")])
        assert [region.y for region in drawn] == [8]
        drawn.clear()
        reader.go("next-paragraph")
        assert [region.y for region in drawn] == [5, 7, 8]
        drawn.clear()
        reader.page.set_matches([(TEXT.index("The last"), TEXT.index("The last") + 3)])
        reader.page.set_matches([(TEXT.index("The last"), TEXT.index("The last") + 3)])
        assert [region.y for region in drawn] == [12]


async def test_matches_are_marked_and_the_one_that_one_is_at_is_the_passage() -> None:
    async with reading(paper()) as reader:
        matches = Finder(TEXT).find("the")
        reader.page.set_matches(matches, 2)
        reader.page.goto(matches[2][0])
        assert reader.passage == "The"
        assert reader.style_at("he last") == ("bold", "underline", "ground")
        assert reader.style_at("the page") == ("underline", "ground")
        reader.go("next-word")
        assert reader.passage == TEXT.split("\n\n")[3]
        reader.page.set_matches((), None)
        assert reader.style_at("the page") == ()


async def test_a_passage_can_be_shown_for_a_moment() -> None:
    async with reading(paper()) as reader:
        reader.page.flash(TEXT.index("third"), TEXT.index("third") + 5)
        assert reader.style_at("third") == ("reverse",)


async def test_the_caret_hides_while_something_else_has_the_keys() -> None:
    async with reading(paper()) as reader:
        reader.app.query_one(Input).focus()
        await reader.pilot.pause()
        assert reader.style_at("First") == ("bold",)
        assert reader.rows[5].startswith("     │ First")
        reader.page.focus()
        await reader.pilot.pause()
        assert reader.style_at("First") == ("bold", "reverse")


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


async def test_what_happens_is_told() -> None:
    async with reading(paper()) as reader:
        reader.go("next-paragraph, select-characters, next-word")
        await reader.pilot.pause()
        told = [type(it).__name__ for it in reader.app.told]
        moved = ["CaretMoved", "PlaceChanged"]
        assert told == [*moved, "SelectionChanged", "SelectionChanged", *moved]
        place = reader.app.told[1]
        assert isinstance(place, Page.PlaceChanged)
        assert (place.story, place.place) == ("s-1", TEXT.index("One"))
        assert place.control is reader.page


async def test_nothing_of_a_story_reaches_the_terminal_as_a_command() -> None:
    raw = "A \x1b]52;c;aGk=\x07 and \x9b31m, \x1b[2J, \u202eturned\u202c, a\ttab and a bell\x07."
    story = story_of(raw, title="T\x1b[2J", byline="\x9b2J")
    async with reading(story, [highlight_of(story, "and \x9b31m")]) as reader:
        reader.go("select-characters, go-to-end")
        segments = [segment for row in range(24) for segment in reader.page.render_line(row)]
        assert not any(re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", it.text) for it in segments)
        assert reader.passage == raw


@pytest.mark.parametrize("size", [(1, 4), (4, 5), (12, 6), (40, 12), (300, 80)])
async def test_it_works_in_any_window(size: tuple[int, int]) -> None:
    story = paper()
    async with reading(story, [highlight_of(story, "second, of")], size=size) as reader:
        reader.go("next-paragraph, next-sentence, select-characters, go-to-end, line-up, page-up")
        assert len(reader.rows) == reader.page.size.height
        await reader.pilot.resize_terminal(30, 8)
        await reader.pilot.pause()
        assert reader.page.mode == "visual"


async def test_another_theme_paints_everything_anew() -> None:
    story = paper()
    async with reading(story, [highlight_of(story, "One")]) as reader:
        before = [segment.style for segment in reader.page.render_line(7)]
        reader.app.theme = "textual-light"
        await reader.pilot.pause()
        after = [segment.style for segment in reader.page.render_line(7)]
        assert len(after) == len(before)
        assert after[-1] != before[-1]
        assert reader.style_at("One") == ("ground",)
