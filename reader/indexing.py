"""Keeping the search index up to date while the app is open, and stopping that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from db.errors import BroadsheetError
from reader.background import Job, Progress, Stopped, Task
from reader.screens.commanding import CommandScreen

if TYPE_CHECKING:
    from reader.app import BroadsheetApp

PAUSE_SECONDS = 1.5
"""After a change, before the search index catches up."""


class Indexing:
    """The background work on the index: one piece at a time, on a lane of its own."""

    def __init__(self, app: BroadsheetApp) -> None:
        self._app = app
        self._timer: Timer | None = None
        self._job: Job[int] | None = None
        self._is_checked = False
        """The index was found whole, or made anew, since the app was started."""
        self._is_stopped = False
        """The reader stopped it; it goes on when they say so, or with the next start."""

    @property
    def runs(self) -> bool:
        """Whether it is at work."""
        return self._job is not None

    def soon(self) -> None:
        """Catch up once nothing has changed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(PAUSE_SECONDS, self.go)

    def go(self) -> None:
        """Catch up beside the screen, where there is anything to do."""
        if self.runs or self._is_stopped:
            return
        if self._is_checked and not self._app.library.unindexed():
            return
        self._job = self._app.background.indexing.submit(self._work, progress=self._report)
        self._app.run_worker(self._wait(self._job))

    def resume(self) -> None:
        """Catch up now, also when it was stopped."""
        self._is_stopped = False
        self._is_checked = False
        self.go()

    def stop(self) -> None:
        """End soon; what is in the index by then stays."""
        self._is_stopped = True
        if self._job is not None:
            self._job.stop()

    def _work(self, task: Task) -> int:
        return self._app.library.search.keep_up(
            checked=self._is_checked,
            stop=task.stop,
            progress=lambda done, total: task.report(done, total),
            notice=self._notice,
        )

    def _report(self, progress: Progress) -> None:
        # Not waited for: who leaves waits for this thread.
        self._app.call_later(self._show, f"indexing {progress.done:,}/{progress.total:,}")

    def _notice(self, sentence: str) -> None:
        self._app.call_later(self._tell, sentence)

    def _show(self, text: str) -> None:
        if self.runs:
            self._app.show_task(text)

    async def _wait(self, job: Job[int]) -> None:
        try:
            await job
        except Stopped:
            pass
        except BroadsheetError as error:
            self._tell(str(error))
            return
        finally:
            self._job = None
            self._app.show_task("")
        self._is_checked = not job.task.stop.is_set()
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.index_changed()
        # What changed while it ran called for this; so did the reader, who had stopped it.
        again = self._app.library.unindexed() or not self._is_checked
        if again and not self._is_stopped:
            self.soon()

    def _tell(self, sentence: str) -> None:
        self._app.notify(sentence, severity="warning", markup=False)
