"""The texts that a story has had: comparing them, and reading an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.opening import Opening

if TYPE_CHECKING:
    from db.models import Highlight, Story, TextVersion
    from reader.screens.versions import Wanted


class Versions(Opening):
    """`:versions`, and the way back to the present text."""

    def do_versions(self, call: Call) -> None:
        """Show the texts of the story, where it has more than one."""
        head = self.subject()
        if head is None:
            self.say("There is no story here.")
            return
        library = self.library

        def show(found: tuple[Story, list[TextVersion]]) -> None:
            from reader.screens.versions import VersionsScreen  # only for those who compare

            story, texts = found
            if len(texts) == 1:
                self.say("This story has one text: it has not changed since it came in.")
                return
            self.app.push_screen(VersionsScreen(story, texts), self._read_version)

        self.run_job(lambda: (library.stories.get(head.id), library.versions.of(head.id)), show)

    def _read_version(self, wanted: Wanted | None) -> None:
        """Open an old text; the present one is on the page already, or is opened there."""
        self.context_changed()
        if wanted is None:
            return
        story, version = wanted.story, wanted.version
        if version.present:
            self._go_to(story, wanted.place)
            return
        library = self.library

        def show(found: tuple[Story, list[Highlight]]) -> None:
            from reader.screens.old_text import OldTextScreen  # only for those who read one

            screen = OldTextScreen(*found, version, wanted.place)
            self.app.push_screen(screen, lambda place: self._return(story, version.key, place or 0))

        self.run_job(
            lambda: (
                library.versions.story(story, version.key),
                library.versions.highlights(story, version.key),
            ),
            show,
        )

    def _return(self, story: str, version: int, place: int) -> None:
        """Go to where the present text says what was being read; two texts are compared for it."""
        self.context_changed()
        library = self.library

        def carry() -> int:
            return library.versions.carried(version, library.stories.get(story).version, place)

        self.run_job(carry, lambda there: self._go_to(story, there))

    def _go_to(self, story: str, place: int) -> None:
        """Show a place of the present text."""
        if self.story is None or self.story.id != story:
            self.open_story(story, span=(place, place))
        else:
            self.leave_place()
            self.show_page()
            self.page.goto(place, centre=True)
        self.say("This is the present text again.")
