"""One query, the same answer in every place that takes one: on the command line and in the app."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db import Library
from db.errors import BadRequest
from reader.screens.search import SearchScreen
from tests.apps import Reader, reading
from tests.cli_runs import Shell
from tests.library import add, mark, opened
from tests.test_search import BEIJING, BUDGET, CAFE, FOUND, HARBOUR

OWN = (
    "rotterdam",
    "rotterdam council",
    "council -rotterdam",
    "note:rotterdam",
    "petition",
    "petition harbour",
    "storm colour:green",
    "colour:blue",
    "colour:blue OR note:rotterdam",
    "tag:tide",
    "tag:=works -tag:tide",
    "has:note",
    "has:highlight",
    "has:highlight NOT colour:green",
    "NOT has:note",
    "NOT (has:note OR tag:money)",
    "is:unplaced",
    "is:read",
    "is:starred storm",
    "is:later OR is:archive",
    "(storm OR musik) -section:politics",
    '"great storm"',
    "=storm lang:de",
    "pet* OR rott*",
    "storn~ colour:green",
)
QUERIES = (*(query for query, _ in FOUND[::2]), *OWN)

Answers = dict[str, list[str]]
"""By query, the ids that were found, in order of the ids."""


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A library with stories in several states, notes and highlights, all of it indexed."""
    monkeypatch.chdir(tmp_path)
    with opened(tmp_path / "library") as library:
        add(library, HARBOUR, BUDGET, CAFE, BEIJING)
        lock, budget, cafe = (
            library.stories.get(library.select(f"title:{word}")[0].id)
            for word in ("lock", "budget", "café")
        )
        library.stories.set_note(budget.id, "Compare with **Rotterdam**; ask the treasurer.")
        library.stories.set_read(lock.id, True)
        library.stories.set_starred(lock.id, True)
        library.stories.set_shelf(cafe.id, "later")
        mark(library, lock, "the great storm", note="A petition?", colour="green")
        mark(library, lock, "Ships may pass", colour="blue", tags=["tide"])
        mark(library, cafe, "Der Sturm ist vergessen", tags=["sea"])
        library.search.catch_up()
    return Shell(tmp_path / "library", capsys, monkeypatch)


def ids(found: object, key: str = "id") -> list[str]:
    return sorted({str(one[key]) for one in found})  # type: ignore[attr-defined]


def stories_of(library: Library, query: str) -> list[str]:
    return sorted(head.id for head in library.select(query))


def marks_of(library: Library, query: str) -> list[str]:
    return sorted(one.id for one in library.select_annotations(query, notes=False))


def notes_of(library: Library, query: str) -> list[str]:
    rows = library.select_annotations(query)
    return sorted(one.story for one in rows if one.highlight is None)


def differing(shell: Shell, found: Callable[[str], object], of: object) -> dict[str, object]:
    """The queries to which a place gives another answer than the library."""
    assert callable(of)
    with opened(shell.folder) as library:
        expected = {query: of(library, query) for query in QUERIES}
    return {
        query: (answer, expected[query])
        for query in QUERIES
        if (answer := found(query)) != expected[query]
    }


def test_the_table_is_worth_asking(shell: Shell) -> None:
    with opened(shell.folder) as library:
        answers = {query: stories_of(library, query) for query in QUERIES}
        assert len(set(map(tuple, answers.values()))) > 8
        assert {len(answer) for answer in answers.values()} == {0, 1, 2, 3, 4}
        assert len({tuple(marks_of(library, query)) for query in QUERIES}) > 5


def test_lists_of_stories(shell: Shell) -> None:
    assert not differing(shell, lambda query: ids(shell.json("list", query)), stories_of)


def test_saved_searches(shell: Shell) -> None:
    def listed(query: str) -> list[str]:
        assert shell("searches", "save", "Kept", query).code == 0
        (kept,) = shell.json("searches")
        found = ids(shell.json("list", "--saved", "Kept"))
        assert kept["stories"] == len(found)
        return found

    assert not differing(shell, listed, stories_of)


def test_what_is_found_stands_for_the_stories_of_a_list(shell: Shell) -> None:
    """A note or a highlight that matches by itself may stand for a story that a NOT leaves out."""

    def found(query: str) -> list[str]:
        *hits, last = shell.json("find", query, "--limit", "0")
        assert last == {"total": len(hits)}
        own = {one["id"] for one in hits if one["highlight"] is None}
        with opened(shell.folder) as library:
            listed = stories_of(library, query)
        assert own <= set(listed)
        return sorted({one["id"] for one in hits} & set(listed))

    assert not differing(shell, found, stories_of)


def test_highlights(shell: Shell) -> None:
    assert not differing(shell, lambda query: ids(shell.json("highlights", query)), marks_of)


def test_notes_on_stories(shell: Shell) -> None:
    def noted(query: str) -> list[str]:
        found = shell.json("highlights", "--notes", query)
        return ids([one for one in found if one["quote"] is None])

    assert not differing(shell, noted, notes_of)


def test_exports(shell: Shell) -> None:
    def written(query: str) -> list[str]:
        found = shell.json("export", query, "--to", "notes", "--dry-run")
        return [str(len(found))]

    assert not differing(shell, written, lambda library, query: [str(len(library.select(query)))])


def test_what_is_done_to_all_that_is_found(shell: Shell) -> None:
    def touched(query: str) -> list[str]:
        done = shell("tag", "--query", query, "touched", "--json")
        assert done.code == 0, done.err
        if done.records:
            assert shell("undo").code == 0
        return ids(done.records)

    assert not differing(shell, touched, stories_of)


def test_what_is_done_to_all_highlights_that_are_found(shell: Shell) -> None:
    def touched(query: str) -> list[str]:
        done = shell("tag", "--query", query, "--highlights", "touched", "--json")
        assert done.code == 0, done.err
        if done.records:
            assert shell("undo").code == 0
        return ids(done.records)

    assert not differing(shell, touched, marks_of)


def test_highlighting_all_matches(shell: Shell) -> None:
    """It looks in the stories that a list shows; for a query without words in texts it says so."""
    with opened(shell.folder) as library:
        for query in QUERIES:
            try:
                plan = library.match_marks.plan(query)
            except BadRequest:
                continue
            assert {one.story for one in plan.stories} <= set(stories_of(library, query)), query


async def test_filters_and_the_search_in_the_app(shell: Shell, tmp_path: Path) -> None:
    with opened(shell.folder) as library:
        expected = {
            query: (stories_of(library, query), marks_of(library, query), notes_of(library, query))
            for query in QUERIES[::2]
        }
        totals = {query: library.search.find(query).total for query in expected}
    async with reading(tmp_path) as reader:
        screen = reader.screen
        for query in expected:
            for typing in (True, False):
                screen.show_fitting(f"{query} " if typing else query, typing=typing)
                await reader.settle()
                shown = sorted(head.id for head in screen.story_list.stories)
                left_out = typing and "While you type" in screen.lacking.partial
                assert shown == expected[query][0] or left_out, (query, typing)
        screen.filter("")
        await _annotations(reader, expected)
        await reader.press("g", "slash")
        assert isinstance(reader.app.screen, SearchScreen)
        for query, total in totals.items():
            reader.app.screen.line.put(f"{query} ")
            await reader.settle()
            result = reader.app.screen.view.result
            assert result is not None
            assert result.total == total or "While you type" in result.partial, query


async def _annotations(
    reader: Reader, expected: dict[str, tuple[list[str], list[str], list[str]]]
) -> None:
    from reader.screens.annotations import AnnotationsScreen

    await reader.press("g", "a")
    screen = reader.app.screen
    assert isinstance(screen, AnnotationsScreen)
    for query, (_, marks, noted) in expected.items():
        screen.filter(query)
        await reader.settle()
        rows = list(screen.rows.rows or ())
        assert sorted(one.id for one in rows if one.highlight) == marks, query
        assert sorted(one.story for one in rows if not one.highlight) == noted, query
    await reader.press("escape")


def test_json_of_a_saved_search_keeps_its_query(shell: Shell) -> None:
    for query in QUERIES:
        shell("searches", "save", "Kept", query)
        assert json.loads(shell("searches", "--json").out)["query"] == query
