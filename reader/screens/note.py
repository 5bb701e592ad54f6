"""Writing a note, with what it is about above it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.commands import Context
from reader.screens.commanding import Call, CommandScreen
from reader.widgets.bars import KeyBar, StatusBar
from reader.widgets.cells import fit

ABOUT_LINES = 4


class NoteScreen(ModalScreen[str | None], CommandScreen):
    """Answers with the text when it was saved, with None when it was left."""

    def __init__(self, about: str, note: str) -> None:
        super().__init__()
        self._about = about
        self._note = note
        self._warned = False

    @property
    def context(self) -> Context:
        """Keys are letters here."""
        return "notes"

    def compose(self) -> ComposeResult:
        """The passage, the note, the keys."""
        with Vertical(id="sheet"):
            yield Static(fit(self._about, 600), id="about", markup=False)
            yield TextArea(self._note, id="note", soft_wrap=True, show_line_numbers=False)
            yield StatusBar()
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._warned = False

    def do_save_note(self, call: Call) -> None:
        """Save and leave."""
        self.dismiss(self.query_one(TextArea).text)

    def do_leave(self, call: Call) -> None:
        """Leave; what was typed and not saved is asked about once."""
        unsaved = self.query_one(TextArea).text != self._note
        if unsaved and not self._warned:
            self._warned = True
            self.say("Not saved yet: ctrl+s saves, Esc again throws away what was typed.")
        else:
            self.dismiss(None)
