"""What was done in the library, newest first, to go back to a step and on again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from db.errors import BroadsheetError
from db.history import StepRows
from db.models import Step
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.widgets.bars import StatusBar
from reader.widgets.cells import said
from reader.widgets.row_list import RowList
from reader.widgets.step_list import StepList

SHOWN_EVERY = 50
"""Steps between two reports of how far going back is."""


class Turned(NamedTuple):
    """What became of going back or on."""

    steps: Sequence[Step]
    """Those that were undone or redone."""
    stopped: BroadsheetError | None = None
    """Why the next one was not."""


class HistoryScreen(ModalScreen["str | None"], ListScreen):
    """Answers with a sentence on what was turned back last, or None."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        """Shows the library as it is after a step."""
        self._told: str | None = None
        self._turning: threading.Event | None = None
        """While steps are undone or redone: set, it ends that."""

    def compose(self) -> ComposeResult:
        """How it works, the steps, and what was just done."""
        with Vertical(id="sheet", classes="whole"):
            undo, redo, close = (self._key(command) for command in ("undo", "redo", "back"))
            about = f"Enter: go there, {undo}: undo, {redo}: redo, {close}: close"
            yield Static(said(f"What was done   ({about})"), id="about", markup=False)
            yield StepList(self.library.history.whence)
            yield StatusBar()

    def on_mount(self) -> None:
        """Begin at the newest step that is done."""
        step = self.library.history.next_undo()
        self.show_steps(step.key if step is not None else 0)
        self.query_one(StepList).focus()

    def _key(self, command: str) -> str:
        """The main key of a command, else how it is given by name."""
        keys = self.program.keymap.keys(command, self.context)
        return keys[0] if keys else f":{command}"

    @property
    def rows(self) -> StepList:
        """The list."""
        return self.query_one(StepList)

    def show_steps(self, key: int) -> None:
        """Show the steps as they now are, the cursor on one of them where it is there."""
        steps: StepRows = self.library.history.rows()
        self.rows.steps = steps
        self.rows.rows_changed(steps.place(key) or 0)

    def reload(self) -> None:
        """Show what another window or command has done meanwhile."""
        step = self.rows.at_cursor
        if self._turning is None:
            self.show_steps(step.key if step is not None else 0)

    def do_open_story(self, call: Call) -> None:
        """Back to the step, or on to it where it is undone."""
        step = self.rows.at_cursor
        if step is not None and step.undone:
            self.do_redo(call)
        else:
            self.do_undo(call)

    def do_undo(self, call: Call) -> None:
        """Undo everything back to the step under the cursor, and that too."""
        history, consent = self.library.history, self.program.consent
        step = self.rows.at_cursor
        if step is None:
            self.say("There is nothing to undo.")
            return
        steps = history.back_to(step.key)
        strange, whence = history.strange(step.key), history.whence(step)
        question = f"This undoes {_counted(len(steps))}"
        if strange:
            question += f", {strange:,} of them not done in this window"
        ask = consent.needed(whence) or len(steps) > 1
        if ask and not self.agreed(f"{question}. The same key again does."):
            return
        consent.give(whence)
        self._turn(steps, history.undo, "Undone")

    def do_redo(self, call: Call) -> None:
        """Do everything again up to the step under the cursor, and that too."""
        history = self.library.history
        step = self.rows.at_cursor
        if step is None:
            self.say("There is nothing to redo.")
            return
        steps = history.on_to(step.key)
        question = f"This does {_counted(len(steps))} again. The same key again does."
        if len(steps) > 1 and not self.agreed(question):
            return
        self._turn(steps, history.redo, "Done again")

    def _turn(self, steps: Sequence[Step], turn: Callable[[int], Step], told: str) -> None:
        """Undo or redo steps one by one beside the screen, up to the first that cannot be."""
        if self._turning is not None:
            return
        stop = self._turning = threading.Event()
        total = len(steps)

        def report(done: int) -> None:
            if total > 1 and not done % SHOWN_EVERY:
                self.app.call_later(self._show_turn, stop, f"{done:,} of {total:,}")

        def failed(error: BaseException) -> None:
            self._turning = None
            self.complain(error)

        self.say(f"{told} in a moment: {_named(steps)}")
        self.run_job(
            lambda: _turned(steps, turn, stop, report),
            lambda turned: self._show(turned, told),
            failed,
        )

    def _show_turn(self, stop: threading.Event, text: str) -> None:
        if self._turning is stop:
            self.program.show_task(text)

    def _show(self, turned: Turned, told: str) -> None:
        self._turning = None
        self.program.show_task("")
        self._changed()
        if not self.is_here:
            return
        step = self.rows.at_cursor
        self.show_steps(step.key if step is not None else 0)
        if turned.stopped is not None:
            self.complain(turned.stopped)
        if turned.steps:
            self._told = f"{told}: {_named(turned.steps)}"
            self.say(self._told)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.do_open_story(Call())

    def do_back(self, call: Call) -> None:
        """Close; while steps are undone or redone, stop that first."""
        if self._turning is None:
            self.dismiss(self._told)
        else:
            self._turning.set()
            self.say("Stopping after the step under way.")

    do_leave = do_history = do_back


def _turned(
    steps: Sequence[Step],
    turn: Callable[[int], Step],
    stop: threading.Event,
    report: Callable[[int], None],
) -> Turned:
    """Undo or redo one step after the other, as long as that can be and is wanted."""
    done: list[Step] = []
    for step in steps:
        if stop.is_set():
            break
        try:
            done.append(turn(step.key))
        except BroadsheetError as error:
            return Turned(done, error)
        report(len(done))
    return Turned(done)


def _counted(count: int) -> str:
    return "1 step" if count == 1 else f"{count:,} steps"


def _named(steps: Sequence[Step]) -> str:
    """The only step by name; more by their number and the one reached."""
    if len(steps) == 1:
        return steps[0].what
    return f"{_counted(len(steps))}, the last: {steps[-1].what}"
