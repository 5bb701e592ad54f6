"""What highlighting all matches would mark, shown before it is done."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from db.errors import BroadsheetError
from db.models import MatchPlan
from reader.background import Job, Progress, Stopped, Task
from reader.lacking_words import left_out
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.cells import said
from reader.widgets.match_list import MatchList
from reader.widgets.row_list import RowList

Plan = Callable[[Task], MatchPlan]


class MatchesScreen(ModalScreen["MatchPlan | None"], ListScreen):
    """Looks for the matches beside the screen and lists them; gives what is to be done, or None."""

    def __init__(self, plan: Plan, words: str, colour: str) -> None:
        super().__init__()
        self._plan = plan
        self._words = words
        self._colour = colour
        self._job: Job[MatchPlan] | None = None
        self.found: MatchPlan | None = None
        """What was found, once all of it is."""

    def compose(self) -> ComposeResult:
        """What would be done, and the passages."""
        with Vertical(id="sheet"):
            yield Static("", id="about", markup=False)
            yield MatchList(id="matches")

    def on_mount(self) -> None:
        """Look for the matches."""
        self.query_one(MatchList).focus()
        self._tell(f"Looking for “{self._words}” …   (Esc stops)")
        self._job = self.program.background.jobs.submit(self._plan, progress=self._progressed)
        self.beside(self._wait(self._job))

    def on_unmount(self) -> None:
        """Nobody waits for the matches any more."""
        if self._job is not None:
            self._job.stop()

    def _progressed(self, progress: Progress) -> None:
        done = f"{progress.done:,} of {progress.total or 0:,} stories"
        told = f"Looking for “{self._words}” … {done}   (Esc stops)"
        self.app.call_later(self._looking, told)

    def _looking(self, told: str) -> None:
        if self.is_here and self.found is None:
            self._tell(told)

    async def _wait(self, job: Job[MatchPlan]) -> None:
        try:
            plan = await job
        except Stopped:
            return
        except BroadsheetError as error:
            self._tell(f"{error}   (Esc closes)")
            return
        if not self.is_here:
            return
        self.found = plan
        self.query_one(MatchList).show(plan.stories)
        self._tell(_told(plan, self._colour))

    def _tell(self, text: str) -> None:
        self.query_one("#about", Static).update(said(text))

    def do_open_story(self, call: Call) -> None:
        """Highlight them all."""
        if self.found is not None:
            self.dismiss(self.found if self.found.matches else None)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        """A click alone does nothing to so many."""

    def do_back(self, call: Call) -> None:
        """Leave, and highlight nothing."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Leave, and highlight nothing."""
        self.dismiss(None)


def _told(plan: MatchPlan, colour: str) -> str:
    known = f" {plan.known:,} more are highlighted already." if plan.known else ""
    waiting = f" ({left_out(plan.lacking, indexing=False)})" if plan.lacking else ""
    if not plan.matches:
        return f"Nothing to highlight for “{plan.words}”.{known}{waiting}   (Esc closes)"
    stories = "1 story" if len(plan.stories) == 1 else f"{len(plan.stories):,} stories"
    matches = "1 match" if plan.matches == 1 else f"{plan.matches:,} matches"
    return (
        f"{matches} of “{plan.words}” in {stories}.{known}{waiting}\n"
        f"Enter highlights them all in {colour}, as one step; Esc leaves."
    )
