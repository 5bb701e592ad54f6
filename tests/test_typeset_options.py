"""Justified lines, soft hyphens left alone, and lists in plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Span
from reader.typeset import Line, Options, Typesetter

WORDS = "The harbour of Vell opened its new lock on Monday, and ships of forty metres can pass."


def lines_of(
    text: str,
    width: int,
    markup: tuple[Span, ...] = (),
    *,
    justify: bool = False,
    hyphens: bool = True,
) -> list[Line]:
    """All lines of a text."""
    setter = Typesetter(text, markup, width, Options(justify=justify, hyphens=hyphens))
    return setter.lines(0, 10_000)


def rows_of(
    text: str,
    width: int,
    markup: tuple[Span, ...] = (),
    *,
    justify: bool = False,
    hyphens: bool = True,
) -> list[str]:
    """All lines as they are drawn."""
    found = lines_of(text, width, markup, justify=justify, hyphens=hyphens)
    return [line.look.prefix + line.display for line in found]


def test_justified_lines_end_alike_but_for_the_last() -> None:
    rows = rows_of(WORDS, 30, justify=True)
    assert [len(row) for row in rows[:-1]] == [30] * (len(rows) - 1)
    assert rows[-1] == rows_of(WORDS, 30)[-1]
    assert [row.split() for row in rows] == [row.split() for row in rows_of(WORDS, 30)]


def test_a_line_with_too_few_blanks_is_left_as_it_is() -> None:
    text = "incomprehensibilities a incomprehensibilities"
    assert rows_of(text, 32, justify=True)[0] == rows_of(text, 32)[0]


@pytest.mark.parametrize("kind", ["pre", "verse", "heading"])
def test_verse_code_and_headings_are_never_stretched(kind: str) -> None:
    markup = (Span(0, len(WORDS), kind),)  # type: ignore[arg-type]
    assert rows_of(WORDS, 30, markup, justify=True) == rows_of(WORDS, 30, markup)


def test_chinese_without_blanks_is_left_as_it_is() -> None:
    text = "新闻报道说，昨天的会议没有结果。" * 5
    assert rows_of(text, 31, justify=True) == rows_of(text, 31)


@given(
    st.lists(
        st.sampled_from(["a", "Vell", "新闻", "e\u0301te\u0301", "👩‍🚀", "co\u00adop"]), min_size=1
    ),
    st.integers(8, 40),
)
def test_each_cell_of_a_justified_line_is_the_cluster_drawn_there(
    words: list[str], width: int
) -> None:
    for line in lines_of(" ".join(words), width, justify=True):
        assert line.width <= width
        for cell in range(line.width):
            offset = line.offset_at(cell)
            assert line.start <= offset < line.stop
            first = line.cell_of(offset)
            assert first <= cell
            assert line.offset_at(first) == offset
        assert line.shown(line.start, line.stop) == line.display


def test_words_are_broken_at_soft_hyphens_only_where_that_is_wanted() -> None:
    text = "A most extra\u00adordinary day."
    assert rows_of(text, 14) == ["A most extra-", "ordinary day."]
    assert rows_of(text, 14, hyphens=False) == ["A most", "extraordinary", "day."]


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "1. ", "12. ", "3) "])
def test_an_entry_of_a_plain_list_hangs(marker: str) -> None:
    rows = rows_of(f"Before.\n{marker}{WORDS}\n{marker}Second.", 30)
    assert rows[1].startswith(marker + "The harbour")
    others = rows[2 : rows.index(f"{marker}Second.")]
    assert len(others) > 1
    assert all(row.startswith(" " * len(marker) + row.lstrip()[0]) for row in others)
    assert max(map(len, rows)) <= 30
    assert " ".join(row.strip() for row in rows[1:-1]) == marker + WORDS


@pytest.mark.parametrize("start", ["-5 degrees ", "— No, ", "2024. ", "1.5 million ", "I. "])
def test_what_only_looks_like_an_entry_does_not_hang(start: str) -> None:
    assert not any(row.startswith(" ") for row in rows_of(start + WORDS, 30))


def test_an_entry_of_a_list_with_markup_is_set_by_that() -> None:
    text = f"- {WORDS}"
    markup = (Span(0, len(text), "list"), Span(0, len(text), "item", "-"))
    assert rows_of(text, 30, markup)[1].startswith("  ")
    assert rows_of(text, 30, markup)[0].startswith("• - ")


def test_an_entry_at_the_start_of_a_text_hangs_too() -> None:
    assert rows_of(f"- {WORDS}", 30)[1].startswith("  ")


def test_where_there_is_no_room_nothing_hangs() -> None:
    assert not any(row.startswith(" ") for row in rows_of(f"12. {WORDS}", 13))
