"""An input of one line."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from db.text import strip_controls


class LineInput(Input):
    """Takes what is pasted whole, its lines made one, and clean like every other outside text."""

    def on_paste(self, event: events.Paste) -> None:
        """Put it where the cursor is, or in the place of what is selected."""
        event.prevent_default()
        event.stop()
        lines = strip_controls(event.text).split("\n")
        text = " ".join(line.strip() for line in lines if line.strip())
        self.replace(text, *self.selection)
