"""Taking highlights and notes away from the list: copies, and Markdown files."""

from __future__ import annotations

from reader.screens.annotations.base import AnnotationsBase
from reader.screens.commanding import Call
from reader.screens.copying import Copying
from reader.screens.exporting import Exporting


class Taking(Copying, Exporting, AnnotationsBase):
    """Commands that copy and export what is selected, or the row under the cursor."""

    def do_copy(self, call: Call) -> None:
        """The passages, or notes on stories, as plain text."""
        found = self.annotations(self.subjects())
        if found:
            self.copy_text("\n\n".join(one.quote or one.note for one in found))

    def do_copy_markdown(self, call: Call) -> None:
        """Quotes with their notes and sources."""
        from reader.exporters import markdown_annotation

        found, library = self.annotations(self.subjects()), self.library

        def make() -> str:
            return "\n".join(markdown_annotation(library.stories.get(x.story), x) for x in found)

        if found:
            self.copy_made(make)

    def do_export(self, call: Call) -> None:
        """Write the stories of what is selected as Markdown into a folder, asked for once."""
        keys = self.subjects()
        if keys:
            stories = list(dict.fromkeys(one.story for one in self.annotations(keys)))
            self.export_to_folder(call.argument, lambda: stories)
