"""The story on the page: opening it, keeping its place, and moving in and between stories."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from db.errors import NotFound
from db.rows import StoryRows
from reader.commands import BY_ID, Command
from reader.screens.commanding import Call, Handler
from reader.screens.library.jumps import Jumps, Place
from reader.screens.library.matches import Matches
from reader.widgets.page.messages import PlaceChanged, SelectionChanged
from reader.widgets.row_list import RowList

if TYPE_CHECKING:
    from db.models import Story, StoryHead

JUMPS = frozenset({"go-to-start", "go-to-end"})
"""Motions that one may want to come back from."""
PLACE_SECONDS = 1.0
"""After the last move, before the reading place is written down."""


class Opening(Matches):
    """Commands that open stories and move on the page."""

    _place_timer: Timer | None = None
    _kept_place = 0

    @cached_property
    def jumps(self) -> Jumps:
        """Where the reader jumped from since the program began."""
        return Jumps()

    @property
    def here(self) -> Place | None:
        """The place on the page."""
        return Place(self.story.id, self.page.caret) if self.story is not None else None

    def leave_place(self, offset: int | None = None) -> None:
        """Note the caret's place, or another on the page, as one to jump back to."""
        if (here := self.here) is not None:
            self.jumps.leave(here if offset is None else here._replace(offset=offset))

    def open_story(
        self, story: str, *, highlight: str = "", span: tuple[int, int] | None = None
    ) -> None:
        """Show a story where it was left, at a highlight, or at a passage; a jump from here."""
        self.keep_place()
        opened = self.library.stories.get(story)
        self.leave_place()
        self.show_story(opened, highlight=highlight, span=span)

    def show_story(
        self, opened: Story, *, highlight: str = "", span: tuple[int, int] | None = None
    ) -> None:
        """As `open_story`, but no jump."""
        self.keep_place()
        self.story, story = opened, opened.id
        self.highlights = self.library.highlights.of_story(story)
        self._kept_place = self.story.head.place
        self.page.show(self.story, self.highlights, self._kept_place)
        self.clear_find()
        target = next((one for one in self.highlights if one.id == highlight), None)
        if target is not None and target.start is not None and target.end is not None:
            self.page.goto(target.start, centre=True)
        elif span is not None:
            self.page.goto(span[0], centre=True)
        self.show_page()
        was_read = opened.head.read
        self.commit(
            lambda: self.library.stories.opened(story),
            lambda _: self.reread_lists(unread=not was_read),
        )
        self.show_heading()
        self.show_progress()

    def show_results(self) -> None:
        """Go back to the results of the last search."""

    def reload_highlights(self) -> None:
        """Show the highlights of the open story as they now are."""
        if self.story is not None:
            self.highlights = self.library.highlights.of_story(self.story.id)
            self.page.set_highlights(self.highlights)

    def reload(self) -> None:
        """Show what another window or command has changed."""
        self.reload_lists()
        if self.story is None:
            return
        try:
            now = self.library.stories.get(self.story.id)
        except NotFound:
            self.close_story()
            return
        if now.version != self.story.version:
            place = now.head.place
            self.highlights = self.library.highlights.of_story(now.id)
            self.page.show(now, self.highlights, place)
        else:
            self.reload_highlights()
        self.story = now

    def close_story(self) -> None:
        """Show no story; the lists come back."""
        self.story, self.highlights = None, ()
        self.page.clear("Choose a story and press Enter.")
        self.show_lists()

    def keep_place(self) -> None:
        """Write the reading place down, where it has changed."""
        if self._place_timer is not None:
            self._place_timer.stop()
        if self.story is None or self.page.place == self._kept_place:
            return
        story, self._kept_place = self.story.id, self.page.place
        version = self.story.version
        self.commit(
            lambda: self.library.stories.set_place(story, self._kept_place, version=version)
        )

    def may_end(self) -> bool:
        """Where one was reading is written down."""
        self.keep_place()
        return super().may_end()

    @on(PlaceChanged)
    def _place_changed(self) -> None:
        self.show_progress()
        if self._place_timer is not None:
            self._place_timer.stop()
        self._place_timer = self.set_timer(PLACE_SECONDS, self.keep_place)

    @on(SelectionChanged)
    def _selection_changed(self) -> None:
        self.context_changed()

    async def do_open_story(self, call: Call) -> None:
        """Open the story under the cursor; from the sections, go to their stories."""
        if self.is_empty:
            await self.give(BY_ID["add-sample"], call)
        elif self.section_list.has_focus:
            self.story_list.focus()
        elif (story := self.story_list.at_cursor) is not None:
            self.open_story(story.id)

    @on(RowList.Chosen, "StoryList")
    async def _story_chosen(self) -> None:
        await self.do_open_story(Call())

    def do_next_story(self, call: Call) -> None:
        """Open the story below this one in the list."""
        self._open_by(call.times)

    def do_previous_story(self, call: Call) -> None:
        """Open the story above this one in the list."""
        self._open_by(-call.times)

    @property
    def row_of_story(self) -> int | None:
        """The row of the list in which the open story is."""
        if self.story is None:
            return None
        rows: Sequence[StoryHead] = self.story_list.stories
        return rows.place(self.story.id) if isinstance(rows, StoryRows) else None

    def _open_by(self, by: int) -> None:
        rows, here = self.story_list, self.row_of_story
        wanted = (rows.cursor if here is None else here) + by
        if not 0 <= wanted < rows.row_count:
            self.say("This is the last story of the list." if by > 0 else "This is the first.")
            return
        rows.go_to(wanted)
        if (story := rows.at_cursor) is not None:
            self.open_story(story.id)

    def handler(self, command: Command) -> Handler | None:
        """On the page its motions come before the commands of the lists."""
        if self.on_page:
            from reader.motions import MOTIONS  # with the page

            if command.id in MOTIONS:
                return lambda call: self._move(command, call)
        return super().handler(command)

    def _move(self, command: Command, call: Call) -> None:
        before = self.page.caret
        self.page.move(command.id, call.count, call.argument)
        if command.id in JUMPS and self.page.caret != before:
            self.leave_place(before)
        self.context_changed()
