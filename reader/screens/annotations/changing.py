"""What is done to highlights and notes from the list: note, tags, colour, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.annotation_edits import counted
from db.models import COLOURS
from db.tags import clean_tags
from db.text import name_key
from reader.screens.annotations.base import AnnotationsBase, one_or_many
from reader.screens.commanding import Call
from reader.widgets.bars import StatusBar
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.screens.note import Left


class Changing(AnnotationsBase):
    """Commands on the row under the cursor, or on all that are selected."""

    _question = ""
    """What was asked last; the same key answers while it is shown."""

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
        if call.argument:
            self._retag(keys, call.argument, whole=False)
            return
        had = self.library.annotation_edits.tags(keys)
        if len(keys) == 1:
            label, hint = "Tags", "tags, parted by commas"
            value = "".join(f"{tag}, " for tag in had)
        else:
            label, value = f"Tag {len(keys):,}", ""
            hint = "tags to add, -tag to take off"
            hint += f"; all have {', '.join(had)}" if had else ""
        self.ask(
            label,
            lambda typed: self._retag(keys, typed, whole=len(keys) == 1),
            Question("", lambda answer: None, value, hint, self._complete),
        )

    def _complete(self, typed: str) -> list[str]:
        """Tags in use that begin as the last of the line does, also after a minus."""
        before, _, last = typed.rpartition(",")
        last = last.strip()
        minus = "-" if last.startswith("-") else ""
        head = f"{before.strip()}, " if before.strip() else ""
        used = {name_key(part.strip().removeprefix("-")) for part in before.split(",")}
        return [
            f"{head}{minus}{tag.name}"
            for tag in self.library.tags.all()
            if name_key(tag.name).startswith(name_key(last.removeprefix("-")))
            and name_key(tag.name) not in used
        ]

    def _retag(self, keys: list[int], typed: str, *, whole: bool) -> None:
        """`whole`: what is typed is all that the row shall have."""
        parts = [part.strip() for part in typed.split(",") if part.strip("# -")]
        less = clean_tags(part[1:] for part in parts if part.startswith("-"))
        more = clean_tags(part for part in parts if not part.startswith("-"))
        if whole:
            wanted = {name_key(tag) for tag in more}
            had = self.library.annotation_edits.tags(keys)
            less = [tag for tag in had if name_key(tag) not in wanted]
            known = {name_key(tag) for tag in had}
            more = [tag for tag in more if name_key(tag) not in known]
        if not more and not less:
            return
        told = [
            *([f"tagged {', '.join(more)}"] if more else []),
            *([f"no longer {', '.join(less)}"] if less else []),
        ]
        self.change(
            keys,
            lambda: self.library.annotation_edits.retag(keys, more, less),
            lambda count: one_or_many(count, "It is ", "{} are ") + ", ".join(told) + ".",
        )

    def do_colour_yellow(self, call: Call) -> None:
        """Yellow."""
        self._colour(COLOURS[0])

    def do_colour_green(self, call: Call) -> None:
        """Green."""
        self._colour(COLOURS[1])

    def do_colour_blue(self, call: Call) -> None:
        """Blue."""
        self._colour(COLOURS[2])

    def do_colour_red(self, call: Call) -> None:
        """Red."""
        self._colour(COLOURS[3])

    def do_colour_purple(self, call: Call) -> None:
        """Purple."""
        self._colour(COLOURS[4])

    def _colour(self, colour: str) -> None:
        subjects = self.subjects()
        keys = [key for key in subjects if key > 0]
        if not keys:
            if subjects:
                self.say("A note on a story has no colour.")
            return
        name = self.program.config.colour_name(colour)
        self.change(
            keys,
            lambda: self.library.annotation_edits.set_colour(keys, colour),
            lambda count: one_or_many(
                count, f"The highlight is {name} now.", f"{{}} highlights are {name} now."
            ),
        )

    def do_delete_highlight(self, call: Call) -> None:
        """Delete what is selected; many are asked about once."""
        keys = self.subjects()
        if not keys:
            return
        what = counted(sum(key > 0 for key in keys), sum(key < 0 for key in keys))
        again = self.key_of("delete-highlight", "annotations")
        if len(keys) > 1 and not self._agreed(f"Delete {what}? {again} again does."):
            return
        undo = self.key_of("undo", "annotations")

        def told(count: int) -> str:
            if count == 1:
                return f"Deleted. {undo} brings it back."
            return f"Deleted {what}. {undo} brings them back."

        self.change(keys, lambda: self.library.annotation_edits.remove(keys), told, gone=True)

    def _agreed(self, question: str) -> bool:
        """Whether the question is shown already, so that the key again is the answer."""
        if self.query_one(StatusBar).message == self._question == question:
            return True
        self._question = question
        self.say(question)
        return False
