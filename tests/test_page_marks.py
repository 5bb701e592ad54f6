"""Highlights, matches and colours on the page, and what never reaches the terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.geometry import Region
from textual.widgets import Input

from reader.find import Finder
from reader.themes import ASCII
from tests.pages import TEXT, paper, reading
from tests.stories import highlight_of, story_of


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


async def test_nothing_of_a_story_reaches_the_terminal_as_a_command() -> None:
    raw = "A \x1b]52;c;aGk=\x07 and \x9b31m, \x1b[2J, \u202eturned\u202c, a\ttab and a bell\x07."
    story = story_of(raw, title="T\x1b[2J", byline="\x9b2J")
    async with reading(story, [highlight_of(story, "and \x9b31m")]) as reader:
        reader.go("select-characters, go-to-end")
        segments = [segment for row in range(24) for segment in reader.page.render_line(row)]
        assert not any(re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", it.text) for it in segments)
        assert reader.passage == raw


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
