"""Reviewing past highlights in the app, and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import Library
from db.errors import LibraryFull
from db.models import COLOURS
from db.spacing import RATINGS
from reader.cli.reviewing import ANSWERS
from reader.screens.recall import RecallScreen
from reader.widgets.recall_card import RecallCard, veiled
from tests.apps import PAPER, Reader, reading
from tests.cli_runs import Shell
from tests.library import add_story, done, mark, opened

QUOTES = ("its new lock", "any tide", "long nights")


def long_ago(library: Library) -> None:
    """Let what was marked have been marked in another year."""
    with library._store.write() as connection:
        connection.execute("UPDATE highlights SET created = '2020' || substr(created, 5)")


def marked(library: Library) -> None:
    story = next(
        library.stories.get(head.id) for head in library.select() if head.title == "The lock"
    )
    for quote, colour in zip(QUOTES, COLOURS, strict=False):
        mark(library, story, quote, colour=colour, note=f"Note on {quote}.", tags=["sea"])
    long_ago(library)


def shown(reader: Reader) -> str:
    return str(reader.app.screen.query_one(RecallCard).render())


@pytest.mark.parametrize(
    ("quote", "given", "hidden"),
    [
        ("any tide", "", "··· ····"),
        ("one two three four five", "", "··· ··· ····· ···· ····"),
        ("Ships of up to forty metres", "Ships of up", " ·· ····· ······"),
        ("“O’Neill,” he said", "", "“·’·····,” ·· ····"),
        ("海の道", "", "······"),
        ("a\nb", "", "·\n·"),
    ],
)
def test_a_veiled_passage_takes_the_same_room(quote: str, given: str, hidden: str) -> None:
    assert veiled(quote) == (given, hidden)


def test_the_answers_are_those_of_the_library() -> None:
    assert ANSWERS == RATINGS


async def test_a_reader_goes_through_a_handful_and_takes_one_answer_back(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        marked(reader.library)
        await reader.press("g", "v")
        assert isinstance(reader.app.screen, RecallScreen)
        first = reader.app.screen.current
        assert first is not None
        assert first.highlight.quote not in shown(reader)
        await reader.press("g")
        assert "how well you knew it" in reader.app.screen.query_one("StatusBar").message  # type: ignore[attr-defined]
        assert first.highlight.quote in shown(reader)
        assert f"Note on {first.highlight.quote}" in shown(reader)
        assert "#sea" in shown(reader)
        await reader.press("g", "space", "a", "u")
        assert done(reader.library)[-1].startswith("Recalled")
        assert reader.library.recalls.answered() == 1
        await reader.press("space", "e", "s")
        assert "today's handful: 1 well, 1 by heart" in shown(reader)
        await reader.press("m")
        assert "no more" in reader.app.screen.query_one("StatusBar").message  # type: ignore[attr-defined]
        await reader.press("q")
        assert not isinstance(reader.app.screen, RecallScreen)


async def test_the_passage_of_a_reviewed_highlight_is_one_key_away(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        marked(reader.library)
        await reader.press("g", "v")
        assert isinstance(reader.app.screen, RecallScreen)
        asked = reader.app.screen.current
        await reader.press("o")
        assert reader.screen.story is not None
        assert asked is not None
        assert reader.screen.page.caret == asked.highlight.start


async def test_no_more_are_asked_about_than_the_reader_wants(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, settings="[review]\ndaily = 1\n") as reader:
        marked(reader.library)
        await reader.press("g", "v", "space", "g")
        assert "1 well" in shown(reader)
        await reader.press("q", "g", "v")
        assert "Nothing is left to review today" in shown(reader)
        await reader.press("m")
        assert isinstance(reader.app.screen, RecallScreen)
        assert reader.app.screen.current is not None


async def test_where_nothing_is_highlighted_one_is_told_how(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("g", "v")
        assert reader.app.screen is reader.screen
        assert "H on a page highlights" in reader.message


async def test_an_answer_that_cannot_be_written_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        marked(reader.library)
        await reader.press("g", "v", "space")

        def refuse(*arguments: object) -> None:
            raise LibraryFull("The disk is full: nothing was saved; make room.")

        monkeypatch.setattr(reader.library.recalls, "answer", refuse)
        await reader.press("g")
        assert isinstance(reader.app.screen, RecallScreen)
        assert "1 of 3" in str(reader.app.screen.query_one("#about").render())
        assert reader.notices == ["The disk is full: nothing was saved; make room."]


def test_the_command_line_lists_and_takes_answers(shell: Shell) -> None:
    with opened(shell.folder) as library:
        story = add_story(library)
        made = [mark(library, story, quote) for quote in QUOTES]
        long_ago(library)
    listed = shell.json("review")
    assert {record["quote"] for record in listed} == set(QUOTES)
    assert {record["due"] for record in listed} == {None}
    (answered,) = shell.json("review", "--answer", made[0].id, "good")
    assert answered["answers"] == 1
    assert len(shell.json("review")) == 2
    assert "left out" in shell("review", "--answer", made[1].id, "never").err
    refused = shell("review", "--answer", made[0].id, "perfect")
    assert refused.code == 2
    assert "again, hard, good, easy, skip, never" in refused.err
