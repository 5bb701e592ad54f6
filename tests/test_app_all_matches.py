"""Every match of a find or a query highlighted at once, after it was shown."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from db.models import Anchor, MatchesIn
from reader.screens.matches import MatchesScreen
from reader.widgets.cells import width_of
from reader.widgets.match_list import MatchList, passage_runs
from tests.apps import PAPER, Reader, reading
from tests.library import done


def preview(reader: Reader) -> MatchesScreen:
    screen = reader.app.screen
    assert isinstance(screen, MatchesScreen)
    return screen


def told(reader: Reader) -> str:
    return str(preview(reader).query_one("#about", Static).content)


async def test_all_matches_of_a_find_are_shown_highlighted_and_undone(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "/", *"lock", "enter", "g", "H")
        assert "2 matches of “lock” in 1 story" in told(reader)
        assert preview(reader).query_one(MatchList).row_count == 2
        assert reader.library.highlights.count() == 0
        await reader.press("enter")
        assert [one.quote for one in reader.screen.highlights] == ["lock", "lock"]
        assert "Highlighted 2 matches in 1 story; u takes it back." in reader.message
        assert done(reader.library)[-1] == "Highlighted 2 matches of “lock” in 1 story"
        await reader.press("u")
        assert reader.library.highlights.count() == 0
        assert reader.screen.highlights == []


async def test_leaving_what_is_shown_highlights_nothing(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "/", *"lock", "enter", "g", "H", "escape")
        assert not isinstance(reader.app.screen, MatchesScreen)
        assert reader.library.highlights.count() == 0


async def test_a_query_in_the_library_is_highlighted_in_the_present_colour(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        reader.library.search.catch_up()
        reader.screen.marking.colour = "green"
        await reader.press(":", *"highlight-matches =lock OR budget", "enter")
        assert "3 matches of “=lock OR budget” in 2 stories" in told(reader)
        assert "in green" in told(reader)
        await reader.press("enter")
        marked = reader.library.highlights.all()
        assert sorted(one.quote for one in marked) == ["budget", "lock", "lock"]
        assert {one.colour for one in marked} == {"green"}
        await reader.press(":", *"highlight-matches =lock", "enter")
        assert "Nothing to highlight" in told(reader)
        assert "2 more are highlighted already" in told(reader)
        await reader.press("enter")
        assert len(reader.library.highlights.all()) == 3


async def test_in_the_lists_the_filter_is_offered_as_the_query(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        reader.library.search.catch_up()
        await reader.press("/", *"rain", "enter", "g", "H", "enter")
        assert "1 match of “rain” in 1 story" in told(reader)


async def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press(":", *"highlight-matches is:unread", "enter")
        assert "no words" in told(reader)
        await reader.press("escape", "enter", "g", "H")
        assert "Nothing is found yet" in reader.message


async def test_a_heading_parts_stories_and_lines_belong_to_their_rows(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        reader.library.search.catch_up()
        await reader.press(":", *"highlight-matches the", "enter")
        rows = preview(reader).query_one(MatchList)
        assert rows.row_count > 5
        lines = [rows.row_at(line) for line in range(rows.top_of(rows.row_count))]
        assert lines == sorted(lines)
        assert set(lines) == set(range(rows.row_count))
        heads = [row for row in range(rows.row_count) if rows.lead_height(row)]
        assert len(heads) == 3
        assert all(rows.lead_runs(row, 40)[0][0].text.strip() for row in heads)
        for row in range(rows.row_count):
            assert lines.count(row) == 1 + rows.lead_height(row)


def test_a_passage_keeps_its_words_and_fits_the_line() -> None:
    anchor = Anchor(
        30, 40, "quiet\nrevolution", "The mayor spoke of a very ", ", and the pilots of"
    )
    for width in (10, 30, 60):
        runs = passage_runs(anchor, width)
        assert sum(width_of(run.text) for run in runs) <= width
        assert [run.part for run in runs] == ["quiet", "mark", "quiet"]
    assert (
        "".join(run.text for run in passage_runs(anchor, 60))
        .strip()
        .startswith("spoke of a very [quiet")
    )
    assert MatchesIn("s", "Title", 1, (anchor,)).anchors == (anchor,)
