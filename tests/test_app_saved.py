"""Saved searches among the sections: shown, counted, looked at, and changed by commands."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from db.models import SavedCounts, SavedSearch, StoryDraft
from db.saved_counts import SavedCounting
from reader.screens.library import saved as module
from reader.widgets.section_list import SectionList
from tests.apps import PAPER, Reader, reading
from tests.library import add, done


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts without a pause; nothing is looked at before a test says so."""
    monkeypatch.setattr(module, "COUNT_SECONDS", 0)
    monkeypatch.setattr(module, "LOOK_SECONDS", 3600)


def drawn(reader: Reader, width: int = 30) -> list[str]:
    """The rows of the sections as they are drawn, the heading of the saved searches left out."""
    rows = reader.screen.section_list
    lines = [rows.row_runs(row, width)[0] for row in range(rows.row_count)]
    return [" ".join("".join(run.text for run in line).split()) for line in lines]


def titles(reader: Reader) -> list[str]:
    return [head.title for head in reader.screen.story_list.stories]


async def to_row(reader: Reader, name: str) -> None:
    """Put the cursor of the sections on the row of that name."""
    rows = reader.screen.section_list
    rows.go_to(next(row for row, line in enumerate(drawn(reader)) if line.startswith(name)))
    await reader.settle()


async def saved(reader: Reader, *searches: tuple[str, str, str]) -> None:
    for name, query, sort in searches:
        reader.library.saved_searches.save(name, query, sort)
    reader.library.search.catch_up()
    reader.screen.reload_lists()
    await reader.settle()


async def test_a_saved_search_stands_below_the_sections_with_its_unread_stories(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("Town talk", "section:Town", "oldest"), ("Locks", "lock", "newest"))
        assert drawn(reader)[-2:] == ["Town talk 2", "Locks 1"]
        rows = reader.screen.section_list
        first = rows.row_count - 2
        assert "Saved searches" in rows.lead_runs(first, 30)[0][0].text
        assert [rows.row_at(rows.top_of(row)) for row in range(rows.row_count)] == [
            *range(rows.row_count)
        ]
        await reader.press("J", "J", "J")
        assert titles(reader) == ["Rain at the fair", "A quiet budget"]
        assert "Town talk — 2 stories" in reader.screen.masthead.heading
        await reader.press("J")
        assert titles(reader) == ["The lock"]
        await reader.press("K", "K")
        assert titles(reader) == ["A quiet budget", "Rain at the fair"]
        assert reader.screen.section == "Town"


async def test_a_filter_narrows_within_a_saved_search(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("Town talk", "section:Town", "newest"))
        await to_row(reader, "Town talk")
        await reader.press("/", *"rain", "enter")
        assert titles(reader) == ["Rain at the fair"]
        await reader.press("escape")
        assert len(titles(reader)) == 2


async def test_sorting_a_saved_search_leaves_the_order_of_the_sections(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("Town talk", "section:Town", "oldest"))
        await to_row(reader, "Town talk")
        await reader.press(":", *"sort title", "enter")
        assert titles(reader) == ["A quiet budget", "Rain at the fair"]
        await reader.press("K")
        assert reader.screen.order == "newest"


async def test_what_came_in_since_the_last_look_is_told_and_stays_marked_while_one_is_there(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("Town talk", "section:Town", "newest"))
        assert drawn(reader)[-1] == "Town talk 2"
        add(reader.library, StoryDraft("Snow", "Snow fell.", section="Town"))
        await saved(reader)
        assert drawn(reader)[-1] == "Town talk 1 new 3"
        await to_row(reader, "Town talk")
        steps = done(reader.library)
        reader.screen._look()
        await reader.settle()
        assert done(reader.library) == steps
        assert drawn(reader)[-1] == "Town talk 3"
        rows = reader.screen.story_list
        assert {head.title for head in rows.stories if head.key in rows.fresh} == {"Snow"}
        assert "1 new" in reader.screen.masthead.heading
        await reader.press("K", "J")
        assert not rows.fresh


async def test_opening_one_of_its_stories_is_a_look(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("Town talk", "section:Town", "newest"))
        add(reader.library, StoryDraft("Snow", "Snow fell.", section="Town"))
        await saved(reader)
        await to_row(reader, "Town talk")
        await reader.press("enter")
        reader.screen.open_story(reader.screen.story_list.stories[0].id)
        await reader.settle()
        assert "new" not in drawn(reader)[-1]


async def test_what_the_list_shows_is_saved_with_its_section(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "S")
        assert "filters them first" in reader.message
        await reader.press("J", "J", "/", *"rain OR pears", "enter")
        assert "g S" in reader.message
        await reader.press("g", "S", *"Wet", "enter")
        (kept,) = reader.library.saved_searches.all()
        assert (kept.name, kept.query) == ("Wet", "section:Town (rain OR pears)")
        assert drawn(reader)[-1] == "Wet 1"
        await reader.press("u")
        assert reader.library.saved_searches.all() == []
        assert not reader.screen.section_list.saved


async def test_a_saved_search_is_renamed_changed_moved_and_removed(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("One", "section:Town", "newest"), ("Two", "lock", "newest"))
        await to_row(reader, "Two")
        await reader.press(":", *"move-search-up", "enter")
        assert [one.name for one in reader.library.saved_searches.all()] == ["Two", "One"]
        assert reader.screen.section_list.saved_at_cursor == reader.screen.saved
        await reader.press(":", *"rename-search", "enter", "ctrl+u", *"Locks", "enter")
        assert reader.screen.masthead.heading.startswith("Locks")
        await reader.press(":", *"change-search", "enter", "ctrl+u", *"budget", "enter")
        assert titles(reader) == ["A quiet budget"]
        await reader.press(":", *"remove-search One", "enter")
        await reader.press(":", *"remove-search", "enter")
        assert reader.library.saved_searches.all() == []
        assert len(titles(reader)) == 3
        await reader.press("u")
        assert [one.name for one in reader.library.saved_searches.all()] == ["Locks"]


async def test_names_of_saved_searches_are_offered(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("One", "lock", "newest"), ("Other", "rain", "newest"))
        assert list(reader.screen.choices("remove-search", "o")) == ["One", "Other"]
        await reader.press(":", *"remove-search none", "enter")
        assert "There is no saved search" in reader.notices[-1]


async def test_a_query_that_became_wrong_is_told_and_mended(tmp_path: Path) -> None:
    settings = '[colours]\ngreen = "claim"\n'
    async with reading(tmp_path, *PAPER, settings=settings) as reader:
        await saved(reader, ("Claims", "colour:claim", "newest"))
        assert drawn(reader)[-1] == "Claims"
        colours = reader.app.config.colours
        assert isinstance(colours, dict)
        colours.clear()
        reader.screen._counted.clear()
        await saved(reader)
        assert drawn(reader)[-1] == "Claims wrong"
        await to_row(reader, "Claims")
        assert "The saved search “colour:claim” is wrong now" in reader.screen.story_list.empty
        await reader.press(":", *"change-search", "enter", "ctrl+u", *"rain", "enter")
        assert titles(reader) == ["Rain at the fair"]
        assert drawn(reader)[-1] == "Claims 1"


async def test_without_saved_searches_nothing_is_counted(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        assert not reader.screen._counted
        assert "search" not in reader.library.__dict__ or not reader.screen.searches


async def test_a_saved_search_that_another_window_removes_leaves_its_list(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await saved(reader, ("Locks", "lock", "newest"))
        await to_row(reader, "Locks")
        reader.library.saved_searches.remove("Locks")
        reader.screen.reload()
        await reader.settle()
        assert reader.screen.saved is None
        assert len(titles(reader)) == 3
        assert isinstance(reader.screen.section_list, SectionList)
        assert reader.screen.section_list.cursor == 0


async def test_counting_gives_way_to_a_search_and_is_done_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops: list[threading.Event | None] = []
    began = threading.Event()
    counts = SavedCounting.counts

    def slowly(
        self: SavedCounting,
        saved: SavedSearch,
        *,
        wait: bool = True,
        stop: threading.Event | None = None,
    ) -> SavedCounts:
        stops.append(stop)
        if len(stops) == 1:
            began.set()
            assert stop is not None
            assert stop.wait(30)
        return counts(self, saved, wait=wait, stop=stop)

    monkeypatch.setattr(SavedCounting, "counts", slowly)
    async with reading(tmp_path, *PAPER) as reader:
        reader.library.search.catch_up()
        reader.library.saved_searches.save("Locks", "lock", "newest")
        reader.screen.reload_lists()
        while not began.is_set():
            await reader.pilot.pause(0.01)
        assert await reader.app.background.search.submit(lambda task: "found") == "found"
        await reader.settle()
        assert drawn(reader)[-1] == "Locks 1"
        assert len(stops) == 2
