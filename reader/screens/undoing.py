"""Taking back what was done, and doing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.screens.commanding import Call, CommandScreen

if TYPE_CHECKING:
    from db.history import Whence
    from db.models import Step

MANY_ROWS = 500
"""Of a step that is undone beside the screen; an addition of a few hundred stories has as many."""


class Consent:
    """The reader's, to undoing what was done before this window opened: asked for once.

    It lasts until something else is undone, so that whoever goes on marking and then undoes more
    than that is asked again. Of what is done elsewhere while the window is open each step is asked
    about.
    """

    def __init__(self) -> None:
        self._given = False

    def needed(self, whence: Whence) -> bool:
        """Whether to ask before a step is undone."""
        self._given = self._given and whence == "earlier"
        return whence != "here" and not self._given

    def give(self, whence: Whence) -> None:
        """The reader has agreed to undo such a step."""
        self._given = whence == "earlier"


class Undoing(CommandScreen):
    """Undo, redo, and the list of what was done."""

    def do_undo(self, call: Call) -> None:
        """Undo the newest step; one that was not done in this window is asked about first."""
        step = self.library.history.next_undo()
        if step is None:
            self.say("There is nothing to undo.")
            return
        history, consent = self.library.history, self.program.consent
        whence = history.whence(step)
        if consent.needed(whence) and not self.agreed(self._asked(step, whence)):
            return
        consent.give(whence)
        self._turn_back(step, history.undo, "Undone")

    def _asked(self, step: Step, whence: Whence) -> str:
        what = "was done earlier" if whence == "earlier" else "this window did not do"
        return f"{self.key_of('undo', self.context)} again undoes what {what}: {step.what}"

    def do_redo(self, call: Call) -> None:
        """Do again what was undone last."""
        step = self.library.history.next_redo()
        if step is None:
            self.say("There is nothing to redo.")
        else:
            self._turn_back(step, self.library.history.redo, "Done again")

    def do_history(self, call: Call) -> None:
        """Show the steps, to go back to one of them."""
        from reader.screens.history import HistoryScreen  # not for the first screen

        def closed(told: str | None) -> None:
            self.context_changed()
            if told:
                self.say(told)

        self.app.push_screen(HistoryScreen(self.reload), closed)

    def _turn_back(self, step: Step, turn: Callable[[int], Step], told: str) -> None:
        """Undo or redo a step: now, or beside the screen where it touched very many rows."""

        def restored(done: Step) -> None:
            self.reload()
            self.say(f"{told}: {done.what}")

        if self.library.history.size(step) < MANY_ROWS:
            self.commit(lambda: turn(step.key), restored)
        else:
            self.say(f"{told} in a moment: {step.what}")
            self.run_job(lambda: turn(step.key), restored)
