"""The way to the list of all tags, and from there to what bears one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.annotating import Annotating

if TYPE_CHECKING:
    from reader.screens.tags import Shown


class TagsCommands(Annotating):
    """`g t`."""

    def do_tags(self, call: Call) -> None:
        """Show all tags."""
        from reader.screens.tags import TagsScreen  # not for the first screen

        self.keep_place()
        self.app.push_screen(TagsScreen(), self._tags_left)

    def _tags_left(self, shown: Shown | None) -> None:
        self.reload()
        self.context_changed()
        if shown is None:
            return
        if shown.highlights:
            self.do_annotations(Call(argument=shown.query))
            return
        self.section = ""
        self.section_list.go_to(0)
        self.show_lists()
        self.do_filter_list(Call(argument=shown.query))
        back = self.key_of("leave", "library")
        self.say(f"{back} shows all stories again.")
