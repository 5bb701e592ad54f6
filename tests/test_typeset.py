"""A story set in lines: what breaks where, which cell is which offset, what a resize keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as drawn_cells

from db.models import Span, SpanKind
from reader.segments import clusters, is_boundary
from reader.segments.paragraphs import PIECE
from reader.typeset import Line, Options, Signs, Typesetter
from reader.typeset.breaks import SPACES
from reader.typeset.heights import Heights
from tests.data import shared_data
from tests.strange_text import lines, texts

WIDTHS = st.integers(1, 40)


def _set(text: str, width: int, *markup: Span) -> list[Line]:
    """Every line of a text."""
    typesetter = Typesetter(text, markup, width)
    typesetter.advance(60)
    return typesetter.lines(0, typesetter.line_count + 1)


def _shown(text: str, width: int, *markup: Span) -> list[str]:
    return [(line.look.prefix + line.display) for line in _set(text, width, *markup)]


def _span(text: str, part: str, kind: SpanKind, data: str = "") -> Span:
    start = text.index(part)
    return Span(start, start + len(part), kind, data)


BREAKS = {
    ("the quick brown fox", 10): ["the quick", "brown fox"],
    ("the quick  brown fox", 9): ["the quick", "brown fox"],
    ("they re-elected him", 9): ["they re-", "elected", "him"],
    ("on 2024-07-01 at -5 °C", 12): ["on", "2024-07-01", "at -5 °C"],
    ("a 12.5% rise", 6): ["a", "12.5%", "rise"],
    ("word—word—word", 10): ["word—word—", "word"],
    ("here – or there", 7): ["here –", "or", "there"],
    ("« Quoi ? » dit-il", 10): ["« Quoi ? »", "dit-il"],
    ("« Quoi ? » dit-il", 9): ["« Quoi ?", "» dit-il"],
    ("no\u00a0break here", 8): ["no\u00a0break", "here"],
    ("the and/or thing", 8): ["the and/", "or thing"],
    ("他说：“我不去。”然后走了。", 8): ["他说：", "“我不", "去。”然", "后走了。"],
    ("增长12.5％，很好", 10): ["增长", "12.5％，很", "好"],
    ("がっこうにいった。", 8): ["がっこう", "にいっ", "た。"],
    ("说（注）了", 6): ["说", "（注）", "了"],
    ("很好——真的", 7): ["很好——", "真的"],
    ("Apple公司发布iOS", 7): ["Apple公", "司发布", "iOS"],
    ("한국어 문장입니다", 9): ["한국어", "문장입니", "다"],
    ("한국어 문장입니다", 10): ["한국어", "문장입니다"],
    ("co\u00adop\u00aderate", 5): ["coop-", "erate"],
    ("co\u00adop\u00aderate", 4): ["co-", "op-", "erat", "e"],
    ("co\u00adop\u00aderate", 9): ["cooperate"],
    ("one\u200btwo", 4): ["one", "two"],
    ("🇬🇧🇫🇷🇩🇪", 4): ["🇬🇧🇫🇷", "🇩🇪"],
    ("👩‍👩‍👧👩‍👩‍👧", 3): ["👩‍👩‍👧", "👩‍👩‍👧"],
    ("see https://example.com/a/long/path?x=1&y=2 there", 20): [
        "see https://",
        "example.com/a/long/",
        "path?x=1&y=2 there",
    ],
    ("a verylongwordindeed b", 8): ["a", "verylong", "wordinde", "ed b"],
    ("abcdefghij。", 10): ["abcdefghi", "j。"],
    ("。。。。", 4): ["。。", "。。"],
    ("中中", 1): ["中", "中"],
    ("中，中", 2): ["中", "，", "中"],
    ("   indented code", 10): ["   indente", "d code"],
    ("        x", 4): ["", "x"],
    ("ends in spaces    ", 10): ["ends in", "spaces"],
    ("", 10): [""],
}


@pytest.mark.parametrize(("text", "width"), BREAKS)
def test_lines_break_where_a_typesetter_would(text: str, width: int) -> None:
    assert _shown(text, width) == BREAKS[text, width]


@given(texts(), WIDTHS)
def test_lines_cover_the_text_in_order_and_every_offset_has_its_line(text: str, width: int) -> None:
    typesetter = Typesetter(text, (), width)
    typesetter.advance(60)
    found = typesetter.lines(0, typesetter.line_count + 1)
    assert len(found) == typesetter.line_count
    assert [line.start for line in found] == [0, *(line.end for line in found[:-1])]
    assert found[-1].end == len(text)
    holding = {at: y for y, line in enumerate(found) for at in range(line.start, line.end)}
    assert all(typesetter.line_of(at) == holding[at] for at in range(len(text)))
    assert typesetter.line_of(len(text)) == len(found) - 1


@given(texts(), WIDTHS)
def test_no_line_is_wider_than_the_measure(text: str, width: int) -> None:
    for line in _set(text, width):
        alone = len(list(clusters(line.display))) <= 1
        assert line.width <= width or alone
        assert line.width == drawn_cells(line.display)
        # U+0600 makes one cluster with a space after it.
        assert not text[line.start : line.stop].endswith(tuple(SPACES)) or "\u0600" in text


@given(texts(), WIDTHS)
def test_a_cell_leads_to_a_cluster_and_the_cluster_back_to_its_cell(text: str, width: int) -> None:
    for line in _set(text, width):
        for cell in range(-1, line.width + 2):
            offset = line.offset_at(cell)
            assert is_boundary(text, offset)
            assert line.start <= offset <= line.stop
            if 0 <= cell < line.width:
                back = line.cell_of(offset)
                assert line.offset_at(back) == offset
                assert back <= cell < back + drawn_cells(line.shown(offset, offset + 1))
        for start, end in clusters(text, line.start, line.stop):
            if line.shown(start, end) and drawn_cells(line.shown(start, end)):
                assert line.offset_at(line.cell_of(start)) == start


@given(texts(), WIDTHS, st.data())
def test_any_two_parts_of_a_line_are_drawn_as_the_whole(
    text: str, width: int, data: st.DataObject
) -> None:
    for line in _set(text, width):
        borders = [line.start, *(end for _, end in clusters(text, line.start, line.stop))]
        cut = data.draw(st.sampled_from(borders))
        assert line.shown(line.start, cut) + line.shown(cut, line.end) == line.display
        assert line.start <= line.last <= line.stop
        assert line.caret_at(999) == line.last or line.caret_at(999) == line.start


_UNITS = st.from_regex("[（“「]?[中文字国][a1.]?[。，、！？；：”」）]{0,2} ?", fullmatch=True)


@given(st.lists(_UNITS, min_size=1, max_size=40).map("".join), st.integers(10, 40))
def test_no_line_starts_with_a_stop_or_ends_with_an_opening_sign(text: str, width: int) -> None:
    for line in _set(text, width):
        assert line.display[:1] not in set("。，、！？；：”」）.")
        assert line.display[-1:] not in set("（“「")


def test_a_click_finds_the_cluster_under_it() -> None:
    line = _set("a中👩‍👩‍👧e\u0301 b", 20)[0]
    starts = [0, 1, 1, 2, 2, 7, 9, 10]
    assert [line.offset_at(cell) for cell in range(8)] == starts
    assert line.offset_at(-3) == 0
    assert line.offset_at(8) == line.offset_at(99) == 11
    assert line.caret_at(99) == 10
    assert [line.cell_of(at) for at in (0, 1, 2, 7, 9, 10, 11)] == [0, 1, 3, 5, 6, 7, 8]
    assert line.cell_of(4) == 3, "inside the family is where the family is"


def test_a_space_at_which_a_line_is_broken_is_swallowed_and_still_has_a_place() -> None:
    first, second = _set("the quick brown", 10)
    assert (first.start, first.stop, first.end) == (0, 9, 10)
    assert first.wrapped
    assert not second.wrapped
    assert first.cell_of(9) == 9
    assert first.offset_at(9) == 9
    assert second.offset_at(0) == 10


def test_newlines_between_blocks_are_at_a_lines_end_and_on_the_blank_line() -> None:
    first, blank, second = _set("one\n\ntwo", 10)
    assert [(it.start, it.stop, it.end) for it in (first, blank, second)] == [
        (0, 3, 4),
        (4, 4, 5),
        (5, 8, 8),
    ]
    assert blank.look.kind == "blank"
    assert blank.offset_at(5) == 4


def test_headings_stand_off_and_lists_stand_close() -> None:
    text = "Intro\n\nPart\n\nSub\n\nBody\n\none\n\ntwo longer entry\n\ninner\n\nten\n\nEnd"
    listed = text[text.index("one") : text.index("\n\nEnd")]
    markup = [
        _span(text, "Part", "heading", "2"),
        _span(text, "Sub", "heading", "3"),
        _span(text, listed, "list"),
        _span(text, "one", "item", "9."),
        _span(text, "two longer entry\n\ninner", "item", "10."),
        _span(text, "inner", "list"),
        _span(text, "inner", "item", "-"),
        _span(text, "ten", "item", "11."),
    ]
    assert _shown(text, 18, *markup) == [
        *("Intro", "", "", "Part", "", "Sub", "", "Body", ""),
        *(" 9. one", "10. two longer", "    entry", "    ◦ inner", "11. ten", "", "End"),
    ]
    found = _set(text, 18, *markup)
    assert [(it.look.kind, it.look.level) for it in found[3:6]] == [
        ("heading", 2),
        ("blank", 0),
        ("heading", 3),
    ]
    assert found[11].cell_of(found[11].start) == 4
    assert found[11].offset_at(2) == found[11].start
    assert _shown(text, 9, *markup)[-3:] == ["ten", "", "End"], "no room for markers"


def test_a_quotation_has_its_bar_on_blank_lines_too() -> None:
    text = "Said\n\nfirst of it\n\nsecond\n\nAfter"
    quote = _span(text, "first of it\n\nsecond", "quote")
    assert _shown(text, 20, quote) == [
        "Said",
        "",
        "│ first of it",
        "│",
        "│ second",
        "",
        "After",
    ]
    assert [it.look.quoted for it in _set(text, 20, quote)] == [0, 0, 1, 1, 1, 0, 0]
    plain = Typesetter(text, [quote], 20, Options(Signs(bar="|")))
    assert plain.line(2).look.prefix == "| "


def test_verse_and_code_keep_their_lines() -> None:
    text = "rose\n  red\n\ndef f():\n    return 1"
    verse, code = _span(text, "rose\n  red", "verse"), _span(text, text[12:], "pre", "py")
    assert _shown(text, 20, verse, code) == ["rose", "  red", "", "def f():", "    return 1"]
    assert [it.look.kind for it in _set(text, 20, verse, code)][::3] == ["verse", "pre"]


@given(texts(), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=12), st.data())
def test_no_markup_makes_a_line_too_wide_or_loses_a_letter(
    text: str, spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    kinds: list[SpanKind] = ["heading", "quote", "list", "item", "pre", "verse", "emphasis"]
    markup = [
        Span(
            start,
            start + size,
            data.draw(st.sampled_from(kinds)),
            data.draw(st.sampled_from("-3x")),
        )
        for start, size in spans
    ]
    width = data.draw(WIDTHS)
    found = _set(text, width, *markup)
    assert [line.start for line in found] == [0, *(line.end for line in found[:-1])]
    for line in found:
        assert line.look.indent + line.width <= width or len(list(clusters(line.display))) <= 1
    letters = "".join(text[line.start : line.stop] for line in found)
    blanks = SPACES + "\n"
    assert letters.translate(dict.fromkeys(map(ord, blanks))) == text.translate(
        dict.fromkeys(map(ord, blanks))
    )


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=900),
    st.lists(st.tuples(st.integers(0, 899), st.integers(0, 9)), max_size=20),
)
def test_a_line_is_found_among_many_heights_that_change(
    sizes: list[int], changes: list[tuple[int, int]]
) -> None:
    heights = Heights(sizes.copy())
    for index, size in changes:
        if index < len(sizes):
            heights[index] = sizes[index] = size
    places = [(index, row) for index, size in enumerate(sizes) for row in range(size)]
    assert heights.total == len(places)
    assert [heights.find(line) for line in range(0, len(places), 37)] == places[::37]
    assert [heights.before(it) for it in (0, len(sizes) - 1)] == [0, sum(sizes[:-1])]


LONG = "\n\n".join(f"Paragraph {n}. " + "word wörd 中文 " * (n % 7 * 9) for n in range(300))


def test_only_what_is_looked_at_is_set_and_it_is_what_the_whole_would_be() -> None:
    whole = _set(LONG, 50)
    typesetter = Typesetter(LONG, (), 50)
    assert not typesetter.exact
    middle = len(LONG) // 2
    y = typesetter.settle(middle, 30, 30)
    view = typesetter.lines(y - 30, 61)
    assert typesetter.line_of(middle) == y, "drawing a settled view moves nothing"
    at = next(index for index, line in enumerate(whole) if line.start == view[0].start)
    assert list(map(repr, view)) == list(map(repr, whole[at : at + 61]))
    assert typesetter.lines(y, 1)[0].start <= middle < typesetter.lines(y, 1)[0].end


def test_a_resize_keeps_the_line_with_the_caret_where_it_is() -> None:
    typesetter = Typesetter(LONG, (), 70)
    caret = LONG.index("Paragraph 200")
    for width in (70, 31, 120, 8, 70):
        typesetter.resize(width)
        y = typesetter.settle(caret, 20, 20)
        view = typesetter.lines(y - 12, 40)
        assert view[12].start <= caret < view[12].end
        assert typesetter.line_of(caret) == y


def test_setting_the_rest_beside_says_how_far_the_view_moved() -> None:
    typesetter = Typesetter(LONG, (), 23)
    caret = LONG.index("Paragraph 250")
    y = typesetter.settle(caret, 20, 20)
    steps = 0
    while not typesetter.exact:
        y += typesetter.advance(0.0, caret)
        steps += 1
        assert typesetter.line_of(caret) == y
    assert steps > 1
    assert typesetter.line_count == len(_set(LONG, 23))
    assert typesetter.advance(0.0) == 0


def test_lines_past_the_end_are_none() -> None:
    typesetter = Typesetter("one\n\ntwo", (), 10)
    assert [line.display for line in typesetter.lines(1, 50)] == ["", "two"]
    assert typesetter.lines(3, 5) == []
    assert typesetter.line(2).display == "two"
    for y in (3, -1):
        with pytest.raises(IndexError):
            typesetter.line(y)
    assert typesetter.lines_of(0, 8) == range(0, 3)
    assert typesetter.lines_of(6, 6) == range(2, 3)


@pytest.mark.parametrize(
    "pattern", ["A few words. ", "x", "国家，", "🇬🇧", "e\u0301", "\u200b", "\u0301"]
)
def test_one_endless_paragraph_is_set_in_pieces(pattern: str) -> None:
    text = pattern * (3 * PIECE // len(pattern))
    typesetter = Typesetter(text, (), 40)
    view = typesetter.lines(0, 30)
    assert all(line.width <= 40 for line in view)
    y = typesetter.settle(len(text) - 1, 10, 10)
    assert typesetter.line(y).end == len(text)


@given(lines(), st.integers(1, 12))
def test_a_wide_cluster_in_a_narrow_page_ends(text: str, width: int) -> None:
    assert sum(len(line.display) > 0 for line in _set(text, width)) <= 40 * 40


def test_naughty_strings_are_set_and_read_back() -> None:
    import json

    for text in json.loads(shared_data("unicode/blns.json").read_text("utf-8")):
        for width in (1, 2, 13, 70):
            found = _set(text, width)
            assert found[-1].end == len(text)
            assert all(line.width == drawn_cells(line.display) for line in found)
