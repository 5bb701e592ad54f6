"""From one story to those that are about the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import BroadsheetError
from reader.background import Latest
from reader.screens.commanding import Call
from reader.screens.library.opening import Opening

if TYPE_CHECKING:
    from db.models import Related


class Relating(Opening):
    """`g r`, asked on the lane that searches."""

    def do_related(self, call: Call) -> None:
        """List the stories that share what is characteristic of this one."""
        head = self.subject()
        if head is None:
            return
        story = self.library.stories.get(head.id)
        self.say("Looking for stories about the same …")

        def closed(chosen: str | None) -> None:
            self.context_changed()
            if chosen is not None:
                self.open_story(chosen)

        async def look() -> None:
            latest: Latest[list[Related]] = Latest(self.program.background.search)
            try:
                found = await latest.run(lambda task: self.library.search.related(story))
            except BroadsheetError as error:
                self.complain(error)
                return
            if found:
                from reader.screens.related import RelatedScreen  # only for those who ask

                self.app.push_screen(RelatedScreen(story.title, found), closed)
                self.say("")
            else:
                self.say("No other story shares the characteristic words of this one.")

        self.beside(look())
