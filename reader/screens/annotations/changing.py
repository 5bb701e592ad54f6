"""What is done to highlights and notes from the list: note, tags, colour, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.annotation_rows import by_family
from db.many import NOTES, counted
from reader.screens.annotations.base import AnnotationsBase, one_or_many
from reader.screens.colouring import Colouring
from reader.screens.commanding import Call
from reader.screens.tagging import Retag, Tagging

if TYPE_CHECKING:
    from reader.screens.note import Left


class Changing(Tagging, Colouring, AnnotationsBase):
    """Commands on the row under the cursor, or on all that are selected."""

    def do_note(self, call: Call) -> None:
        """Write on the highlight, or on the story whose note it is; one at a time."""
        keys = self.subjects()
        if len(keys) > 1:
            leave = self.key_of("leave", "annotations")
            self.say(f"A note is written on one at a time: {leave} lets go of what is selected.")
            return
        for one in self.annotations(keys):
            self._write_note(one.id)

    def _write_note(self, target: str) -> None:
        from reader.screens.note import NoteScreen  # its editor is slow to import

        def closed(left: Left | None) -> None:
            if left in ("saved", "draft"):
                self.program.library_changed()
            self.context_changed()
            self.rows.refresh()
            self.reload()
            if left == "saved":
                self.say("Note saved.")
            elif left == "draft":
                again = self.key_of("drafts", "library")
                self.say(f"The draft of the note is kept: {again} in the lists shows it.")

        self.app.push_screen(NoteScreen(self.library.drafts.subject(target)), closed)

    def do_tag(self, call: Call) -> None:
        """Set the tags of one; add tags to many, and take off those with a minus before them."""
        keys = self.subjects()
        if not keys:
            return
        one = len(keys) == 1
        had = self.library.many.tags(by_family(keys))
        if call.argument:
            self._retag(keys, Retag.more_or_less(call.argument))
            return
        self.ask_tags(
            had,
            0 if one else len(keys),
            lambda typed: self._retag(
                keys, Retag.whole(typed, had) if one else Retag.more_or_less(typed)
            ),
        )

    def _retag(self, keys: list[int], tags: Retag) -> None:
        if tags.add or tags.remove:
            self.change(
                keys,
                lambda: self.library.many.retag(by_family(keys), add=tags.add, remove=tags.remove),
                lambda count: one_or_many(count, "It is ", "{} are ") + f"{tags.told}.",
            )

    def colour(self, colour: str) -> None:
        """Give what is selected another colour."""
        subjects = self.subjects()
        keys = [key for key in subjects if key > 0]
        if not keys:
            if subjects:
                self.say("A note on a story has no colour.")
            return
        name = self.program.config.colour_name(colour)
        self.change(
            keys,
            lambda: self.library.many.set_colour(keys, colour),
            lambda count: one_or_many(
                count, f"The highlight is {name} now.", f"{{}} highlights are {name} now."
            ),
        )

    def do_delete_highlight(self, call: Call) -> None:
        """Delete what is selected; many are asked about once."""
        keys = self.subjects()
        if not keys:
            return
        rows = by_family(keys)
        what = counted({family: len(found) for family, found in rows.items()}, NOTES)
        again = self.key_of("delete-highlight", "annotations")
        if len(keys) > 1 and not self.agreed(f"Delete {what}? {again} again does."):
            return
        undo = self.key_of("undo", "annotations")

        def told(count: int) -> str:
            if count == 1:
                return f"Deleted. {undo} brings it back."
            return f"Deleted {what}. {undo} brings them back."

        self.change(keys, lambda: self.library.many.delete(rows), told, gone=True)
