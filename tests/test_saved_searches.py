"""Searches under a name, what is new in them, and what was searched for before."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from db import Library
from db.errors import BadRequest, NotFound, QueryError, Unwanted
from db.models import SavedCounts, StoryDraft
from db.search_memory import KEPT
from tests.library import TEXT, add, add_story, done, rows, snapshot


def names(library: Library) -> list[str]:
    return [saved.name for saved in library.saved_searches.all()]


def counts(library: Library, name: str) -> SavedCounts:
    return library.saved_counting().counts(library.saved_searches.get(name))


def test_a_search_is_kept_with_its_name_query_and_order(library: Library) -> None:
    saved = library.saved_searches.save(" Ports ", "harbour OR lock", "oldest")
    assert (saved.name, saved.query, saved.sort) == ("Ports", "harbour OR lock", "oldest")
    assert library.saved_searches.get("PORTS") == saved


def test_saving_under_the_same_name_changes_the_query_and_keeps_the_place(
    library: Library,
) -> None:
    library.saved_searches.save("Ports", "harbour")
    library.saved_searches.save("Bread", "baker")
    library.saved_searches.save("ports", "lock", "title")
    assert names(library) == ["Ports", "Bread"]
    assert library.saved_searches.get("Ports").query == "lock"


@pytest.mark.parametrize(
    ("name", "query", "sort", "error"),
    [
        ("", "lock", "newest", BadRequest),
        ("Ports", " ", "newest", BadRequest),
        ("Ports", "lock", "by mood", BadRequest),
        ("Ports", "is:purple", "newest", QueryError),
        ("Ports", "(lock", "newest", QueryError),
    ],
)
def test_what_makes_no_sense_is_not_saved(
    library: Library, name: str, query: str, sort: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        library.saved_searches.save(name, query, sort)
    assert names(library) == []


def test_saved_searches_are_renamed_ordered_and_removed(library: Library) -> None:
    for name in ("Ports", "Bread", "Rain"):
        library.saved_searches.save(name, name.lower())
    library.saved_searches.rename("Bread", "Bakers")
    library.saved_searches.rename("Rain", "RAIN")
    library.saved_searches.order(["rain", "Bakers"])
    assert names(library) == ["RAIN", "Bakers", "Ports"]
    with pytest.raises(BadRequest, match="PORTS already"):
        library.saved_searches.rename("Bakers", "PORTS")
    assert library.saved_searches.remove("Bakers").query == "bread"
    assert names(library) == ["RAIN", "Ports"]
    with pytest.raises(NotFound, match="there are: RAIN, Ports"):
        library.saved_searches.get("Bakers")


def test_each_change_is_a_step_that_undo_takes_back(library: Library) -> None:
    images = [snapshot(library)]
    for act in (
        lambda: library.saved_searches.save("Ports", "lock"),
        lambda: library.saved_searches.save("Ports", "harbour"),
        lambda: library.saved_searches.rename("Ports", "Harbours"),
        lambda: library.saved_searches.remove("Harbours"),
    ):
        act()
        images.append(snapshot(library))
    assert done(library)[-1] == "Removed the saved search Harbours"
    for image in reversed(images[:-1]):
        library.history.undo()
        assert snapshot(library) == image
    for image in images[1:]:
        library.history.redo()
        assert snapshot(library) == image


def test_unread_and_new_stories_are_counted(library: Library) -> None:
    first = add_story(library)
    library.search.catch_up()
    library.saved_searches.save("Locks", "lock")
    assert counts(library, "Locks") == SavedCounts(1, 1, 0)
    with library._store.write() as connection:
        connection.execute("UPDATE saved_searches SET looked = '2000'")
    add(library, StoryDraft("Another lock", "A lock on a canal."), name="other")
    library.stories.set_read(first.id, True)
    library.search.catch_up()
    assert counts(library, "Locks") == SavedCounts(2, 1, 2)
    library.saved_searches.looked("locks")
    assert counts(library, "Locks") == SavedCounts(2, 1, 0)


def test_a_story_with_a_new_text_is_new_again_and_a_note_makes_none(library: Library) -> None:
    story = add_story(library, ref="1")
    library.search.catch_up()
    library.saved_searches.save("Locks", "lock")
    library.stories.set_note(story.id, "Why?")
    assert counts(library, "Locks").fresh == 0
    with library._store.write() as connection:
        connection.execute("UPDATE saved_searches SET looked = '2000'")
    add(library, StoryDraft("The lock", TEXT + "\n\nMore to come.", ref="1"))
    library.search.catch_up()
    assert counts(library, "Locks").fresh == 1


def test_looking_is_no_step(library: Library) -> None:
    library.saved_searches.save("Locks", "lock")
    library.saved_searches.looked("Locks")
    assert done(library) == ["Saved the search Locks"]


def test_searches_are_remembered_the_last_first_and_each_once(library: Library) -> None:
    for query in ("lock", "baker", " ", "lock\n", "rain"):
        library.search_memory.remember(query)
    assert library.search_memory.all() == ["rain", "lock", "baker"]
    assert done(library) == []
    assert library.search_memory.forget() == 3
    assert library.search_memory.all() == []


def test_only_so_many_searches_are_remembered(library: Library) -> None:
    for number in range(KEPT + 5):
        library.search_memory.remember(f"word{number}")
    assert len(library.search_memory.all()) == KEPT
    assert library.search_memory.all()[0] == f"word{KEPT + 4}"
    assert rows(library, "SELECT count(*) FROM search_memory") == [(KEPT,)]


def test_counting_several_searches_reads_once_what_all_need_until_anything_changes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = add_story(library)
    library.search.catch_up()
    saved = [library.saved_searches.save(name, "lock") for name in ("One", "Two")]
    asked: list[str] = []
    one = library._store.one

    def noting(sql: str, values: dict[str, object] | None = None) -> object:
        asked.append(sql)
        return one(sql, values)

    monkeypatch.setattr(library._store, "one", noting)
    counting = library.saved_counting()
    assert [counting.counts(each).unread for each in saved] == [1, 1]
    assert sum("NOT read" in sql for sql in asked) == 1
    library.stories.set_read(story.id, True)
    assert counting.counts(saved[0]) == SavedCounts(1, 0, 0)
    old = replace(saved[0], looked="2000")
    assert counting.counts(old) == SavedCounts(1, 0, 1)
    assert counting.counts(saved[1]) == SavedCounts(1, 0, 0)
    library.stories.remove(story.id)
    assert counting.counts(old) == SavedCounts(0, 0, 0)


def test_counts_that_nobody_waits_for_any_more_are_not_made(library: Library) -> None:
    add_story(library)
    library.search.catch_up()
    saved, stop = library.saved_searches.save("Locks", "lock"), threading.Event()
    assert library.saved_counting().counts(saved, stop=stop).stories == 1
    stop.set()
    with pytest.raises(Unwanted):
        library.saved_counting().counts(saved, stop=stop)


def test_what_came_in_is_looked_up_in_an_index(library: Library) -> None:
    plan = rows(
        library,
        """EXPLAIN QUERY PLAN SELECT texts.created, stories.key FROM story_versions AS texts
           CROSS JOIN stories ON version = texts.key
           WHERE texts.created > '2000' AND removed IS NULL ORDER BY texts.created""",
    )
    told = [row[3] for row in plan]
    assert told[0] == ("SEARCH texts USING COVERING INDEX story_versions_by_created (created>?)")
    assert told[1].startswith("SEARCH stories USING INDEX stories_by_version")
