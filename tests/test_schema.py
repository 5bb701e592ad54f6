"""The tables: strict, with all changes noted for undo, and only text queued for the index."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from db import Library
from db.models import Highlight, Story, StoryDraft
from db.recording import RECORDED
from db.schema import APPLICATION_ID, LATEST
from db.stories import SORTS
from tests.library import TEXT, add, add_story, mark, opened, rows

Act = Callable[[Library, Story, Highlight], object]


def tables(library: Library) -> list[str]:
    found = rows(library, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in found if not name.startswith(("sqlite_", "_sqlite"))]


def test_the_file_tells_whose_it_is_and_how_it_is_written(library: Library) -> None:
    assert rows(library, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(library, "PRAGMA user_version") == [(LATEST,)]
    assert rows(library, "PRAGMA journal_mode") == [("wal",)]
    ours = library._store.connection
    assert ours.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert ours.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_every_table_is_strict(library: Library) -> None:
    loose = rows(library, "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")
    assert {name for (name,) in loose} <= {
        "_sqlite_migrations",
        "sqlite_schema",
        "sqlite_sequence",
    } | {"sqlite_temp_schema"}
    with pytest.raises(sqlite3.IntegrityError), library._store.write() as connection:
        connection.execute("INSERT INTO sections (name, folded, position) VALUES ('a', 'a', 'x')")


def test_a_library_that_is_up_to_date_is_opened_without_the_migrations(library: Library) -> None:
    story = add_story(library)
    with opened(library.folder) as again:
        assert again.stories.get(story.id) == story
    assert len(rows(library, "SELECT * FROM _sqlite_migrations")) == LATEST


@pytest.mark.parametrize("table", RECORDED)
def test_every_column_of_what_a_step_touches_is_noted(library: Library, table: str) -> None:
    story = add_story(library, tags=("port",))
    mark(library, story, "any tide", tags=["sea"])
    with library._store.write("Asked about it") as connection:
        for statement in (
            "INSERT INTO recalls (highlight, state, due) SELECT key, 1, '2026' FROM highlights",
            "INSERT INTO recalled (highlight, at, rating) SELECT key, '2026', 3 FROM highlights",
            "INSERT INTO saved_searches (name, folded, query, sort, position)"
            " VALUES ('Ports', 'ports', 'port*', 'newest', 1)",
            "INSERT INTO drafts (target, about, base, text, updated) VALUES ('h', '', '', 'W', '')",
        ):
            connection.execute(statement)
    columns = [row[1] for row in rows(library, f"PRAGMA table_info({table})")]
    with library._store.write("Deleted everything") as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- a name of our own
        noted = connection.execute(
            "SELECT before FROM history_rows WHERE family = ? AND action = 'delete'", (table,)
        ).fetchall()
        assert noted
        assert all(sorted(json.loads(before)) == sorted(columns) for (before,) in noted)
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")


def test_an_update_notes_only_what_differs(library: Library) -> None:
    story = add_story(library)
    library.stories.set_starred(story.id, True)
    ((before, after),) = rows(
        library, "SELECT before, after FROM history_rows WHERE action = 'update'"
    )
    assert json.loads(before).keys() == json.loads(after).keys() == {"starred", "updated"}
    assert (json.loads(before)["starred"], json.loads(after)["starred"]) == (0, 1)


def test_what_is_no_step_notes_nothing(library: Library) -> None:
    story = add_story(library)
    noted = rows(library, "SELECT count(*) FROM history_rows")
    library.stories.opened(story.id)
    library.stories.set_place(story.id, 9)
    library.history.undo()
    library.history.redo()
    assert rows(library, "SELECT count(*) FROM history_rows") == noted
    assert rows(library, "SELECT * FROM recording") == []


STATES: dict[str, Act] = {
    "open": lambda library, story, made: library.stories.opened(story.id),
    "scroll": lambda library, story, made: library.stories.set_place(story.id, 50),
    "read": lambda library, story, made: library.stories.set_read(story.id, True),
    "star": lambda library, story, made: library.stories.set_starred(story.id, True),
    "shelve": lambda library, story, made: library.stories.set_shelf(story.id, "later"),
    "move": lambda library, story, made: library.stories.move(story.id, "News"),
    "tag": lambda library, story, made: library.stories.add_tags(story.id, ["port"]),
    "tag mark": lambda library, story, made: library.highlights.add_tags(made.id, ["port"]),
    "colour": lambda library, story, made: library.highlights.set_colour(made.id, "red"),
    "section": lambda library, story, made: library.sections.rename("General", "News"),
    "add again": lambda library, story, made: add(library, StoryDraft("The lock", TEXT, ref="1")),
}
TEXTS: dict[str, tuple[Act, set[str]]] = {
    "rename": (lambda library, story, made: library.stories.rename(story.id, "Other"), {"story"}),
    "note": (lambda library, story, made: library.stories.set_note(story.id, "Why?"), {"story"}),
    "remove": (lambda library, story, made: library.stories.remove(story.id), {"story"}),
    "annotate": (
        lambda library, story, made: library.highlights.set_note(made.id, "Why?"),
        {"highlight"},
    ),
    "delete": (lambda library, story, made: library.highlights.remove(made.id), {"highlight"}),
    "mark": (lambda library, story, made: mark(library, story, "new lock"), {"highlight"}),
    "revise": (
        lambda library, story, made: add(library, StoryDraft("The lock", "Other.", ref="1")),
        {"story"},
    ),
    "add": (lambda library, story, made: add(library, StoryDraft("Other", "Words.")), {"story"}),
    "undo": (lambda library, story, made: library.history.undo(), {"highlight"}),
}


def queued(library: Library, act: Act) -> set[str]:
    """The kinds of what the index has to see anew after this."""
    story = add_story(library, ref="1")
    made = mark(library, story, "any tide")
    with library._store.write() as connection:
        connection.execute("DELETE FROM changes")
    act(library, story, made)
    return {kind for (kind,) in rows(library, "SELECT kind FROM changes")}


@pytest.mark.parametrize("state", STATES)
def test_what_changes_often_never_touches_the_index(library: Library, state: str) -> None:
    assert queued(library, STATES[state]) == set()


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_searched_is_queued_for_the_index(library: Library, text: str) -> None:
    act, kinds = TEXTS[text]
    assert queued(library, act) == kinds


def test_the_queue_holds_a_story_once_and_newly_changed_ones_last(library: Library) -> None:
    first, second = add_story(library, "One", "First."), add_story(library, "Two", "Second.")
    library.stories.set_note(first.id, "Why?")
    found = rows(
        library, "SELECT stories.id FROM changes JOIN stories ON key = target ORDER BY seq"
    )
    assert found == [(second.id,), (first.id,)]
    assert library.unindexed() == 2


def asked(library: Library, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> str:
    """The plans of all that the library asks SQLite while it does this."""
    plans: list[str] = []
    connection = library._store.connection

    def noting(fetch: Callable[..., object]) -> Callable[..., object]:
        def read(sql: str, values: dict[str, object] | None = None) -> object:
            if sql.lstrip().startswith("SELECT"):
                plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", values or {})
                plans.extend(row["detail"] for row in plan)
            return fetch(sql, values)

        return read

    with monkeypatch.context() as patched:
        for name in ("read", "one"):
            patched.setattr(library._store, name, noting(getattr(library._store, name)))
        act()
    return "\n".join(plans)


@pytest.mark.parametrize("sort", SORTS)
def test_a_list_is_read_from_an_index_in_order(
    library: Library, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    add_story(library)
    plan = asked(library, monkeypatch, lambda: library.stories.rows(sort=sort))
    assert re.search(r"SCAN stories USING (COVERING )?INDEX stories_by_\w+", plan)
    assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_a_sections_list_is_read_from_an_index_in_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = asked(library, monkeypatch, lambda: library.stories.rows(section="General"))
    assert "INDEX stories_by_section (section=?)" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("identity", [{"ref": "1"}, {"url": "u"}, {}])
def test_matching_a_story_never_goes_through_all_of_them(
    library: Library, monkeypatch: pytest.MonkeyPatch, identity: dict[str, Any]
) -> None:
    for text in (TEXT, "Other words.", TEXT + " The end."):
        draft = StoryDraft("The lock", text, **identity)
        plans = asked(library, monkeypatch, partial(add, library, draft))
        assert "SEARCH stories USING" in plans
        assert "SCAN stories" not in plans
        assert "SCAN story_versions" not in plans


def test_the_next_step_to_undo_is_found_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for find in (library.history.next_undo, library.history.next_redo):
        plan = asked(library, monkeypatch, find)
        assert plan == "SEARCH history USING INDEX history_by_state (state=?)"


def test_the_texts_of_a_story_are_listed_without_a_look_at_every_step(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = add_story(library, ref="1")
    add(library, StoryDraft("The lock", TEXT + " The end.", ref="1"))
    plan = asked(library, monkeypatch, lambda: library.versions.of(story.id))
    assert "SEARCH history_rows USING INDEX history_rows_of_texts (target=?)" in plan


def test_what_is_undone_by_the_thousand_is_looked_up_by_a_whole_index(library: Library) -> None:
    references = rows(
        library,
        """SELECT child.name, field."from" FROM sqlite_master AS child
           JOIN pragma_foreign_key_list(child.name) AS field
           WHERE field."table" IN ('stories', 'highlights', 'tags', 'sources')""",
    )
    indexed = rows(
        library,
        """SELECT child.name, field.name FROM sqlite_master AS child
           JOIN pragma_index_list(child.name) AS made ON NOT made.partial
           JOIN pragma_index_info(made.name) AS field ON field.seqno = 0
           WHERE child.type = 'table'""",
    )
    assert len(references) == 8
    assert set(references) <= set(indexed)
