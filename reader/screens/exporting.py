"""Writing stories as Markdown files from any screen, into a folder that is asked for once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.screens.asking import Asking
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.exporters import Exported


class Exporting(Asking):
    """Exports beside the screen."""

    def export_to_folder(self, folder: str, stories: Callable[[], Sequence[str]]) -> None:
        """Write stories by their ids, into this folder, else the last one, else one asked for."""
        folder = folder or self.program.export_folder
        if folder:
            self._export(folder, stories)
            return
        self.ask(
            "Export to folder",
            lambda typed: self._export(typed, stories),
            Question("", lambda answer: None, value="~/broadsheet-notes"),
        )

    def _export(self, folder: str, stories: Callable[[], Sequence[str]]) -> None:
        """A story's file always has all of it, so that exporting a part takes nothing from it."""
        from reader.exporters import export_to, format_named

        if not folder.strip():
            return
        target = Path(folder.strip()).expanduser()
        library, flavour = self.library, self.program.config.export_flavour

        def write() -> list[Exported]:
            wanted = (library.stories.get(story) for story in stories())
            return list(export_to(target, library, wanted, format_named(flavour)))

        def told(files: list[Exported]) -> None:
            self.program.export_folder = str(target)
            self.say(_told(files, target))
            for file in files[:3] if len(files) > 1 else ():
                if file.reason:
                    self.app.notify(
                        f"{file.path} is left alone: {file.reason}.",
                        severity="warning",
                        markup=False,
                    )

        self.run_job(write, told)


def _told(files: Sequence[Exported], target: Path) -> str:
    if len(files) == 1:
        [file] = files
        reason = f": {file.reason}" if file.reason else ", with all that is marked in it"
        return f"{file.action.capitalize()} {file.path}{reason}"
    counts = Counter(file.action for file in files)
    done = ", ".join(f"{count:,} {action}" for action, count in counts.items())
    return f"Files in {target}: {done}; each story whole."
