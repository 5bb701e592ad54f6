"""Exported files: found again by id, whole or not at all, and another hand's words left alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.exporters import ExportError, folder, format_named
from reader.exporters.folder import write_documents
from reader.exporters.model import Document, Exported
from reader.exporters.names import LONGEST, folded, stem
from tests.export_makers import mark, story_of

DAY_1, DAY_2 = "2024-07-04T10:00:00.000Z", "2024-07-05T10:00:00.000Z"


def made(
    title: str = "A Quiet Page", *, story: str = "ab12cd34", note: str = "", moment: str = DAY_1
) -> Document:
    """A story's file as it is handed to the writer."""
    whole = story_of("Some text to mark.", id=story, title=title, note=note)
    text = format_named("markdown").render(whole, [mark(whole, 0, 4)], moment)
    return Document(story, stem(title, story), ".md", text, 1)


def put(where: Path, *documents: Document, dry_run: bool = False) -> list[Exported]:
    """Write documents in one go."""
    return list(write_documents(where, documents, dry_run=dry_run))


def actions(done: Sequence[Exported]) -> list[tuple[str, str]]:
    """File names with what became of them."""
    return [(one.path.name, one.action) for one in done]


def test_a_first_export_makes_the_folder_and_the_file(tmp_path: Path) -> None:
    where = tmp_path / "vault" / "highlights"
    assert actions(put(where, made())) == [("A Quiet Page.md", "created")]
    assert [path.name for path in where.iterdir()] == ["A Quiet Page.md"]
    assert (where / "A Quiet Page.md").read_text() == made().text


def test_exporting_again_rewrites_nothing_when_nothing_changed(tmp_path: Path) -> None:
    put(tmp_path, made())
    before = (tmp_path / "A Quiet Page.md").stat()
    assert actions(put(tmp_path, made(moment=DAY_2))) == [("A Quiet Page.md", "unchanged")]
    after = (tmp_path / "A Quiet Page.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_new_note_updates_the_file_and_keeps_its_rights(tmp_path: Path) -> None:
    put(tmp_path, made())
    (tmp_path / "A Quiet Page.md").chmod(0o640)
    assert actions(put(tmp_path, made(note="New."))) == [("A Quiet Page.md", "updated")]
    assert "New." in (tmp_path / "A Quiet Page.md").read_text()
    assert stat.S_IMODE((tmp_path / "A Quiet Page.md").stat().st_mode) == 0o640


def test_a_renamed_file_is_still_found(tmp_path: Path) -> None:
    put(tmp_path, made())
    (tmp_path / "A Quiet Page.md").rename(tmp_path / "2024 reading.md")
    assert actions(put(tmp_path, made(note="New."))) == [("2024 reading.md", "updated")]
    assert [path.name for path in tmp_path.iterdir()] == ["2024 reading.md"]


def test_a_retitled_story_keeps_its_file(tmp_path: Path) -> None:
    put(tmp_path, made())
    assert actions(put(tmp_path, made("Another Title"))) == [("A Quiet Page.md", "updated")]


@pytest.mark.parametrize("edit", ["\nMy own words.\n", " "])
def test_a_file_edited_since_is_left_alone_and_named(tmp_path: Path, edit: str) -> None:
    put(tmp_path, made())
    file = tmp_path / "A Quiet Page.md"
    file.write_text(file.read_text().replace("Colour", edit + "Colour"))
    edited = file.read_bytes()
    (done,) = put(tmp_path, made(note="New."))
    assert (done.action, done.path) == ("skipped", file)
    assert "edited" in done.reason
    assert file.read_bytes() == edited


def test_other_line_ends_alone_are_not_an_edit(tmp_path: Path) -> None:
    put(tmp_path, made())
    file = tmp_path / "A Quiet Page.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert actions(put(tmp_path, made())) == [("A Quiet Page.md", "unchanged")]


@pytest.mark.parametrize("text", ["My own page.\n", "---\ntitle: mine\n---\n", "", "\x00\xff"])
def test_a_file_of_another_hand_is_left_alone_and_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "A Quiet Page.md"
    file.write_text(text)
    (done,) = put(tmp_path, made())
    assert (done.action, done.path) == ("skipped", file)
    assert "not written by Broadsheet" in done.reason
    assert file.read_text() == text


def test_names_that_differ_only_in_case_do_not_write_over_each_other(tmp_path: Path) -> None:
    (tmp_path / "a quiet page.MD").write_text("mine")
    assert actions(put(tmp_path, made())) == [("A Quiet Page.md", "skipped")]


def test_two_stories_of_one_title_get_a_file_each_and_keep_them(tmp_path: Path) -> None:
    two = made(), made("a quiet PAGE", story="zz99zz99")
    wanted = [("A Quiet Page.md", "created"), ("a quiet PAGE zz99zz99.md", "created")]
    assert actions(put(tmp_path, *two, dry_run=True)) == wanted
    assert actions(put(tmp_path, *two)) == wanted
    assert {action for _, action in actions(put(tmp_path, *reversed(two)))} == {"unchanged"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(made().text)
    where = tmp_path / "vault"
    where.mkdir()
    (where / "A Quiet Page.md").symlink_to(outside)
    (where / "renamed.md").symlink_to(outside)
    (done,) = put(where, made(note="New."))
    assert (done.path.name, done.reason) == ("A Quiet Page.md", folder.FOREIGN)
    assert outside.read_text() == made().text
    assert (where / "A Quiet Page.md").is_symlink()


def test_a_pipe_or_folder_in_the_way_does_no_harm(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "A Quiet Page.md")
    (tmp_path / "Other.md").mkdir()
    done = put(tmp_path, made(), made("Other", story="zz99zz99"))
    assert [one.action for one in done] == ["skipped", "skipped"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tmp_path: Path) -> None:
    where = tmp_path / "vault"
    assert actions(put(where, made(), dry_run=True)) == [("A Quiet Page.md", "created")]
    assert not where.exists()
    put(where, made())
    before = (where / "A Quiet Page.md").read_bytes()
    assert actions(put(where, made(note="New."), dry_run=True)) == [("A Quiet Page.md", "updated")]
    assert (where / "A Quiet Page.md").read_bytes() == before


def test_a_file_changed_at_the_last_moment_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, made())
    file = tmp_path / "A Quiet Page.md"
    write = folder._write_through

    def and_meanwhile(path: Path, data: bytes, like: Path | None) -> None:
        write(path, data, like)
        file.write_text("saved by an editor")

    monkeypatch.setattr(folder, "_write_through", and_meanwhile)
    assert actions(put(tmp_path, made(note="New."))) == [("A Quiet Page.md", "skipped")]
    assert file.read_text() == "saved by an editor"
    assert [path.name for path in tmp_path.iterdir()] == ["A Quiet Page.md"]


def test_a_full_disk_is_told_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, made())
    before = (tmp_path / "A Quiet Page.md").read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match=r"A Quiet Page\.md cannot be written \(No space"):
        put(tmp_path, made(note="New."))
    assert (tmp_path / "A Quiet Page.md").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["A Quiet Page.md"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("x")
    with pytest.raises(ExportError, match="notes cannot be read"):
        put(tmp_path / "notes", made())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A Quiet Page", "A Quiet Page"),
        ("Why “U.S.” rules / fail: it’s over?", "Why US rules fail its over"),
        ("../../etc/passwd", "etc passwd"),
        ("..", "ab12cd34"),
        ("GPT 4.5 at 27,403. Or 1..2", "GPT 4.5 at 27,403 Or 12"),
        ("~/.ssh/config", "ssh config"),
        ("C:\\Windows\\x", "C Windows x"),
        ("-rf --", "rf"),
        ("con", "con ab12cd34"),
        ("LPT¹", "LPT¹ ab12cd34"),
        ("CON ", "CON ab12cd34"),
        ("香港行政长官宣布", "香港行政长官宣布"),
        ("a\nb\x00c|d<e>", "a b c d e"),
        ("%2e%2e%2f", "2e 2e 2f"),
        ("[[Wiki]] #tag ^block", "Wiki tag block"),
        ("", "ab12cd34"),
        ("🎉🎉", "ab12cd34"),
        (".hidden", "hidden"),
    ],
)
def test_a_file_name_keeps_what_is_safe_of_a_title(title: str, name: str) -> None:
    assert stem(title, "ab12cd34") == name


@given(st.text(max_size=400))
@example("é" * 300)
@example("e\u0301" * 300)
@example("con")
def test_any_title_makes_a_name_that_any_file_system_takes(title: str) -> None:
    name = stem(title, "ab12cd34")
    assert name
    assert len(name.encode()) <= LONGEST + 9
    assert name == name.strip(" .,-")
    assert not set(name) & set('/\\:*?"<>|\x00\n#^[]%')
    assert ".." not in name
    assert folded(name) not in {"con", "prn", "aux", "nul", "com1", "lpt1", "com9"}
    assert stem(name, "ab12cd34").startswith(name.removesuffix(" ab12cd34")) or len(name) > 60


def test_a_long_name_is_cut_between_characters() -> None:
    name = stem("x\u0301" * 300, "ab12cd34")
    assert name == "x\u0301" * (LONGEST // 3)
    assert stem("ab" + "x\u0301" * 300, "ab12cd34").endswith("x\u0301")
    assert stem("word " * 100, "ab12cd34").endswith(" word")
