"""Lists of the app say what is not searched yet, and look again once it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import StoryDraft
from db.search.engine import Clock
from db.search.index import disk
from reader import indexing
from reader.screens.library import saved as counting
from tests.apps import PAPER, Reader, reading
from tests.library import add, mark


@pytest.fixture(autouse=True)
def _when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index catches up when a test says so; nobody waits long for it."""
    monkeypatch.setattr(indexing, "PAUSE_SECONDS", 3600)
    monkeypatch.setattr("db.search.search.GRACE", 0.01)
    monkeypatch.setattr("db.search.upkeep.upkeep.GRACE", 0.01)
    monkeypatch.setattr(counting, "COUNT_SECONDS", 0)
    monkeypatch.setattr(counting, "LOOK_SECONDS", 3600)


def titles(reader: Reader) -> list[str]:
    return [head.title for head in reader.screen.story_list.stories]


async def caught_up(reader: Reader) -> None:
    reader.app.catch_up()
    await reader.settle()


async def test_a_filter_says_what_is_not_searched_yet_and_looks_again(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await caught_up(reader)
        with disk.locked(reader.library.index_folder, Clock(1)):
            add(reader.library, StoryDraft("Snow", "Snow fell on the budget.", section="Town"))
            await reader.press("/", *"snow", "enter")
            assert titles(reader) == []
            assert reader.screen.story_list.empty == (
                "Nothing fits “snow” in what is searched so far."
            )
            assert reader.screen.masthead.aside == "1 not searched yet"
            await reader.press("escape", "/", *"budget", "enter")
            assert titles(reader) == ["A quiet budget"]
            assert "1 not searched yet" in reader.screen.masthead.aside
        await caught_up(reader)
        assert set(titles(reader)) == {"A quiet budget", "Snow"}
        assert reader.screen.story_list.at_cursor == reader.library.stories.head(
            next(head.id for head in reader.library.select("title:budget"))
        )
        assert reader.screen.masthead.aside == ""
        await reader.press("escape", "/", *"unfindable", "enter")
        assert reader.screen.story_list.empty == "Nothing fits “unfindable”."


async def test_a_filter_of_annotations_says_what_is_not_searched_yet(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await caught_up(reader)
        with disk.locked(reader.library.index_folder, Clock(1)):
            story = reader.library.stories.get(reader.library.select("title:lock")[0].id)
            mark(reader.library, story, "new lock")
            await reader.press("g", "a", "/", *"lock", "enter")
            rows = reader.app.screen.query_one("AnnotationList")
            assert "Nothing fits “lock” in what is searched so far." in str(rows.empty)  # type: ignore[attr-defined]
        await caught_up(reader)
        assert rows.row_count == 1  # type: ignore[attr-defined]


async def test_half_a_list_is_no_look_at_a_saved_search(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        saved = reader.library.saved_searches.save("Budgets", "budget")
        await caught_up(reader)
        with disk.locked(reader.library.index_folder, Clock(1)):
            add(reader.library, StoryDraft("Snow", "Snow fell on the budget.", section="Town"))
            reader.screen.reload_lists()
            await reader.press("J", "J", "J")
            assert titles(reader) == ["A quiet budget"]
            reader.screen._look()
            await reader.settle()
            assert reader.library.saved_searches.get("Budgets").looked == saved.looked
        await caught_up(reader)
        assert set(titles(reader)) == {"A quiet budget", "Snow"}
        reader.screen._look()
        await reader.settle()
        assert reader.library.saved_searches.get("Budgets").looked > saved.looked
