"""Going from a story to one about the same, in the app and on the command line."""

from __future__ import annotations

from pathlib import Path

from reader.screens.related import RelatedList, RelatedScreen
from tests.apps import reading
from tests.cli_runs import Shell
from tests.library import add, opened
from tests.test_search_advice import PAPER


async def test_a_related_story_is_listed_with_what_it_shares_and_opened(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        reader.library.search.catch_up()
        first = next(head for head in reader.library.select() if head.title == PAPER[0].title)
        reader.screen.open_story(first.id)
        await reader.press("g", "r")
        assert isinstance(reader.app.screen, RelatedScreen)
        rows = reader.app.screen.query_one(RelatedList)
        assert [one.story.title for one in rows.related] == ["Pilots on strike"]
        drawn = "".join(run.text for line in rows.row_runs(0, 60) for run in line)
        assert "pilots" in drawn
        await reader.press("enter")
        assert reader.screen.story is not None
        assert reader.screen.story.title == "Pilots on strike"
        await reader.press("ctrl+o")
        assert reader.screen.story.title == PAPER[0].title


async def test_where_nothing_is_related_one_is_told(tmp_path: Path) -> None:
    async with reading(tmp_path, PAPER[2]) as reader:
        await reader.press("g", "r")
        assert not isinstance(reader.app.screen, RelatedScreen)
        assert "No other story" in reader.message


def test_the_command_line_lists_related_stories_and_asks_what_was_meant(shell: Shell) -> None:
    with opened(shell.folder) as library:
        add(library, *PAPER)
        story = next(head for head in library.select() if head.title == PAPER[0].title)
    (found,) = shell.json("related", story.id)
    assert found["title"] == "Pilots on strike"
    assert "pilots" in found["shared"]
    assert "Did you mean: harbour lock" in shell("find", "harbuor lock").err
    assert "Did you mean" not in shell("find", "harbour").err
