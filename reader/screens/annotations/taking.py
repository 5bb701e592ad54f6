"""Taking highlights and notes away from the list: copies, and Markdown files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from reader.screens.annotations.base import AnnotationsBase
from reader.screens.commanding import Call
from reader.screens.copying import Copying
from reader.widgets.prompt import Question


class Taking(Copying, AnnotationsBase):
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
        folder = call.argument or self.program.export_folder
        if not keys:
            return
        if folder:
            self._export(keys, folder)
            return
        self.ask(
            "Export to folder",
            lambda typed: self._export(keys, typed),
            Question("", lambda answer: None, value="~/broadsheet-notes"),
        )

    def _export(self, keys: list[int], folder: str) -> None:
        """A story's file always has all of it, so that exporting a part takes nothing from it."""
        from reader.exporters import Exported, export_to, format_named

        if not folder.strip():
            return
        target = Path(folder.strip()).expanduser()
        stories = list(dict.fromkeys(one.story for one in self.annotations(keys)))
        library, flavour = self.library, self.program.config.export_flavour

        def write() -> list[Exported]:
            wanted = (library.stories.get(story) for story in stories)
            return list(export_to(target, library, wanted, format_named(flavour)))

        def told(files: list[Exported]) -> None:
            self.program.export_folder = str(target)
            counts = Counter(file.action for file in files)
            done = ", ".join(f"{count:,} {action}" for action, count in counts.items())
            whole = "with all that is marked in it" if len(files) == 1 else "each story whole"
            self.say(f"Files in {target}: {done}; {whole}.")
            for file in files[:3]:
                if file.reason:
                    self.app.notify(
                        f"{file.path} is left alone: {file.reason}.",
                        severity="warning",
                        markup=False,
                    )

        self.program.run_job(write, told, self.complain)
