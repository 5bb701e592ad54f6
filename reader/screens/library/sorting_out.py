"""What a reader does with whole stories: star, shelve, move, rename, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.marking import MarkingCommands
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from db.models import Shelf, StoryHead


class SortingOut(MarkingCommands):
    """Commands on the story on the page or under the cursor."""

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
        self.program.load_words(self.prompt.offers_changed)
        self.ask(
            "Move to section",
            lambda typed: self._move_to(head, typed),
            Question(
                "",
                lambda answer: None,
                hint=f"now in {head.section}; a new name makes a new section",
                offers=lambda line, _: self.section_offers(line),
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

    def _change(
        self, action: Callable[[StoryHead], None], told: Callable[[StoryHead], str]
    ) -> None:
        head = self.subject()
        if head is not None:
            self.commit(lambda: action(head), lambda _: self._changed(told(head)))

    def _changed(self, message: str) -> None:
        self.reload()
        self.say(message)
