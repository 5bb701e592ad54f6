"""Highlights, notes and tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from reader.screens.colouring import Colouring
from reader.screens.commanding import Call
from reader.screens.library.opening import Opening
from reader.screens.tagging import Tagging, parted

if TYPE_CHECKING:
    from db.models import Highlight, NoteSubject, StoryHead
    from reader.screens.note import Left

Act: TypeAlias = "Callable[[Highlight], None]"


class MarkingCommands(Tagging, Colouring, Opening):
    """Commands that mark passages and write about them."""

    def do_highlight(self, call: Call) -> None:
        """Mark the selection or what is focused; where just that is marked, take it off."""
        span = self.page.passage()
        same = next((one for one in self.highlights if (one.start, one.end) == span), None)
        if same is not None and self.page.selected is None:
            self._delete(same)
        else:
            self._mark(self._tell_marked)

    def do_repeat_marking(self, call: Call) -> None:
        """Mark what is focused as the last passage was marked, tags included."""
        self._mark(self._tell_marked, self.marking.tags)

    def do_note(self, call: Call) -> None:
        """Write on the highlight under the caret, or on what is marked with it."""
        self._with_highlight(lambda found: self.write_note(found.id))

    def do_tag(self, call: Call) -> None:
        """Tag the highlight under the caret, or what is marked with it."""
        if call.argument:
            self._with_highlight(lambda found: self._tag_highlight(found, call.argument))
        else:
            self._with_highlight(self._ask_tags)

    def do_note_story(self, call: Call) -> None:
        """Write on the whole story."""
        head = self.subject()
        if head is not None:
            self.write_note(head.id)

    def do_tag_story(self, call: Call) -> None:
        """Tag the story on the page or under the cursor."""
        head = self.subject()
        if head is None:
            return
        if call.argument:
            self._tag_story(head, call.argument)
            return
        self.ask_tags(head.tags, 0, lambda typed: self._tag_story(head, typed), "Story tags")

    def do_delete_highlight(self, call: Call) -> None:
        """Delete the highlight under the caret."""
        found = self.page.highlight_at_caret()
        if found is None:
            self.say("There is no highlight under the caret; ] h goes to the next one.")
        else:
            self._delete(found)

    def do_next_highlight(self, call: Call) -> None:
        """Go to the next highlight."""
        self._to_highlight(1, call.times)

    def do_previous_highlight(self, call: Call) -> None:
        """Go to the highlight before."""
        self._to_highlight(-1, call.times)

    def _mark(self, then: Act, tags: tuple[str, ...] = ()) -> None:
        """Highlight the selection or what is focused; it is in the library before it is shown."""
        story, span, colour = self.story, self.page.passage(), self.marking.colour
        if story is None or span is None:
            self.say("There is nothing to highlight here.")
            return

        def marked(highlight: Highlight) -> None:
            self.page.leave_visual()
            self._marks_changed()
            then(highlight)

        self.commit(
            lambda: self.library.highlights.add(story, *span, colour=colour, tags=tags), marked
        )

    def _with_highlight(self, act: Act) -> None:
        """Do something with the highlight under the caret, or mark the passage first."""
        found = None if self.page.selected else self.page.highlight_at_caret()
        if found is not None:
            act(found)
        else:
            self._mark(act)

    def _tell_marked(self, highlight: Highlight) -> None:
        self.marking.tags = highlight.tags
        self.say(f"Highlighted in {self._colour_name(highlight.colour)}.")

    def _colour_name(self, colour: str) -> str:
        return self.program.config.colour_name(colour)

    def colour(self, colour: str) -> None:
        """Give the highlight under the caret a colour, and the next ones too."""
        self.marking.colour = colour
        found = None if self.page.selected else self.page.highlight_at_caret()
        if found is not None:
            self.commit(
                lambda: self.library.highlights.set_colour(found.id, colour),
                lambda _: self._saved(f"The highlight is {self._colour_name(colour)} now."),
            )
        elif self.page.selected:
            self._mark(self._tell_marked)
        else:
            self.say(f"The next highlights are {self._colour_name(colour)}.")

    def _delete(self, highlight: Highlight) -> None:
        undo = self.program.keymap.keys("undo", "reader")
        hint = f" {undo[0]} brings it back." if undo else ""
        self.commit(
            lambda: self.library.highlights.remove(highlight.id),
            lambda _: self._saved(f"The highlight is deleted.{hint}"),
        )

    def write_note(self, target: str) -> None:
        """Open the editor of the note on a story or highlight, told by its public id."""
        from reader.screens.note import NoteScreen  # its editor is slow to import

        subject = self.library.drafts.subject(target)
        self.app.push_screen(
            NoteScreen(subject), lambda left: self._note_left(subject, left or "as before")
        )

    def _note_left(self, subject: NoteSubject, left: Left) -> None:
        if left != "as before":
            self.program.library_changed()
        if self.story is not None and self.story.id == subject.target:
            self.story = self.library.stories.get(self.story.id)
        self._marks_changed()
        on = f" on “{subject.about}”" if subject.is_story else ""
        if left == "saved":
            self.say(f"Note{on} saved.")
        elif left == "draft":
            again = self.key_of("drafts", "library")
            self.say(f"The draft of the note{on} is kept: {again} shows what is not saved.")

    def _ask_tags(self, highlight: Highlight) -> None:
        self.ask_tags(highlight.tags, 0, lambda typed: self._tag_highlight(highlight, typed))

    def _tag_highlight(self, highlight: Highlight, typed: str) -> None:
        names = parted(typed)

        def done(_: Highlight) -> None:
            self.marking.tags = tuple(names)
            self._saved(f"Tagged {', '.join(names)}." if names else "No tags.")

        if sorted(names) != sorted(highlight.tags):
            self.commit(lambda: self.library.highlights.set_tags(highlight.id, names), done)

    def _tag_story(self, head: StoryHead, typed: str) -> None:
        names = parted(typed)
        told = f"“{head.title}” is tagged {', '.join(names)}." if names else "No tags."
        if sorted(names) != sorted(head.tags):
            self.commit(
                lambda: self.library.stories.set_tags(head.id, names),
                lambda _: self._saved(told),
            )

    def _to_highlight(self, way: int, times: int) -> None:
        spans = [(one.start, one) for one in self.highlights if one.start is not None]
        caret = self.page.caret
        ahead = [one for start, one in spans if (start > caret if way > 0 else start < caret)]
        if not ahead:
            self.say("No highlight further on." if way > 0 else "No highlight before this.")
            return
        found = ahead[min(times, len(ahead)) - 1] if way > 0 else ahead[-min(times, len(ahead))]
        if found.start is not None:
            self.leave_place()
            self.page.goto(found.start)
        if found.note:
            self.say(" ".join(found.note.split()))

    def _saved(self, message: str) -> None:
        self._marks_changed()
        self.say(message)

    def _marks_changed(self) -> None:
        """Show the highlights and the counts beside the story as they now are."""
        self.reload_highlights()
        self.reread_lists()
        self.context_changed()
