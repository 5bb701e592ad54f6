"""Adding stories from inside the app, with a look at how a file is split before it is stored."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.models import DEFAULT_SECTION
from reader.screens.commanding import Call
from reader.screens.library.reading import Preview, Reading
from reader.screens.library.taking import Taking
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from db.models import AddResult

OUTCOMES = {
    "added": "new",
    "updated": "changed",
    "unchanged": "here already",
    "removed": "left out, since you removed them",
}


class Adding(Taking):
    """`:add PATH` and the sample paper."""

    def do_add_stories(self, call: Call) -> None:
        """Show how a file is split; Enter there adds it."""
        if call.argument:
            self._preview(call.argument)
        else:
            self.ask(
                "Add file or folder",
                self._preview,
                Question("", lambda answer: None, hint="a path; Tab completes", complete=paths),
            )

    def do_add_sample(self, call: Call) -> None:
        """Show the sample paper; Enter there adds it."""
        self.offer_sample()

    def offer_sample(self) -> None:
        """Preview the paper that comes with the program."""
        self._preview("", sample=True)

    def _preview(self, path: str, *, sample: bool = False) -> None:
        """Read beside the screen, and show how what is there is split."""
        if not sample and not path.strip():
            return
        into = self.section or DEFAULT_SECTION
        reading = Reading("" if sample else path.strip())

        def show(shown: Preview) -> None:
            from reader.screens.preview import PreviewScreen

            def closed(agreed: bool | None) -> None:
                if agreed:
                    self._add(reading, into)

            self.app.push_screen(PreviewScreen(shown, into), closed)

        self.say("Reading ...")
        self.run_job(reading.preview, show)

    def _add(self, reading: Reading, section: str) -> None:
        """Add what was shown, beside the screen."""

        def added(results: Sequence[AddResult]) -> None:
            self.reload()
            told = (story.id for result in results for story in result.stories)
            self.reload_lists(keep=next(told, ""))
            self.story_list.focus()
            self.say(self.told(results))

        self.say("Adding ...")
        self.run_job(lambda: reading.add(self.library, section), added)

    def told(self, results: Sequence[AddResult]) -> str:
        """What an addition did, and the key that shows the highlights it gave to check."""
        from db.models import ToCheck

        to_check = sum((result.to_check for result in results), ToCheck())
        if not to_check.total:
            return _outcomes(results)
        keys = self.program.keymap.keys("check-placements", "library")
        how = keys[0] if keys else ":check-placements"
        return f"{_outcomes(results)} Highlights: {to_check}. {how} checks them."


def _outcomes(results: Sequence[AddResult]) -> str:
    """What became of the stories, in a sentence."""
    parts = []
    for outcome, word in OUTCOMES.items():
        if count := sum(result.count(outcome) for result in results):
            parts.append(f"{count:,} {word}")
    return f"Stories: {', '.join(parts) or 'none'}."


def paths(typed: str) -> list[str]:
    """The files and folders that a path typed so far may become."""
    expanded = os.path.expanduser(typed)
    folder, start = os.path.split(expanded)
    try:
        names = sorted(os.listdir(folder or "."))
    except OSError:
        return []
    head = typed[: len(typed) - len(start)]
    return [
        head + name + ("/" if (Path(folder) / name).is_dir() else "")
        for name in names
        if name.startswith(start) and (start.startswith(".") or not name.startswith("."))
    ]
