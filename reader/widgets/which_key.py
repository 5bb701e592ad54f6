"""The keys that can follow those half typed."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from reader.keymap import Pending
from reader.widgets.cells import fit, pad


class WhichKey(Static):
    """A panel over the foot of the screen; hidden until keys are half typed and time passes."""

    def show(self, pending: Pending) -> None:
        """List the next keys in as many columns as fit."""
        column = 34
        columns = max(1, (self.screen.size.width - 2) // column)
        parts: list[Content] = []
        for index, entry in enumerate(pending.next):
            if index and index % columns == 0:
                parts.append(Content("\n"))
            parts.append(Content.styled(f" {pad(entry.key, 6)}", "$text-accent bold"))
            parts.append(Content(pad(fit(entry.title, column - 8), column - 7)))
        self.update(Content("").join(parts))
        self.display = True
