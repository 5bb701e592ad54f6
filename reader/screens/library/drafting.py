"""Notes that are not saved: saying at the start that there are some, and finding them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import NotFound
from reader.screens.commanding import Call
from reader.screens.library.roaming import Roaming

if TYPE_CHECKING:
    from db.models import NoteSubject


class Drafting(Roaming):
    """The command that shows what was typed and not saved."""

    def offer(self) -> str:
        """What is not saved goes before what else there is to go on with."""
        return "  ·  ".join(part for part in (self._unsaved(), super().offer()) if part)

    def _unsaved(self) -> str:
        count = self.library.drafts.count()
        if not count:
            return ""
        key = self.key_of("drafts", "library")
        them = "1 note was" if count == 1 else f"{count:,} notes were"
        return f"{them} not saved: {key} shows {'it' if count == 1 else 'them'}"

    def do_drafts(self, call: Call) -> None:
        """List the notes that are not saved; Enter there goes on writing."""
        found = self.library.drafts.all()
        if not found:
            self.say("Every note is saved.")
            return
        from reader.screens.drafts import DraftsScreen  # not for the first screen

        self.app.push_screen(DraftsScreen(found), self._go_on_writing)

    def _go_on_writing(self, subject: NoteSubject | None) -> None:
        self.context_changed()
        if subject is None:
            return
        try:
            if subject.is_here:
                highlight = "" if subject.is_story else subject.target
                self.open_story(subject.story, highlight=highlight)
            self.write_note(subject.target)
        except NotFound as error:
            self.complain(error)
