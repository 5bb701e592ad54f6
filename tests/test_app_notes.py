"""Writing notes in the app: drafts that outlive it, saving that is durable, one's own editor."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events

from db import Library
from reader.screens.note import NoteScreen
from tests.apps import PAPER, Reader, reading
from tests.library import locked


def editor(reader: Reader) -> NoteScreen:
    """The note that is being written."""
    assert isinstance(reader.app.screen, NoteScreen)
    return reader.app.screen


def told(reader: Reader) -> str:
    """What stands under the note."""
    return str(editor(reader).query_one("#told").render())


def drafts(reader: Reader) -> list[str]:
    """What is kept of notes that are not saved."""
    return [one.draft.text for one in reader.library.drafts.all() if one.draft]


async def paused(reader: Reader) -> None:
    """Wait as long as the pause after which a draft is kept."""
    for _ in range(100):
        if editor(reader)._kept == editor(reader).area.text:
            return
        await reader.pilot.pause(0.05)
    raise AssertionError("no draft was kept")


@contextmanager
def another_window(tmp_path: Path) -> Iterator[Library]:
    """The same library, opened once more."""
    other = Library(tmp_path / "library")
    try:
        yield other
    finally:
        other.close()


def changed_elsewhere(tmp_path: Path, note: str) -> str:
    """Have another window write the note of the only highlight; its id."""
    with another_window(tmp_path) as other:
        (mark,) = other.highlights.all()
        other.highlights.set_note(mark.id, note)
        return mark.id


async def test_what_is_typed_is_a_draft_after_a_pause(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a")
        await reader.type("half a thought")
        await paused(reader)
        assert drafts(reader) == ["half a thought"]
        assert editor(reader).query_one("StatusBar").place == "draft kept"  # type: ignore[attr-defined]
        (mark,) = reader.library.highlights.all()
        assert mark.note == ""


async def test_someone_who_types_on_and_on_has_a_draft_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.screens.note.PAUSE_SECONDS", 1000.0)
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a")
        await reader.type("no pause at all")
        await paused(reader)
        assert drafts(reader) == ["no pause at all"]


async def test_esc_keeps_the_draft_and_the_note_opens_with_it(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"half a thought", "escape")
        assert reader.app.screen is reader.screen
        assert "The draft of the note is kept: g d shows what is not saved." in reader.message
        await reader.press("a")
        assert editor(reader).area.text == "half a thought"
        assert "not saved yet: ctrl+s saves it, ctrl+t throws it away" in told(reader)
        await reader.press(*", whole", "ctrl+s")
        (mark,) = reader.library.highlights.all()
        assert mark.note == "half a thought, whole"
        assert drafts(reader) == []
        assert reader.message == "Note saved."


async def test_a_note_that_was_only_looked_at_leaves_no_draft(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"Note", "ctrl+s", "a", *"xy", "backspace", "backspace")
        await reader.press("escape")
        assert drafts(reader) == []
        assert reader.app.screen is reader.screen


async def test_a_draft_that_is_thrown_away_can_be_had_back_in_the_editor(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"Old", "ctrl+s", "a", *" and new", "escape", "a")
        await reader.press("ctrl+t")
        assert (editor(reader).area.text, drafts(reader)) == ("Old", [])
        await reader.press("ctrl+z")
        assert editor(reader).area.text == "Old and new"
        await reader.press("escape")
        assert drafts(reader) == ["Old and new"]


async def test_after_a_crash_the_start_tells_of_the_draft_and_leads_to_it(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "down", "a", *"cut off")
        await paused(reader)
        quote = reader.library.highlights.all()[0].quote
    async with reading(tmp_path) as reader:
        assert reader.message.startswith("1 note was not saved: g d shows it")
        assert [one.drafted for one in reader.library.select()] == [True, False, False]
        await reader.press("g", "d")
        await reader.press("enter")
        assert editor(reader).area.text == "cut off"
        assert editor(reader).subject.about == quote
        await reader.press("ctrl+s")
        assert reader.library.highlights.all()[0].note == "cut off"
        assert [one.drafted for one in reader.library.select()] == [False] * 3
        await reader.press("g", "d")
        assert reader.message == "Every note is saved."


async def test_a_draft_shows_beside_the_text(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER, size=(160, 40)) as reader:
        await reader.press("enter", "g", "n", "a", *"x", "escape", "A", *"y", "escape")
        assert [one.drafted for one in reader.screen.margin.entries] == [True, True]
        await reader.press("a", "ctrl+s")
        assert [one.drafted for one in reader.screen.margin.entries] == [True, False]


async def test_a_draft_of_a_deleted_highlight_can_be_read_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"orphaned", "escape", "d", "d", "g", "d", "enter")
        assert editor(reader).area.text == "orphaned"
        assert "undo the deletion" in told(reader)
        await reader.press("ctrl+s")
        assert editor(reader).area.text == "orphaned"
        assert any("what you wrote stays a draft" in notice for notice in reader.notices)
        await reader.press("escape", "u", "g", "d", "enter", "ctrl+s")
        (mark,) = reader.library.highlights.all()
        assert mark.note == "orphaned"


async def test_a_note_changed_in_another_window_meanwhile_is_not_written_over_unasked(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "a", *"mine")
        mark = changed_elsewhere(tmp_path, "theirs")
        await reader.press("ctrl+s")
        assert "changed elsewhere meanwhile, so nothing was saved" in told(reader)
        assert reader.library.highlights.get(mark).note == "theirs"
        await reader.press("ctrl+t")
        assert editor(reader).area.text == "theirs"
        await reader.press("ctrl+z", "ctrl+s")
        assert reader.library.highlights.get(mark).note == "mine"
        await reader.press("u")
        assert reader.library.highlights.get(mark).note == "theirs"


async def test_a_draft_whose_note_was_changed_since_says_so_when_it_is_opened(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "a", *"mine", "escape")
        mark = changed_elsewhere(tmp_path, "theirs")
        await reader.press("a")
        assert editor(reader).area.text == "mine"
        assert "The note was changed elsewhere since: ctrl+s puts yours in its place" in told(
            reader
        )
        await reader.press("ctrl+s")
        assert reader.library.highlights.get(mark).note == "mine"


async def test_quitting_in_the_middle_of_a_note_keeps_the_draft(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a")
        await reader.pilot.press(*"at once", "ctrl+q")
    with another_window(tmp_path) as other:
        (found,) = other.drafts.all()
        assert found.draft is not None
        assert found.draft.text == "at once"


async def test_pasted_escape_sequences_are_text_without_power(tmp_path: Path) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a")
        reader.app.post_message(events.Paste("safe\x1b]52;c;eA==\x07\ttext\x9b2J"))
        await reader.settle()
        assert editor(reader).area.text == "safe    text"


@pytest.mark.parametrize("size", [(80, 24), (150, 45), (40, 12)])
async def test_the_note_grows_with_its_text_up_to_the_room_there_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, *PAPER, size=size) as reader:
        await reader.press("enter", "a")
        area = editor(reader).area
        few = area.size.height
        for number in range(60):
            area.insert(f"line {number}\n")
        await reader.settle()
        sheet = editor(reader).query_one("#sheet")
        assert 4 == few <= area.size.height
        assert sheet.region.height <= size[1]
        assert sheet.region.contains_region(editor(reader).query_one("KeyBar").region)
        assert area.size.height >= size[1] - 16


def an_editor(tmp_path: Path, code: str) -> str:
    """What to set $EDITOR to, so that it runs some Python on the file `path`."""
    script = tmp_path / "an editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n")
    return shlex.join([sys.executable, str(script)])


@pytest.fixture
def screen_given_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app without a terminal cannot give it away; here it need not."""

    @contextmanager
    def suspend(self: object) -> Iterator[None]:
        yield

    monkeypatch.setattr("reader.app.BroadsheetApp.suspend", suspend)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.mark.usefixtures("screen_given_away")
async def test_ctrl_e_writes_in_ones_own_editor_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "path.write_text(path.read_text() + 'written **outside**\\r\\n\\x1b[2J')"
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, code))
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"here", "ctrl+e")
        assert editor(reader).area.text == "here\nwritten **outside**"
        assert drafts(reader) == ["here\nwritten **outside**"]
        await reader.press("ctrl+z")
        assert editor(reader).area.text == "here"


@pytest.mark.usefixtures("screen_given_away")
@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("", "No editor is set: put its name into $VISUAL or $EDITOR."),
        ("no-such-editor --wait", "There is no editor 'no-such-editor'"),
        ("'unclosed", "$EDITOR cannot be read"),
    ],
)
async def test_an_editor_that_is_not_there_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, sentence: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "a", *"here", "ctrl+e")
        assert sentence in told(reader)
        assert editor(reader).area.text == "here"
        assert drafts(reader) == ["here"]


async def test_while_another_program_writes_typing_goes_on_and_is_kept_when_that_ends(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, *PAPER) as reader:
        await reader.press("enter", "H", "a")
        with locked(reader.library):
            await reader.type("typed meanwhile")
            for _ in range(100):
                if "another program is writing" in told(reader):
                    break
                await reader.pilot.pause(0.05)
            assert "The draft is not kept yet: another program is writing." in told(reader)
            assert editor(reader).area.text == "typed meanwhile"
        await paused(reader)
        assert drafts(reader) == ["typed meanwhile"]
        assert told(reader) == ""
