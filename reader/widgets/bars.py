"""The lines at the head and foot of a screen: masthead, status, and the main keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from reader.widgets.cells import fit, said, spread, width_of, wrapped

LINGER_SECONDS = 6.0
"""How long a message stays."""
MOST_ROWS = 3
"""That a message may take, which then cover what is above; more would hide what it is about."""


class Masthead(Static):
    """The paper's name, what is open, and how much of it there is."""

    heading: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")

    def render(self) -> Content:
        """One line."""
        width = self.size.width
        # What is open is to be read even where its section has a long name.
        aside = said(f"  {fit(self.aside, width // 2)} ") if self.aside else ""
        left, right = spread(said(f" Broadsheet  {self.heading}"), aside, width)
        return Content.assemble((left[:11], "bold"), left[11:], right)


class StatusBar(Static):
    """What was just done on the left; what goes on, and how far, on the right."""

    message: reactive[str] = reactive("")
    running: reactive[str] = reactive("")
    """What runs in the background."""
    place: reactive[str] = reactive("")
    """Where in something one is, such as 3/12 or 40 %."""

    _timer: Timer | None = None

    def say(self, message: str) -> None:
        """Show a message for a while."""
        self.message = message
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(LINGER_SECONDS, self._forget)

    def _forget(self) -> None:
        self.message = ""

    def on_resize(self, event: events.Resize) -> None:
        """A message may need more rows, or fewer."""
        self._fit()

    def watch_message(self) -> None:
        """As many rows as it needs, so that none of it is cut off."""
        self._fit()

    watch_running = watch_place = watch_message

    def _fit(self) -> None:
        rows = len(self._lines())
        height = self.styles.height
        if height is None or height.value != rows:
            self.styles.height = rows

    @property
    def _right(self) -> str:
        right = "  ".join(part for part in (self.running, self.place) if part)
        return said(f"  {right} ") if right else ""

    def _lines(self) -> list[str]:
        room = self.size.width - width_of(self._right) - 1
        return wrapped(said(self.message), room, MOST_ROWS)

    def render(self) -> Content:
        """The message, and at the end of its last row what goes on."""
        *above, last = self._lines()
        left, right = spread(f" {last}", self._right, self.size.width)
        first = "".join(f" {line}\n" for line in above)
        return Content.assemble(first, left, (right, "$text-muted"))


class KeyBar(Static):
    """The main keys of the present context, as many as fit."""

    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    pending: reactive[str] = reactive("")
    """Keys typed so far of a longer sequence."""

    def render(self) -> Content:
        """One line."""
        parts: list[Content] = []
        room = self.size.width - 1
        if self.pending:
            parts.append(Content.styled(said(f" {self.pending} … "), "reverse"))
            room -= width_of(self.pending) + 4
        for key, label in self.keys:
            room -= width_of(key) + width_of(label) + 3
            if room < 0:
                break
            parts += [
                Content.styled(f" {key}", "$text-accent bold"),
                Content(f" {fit(label, 30)} "),
            ]
        return Content("").join(parts)
