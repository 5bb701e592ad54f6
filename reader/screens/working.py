"""A screen that reads and writes the library, at once or beside the keys."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from db.errors import BroadsheetError, LibraryBusy
from reader.screens.faults import fault_of
from reader.widgets.bars import StatusBar

if TYPE_CHECKING:
    from db import Library
    from reader.app import BroadsheetApp

PATIENCE = 0.05
"""Seconds that a key waits for another program's write before it goes on beside it."""

Result = TypeVar("Result")
Work = Coroutine[Any, Any, None]


class WorkingScreen(Screen[Any]):
    """Says what goes wrong, and drops what would be shown once it was left."""

    @property
    def program(self) -> BroadsheetApp:
        """The app, by its own type."""
        return cast("BroadsheetApp", self.app)

    @property
    def library(self) -> Library:
        """The library that the app has open."""
        return self.program.library

    @property
    def is_here(self) -> bool:
        """Whether the screen is shown or lies under others.

        One that is being left, or whose program is, has let go of some of its parts.
        """
        return self.app.is_running and self in self.app.screen_stack

    async def _dispatch_message(self, message: Message) -> None:
        """A fault of the library in what answers the message is said, and the screen goes on."""
        try:
            await super()._dispatch_message(message)
        except NoMatches:
            if self.is_here:
                raise
        except Exception as error:
            fault = fault_of(error)
            if fault is None:
                raise
            self.program.tell_fault(fault)

    def commit(
        self, action: Callable[[], Result], then: Callable[[Result], None] | None = None
    ) -> None:
        """Write to the library now; where another program is writing, beside the screen, soon.

        `then` runs only after the write is durable. A failed write says so and paints nothing.
        """
        try:
            with self.library.patience(PATIENCE):
                result = action()
        except LibraryBusy:
            self.say("Another program is writing to the library: waiting for it.")
            self.run_job(action, then)
            return
        except BroadsheetError as error:
            self.complain(error)
            return
        self.program.library_changed()
        if then is not None:
            then(result)

    def run_job(
        self,
        action: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do something slow beside the keys; `then` hears of it, else `failed` or `complain`."""

        def done(result: Result) -> None:
            try:
                if then is not None:
                    then(result)
            except NoMatches:
                if self.is_here:
                    raise

        self.program.run_job(action, done, failed or self.complain)

    def beside(
        self,
        work: Work | Callable[[], Work],
        *,
        group: str = "default",
        exclusive: bool = False,
    ) -> Worker[None]:
        """Run a coroutine beside the keys.

        Args:
            work: given as a function, one that is stopped before it begins is never made.
            group: of workers, of which an `exclusive` one stops the others.
            exclusive: see `group`.
        """

        async def while_here() -> None:
            try:
                await (work() if callable(work) else work)
            except NoMatches:
                if self.is_here:
                    raise

        return self.run_worker(while_here, group=group, exclusive=exclusive)

    def say(self, message: str) -> None:
        """Show a sentence in the status line, for a while."""
        for bar in self.query(StatusBar):
            bar.say(message)
            return
        self.app.notify(message, markup=False)

    def complain(self, error: BaseException) -> None:
        """Show what went wrong, whole, where it cannot be overlooked; no good news beside it."""
        for bar in self.query(StatusBar):
            bar.message = ""
        self.app.notify(str(error), severity="error", timeout=10, markup=False)
