"""What a reader does with whole stories: star, shelve, move, rename, remove, undo."""

from __future__ import annotations

from collections.abc import Callable

from db.models import Shelf, Step, StoryHead
from db.text import name_key
from reader.screens.commanding import Call
from reader.screens.library.marking import MarkingCommands
from reader.widgets.prompt import Question

MANY_ROWS = 500
"""Of a step that is undone beside the screen; an addition of a few hundred stories has as many."""


class SortingOut(MarkingCommands):
    """Commands on the story on the page or under the cursor."""

    _undo_asked = 0
    """The step of another window that the reader was asked about."""

    def do_toggle_star(self, call: Call) -> None:
        """Star, or take the star off."""
        self._change(
            lambda head: self.library.stories.set_starred(head.id, not head.starred),
            lambda head: "The star is off." if head.starred else "Starred.",
        )

    def do_toggle_read(self, call: Call) -> None:
        """Mark read or unread."""
        self._change(
            lambda head: self.library.stories.set_read(head.id, not head.read),
            lambda head: "Marked unread." if head.read else "Marked read.",
        )

    def do_archive(self, call: Call) -> None:
        """To the archive, or back to the inbox."""
        self._shelve("archive")

    def do_read_later(self, call: Call) -> None:
        """To the shelf for later, or back to the inbox."""
        self._shelve("later")

    def _shelve(self, shelf: Shelf) -> None:
        def put(head: StoryHead) -> None:
            self.library.stories.set_shelf(head.id, "inbox" if head.shelf == shelf else shelf)

        names = {"archive": "In the archive.", "later": "Kept for later."}
        self._change(
            put, lambda head: "Back in the inbox." if head.shelf == shelf else names[shelf]
        )

    def do_move_story(self, call: Call) -> None:
        """Move the story to a section, a new one too."""
        head = self.subject()
        if head is None:
            return
        if call.argument:
            self._move_to(head, call.argument)
            return
        names = [section.name for section in self.library.sections.all()]
        self.ask(
            "Move to section",
            lambda typed: self._move_to(head, typed),
            Question(
                "",
                lambda answer: None,
                hint=f"now in {head.section}; a new name makes a new section",
                complete=lambda typed: [
                    name for name in names if name_key(name).startswith(name_key(typed))
                ],
            ),
        )

    def _move_to(self, head: StoryHead, section: str) -> None:
        if section.strip():
            self.commit(
                lambda: self.library.stories.move(head.id, section),
                lambda _: self._changed(f"“{head.title}” is in {section.strip()} now."),
            )

    def do_rename_story(self, call: Call) -> None:
        """Correct the title."""
        head = self.subject()
        if head is None:
            return
        if call.argument:
            self._rename(head, call.argument)
        else:
            self.ask(
                "Title",
                lambda typed: self._rename(head, typed),
                Question("", lambda answer: None, value=head.title),
            )

    def _rename(self, head: StoryHead, title: str) -> None:
        if title.strip() and title != head.title:
            self.commit(
                lambda: self.library.stories.rename(head.id, title),
                lambda _: self._changed("The title is changed."),
            )

    def do_remove_story(self, call: Call) -> None:
        """Take the story out of the library."""
        head = self.subject()
        if head is None:
            return

        def removed(_: None) -> None:
            if self.story is not None and self.story.id == head.id:
                self.close_story()
            keys = self.program.keymap.keys("undo", "library")
            hint = f" {keys[0]} brings it back." if keys else ""
            self._changed(f"“{head.title}” is removed.{hint}")

        self.commit(lambda: self.library.stories.remove(head.id), removed)

    def do_undo(self, call: Call) -> None:
        """Undo the newest step; one of another window is asked about first."""
        step = self.library.history.next_undo()
        if step is None:
            self.say("There is nothing to undo.")
        elif not self.library.history.is_ours(step) and self._undo_asked != step.key:
            self._undo_asked = step.key
            self.say(f"Undo “{step.what}”, which this window did not do? The same key again does.")
        else:
            self._turn_back(step, self.library.history.undo, "Undone")

    def do_redo(self, call: Call) -> None:
        """Do again what was undone last."""
        step = self.library.history.next_redo()
        if step is None:
            self.say("There is nothing to redo.")
        else:
            self._turn_back(step, self.library.history.redo, "Done again")

    def _turn_back(self, step: Step, turn: Callable[[int], Step], told: str) -> None:
        """Undo or redo a step: now, or beside the screen where it touched very many rows."""

        def restored(done: Step) -> None:
            self._restored(f"{told}: {done.what}")

        if self.library.history.size(step) < MANY_ROWS:
            self.commit(lambda: turn(step.key), restored)
        else:
            self.say(f"{told} in a moment: {step.what}")
            self.program.run_job(lambda: turn(step.key), restored, self.complain)

    def _restored(self, message: str) -> None:
        self.reload()
        self.say(message)

    def _change(
        self, action: Callable[[StoryHead], None], told: Callable[[StoryHead], str]
    ) -> None:
        head = self.subject()
        if head is not None:
            self.commit(lambda: action(head), lambda _: self._changed(told(head)))

    def _changed(self, message: str) -> None:
        self.reload()
        self.say(message)
