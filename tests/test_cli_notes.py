"""`note` and `drafts`: notes in one's own editor, and notes that were not saved."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from db.errors import LibraryFull
from reader.cli import opening
from tests.cli_runs import Shell, story
from tests.library import opened

RECORD_KEYS = ["id", "story", "about", "note", "draft", "updated", "changed", "deleted"]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terminal with an editor that appends what this file holds; unless that is missing."""
    words, script = tmp_path / "words", tmp_path / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\n"
        f"words, path = Path({str(words)!r}), Path(sys.argv[1])\n"
        "if words.exists():\n    path.write_text(path.read_text().strip() + words.read_text())\n"
    )
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    return words


def drafted(paper: Shell, text: str) -> str:
    """The id of a story with a draft of its note."""
    with opened(paper.folder) as library:
        target = library.select()[0].id
        library.drafts.keep(library.drafts.subject(target), text)
        return target


def test_a_note_without_text_is_written_in_ones_own_editor(paper: Shell, write: Path) -> None:
    beetles = story(paper, "Beetles")["id"]
    write.write_text("First.")
    assert paper("note", beetles, "--json").record["note"] == "First."
    write.write_text(" Second.")
    assert paper("note", beetles, "--json").record["note"] == "First. Second."
    write.unlink()
    left = paper("note", beetles)
    assert (left.code, left.err) == (0, "The editor wrote nothing: all is as it was.\n")


def test_without_a_terminal_no_editor_opens(paper: Shell) -> None:
    done = paper("note", story(paper, "Beetles")["id"])
    assert done.code == 2
    assert "give TEXT, or - to read it" in done.err
    assert paper("note", story(paper, "Beetles")["id"], "--append").code == 2


def test_the_editor_goes_on_with_a_draft_and_saving_ends_it(paper: Shell, write: Path) -> None:
    target = drafted(paper, "half a thought")
    left = paper("note", target)
    assert "opens with the draft" in left.err
    assert len(paper.json("drafts")) == 1
    write.write_text(", whole")
    assert paper("note", target, "--json").record["note"] == "half a thought, whole"
    assert paper.json("drafts") == []


def test_what_was_written_is_somewhere_when_it_cannot_be_saved(
    paper: Shell, write: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise LibraryFull("The disk is full.")

    beetles = story(paper, "Beetles")["id"]
    write.write_text("an hour's work")
    monkeypatch.setattr("db.drafts.Drafts.save", full)
    done = paper("note", beetles)
    assert done.code == 1
    assert "The disk is full." in done.err
    place = done.err.partition("What you wrote is in ")[2].partition(".\n")[0]
    assert Path(place).read_text() == "an hour's work"
    Path(place).unlink()


def test_a_note_changed_meanwhile_is_not_written_over(
    paper: Shell, write: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beetles = story(paper, "Beetles")["id"]

    def slow(text: str) -> str:
        with opened(paper.folder) as other:
            other.stories.set_note(beetles, "theirs")
        return "mine"

    monkeypatch.setattr("reader.external.edit", slow)
    done = paper("note", beetles)
    assert done.code == 1
    assert "what you wrote is kept as a draft" in done.err
    assert paper("show", beetles, "--json").record["note"] == "theirs"
    (draft,) = paper.json("drafts")
    assert (draft["draft"], draft["changed"]) == ("mine", True)


def test_drafts_are_listed_saved_and_thrown_away(paper: Shell) -> None:
    assert paper("drafts").err == "Every note is saved.\n"
    target = drafted(paper, "half a\n\n*thought*")
    (record,) = paper.json("drafts")
    assert list(record) == RECORD_KEYS
    assert (record["id"], record["draft"], record["note"]) == (target, "half a\n\n*thought*", "")
    assert (record["changed"], record["deleted"]) == (False, False)
    shown = paper("drafts").out
    assert target in shown
    assert "half a *thought*" in shown
    assert paper("drafts", "--save", target[:5], "--json").record["note"] == "half a\n\n*thought*"
    drafted(paper, "another")
    assert paper("drafts", "--discard", target).code == 0
    assert paper.json("drafts") == []
    refused = paper("drafts", "--save", target)
    assert refused.code == 1
    assert "There is no draft for" in refused.err
    assert paper("drafts", "--save", "a", "--discard", "b").code == 2


def test_a_draft_whose_note_was_changed_since_is_not_saved_unasked(paper: Shell) -> None:
    target = drafted(paper, "mine")
    paper("note", target, "theirs")
    assert paper.json("drafts")[0]["changed"]
    refused = paper("drafts", "--save", target)
    assert refused.code == 1
    assert "The note was changed since" in refused.err
    assert "theirs" in refused.err
    assert paper("show", target, "--json").record["note"] == "theirs"
    assert len(paper.json("drafts")) == 1
