"""The file: where it is made, who may open it, and what is done where it may not be written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import Library
from db.errors import (
    LibraryError,
    LibraryReadOnly,
    NotALibrary,
)
from db.recording import record_changes
from db.schema import LATEST
from tests.library import (
    add_story,
    is_sound,
    mark,
    opened,
    python,
    rows,
    unprivileged,
)

FIRST_START = """
import sys
from pathlib import Path
from db import Library
sys.stdin.readline()
library = Library(Path(sys.argv[1]))
library.sections.add(sys.argv[2])
library.close()
print("done", flush=True)
"""


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="broadsheet-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}


def test_a_new_library_is_its_owners_alone(library: Library) -> None:
    add_story(library)
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert modes(library.folder) == dict.fromkeys(
        ("library.db", "library.db-wal", "library.db-shm", "migrate.lock"), "0o600"
    )


def test_a_library_is_where_it_was_put_whatever_the_folder_is_called(tmp_path: Path) -> None:
    with opened(tmp_path / "50% of ?a=b #c 紙") as library:
        add_story(library)
        assert library.file.exists()


def test_several_first_starts_at_once_all_succeed(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    starts = [python(FIRST_START, folder, f"Section {number}") for number in range(5)]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    assert [start.communicate()[0] for start in starts] == ["done\n"] * 5
    with opened(folder) as library:
        assert len(library.sections.all()) == 6
        assert is_sound(library)


def test_asking_for_a_library_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library at"):
        Library(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match=r"cannot be made .* choose another with --library"):
        Library(tmp_path / "file" / "library")


@pytest.mark.parametrize(
    "statements",
    [
        "CREATE TABLE feeds (url TEXT)",
        "PRAGMA application_id = 7; CREATE TABLE feeds (url TEXT)",
        "PRAGMA application_id = 7",
    ],
)
def test_another_programs_database_is_refused_and_left_alone(
    tmp_path: Path, statements: str
) -> None:
    file = tmp_path / "library.db"
    with closing(sqlite3.connect(file)) as other:
        other.executescript(statements + "; PRAGMA user_version = 3")
    before = file.read_bytes()
    with pytest.raises(NotALibrary, match="is not a Broadsheet library"):
        Library(tmp_path)
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("Dear diary, " * 1000)
    with pytest.raises(NotALibrary, match="is damaged or is not a library"):
        Library(tmp_path)
    assert (tmp_path / "library.db").read_text() == "Dear diary, " * 1000


def test_a_newer_library_is_refused_and_left_alone(library: Library) -> None:
    library.close()
    with closing(sqlite3.connect(library.file)) as newer:
        newer.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = library.file.read_bytes()
    with pytest.raises(NotALibrary, match=r"written by a newer Broadsheet .* install the newer"):
        Library(library.folder)
    assert library.file.read_bytes() == before


def test_an_old_sqlite_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(LibraryError, match=r"needs 3\.37 or later"):
        Library(tmp_path)


def test_a_restored_copy_is_written_through_the_log_again(library: Library, tmp_path: Path) -> None:
    story = add_story(library)
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(library.file)) as plain:
        plain.execute("VACUUM INTO ?", (str(copy / "library.db"),))
    with opened(copy) as restored:
        assert restored.stories.get(story.id) == story
        assert rows(restored, "PRAGMA journal_mode") == [("wal",)]


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="is closed"):
        library.stories.count()


def test_a_library_in_a_file_that_may_not_be_written_can_be_read(public_folder: Path) -> None:
    with opened(public_folder / "library") as library:
        story = add_story(library)
    shutil.chown(library.folder, 65534) if os.geteuid() == 0 else None
    library.file.chmod(0o444)
    with unprivileged(), opened(library.folder) as library:
        assert library.stories.get(story.id) == story
        with pytest.raises(LibraryReadOnly, match="nothing was saved; check the rights"):
            mark(library, story, "new lock")
        assert library.highlights.of_story(story.id) == []


def test_a_library_in_a_folder_that_may_not_be_written_can_be_read(public_folder: Path) -> None:
    with opened(public_folder / "library") as library:
        story = add_story(library)
    library.file.chmod(0o444)
    library.folder.chmod(0o555)
    with unprivileged(), opened(library.folder) as library:
        assert [head.title for head in library.select()] == ["The lock"]
        with pytest.raises(LibraryReadOnly):
            library.stories.opened(story.id)
    library.folder.chmod(0o700)


def test_an_unwritable_folder_cannot_become_a_library(public_folder: Path) -> None:
    folder = public_folder / "library"
    folder.mkdir(mode=0o755)
    (folder / "library.db").touch(0o644)
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(LibraryReadOnly, match="may not be written"):
        Library(folder)


def test_a_library_of_the_first_edition_is_brought_up_to_date_with_all_in_it(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as library:
        story = add_story(library)
        made = mark(library, story, "any tide")
        library.stories.set_note(story.id, "Ask the pilots.")
    with closing(sqlite3.connect(tmp_path / "library.db")) as older:
        for table in ("drafts", "recalls", "recalled", "saved_searches", "search_memory"):
            older.execute(f"DROP TABLE {table}")
        for index in (
            "highlights_to_review", "stories_by_note", "stories_removed", "highlights_by_created",
            "highlights_gone", "history_rows_of_texts", "story_versions_by_created",
        ):  # fmt: skip
            older.execute(f"DROP INDEX {index}")
        for action in ("insert", "update", "delete"):
            older.execute(f"DROP TRIGGER stories_record_{action}")
        older.execute("ALTER TABLE stories DROP COLUMN noted")
        older.execute(
            """UPDATE history_rows SET before = json_remove(before, '$.noted'),
               after = json_remove(after, '$.noted') WHERE family = 'stories'"""
        )
        older.execute("CREATE INDEX highlights_by_created ON highlights (created)")
        record_changes(older, "stories")
        older.execute("DELETE FROM _sqlite_migrations WHERE name > 'm002'")
        older.execute("PRAGMA user_version = 1")
        older.commit()
    with opened(tmp_path) as library:
        assert library.highlights.get(made.id) == made
        assert rows(library, "PRAGMA user_version") == [(LATEST,)]
        assert rows(library, "SELECT * FROM drafts") == []
        assert sorted(one.note for one in library.annotations.rows()) == ["", "Ask the pilots."]
        library.stories.set_note(story.id, "Ask the mayor.")
        for note in ("Ask the pilots.", "", ""):
            library.history.undo()
            assert library.stories.get(story.id).note == note
            assert [one.note for one in library.annotations.rows() if one.note] == [note] * bool(
                note
            )
        assert library.highlights.all() == []
        assert len(library.annotations.rows()) == 0
        for note in ("", "Ask the pilots.", "Ask the mayor."):
            library.history.redo()
            assert library.stories.get(story.id).note == note


def test_a_library_of_the_second_schema_parts_the_drafts_that_a_merge_joins(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as library:
        story = add_story(library)
        made = [mark(library, story, "new lock"), mark(library, story, "any tide")]
        for one in made:
            library.drafts.keep(library.drafts.subject(one.id), f"On {one.quote}")
    with closing(sqlite3.connect(tmp_path / "library.db")) as older:
        for action in ("insert", "update", "delete"):
            older.execute(f"DROP TRIGGER drafts_record_{action}")
        older.execute("DROP INDEX story_versions_by_created")
        older.execute("DELETE FROM _sqlite_migrations WHERE name > 'm003'")
        older.execute("PRAGMA user_version = 2")
        older.commit()
    with opened(tmp_path) as library:
        assert rows(library, "PRAGMA user_version") == [(LATEST,)]
        before = rows(library, "SELECT * FROM drafts")
        library.joining.merge(story, [one.id for one in made])
        assert library.drafts.count() == 1
        library.history.undo()
        assert rows(library, "SELECT * FROM drafts") == before


def test_a_library_of_the_third_schema_looks_up_what_came_in(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        saved = library.saved_searches.save("Locks", "title:lock")
        add_story(library)
    with closing(sqlite3.connect(tmp_path / "library.db")) as older:
        older.execute("DROP INDEX story_versions_by_created")
        older.execute("DELETE FROM _sqlite_migrations WHERE name > 'm004'")
        older.execute("PRAGMA user_version = 3")
        older.commit()
    with opened(tmp_path) as library:
        assert rows(library, "PRAGMA user_version") == [(LATEST,)]
        assert rows(library, "SELECT 1 FROM sqlite_master WHERE name = 'story_versions_by_created'")
        assert library.fresh(saved.looked, library.select().keys)
