"""Adding stories from inside the app, with a look at how a file is split before it is stored."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from db import Intake
from db.models import DEFAULT_SECTION, AddResult
from reader.screens.commanding import Call
from reader.screens.library.taking import Taking
from reader.widgets.prompt import Question


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
        """Read the files beside the screen and show how they are split."""
        if not sample and not path.strip():
            return
        into = self.section or DEFAULT_SECTION

        def read() -> list[Batch]:
            return [read_sample()] if sample else read_batches(path.strip())

        def show(batches: list[Batch]) -> None:
            from reader.screens.preview import PreviewScreen

            def closed(agreed: bool | None) -> None:
                if agreed:
                    self._add(batches, into)

            self.app.push_screen(PreviewScreen(batches, into), closed)

        self.program.run_job(read, show, self.complain)

    def _add(self, batches: list[Batch], section: str) -> None:
        """Add what was shown, beside the screen."""

        def add() -> list[AddResult]:
            return [
                self.library.add(
                    Intake(
                        batch.source.kind,
                        batch.source.locator,
                        batch.source.title,
                        section=section,
                    ),
                    batch.drafts,
                )
                for batch in batches
            ]

        def added(results: list[AddResult]) -> None:
            self.reload_lists()
            self.story_list.focus()
            self.say(_told(results))

        self.say("Adding ...")
        self.program.run_job(add, added, self.complain)


def _told(results: Sequence[AddResult]) -> str:
    """What an addition did, in a sentence."""
    words = {"added": "new", "updated": "changed", "unchanged": "here already", "removed": "left out"}
    counts = Counter(story.outcome for result in results for story in result.stories)
    parts = [f"{counts[outcome]:,} {word}" for outcome, word in words.items() if counts[outcome]]
    lost = sum(result.unplaced for result in results)
    unplaced = f" {lost} highlights lost their passage." if lost else ""
    return f"Stories: {', '.join(parts) or 'none'}.{unplaced}"


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
