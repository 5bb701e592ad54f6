"""Writing a note, with what it is about above it; what is typed is kept as a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from db.errors import BroadsheetError, LibraryBusy, NoteChanged
from db.models import NoteSubject
from reader.commands import Context
from reader.moments import clock
from reader.screens.commanding import PATIENCE, Call, CommandScreen
from reader.widgets.bars import KeyBar, StatusBar
from reader.widgets.cells import said
from reader.widgets.note_area import NoteArea

PAUSE_SECONDS = 0.4
"""After the last key, before the draft is kept."""
LATEST_SECONDS = 0.8
"""After the first key that is not in the draft, however fast one types; a second is promised."""
BUSY_SECONDS = 0.2
FAULT_SECONDS = 1.0
"""After a draft could not be kept, before that is tried again."""
PARTING_PATIENCE = 1.0
"""Seconds that leaving waits for another program's write to end, so that the draft is kept."""
_AROUND = 6
"""Rows of the sheet that are neither passage, nor note, nor message."""

Left = Literal["saved", "draft", "as before"]
"""How a note was left."""


class NoteScreen(ModalScreen[Left], CommandScreen):
    """Begins with the draft, where there is one. Only what is durably saved closes it as saved."""

    def __init__(self, subject: NoteSubject) -> None:
        super().__init__()
        self.subject = subject
        """What the note is on; `note` is what a save replaces, `draft` what was kept of it."""
        self._kept = subject.draft.text if subject.draft else subject.note
        """The text that would be found after a crash."""
        self._pausing: Timer | None = None
        self._latest: Timer | None = None
        self._saving = False
        self._warned: set[str] = set()
        """Ways of ending that were told to lose what was typed."""

    @property
    def context(self) -> Context:
        """Keys are letters here."""
        return "notes"

    @property
    def area(self) -> NoteArea:
        """Where the note is typed."""
        return self.query_one(NoteArea)

    def compose(self) -> ComposeResult:
        """The whole passage, the note, what is to be known of it, the keys."""
        about = self.subject.about
        with Vertical(id="sheet"):
            with VerticalScroll(id="about", can_focus=False):
                story = f"On the story “{about}”"
                yield Static(Content(said(story if self.subject.is_story else about)))
            yield NoteArea(self._kept, id="note", soft_wrap=True, show_line_numbers=False)
            yield Static(id="told", markup=False)
            yield StatusBar()
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the end of what is there, and say where that is from."""
        self.area.move_cursor(self.area.document.end)
        self.area.focus()
        self.tell(self._beginning())
        self.query_one(StatusBar).place = "draft kept" if self.subject.draft else ""

    def on_resize(self, event: events.Resize) -> None:
        """The note may have what room there is."""
        self._fit()

    def tell(self, sentence: str) -> None:
        """Show a sentence under the note until the next one."""
        told = self.query_one("#told", Static)
        told.update(Content(said(sentence)))
        told.display = bool(sentence)
        self._fit()

    def _fit(self) -> None:
        self.call_after_refresh(self._fit_now)

    def _fit_now(self) -> None:
        about = self.query_one("#about")
        # Set, since the sheet would take the room of a passage that is longer than it may be.
        passage = max(1, min(about.virtual_size.height, self.size.height // 4))
        about.styles.height = passage
        others = passage + self.query_one("#told").size.height
        self.area.styles.max_height = max(3, self.size.height - others - _AROUND)

    def _beginning(self) -> str:
        draft = self.subject.draft
        if draft is None:
            return ""
        if not self.subject.is_here:
            return "This was deleted, and your draft was not: undo the deletion, then save it."
        save, back = self.key_of("save-note", "notes"), self.key_of("discard-draft", "notes")
        at = clock(draft.updated)
        if self.subject.overtaken:
            return (
                f"Draft of {at}. The note was changed elsewhere since: {save} puts yours in its"
                f" place (undo brings it back), {back} shows the note as it is."
            )
        return f"Draft of {at}, not saved yet: {save} saves it, {back} throws it away."

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Keep the draft at the next pause, and at the latest soon."""
        self._warned.clear()
        if self.area.text == self._kept:
            return
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(PAUSE_SECONDS, self.keep_draft)
        if self._latest is None:
            self._latest = self.set_timer(LATEST_SECONDS, self.keep_draft)

    def keep_draft(self, patience: float = 0.0) -> BroadsheetError | None:
        """Keep what was typed; what went wrong if it could not be, which is then tried again."""
        self._stop_timers()
        text = self.area.text
        if text == self._kept or self._saving:
            return None
        try:
            with self.library.patience(patience):
                self._keep(text)
        except BroadsheetError as error:
            busy = isinstance(error, LibraryBusy)
            again = BUSY_SECONDS if busy else FAULT_SECONDS
            self._latest = self.set_timer(again, self.keep_draft)
            why = "another program is writing." if busy else str(error)
            self.query_one(StatusBar).place = "draft not kept yet"
            if not self._warned:
                self.tell(f"The draft is not kept yet: {why}")
            return error
        if self.query_one(StatusBar).place == "draft not kept yet":
            self.tell("")
        self.query_one(StatusBar).place = "draft kept" if self.subject.draft else ""
        return None

    def _keep(self, text: str) -> None:
        drafts = self.library.drafts
        if text == self.subject.note:
            self.subject = drafts.discard(self.subject)
        else:
            self.subject = drafts.keep(self.subject, text)
        self._kept = text

    def _stop_timers(self) -> None:
        for timer in (self._pausing, self._latest):
            if timer is not None:
                timer.stop()
        self._pausing = self._latest = None

    def do_save_note(self, call: Call) -> None:
        """Save, and leave once that is durable."""
        if self._saving:
            return
        self._stop_timers()
        text, subject, drafts = self.area.text, self.subject, self.library.drafts

        def save() -> NoteSubject | NoteChanged:
            try:
                return drafts.save(subject, text)
            except NoteChanged as changed:
                return changed

        self._saving = True
        self.commit(save, lambda outcome: self._saved(outcome, text))

    def complain(self, error: BaseException) -> None:
        """What was typed stays here, and is kept as a draft as soon as that is possible."""
        self._saving = False
        super().complain(error)
        self.keep_draft()

    def _saved(self, outcome: NoteSubject | NoteChanged, text: str) -> None:
        self._saving = False
        if isinstance(outcome, NoteChanged):
            self.keep_draft()
            self.subject = replace(self.subject, note=outcome.note)
            save, back = self.key_of("save-note", "notes"), self.key_of("discard-draft", "notes")
            self.tell(
                f"The note was changed elsewhere meanwhile, so nothing was saved: {save} puts yours"
                f" in its place (undo brings it back), {back} shows the note as it is."
            )
        elif self.is_current and self.area.text == text:
            self.dismiss("saved")
        else:
            self.subject, self._kept = replace(outcome, draft=None), text
            self.tell("Saved; what you typed since is a draft.")
            self._typed()

    def do_leave(self, call: Call) -> None:
        """Leave; what was typed stays as a draft."""
        if self._saving:
            self.say("The note is being saved: a moment.")
            return
        error = self.keep_draft(PARTING_PATIENCE)
        if error is not None and "leave" not in self._warned:
            self._warned.add("leave")
            self.tell(f"The draft cannot be kept: {error} Leaving again loses what was typed.")
            return
        self._stop_timers()
        self.dismiss("draft" if self.subject.draft else "as before")

    def may_end(self) -> bool:
        """Keeps the draft; the program stays once if that cannot be done."""
        if self._saving:
            self.say("The note is being saved: a moment.")
            return False
        if self.keep_draft(PARTING_PATIENCE) is None or "quit" in self._warned:
            return True
        self._warned.add("quit")
        self.tell("The draft cannot be kept: quitting again loses what was typed.")
        return False

    def do_discard_draft(self, call: Call) -> None:
        """Back to the note as it is saved."""
        if self.area.text == self.subject.note:
            self.tell("This is the note as it is saved.")
            return
        self.area.put(self.subject.note)
        if self.keep_draft(PATIENCE) is None:
            self.tell("This is the note as it is saved. ctrl+z brings back what you had typed.")

    def do_edit_outside(self, call: Call) -> None:
        """Write in the reader's own editor; the draft is kept first."""
        from reader.external import EditorFailed, edit

        self.keep_draft(PATIENCE)
        try:
            with self.app.suspend():
                # Caught within: Textual takes the terminal back only after a block that ends well.
                try:
                    outcome: str | EditorFailed | None = edit(self.area.text)
                except EditorFailed as error:
                    outcome = error
        except SuspendNotSupported:
            self.tell("Another editor cannot be opened in this terminal.")
            return
        if isinstance(outcome, EditorFailed):
            self.tell(str(outcome))
        elif outcome is not None and outcome != self.area.text:
            self.area.put(outcome)
            self.tell("")
            self.keep_draft(PATIENCE)

    def do_passage_down(self, call: Call) -> None:
        """Show more of the passage."""
        self.query_one("#about").scroll_relative(y=1, animate=False)

    def do_passage_up(self, call: Call) -> None:
        """Show what is above in the passage."""
        self.query_one("#about").scroll_relative(y=-1, animate=False)
