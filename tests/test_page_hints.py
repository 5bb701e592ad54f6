"""Labels on the page: what is labelled, where labels are drawn, and what they choose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.message import Message
from textual.widgets import Input

from db.models import Span
from db.text import canonical
from reader.segments import Segments, is_boundary
from reader.typeset import Options, Typesetter
from reader.widgets.page.labels import Kind, Target, targets
from reader.widgets.page.messages import HintsChanged, LinkClicked
from reader.widgets.page.spans import SpanIndex
from tests.pages import LONG, TEXT, Reader, paper, reading
from tests.stories import highlight_of, story_of
from tests.strange_text import texts


def _targets(kind: Kind, text: str, *, width: int = 40, room: int = 1) -> list[Target]:
    lines = Typesetter(text, width=width, options=Options(measure=cell_len)).lines(0, 30)
    return targets(kind, Segments(text), SpanIndex[Span](), lines, room)


def _type(reader: Reader, label: str) -> None:
    for letter in label:
        assert reader.page.type_hint(letter)


async def test_each_sentence_in_view_is_labelled_in_order_and_none_moves() -> None:
    async with reading(paper()) as reader:
        before = reader.rows
        assert reader.page.hint("sentence") == 7
        assert reader.rows[5].endswith("airst heading")
        assert reader.rows[7].endswith(
            "sne sentence here, long enough to be set in two lines of the page. d"
        )
        assert reader.rows[8].endswith("second, of six words. f third.")
        assert reader.rows[10].endswith("gnother paragraph: “it’s short”. h 字 and 👩‍🚀 are wide.")
        assert [cell_len(row) for row in reader.rows] == [cell_len(row) for row in before]
        assert reader.rows[:5] == before[:5]
        reader.page.leave_hints()
        assert reader.rows == before


async def test_a_label_shows_without_colour_and_over_any_highlight() -> None:
    story = paper()
    async with reading(story, [highlight_of(story, "One sentence")]) as reader:
        reader.page.hint("sentence")
        assert reader.style_at("sne") == ("bold", "reverse")
        assert reader.style_at("ne sentence") == ("ground",)
        reader.page.leave_hints()
        reader.page.set_matches([(TEXT.index("irst"), TEXT.index("st h"))])
        reader.page.hint("word")
        assert reader.rows[5].endswith("aarst asading")
        assert reader.style_at("aarst") == ("bold", "reverse")
        assert reader.style_at("rst") == ("bold", "underline", "ground")


async def test_typed_letters_are_dimmed_and_labels_that_cannot_be_meant_vanish() -> None:
    async with reading(paper()) as reader:
        reader.page.hint("word")
        assert reader.rows[5].endswith("aarst asading")
        reader.page.type_hint("s")
        assert reader.rows[5].endswith("First heading")
        assert reader.rows[12].endswith("ske slst sqrds.")
        assert reader.style_at("ske") == ()
        assert reader.style_at("ke slst") == ("bold", "reverse")
        reader.page.untype_hint()
        assert reader.rows[5].endswith("aarst asading")


async def test_labels_side_by_side_are_told_apart() -> None:
    async with reading(story_of("I am a man.")) as reader:
        reader.page.hint("word")
        assert reader.rows[5].endswith("aaas adafn.")
        styles = [reader.style_at(label) for label in ("aaas", "as ad", "adaf", "afn")]
        assert styles == [
            ("bold", "reverse"),
            ("bold", "underline", "reverse"),
            ("bold", "reverse"),
            ("bold", "underline", "reverse"),
        ]


async def test_a_label_selects_its_sentence_and_the_focus_is_on_it_then() -> None:
    async with reading(paper()) as reader:
        reader.page.hint("sentence")
        _type(reader, "d")
        assert reader.page.mode == "visual"
        assert reader.passage == "A second, of six words."
        assert not reader.page.hinting
        reader.page.leave_visual()
        assert reader.passage == "A second, of six words."


async def test_a_selection_is_extended_to_the_far_end_of_a_sentence() -> None:
    async with reading(paper()) as reader:
        reader.page.goto(TEXT.index("page. A"))
        reader.page.start_visual()
        reader.page.hint("sentence")
        _type(reader, "f")
        assert reader.passage == "page. A second, of six words. A third."
        reader.page.hint("sentence")
        _type(reader, "a")
        assert reader.passage is not None
        assert reader.passage.startswith("First heading")
        assert reader.passage.endswith("of the p")


@pytest.mark.parametrize(("first", "second"), [("ad", "ah"), ("ah", "ad")])
async def test_two_labels_select_all_words_between_them(first: str, second: str) -> None:
    async with reading(paper()) as reader:
        reader.page.hint("word")
        _type(reader, first)
        assert reader.page.hinting
        assert reader.page.hint_begun
        _type(reader, second)
        assert reader.passage == "One sentence here, long"
        assert not reader.page.hinting


async def test_the_first_word_is_shown_and_can_be_taken_back() -> None:
    async with reading(paper()) as reader:
        reader.page.hint("word")
        caret = reader.page.caret
        _type(reader, "af")
        assert reader.passage == "sentence"
        reader.page.untype_hint()
        assert (reader.page.mode, reader.page.caret) == ("reader", caret)
        assert reader.page.hinting
        reader.page.untype_hint()
        assert not reader.page.hinting


async def test_the_page_does_not_scroll_between_two_labels() -> None:
    async with reading(story_of(LONG)) as reader:
        reader.page.hint("word")
        before = reader.page.scroll_offset.y
        last, first = list(reader.page.hinted)[-1], next(iter(reader.page.hinted))
        _type(reader, last)
        await reader.pilot.pause()
        assert reader.page.scroll_offset.y == before
        _type(reader, first)
        assert reader.page.selected is not None
        assert reader.page.selected[0] == 0


async def test_in_a_selection_one_label_extends_it_to_a_word() -> None:
    async with reading(paper()) as reader:
        reader.page.goto(TEXT.index("One"))
        reader.page.start_visual()
        reader.page.hint("word")
        _type(reader, "ag")
        assert reader.passage == "One sentence here"
        assert not reader.page.hinting


async def test_chinese_and_japanese_are_labelled_by_clauses() -> None:
    story = story_of("港口星期一开放，大家都很高兴。\n\nIt opened, and all were glad.", lang="zh")
    async with reading(story) as reader:
        assert reader.page.hint("word") == 2 + 6
        assert "aa口星期一开放，as家都很高兴。" in reader.rows[5]
        _type(reader, "aaas")
        assert reader.passage == "港口星期一开放，大家都很高兴。"


async def test_what_begins_above_the_view_is_labelled_where_it_comes_into_view() -> None:
    story = story_of("word " * 400 + "end. Another one.")
    async with reading(story, size=(80, 15)) as reader:
        reader.page.scroll_rows(12)
        await reader.pilot.pause()
        assert reader.page.hint("sentence") == 1
        assert reader.rows[0].endswith(
            "aord word word word word word word word word word word word word word"
        )
        top = reader.page.scroll_offset.y
        _type(reader, "a")
        assert reader.page.selected == (0, 2004)
        assert reader.page.scroll_offset.y > top


async def test_a_label_follows_its_link() -> None:
    text = "Read the report and the map today."
    links = [
        Span(9, 15, "link", "https://one.example"),
        Span(24, 27, "link", "https://two.example"),
    ]
    async with reading(story_of(text, links)) as reader:
        assert reader.page.hint("link") == 2
        assert reader.rows[5].endswith("Read the aeport and the sap today.")
        _type(reader, "s")
        await reader.pilot.pause()
        urls = [told.url for told in reader.app.told if isinstance(told, LinkClicked)]
        assert urls == ["https://two.example"]


async def test_an_address_that_stands_in_the_text_is_a_link_too() -> None:
    text = "See https://one.example/a, or the map (https://two.example/b)."
    links = [Span(text.index("the map"), len(text), "link", "https://map.example")]
    async with reading(story_of(text, links)) as reader:
        assert reader.page.hint("link") == 2
        assert set(reader.page.hinted.values()) == {(4, 25), (30, len(text))}
        _type(reader, "a")
        await reader.pilot.pause()
        urls = [told.url for told in reader.app.told if isinstance(told, LinkClicked)]
        assert urls == ["https://one.example/a"]


async def test_labels_go_when_other_lines_come_into_view() -> None:
    async with reading(story_of(LONG)) as reader:
        page = reader.page
        page.hint("sentence")
        page.scroll_rows(5)
        await reader.pilot.pause()
        assert not page.hinting
        page.hint("sentence")
        page.measure = 50
        assert not page.hinting
        page.hint("sentence")
        await reader.pilot.resize_terminal(60, 20)
        assert not page.hinting
        page.hint("sentence")
        reader.app.query_one(Input).focus()
        await reader.pilot.pause()
        assert not page.hinting
        page.focus()
        page.hint("sentence")
        await reader.pilot.mouse_down("Page", offset=(20, 10))
        assert not page.hinting


async def test_labels_stay_while_text_above_the_view_is_set() -> None:
    # Words that fill a line badly, so that the lines above are more than was reckoned with.
    above = "\n\n".join(["an-extraordinarily-long-compound-of-a-word " * 40] * 400)
    async with reading(story_of(LONG)) as reader:
        page = reader.page
        page.show(story_of(f"{above}\n\n{LONG}"), place=len(above) + 900)
        assert page.sheet is not None
        assert not page.sheet.typesetter.exact
        count, before, rows = page.hint("sentence"), page.scroll_offset.y, reader.rows
        with page.held():
            page.sheet.typesetter.advance(60)
        await reader.pilot.pause()
        assert page.scroll_offset.y > before
        assert count > 0
        assert page.hinting
        assert reader.rows == rows


async def test_another_story_has_no_labels() -> None:
    async with reading(paper()) as reader:
        reader.page.hint("sentence")
        reader.page.show(story_of("Another."))
        assert not reader.page.hinting
        reader.page.clear()
        assert reader.page.hint("sentence") == 0


@settings(max_examples=150, deadline=None)
@given(texts(), st.integers(8, 60), st.sampled_from(["sentence", "word"]), st.integers(1, 2))
def test_labels_stand_on_whole_clusters_apart_from_each_other(
    raw: str, width: int, kind: Kind, room: int
) -> None:
    text = canonical(raw)
    found = _targets(kind, text, width=width, room=room)
    reached = 0
    for target in found:
        assert target.start < target.end
        first, last = target.place
        assert reached <= first < last
        assert target.start <= first < target.end
        assert is_boundary(text, first)
        assert is_boundary(text, last)
        reached = last
    assert [it.start for it in found] == sorted({it.start for it in found})


@pytest.mark.parametrize("text", ["☺☺☺ and so on", "a漢"])
def test_what_has_no_room_for_its_label_goes_without(text: str) -> None:
    found = _targets("word", text, room=2)
    assert (found[0].start, found[0].cells >= 2) == (0, True)
    assert 1 not in [target.start for target in found]


async def test_the_screen_hears_what_is_typed() -> None:
    heard: list[tuple[bool, str]] = []
    async with reading(paper()) as reader:
        forward = reader.page.post_message

        def post(message: Message) -> bool:
            if isinstance(message, HintsChanged):
                heard.append((reader.page.hinting, reader.page.hint_typed))
            return forward(message)

        reader.page.post_message = post  # type: ignore[method-assign]
        reader.page.hint("word")
        assert not reader.page.type_hint("x")
        reader.page.type_hint("s")
        reader.page.leave_hints()
    assert heard == [(True, ""), (True, "s"), (False, "")]
