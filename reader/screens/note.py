"""Writing a note, with what it is about above it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.commands import Context
from reader.screens.commanding import Call, CommandScreen
from reader.widgets.bars import KeyBar, StatusBar


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
        """The whole passage, the note, the keys; the note grows with its text."""
        with Vertical(id="sheet"):
            with VerticalScroll(id="about", can_focus=False):
                yield Static(Content(self._about))
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

    def do_passage_down(self, call: Call) -> None:
        """Show more of the passage."""
        self.query_one("#about").scroll_relative(y=1, animate=False)

    def do_passage_up(self, call: Call) -> None:
        """Show what is above in the passage."""
        self.query_one("#about").scroll_relative(y=-1, animate=False)

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
