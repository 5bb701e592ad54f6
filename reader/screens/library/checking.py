"""From the paper to the highlights to check, and back to the page to place one by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from db.errors import NotFound
from reader.commands import Command
from reader.screens.commanding import Call
from reader.screens.library.joining import Joining
from reader.widgets.row_list import RowList

if TYPE_CHECKING:
    from db.models import Highlight, Story
    from reader.screens.checking import Wanted


class Checking(Joining):
    """`:check-placements`; while one is placed by hand, the keys that mark place it."""

    placing: Wanted | None = None
    """The highlight that is being placed by hand."""

    def do_check_placements(self, call: Call) -> None:
        """Show the highlights that a new text has changed, moved or lost."""
        self._check()

    def _check(self, row: int = 0) -> None:
        from reader.screens.checking import CheckingScreen  # not for the first screen

        if not self.library.placements.count():
            self.say("There is nothing to check: no highlight waits for a decision.")
        else:
            self.app.push_screen(CheckingScreen(row), self._checked)

    def _checked(self, wanted: Wanted | None) -> None:
        self.reload()
        self.context_changed()
        if wanted is None:
            return
        try:
            story = self.library.stories.get(wanted.highlight.story)
            highlight = self.library.highlights.get(wanted.highlight.id)
        except NotFound as error:
            self.complain(error)
            return
        near = wanted.span or (highlight.hint or 0,) * 2
        self.open_story(story.id, span=near)
        if wanted.what == "open":
            if not highlight.placed:
                self.say("Its passage used to be near here.")
            return
        self.placing = wanted
        if wanted.span is not None:
            self.page.select(*wanted.span)
        self.show_heading()
        place, leave = self.key_of("highlight", "reader"), self.key_of("leave", "reader")
        self.say(f"Select the passage; {place} puts the highlight there, {leave} gives up.")

    def show_heading(self) -> None:
        """While one is placed, its words, so that they can be compared."""
        if self.placing is None:
            super().show_heading()
            return
        quote = " ".join(self.placing.highlight.quote.split())
        self.masthead.heading = f"Place: “{quote}”"
        place, leave = self.key_of("highlight", "reader"), self.key_of("leave", "reader")
        self.masthead.aside = f"{place} here · {leave} gives up"

    def do_place_here(self, call: Call) -> None:
        """Give the highlight the passage that is selected, or focused."""
        wanted, story, span = self.placing, self.story, self.page.passage()
        if wanted is None:
            self.say(f"{self.key_of('highlight', 'visual')} highlights what is selected.")
            return
        if story is None or span is None:
            return

        def placed(_: Highlight) -> None:
            self.placing = None
            self.page.leave_visual()
            self._marks_changed()
            self._back_to_checks(wanted, "Placed there.")

        self.commit(
            lambda: self.library.placements.place(wanted.highlight.id, story, *span), placed
        )

    def do_highlight(self, call: Call) -> None:
        """Place what is being placed, else mark."""
        if self.placing is not None:
            self.do_place_here(call)
        else:
            super().do_highlight(call)

    def give_up_placing(self) -> bool:
        """Go back to the highlights to check, where one is being placed; whether one was."""
        wanted, self.placing = self.placing, None
        if wanted is None:
            return False
        self.page.leave_visual()
        self._back_to_checks(wanted, "It is as it was.")
        return True

    def _back_to_checks(self, wanted: Wanted, message: str) -> None:
        self.show_heading()
        if self.library.placements.count():
            self._check(wanted.row)
            self.app.call_after_refresh(self._say_there, message)
        else:
            self.say(f"{message} Nothing is left to check.")

    def _say_there(self, message: str) -> None:
        from reader.screens.checking import CheckingScreen

        screen = self.app.screen
        if isinstance(screen, CheckingScreen):
            screen.say(message)

    def _move(self, command: Command, call: Call) -> None:
        if self.placing is not None and command.id == "select-characters":
            self.page.move(command.id, call.count, call.argument)  # takes up no highlight
            self.context_changed()
        else:
            super()._move(command, call)

    def show_story(
        self, opened: Story, *, highlight: str = "", span: tuple[int, int] | None = None
    ) -> None:
        """See `Opening`; going to another story ends placing."""
        self.placing = None
        super().show_story(opened, highlight=highlight, span=span)

    def close_story(self) -> None:
        """See `Opening`; so does having none."""
        self.placing = None
        super().close_story()

    async def do_open_story(self, call: Call) -> None:
        """From the row of what is to be checked, show it."""
        if self.section_list.has_focus and self.section_list.on_checks:
            self._check()
        else:
            await super().do_open_story(call)

    @on(RowList.Chosen, "SectionList")
    def _checks_chosen(self) -> None:
        if self.section_list.on_checks:
            self._check()
