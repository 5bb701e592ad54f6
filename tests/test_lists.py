"""Lists draw only what is in view, keep the cursor there, and cut nothing in half."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from db.models import Hit, Section, Snippet, StoryHead
from reader.widgets.cells import fit, pad, spread
from reader.widgets.hit_list import HitList, snippet_runs
from reader.widgets.row_list import RowList
from reader.widgets.section_list import SectionList
from reader.widgets.story_list import StoryList


def head(number: int, **values: object) -> StoryHead:
    """A story as a list shows it."""
    fields: dict[str, object] = {
        "id": f"id{number}", "ref": "", "title": f"Story number {number}", "byline": "",
        "section": "General", "published": "2024-07-01", "source": "Gazette", "url": "",
        "lang": "en", "words": 1200, "length": 7000, "tags": (), "read": False,
        "starred": False, "shelf": "inbox", "highlights": 0, "noted": False, "place": 0,
        "added": "2024-07-01T00:00:00Z",
    }  # fmt: skip
    return StoryHead(**{**fields, **values})  # type: ignore[arg-type]  # built by name


class Countless(Sequence[StoryHead]):
    """A hundred thousand stories that remember which were looked at."""

    def __init__(self) -> None:
        self.looked_at: set[int] = set()

    def __len__(self) -> int:
        return 100_000

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # only whole numbers here
        self.looked_at.add(index)
        return head(index)


class Lists(App[None]):
    """One list on its own."""

    def __init__(self, rows: RowList) -> None:
        super().__init__()
        self.rows = rows
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.chosen.append(event.index)


def shown(rows: RowList) -> list[str]:
    """The lines in view."""
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def test_a_hundred_thousand_stories_cost_what_is_in_view() -> None:
    stories = Countless()
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(60, 20)) as pilot:
        rows.show(stories)
        assert "Story number 0" in shown(rows)[0]
        rows.go_to(99_999)
        await pilot.pause()
        assert any("Story number 99999" in line for line in shown(rows))
    assert len(stories.looked_at) < 60


async def test_a_list_that_comes_with_a_cursor_far_down_shows_it() -> None:
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(60, 20)) as pilot:
        rows.show(Countless(), 50_000)
        await pilot.pause()
        assert any("Story number 50000" in line for line in shown(rows))


async def test_the_first_row_in_view_is_never_cut() -> None:
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(60, 7)) as pilot:
        rows.show([head(number) for number in range(50)])
        rows.go_to(20)
        await pilot.pause()
        assert "Story number" in shown(rows)[0]
        assert any("Story number 20" in line for line in shown(rows))


async def test_the_cursor_stays_in_view_when_the_list_is_made_small() -> None:
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(60, 24)) as pilot:
        rows.show([head(number) for number in range(50)])
        rows.go_to(11)
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert any("Story number 11" in line for line in shown(rows))


async def test_nothing_of_a_row_is_drawn_under_the_scrollbar() -> None:
    rows = StoryList()
    async with Lists(rows).run_test(size=(60, 12)) as pilot:
        rows.show([head(number, title="A word and another " * 9) for number in range(40)])
        await pilot.pause()
        assert rows.show_vertical_scrollbar
        for y in range(rows.size.height):
            assert rows.render_line(y).cell_length == 60 - rows.scrollbar_size_vertical
        assert shown(rows)[0].endswith("…")


async def test_a_row_tells_date_source_words_and_marks() -> None:
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(70, 6)):
        rows.show(
            [head(1, highlights=3, noted=True, starred=True, tags=("policy",), shelf="later")]
        )
        title, about = shown(rows)[:2]
    assert title == " ● Story number 1"
    for part in ("2024-07-01", "Gazette", "1,200 words", "#policy", "3 marked", "★", "later"):
        assert part in about


async def test_a_long_title_has_two_lines_in_a_narrow_list() -> None:
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(40, 9)) as pilot:
        rows.show([head(1, title="The council finds a map of the old town in the wall"), head(2)])
        await pilot.pause()
        lines = shown(rows)
    assert lines[0] == " ● The council finds a map of the old"
    assert lines[1] == "   town in the wall"
    assert lines[2].startswith("   2024-07-01")
    assert "Story number 2" in lines[3]


async def test_clicks_move_the_cursor_then_open() -> None:
    rows = StoryList()
    app = Lists(rows)
    async with app.run_test(size=(60, 20)) as pilot:
        rows.show([head(number) for number in range(5)])
        await pilot.click(StoryList, offset=(5, 4))
        assert (rows.cursor, app.chosen) == (2, [])
        await pilot.click(StoryList, offset=(5, 4))
        assert app.chosen[:1] == [2]


async def test_sections_begin_with_the_whole_paper_and_count_what_is_unread() -> None:
    rows = SectionList()
    app = Lists(rows)
    async with app.run_test(size=(30, 6)):
        rows.sections = [Section("World", 1, 5, 2), Section("Arts", 2, 3, 0)]
        lines = shown(rows)
        rows.go_to(2)
        assert rows.name_at_cursor == "Arts"
    assert [line.split() for line in lines[:3]] == [
        ["All", "stories", "2"],
        ["World", "2"],
        ["Arts"],
    ]


async def test_an_empty_list_says_so() -> None:
    rows = HitList()
    app = Lists(rows)
    async with app.run_test(size=(40, 6)):
        rows.empty = "Nothing found."
        assert "Nothing found." in shown(rows)[1]


def test_a_snippet_shows_its_first_mark_however_far_in_it_stands() -> None:
    text = "word " * 60 + "needle " + "more " * 20
    at = text.index("needle")
    runs = snippet_runs(Snippet(text, ((at, at + 6),)), 50)
    assert ("needle", "mark") in [tuple(run) for run in runs]
    assert cell_len("".join(run.text for run in runs)) <= 50


def test_a_snippet_without_marks_is_shown_from_its_start() -> None:
    assert "".join(run.text for run in snippet_runs(Snippet("short"), 20)) == "short"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("*Rain* fell all day and the *rain* gauge broke in the *storm*", 40, ["rain", "storm"]),
        ("*Rain* and *storm*, and then *rain* and *storm*", 30, ["Rain", "storm"]),
        ("A *storm* came over the whole of the coast; *Rain* *rain* *rain*", 30, ["Rain", "rain"]),
        ("Nothing is said of it for a long while, and then *rain*", 30, ["rain"]),
        ("A *storm* of such a length that no *rain*", 12, ["storm"]),
        ("北京的*大学*在很远很远的地方，这里有*图书馆*和*大学*", 24, ["图书馆", "大学"]),
    ],
)
def test_a_snippet_is_cut_where_most_of_the_words_are(
    text: str, width: int, shown: list[str]
) -> None:
    pieces = text.split("*")
    at, marks = 0, []
    for number, piece in enumerate(pieces):
        if number % 2:
            marks.append((at, at + len(piece)))
        at += len(piece)
    runs = snippet_runs(Snippet("".join(pieces), tuple(marks)), width)
    assert [run.text for run in runs if run.part == "mark" and run.text][: len(shown)] == shown
    assert cell_len("".join(run.text for run in runs)) <= width


@given(st.text(alphabet="ab 漢é🇬🇧👩\u200d", max_size=30), st.integers(0, 20))
def test_a_text_that_is_fitted_is_never_wider_than_its_room(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    assert cell_len(pad(text, width)) == width


@pytest.mark.parametrize("width", [4, 10, 40])
def test_the_right_end_of_a_line_is_kept(width: int) -> None:
    left, right = spread("a very long name of a section", " 42 ", width)
    assert right == " 42 "
    assert cell_len(left + right) == width


def test_a_hit_in_a_note_says_that_it_is_one() -> None:
    rows = HitList()
    hit = Hit(head(1), "h-abc", "highlight", 1.0, 0, 4, Snippet("some words", ((0, 4),)))
    rows.set_reactive(HitList.hits, [hit])
    first, second = rows.row_runs(0, 60)
    assert "highlight" in "".join(run.text for run in first)
    assert ("some", "mark") in [tuple(run) for run in second]
