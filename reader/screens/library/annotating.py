"""The way to the list of all highlights and notes, and back from a passage to it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.opening import Opening

if TYPE_CHECKING:
    from db.models import Annotation
    from reader.screens.annotations import View


class Annotating(Opening):
    """`g a`; the list stays where it was left."""

    _from_annotations = False
    """Whether the story on the page was opened from the list."""

    @cached_property
    def annotations_view(self) -> View:
        """Where one is in the list."""
        from reader.screens.annotations import View

        return View()

    def do_annotations(self, call: Call) -> None:
        """Show all highlights and notes, or those that a query finds."""
        from reader.screens.annotations import AnnotationsScreen  # not for the first screen

        if self.prompt.is_open:
            self.prompt.leave()
        self.keep_place()
        if call.argument:
            self.annotations_view.query = call.argument.strip()
        self.app.push_screen(AnnotationsScreen(self.annotations_view), self._annotations_left)

    def _annotations_left(self, chosen: Annotation | None) -> None:
        self.reload()
        self.context_changed()
        if chosen is None:
            return
        marked = chosen.highlight
        hint = marked.hint if marked is not None and not marked.placed else None
        self.open_story(
            chosen.story,
            highlight=marked.id if marked is not None else "",
            span=(hint, hint) if hint is not None else None,
        )
        self._from_annotations = True
        if marked is not None and not marked.placed:
            notes = self.key_of("notes-beside", "reader")
            self.say(f"This passage is not in the present text; {notes} shows it with its reason.")

    def open_story(
        self, story: str, *, highlight: str = "", span: tuple[int, int] | None = None
    ) -> None:
        """One that is opened otherwise leads back to the stories."""
        self._from_annotations = False
        super().open_story(story, highlight=highlight, span=span)

    def leave_page(self) -> None:
        """Back to the list that one came from."""
        if self._from_annotations:
            self._from_annotations = False
            self.do_annotations(Call())
        else:
            super().leave_page()
