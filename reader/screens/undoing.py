"""Taking back what was done, and doing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.screens.commanding import Call, CommandScreen

if TYPE_CHECKING:
    from db.models import Step

MANY_ROWS = 500
"""Of a step that is undone beside the screen; an addition of a few hundred stories has as many."""


class Undoing(CommandScreen):
    """Undo, redo, and the list of what was done."""

    def do_undo(self, call: Call) -> None:
        """Undo the newest step; one of another window is asked about first."""
        step = self.library.history.next_undo()
        if step is None:
            self.say("There is nothing to undo.")
            return
        keys = self.program.keymap.keys("undo", self.context)
        again = f"{keys[0]} again" if keys else ":undo again"
        question = f"{again} undoes what this window did not do: {step.what}"
        if self.library.history.is_ours(step) or self.agreed(question):
            self._turn_back(step, self.library.history.undo, "Undone")

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
            self.program.run_job(lambda: turn(step.key), restored, self.complain)
