"""All highlights and notes in an order: groups, filters, and only what is looked at is fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import Library
from db.annotation_rows import GONE, AnnotationRows
from db.annotations import ORDERS
from db.errors import BadRequest, QueryError
from db.models import COLOURS
from tests.library import OTHER, TEXT, add_story, mark, opened, rows


@pytest.fixture
def paper(library: Library) -> Library:
    """Two stories in two sections with four highlights and a note on one of them."""
    bread = add_story(library, "Bread at dawn", OTHER, section="Town")
    lock = add_story(library, section="Harbour", tags=("water",))
    mark(library, lock, "nine million", colour="red", tags=["money"])
    mark(library, bread, "sells at dawn", tags=["bread", "money"])
    mark(library, lock, "any tide", note="Really?")
    library.stories.set_note(lock.id, "Ask the pilots.")
    mark(library, bread, "A baker in Maro", colour="red")
    for number, key in enumerate(
        key for (key,) in rows(library, "SELECT key FROM highlights ORDER BY 1")
    ):
        _date(library, "highlights", "created", key, f"2026-01-0{1 + number}")
    _date(library, "stories", "noted", 2, "2026-01-03T12")
    return library


def _date(library: Library, table: str, column: str, key: int, date: str) -> None:
    with library._store.write() as connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE key = ?", (date, key))  # noqa: S608


def told(annotations: AnnotationRows) -> list[str]:
    """Each row by its quote or note, with the heading above it where a group begins."""
    found = []
    for row, one in enumerate(annotations):
        group = annotations.group_at(row)
        if group is not None:
            found.append(f"{group.name} ({group.size})")
        found.append(one.quote or one.note)
    return found


NEWEST = ["A baker in Maro", "Ask the pilots.", "any tide", "sells at dawn", "nine million"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", NEWEST),
        ("oldest", NEWEST[::-1]),
        (
            "story",
            ["Bread at dawn (2)", "A baker in Maro", "sells at dawn",
             "The lock (3)", "Ask the pilots.", "any tide", "nine million"],
        ),
        (
            "tag",
            ["bread (1)", "sells at dawn", "money (2)", "sells at dawn", "nine million",
             "water (1)", "Ask the pilots.", " (2)", "A baker in Maro", "any tide"],
        ),
        (
            "colour",
            ["yellow (2)", "any tide", "sells at dawn", "red (2)", "A baker in Maro",
             "nine million", " (1)", "Ask the pilots."],
        ),
        (
            "section",
            ["Town (2)", "A baker in Maro", "sells at dawn",
             "Harbour (3)", "Ask the pilots.", "any tide", "nine million"],
        ),
    ],
)  # fmt: skip
def test_everything_marked_is_listed_in_the_order_asked_for(
    paper: Library, sort: str, expected: list[str]
) -> None:
    assert told(paper.select_annotations(sort=sort)) == expected


def test_an_order_that_there_is_not_is_refused(paper: Library) -> None:
    with pytest.raises(BadRequest, match="newest, oldest, story"):
        paper.select_annotations(sort="size")


def test_a_row_says_what_was_marked_where_and_when(paper: Library) -> None:
    first, note = paper.select_annotations()[:2]
    assert first.highlight is not None
    assert (first.id, first.colour, first.title) == (first.highlight.id, "red", "Bread at dawn")
    assert (first.section, first.note, first.made) == ("Town", "", "2026-01-04")
    assert (note.id, note.highlight, note.colour) == (note.story, None, "")
    assert (note.title, note.tags, note.made) == ("The lock", ("water",), "2026-01-03T12")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("colour:red", ["A baker in Maro", "nine million"]),
        ("tag:money", ["sells at dawn", "nine million"]),
        ("pilots", ["Ask the pilots."]),
        ("has:note", ["Ask the pilots.", "any tide"]),
        ("section:Town", ["A baker in Maro", "sells at dawn"]),
        ("note:really", ["any tide"]),
        ("is:unplaced", []),
    ],
)
@pytest.mark.parametrize("sort", ORDERS)
def test_a_query_finds_highlights_and_notes_in_every_order(
    paper: Library, sort: str, query: str, expected: list[str]
) -> None:
    found = paper.select_annotations(query, sort=sort)
    assert {one.quote or one.note for one in found} == set(expected)
    if sort == "newest":
        assert told(found) == expected


def test_highlights_alone_can_be_asked_for(paper: Library) -> None:
    assert told(paper.select_annotations(notes=False)) == [
        quote for quote in NEWEST if quote != "Ask the pilots."
    ]
    assert told(paper.select_annotations("pilots", notes=False)) == []


def test_a_query_that_is_still_typed_is_no_mistake(paper: Library) -> None:
    for begun in ("colour:", '"sells at', "(", "sel"):
        assert "sells at dawn" in told(paper.select_annotations(begun, typing=True))
    for wrong in ("colour:pink ", ")", "dawn colour:pink "):
        assert "sells at dawn" in told(paper.select_annotations(wrong, typing=True))
        with pytest.raises(QueryError):
            paper.select_annotations(wrong)
    with pytest.raises(QueryError):
        paper.select_annotations("colour:")


def test_what_is_in_a_removed_story_is_not_listed(paper: Library) -> None:
    paper.stories.remove(paper.select("title:lock")[0].id)
    for sort in ORDERS:
        kept = {one.quote for one in paper.select_annotations(sort=sort)}
        assert kept == {"A baker in Maro", "sells at dawn"}
    assert paper.annotations.count() == 2


def test_a_row_whose_highlight_is_deleted_meanwhile_says_so(paper: Library) -> None:
    listed = paper.select_annotations()
    paper.highlights.remove(paper.highlights.all()[0].id)
    assert listed[0] == GONE
    assert listed[1].note == "Ask the pilots."


def test_a_star_does_not_make_a_note_a_new_one(library: Library) -> None:
    first, second = add_story(library), add_story(library, "Bread", OTHER)
    library.stories.set_note(first.id, "One.")
    library.stories.set_note(second.id, "Two.")
    dates = rows(library, "SELECT noted FROM stories ORDER BY key")
    library.stories.set_starred(first.id, True)
    library.stories.set_note(first.id, "One.")
    assert rows(library, "SELECT noted FROM stories ORDER BY key") == dates
    library.stories.set_note(first.id, "")
    assert [one.note for one in library.select_annotations()] == ["Two."]
    library.history.undo()
    assert rows(library, "SELECT noted FROM stories ORDER BY key") == dates


@pytest.fixture
def asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many reads the library has asked SQLite for."""
    reads: list[str] = []
    read = library._store.read

    def noting(sql: str, values: Mapping[str, object] | None = None) -> object:
        reads.append(sql)
        return read(sql, values)

    monkeypatch.setattr(library._store, "read", noting)
    return lambda: len(reads)


def test_only_what_is_looked_at_is_fetched(library: Library, asked: Callable[[], int]) -> None:
    story = add_story(library)
    for start in range(200):
        library.highlights.add(story, start % 90, start % 90 + 20)
    before = asked()
    listed = library.select_annotations()
    assert (len(listed), asked()) == (200, before)
    _ = listed[10], listed[12], listed[11]
    assert asked() == before + 1
    assert listed[-1].id == listed[199].id
    assert asked() == before + 2
    assert len(list(listed)) == 200
    with pytest.raises(IndexError):
        listed[200]


@settings(max_examples=25, deadline=None)
@given(
    marks=st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 3)), st.integers(0, 4))),
    taken=st.sets(st.integers(0, 30)),
    sort=st.sampled_from(ORDERS),
)
def test_groups_part_the_rows_and_rows_go_without_the_others_moving(
    tmp_path_factory: pytest.TempPathFactory,
    marks: list[tuple[int, set[int], int]],
    taken: set[int],
    sort: str,
) -> None:
    with opened(tmp_path_factory.mktemp("marked")) as library:
        stories = [add_story(library, f"Story {n}", f"{n} {TEXT}") for n in range(3)]
        for number, (story, tags, colour) in enumerate(marks):
            library.highlights.add(
                stories[story], number, number + 9, colour=COLOURS[colour],
                tags=[f"t{tag}" for tag in tags],
            )  # fmt: skip
        library.stories.set_note(stories[1].id, "A note.")
        listed = library.select_annotations(sort=sort)
        groups = [listed.group(number) for number in range(listed.groups)]
        assert sum(group.size for group in groups) == (len(listed) if groups else 0)
        assert set(listed.keys) == set(library.select_annotations().keys)
        for row in range(len(listed)):
            begun = [group for group in groups if group.first <= row]
            assert listed.groups_before(row) == sum(group.first < row for group in groups)
            assert listed.group_at(row) == (begun[-1] if begun and begun[-1].first == row else None)
            key = listed.keys[row]
            assert listed.place(key, row) == row
            assert listed.keys[listed.place(key) or 0] == key
        less = listed.anew(taken)
        assert list(less.keys) == [key for key in listed.keys if key not in taken]
        names = [less.group(number).name for number in range(less.groups)]
        assert names == [
            group.name
            for group in groups
            if set(listed.keys[group.first : group.first + group.size]) - taken
        ]
