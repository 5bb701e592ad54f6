"""Getting about: outline, marks, jumps, links, and going on where one left off."""

from __future__ import annotations

from textual import on

from db.errors import NotFound
from reader.screens.commanding import Call
from reader.screens.library.jumps import RESULTS, Place
from reader.screens.library.reshaping import Reshaping
from reader.widgets.page.messages import LinkClicked


class Roaming(Reshaping):
    """Commands that go to another place, in this story or in another."""

    _offer = ""
    """What the status line offers until a story is opened."""

    def on_mount(self) -> None:
        """Offer what there is to go on with."""
        self._offer = self.offer()
        self.status.message = self._offer

    def offer(self) -> str:
        """The story that was open last, where nothing else was asked for; a sentence, or empty."""
        if self.program.start_at[0]:
            return ""
        last = self.library.stories.last_opened()
        keys = self.program.keymap.keys("continue-reading", "library")
        if last and keys:
            head = self.library.stories.head(last)
            share = round(100 * head.place / head.length) if head.length else 0
            return f"{keys[0]} continues at {share} %: “{head.title}”"
        return ""

    def do_continue_reading(self, call: Call) -> None:
        """Open the story that was open last."""
        last = self.library.stories.last_opened()
        if not last:
            self.say("No story has been opened yet.")
        elif self.story is not None and self.story.id == last:
            self.show_page()
        else:
            self.open_story(last)

    def do_outline(self, call: Call) -> None:
        """Show the headings; Enter there goes to one."""
        if self.story is None:
            return
        from reader.screens.outline import OutlineScreen, headings

        found = headings(self.story)
        if not found:
            self.say("This story has no headings.")
            return
        self.app.push_screen(
            OutlineScreen(self.story.title, found, self.page.caret), self._go_to_heading
        )

    def _go_to_heading(self, offset: int | None) -> None:
        if offset is not None:
            self.leave_place()
            self.page.goto(offset, centre=True)
        self.context_changed()

    def do_set_mark(self, call: Call) -> None:
        """Keep the caret's place under a letter."""
        story, letter, place = self.story, call.argument, self.page.caret
        if story is not None:
            self.commit(
                lambda: self.library.page_marks.put(story, letter, place),
                lambda _: self.say(
                    f"Marked: {self.key_of('go-to-mark', 'reader')} {letter} comes back here."
                ),
            )

    def do_go_to_mark(self, call: Call) -> None:
        """Go to the mark of a letter; the key twice jumps back."""
        story, letter = self.story, call.argument
        if letter == "'":
            self.do_jump_back(Call())
        elif story is not None:
            marks = self.library.page_marks
            if marks.version(story.id, letter) in (0, story.version):
                self._go_to_mark(story.id, letter, marks.place(story, letter))
                return
            self.run_job(  # two texts are compared
                lambda: marks.place(story, letter),
                lambda place: self._go_to_mark(story.id, letter, place),
            )

    def _go_to_mark(self, story: str, letter: str, place: int | None) -> None:
        if self.story is None or self.story.id != story:
            return
        if place is None:
            marks = self.library.page_marks.letters(story)
            others = f"; it has {' '.join(marks)}" if marks else ""
            self.say(f"This story has no mark {letter}{others}.")
            return
        self.leave_place()
        self.page.goto(place)

    def do_jump_back(self, call: Call) -> None:
        """Back to where the last jump began."""
        here = self.here
        place = self.jumps.back(here, call.times) if here is not None else None
        self._jump(place, "There is no jump to go back from.")

    def jump_from_results(self, call: Call) -> None:
        """Back from the results of a search to where one was before it."""
        self._jump(self.jumps.back(RESULTS, call.times), "There is no jump to go back from.")

    def do_jump_on(self, call: Call) -> None:
        """On to where a jump back came from."""
        self._jump(self.jumps.on(call.times), "There is no jump to go on to.")

    def _jump(self, place: Place | None, otherwise: str) -> None:
        if place is None:
            self.say(otherwise)
            return
        if place == RESULTS:
            self.show_results()
            return
        if self.story is None or self.story.id != place.story:
            try:
                story = self.library.stories.get(place.story)
            except NotFound:
                self.say("The story that was left there has been removed.")
                return
            self.show_story(story)
        self.page.goto(place.offset)

    def do_follow_link(self, call: Call) -> None:
        """Open what the link under the caret leads to."""
        url = self.page.link_at_caret
        if url is None:
            self.say("There is no link under the caret.")
        else:
            self.follow(url)

    @on(LinkClicked)
    def _link_clicked(self, event: LinkClicked) -> None:
        self.follow(event.url)

    def follow(self, url: str) -> None:
        """Open the story of the library that has this address, else the browser."""
        story = self.library.stories.by_url(url)
        if not story:
            self.open_url(url)
        elif self.story is None or self.story.id != story:
            self.open_story(story)
            self.say(f"From your library. {self.key_of('jump-back', 'reader')} goes back.")
        else:
            self.say("The link leads to this story.")

    def on_descendant_focus(self) -> None:
        """The masthead is about the page while that has the keys."""
        self.show_heading()

    def show_heading(self) -> None:
        """The story's title, section and place in the list; over the lists what they show."""
        if self.story is None or not self.reading:
            super().show_heading()
            return
        if self._offer and self.status.message == self._offer:
            self.status.message = ""
        row, count = self.row_of_story, self.story_list.row_count
        among = f"story {row + 1:,} of {count:,}" if row is not None else ""
        head = self.story.head
        self.masthead.heading = head.title
        self.masthead.aside = " · ".join(part for part in (head.section, among) if part)
