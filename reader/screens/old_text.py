"""An older text of a story, to read with the highlights that stood in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from db.models import Highlight, Story, TextVersion
from reader.commands import Command, Context
from reader.keymap import FooterKey
from reader.moments import local
from reader.motions import MOTIONS
from reader.screens.commanding import Call, Handler
from reader.screens.copying import Copying
from reader.screens.paging import PageScreen
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from reader.widgets.page.widget import Page
from reader.widgets.which_key import WhichKey

_COMMANDS = frozenset(
    {
        *("back", "leave", "help", "quit", "command-palette"),
        *("next-highlight", "previous-highlight", "copy"),
    }
)
"""What there is to do beside moving; all else is for the present text."""


class OldTextScreen(PageScreen, Copying):
    """Answers with the place that was being read, an offset into the older text."""

    def __init__(
        self, story: Story, highlights: Sequence[Highlight], version: TextVersion, place: int
    ) -> None:
        super().__init__()
        self._story = story
        self._highlights = highlights
        self._version = version
        self._place = place

    @property
    def context(self) -> Context:
        """As on the page of the paper."""
        return "visual" if self.page.mode == "visual" else "reader"

    def compose(self) -> ComposeResult:
        """Which text it is, the page, how to go back."""
        yield Masthead()
        yield Page(id="old-text")
        yield WhichKey(id="which-key")
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Open the text at its place."""
        masthead = self.query_one(Masthead)
        masthead.heading = self._story.title
        masthead.aside = f"text of {local(self._version.created)}, an older one"
        self.page.show(self._story, self._highlights, self._place)
        self.say(f"An older text, with the highlights that stood in it: {self._way_back}.")

    @property
    def _way_back(self) -> str:
        keys = self.program.keymap.keys("back", "reader")
        return f"{keys[0] if keys else ':back'} goes back to the present one"

    @on(Page.PlaceChanged)
    def _tell(self) -> None:
        """What this is, for as long as it is shown, and how far one has read."""
        progress = round(self.page.progress * 100)
        self.query_one(StatusBar).place = f"older text · {progress} %"

    def context_changed(self) -> None:
        """Of the page's main keys only those that serve here."""
        super().context_changed()
        for bar in self.query(KeyBar):
            footer: Sequence[FooterKey] = self.program.keymap.footer(self.context)
            bar.keys = [(entry.key, entry.label) for entry in footer if _serves(entry.command)]

    def can(self, command: Command) -> bool:
        """Nothing is changed here."""
        return super().can(command) and _serves(command.id)

    def handler(self, command: Command) -> Handler | None:
        """What is for the present text alone is refused in a sentence."""
        return super().handler(command) if _serves(command.id) else self._refuse

    async def give(self, command: Command, call: Call) -> None:
        """See `handler`."""
        if self.can(command):
            await super().give(command, call)
        else:
            self._refuse(call)

    def _refuse(self, call: Call) -> None:
        self.say(f"This is an older text, to read only: {self._way_back}.")

    def do_next_highlight(self, call: Call) -> None:
        """Down to a highlight."""
        self._to_highlight(call.times)

    def do_previous_highlight(self, call: Call) -> None:
        """Up to a highlight."""
        self._to_highlight(-call.times)

    def _to_highlight(self, by: int) -> None:
        caret = self.page.caret
        found = sorted({one.start for one in self._highlights if one.start is not None})
        ahead = [at for at in found if at > caret] if by > 0 else [at for at in found if at < caret]
        if not ahead:
            self.say("No highlight further on." if by > 0 else "No highlight before this.")
            return
        self.page.goto(ahead[min(by, len(ahead)) - 1] if by > 0 else ahead[max(by, -len(ahead))])
        here = self.page.highlight_at_caret()
        if here is not None and here.note:
            self.say(" ".join(here.note.split()))

    def do_copy(self, call: Call) -> None:
        """The selection, else the paragraph."""
        span = self.page.passage()
        if span is not None:
            self.copy_text(self._story.text[slice(*span)])

    def do_back(self, call: Call) -> None:
        """Out of a selection, then to the present text."""
        if self.context == "visual":
            self.page.leave_visual()
            self.context_changed()
        else:
            self.dismiss(self.page.caret)

    def do_leave(self, call: Call) -> None:
        """See `do_back`."""
        self.do_back(call)


def _serves(command: str) -> bool:
    return command in MOTIONS or command in _COMMANDS
