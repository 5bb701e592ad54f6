"""A screen whose keys are commands of the one table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.css.query import NoMatches
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget

from db.errors import BroadsheetError
from reader.commands import BY_ID, Command, Context
from reader.keymap import Found, KeyReader, Pending, normalise
from reader.screens.working import PATIENCE, WorkingScreen
from reader.widgets.bars import KeyBar, StatusBar
from reader.widgets.which_key import WhichKey

if TYPE_CHECKING:
    pass

WHICH_KEY_SECONDS = 0.6
"""After which the possible next keys are shown."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Call:
    """How a command was given."""

    count: int | None = None
    """The number typed before it."""
    argument: str = ""
    """The character typed after it, or what followed its name on the command line."""

    @property
    def times(self) -> int:
        """The count, 1 where none was typed."""
        return self.count or 1


__all__ = ["PATIENCE", "Call", "CommandScreen"]
Handler = Callable[[Call], Awaitable[None] | None]


class CommandScreen(WorkingScreen):
    """Reads keys through the key engine and gives each command to its `do_…` method.

    The method of `next-row` is `do_next_row`; one that is not on the screen is looked for on the
    app. `check_action` of the palette and the footer ask `can`.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual's own, whose every change draws the whole screen."""
    _which_key: Timer | None = None
    _is_old = False
    """Whether something has changed since that this screen does not show yet."""
    _question = ""
    """What was asked last; the same key answers while it is shown."""

    @property
    def context(self) -> Context:
        """Which keys count now."""
        return "library"

    def on_mount(self) -> None:
        """Show the main keys."""
        self.context_changed()

    @cached_property
    def _keys(self) -> KeyReader:
        return KeyReader(self.program.keymap, self.context)

    def on_screen_resume(self) -> None:
        """What is shown may have changed meanwhile."""
        if self._is_old:
            self._is_old = False
            self.reload()
        self.context_changed()

    def context_changed(self) -> None:
        """Call when focus or mode are others: reads keys anew and shows the main ones."""
        self._keys.context = self.context
        for bar in self.query(KeyBar):
            footer = self.program.keymap.footer(self.context)
            bar.keys = [(entry.key, entry.label) for entry in footer]
            bar.pending = ""

    async def on_key(self, event: events.Key) -> None:
        """Feed the key engine; what it does not know goes on to Textual."""
        self._keys.context = self.context
        self._hide_which_key()
        key = normalise(event.key, event.character)
        if self.takes_key(key):
            event.stop()
            event.prevent_default()
            return
        outcome = self._keys.feed(key)
        self._show_pending()
        if isinstance(outcome, Pending):
            self._which_key = self.set_timer(
                WHICH_KEY_SECONDS, lambda: self._show_which_key(outcome)
            )
        elif isinstance(outcome, Found):
            command = BY_ID[outcome.command]
            if self.handler(command) is None:
                return
            await self.give(command, Call(outcome.count, outcome.character))
        elif not outcome.cancelled:
            return
        event.stop()
        event.prevent_default()

    def takes_key(self, key: str) -> bool:
        """Whether a part of the screen takes a key for itself, before the key engine."""
        return False

    async def give(self, command: Command, call: Call) -> None:
        """Carry out a command; what goes wrong with the library is said in its sentence."""
        handler = self.handler(command)
        if handler is None or not self.can(command):
            self.say(f"{command.title}: not here, not now.")
            return
        try:
            done = handler(call)
            if done is not None:
                await done
        except BroadsheetError as error:
            self.complain(error)
        self._keys.context = self.context

    def handler(self, command: Command) -> Handler | None:
        """The method of a command, on this screen or else on the app."""
        name = f"do_{command.id.replace('-', '_')}"
        handler: Handler | None = getattr(self, name, None) or getattr(self.app, name, None)
        return handler

    def can(self, command: Command) -> bool:
        """Whether a command makes sense now."""
        return self.context in command.contexts

    def key_of(self, command: str, context: Context) -> str:
        """The main key of a command, else how it is given by name."""
        keys = self.program.keymap.keys(command, context)
        return keys[0] if keys else f":{command}"

    def may_end(self) -> bool:
        """Write down what is not yet; whether the program may end. Called before it does."""
        return True

    def index_changed(self) -> None:
        """The search index has caught up; screens that search look again."""

    def renew(self, *, covered: bool) -> None:
        """Show what another window or command has written; once it is `covered` no more."""
        self._is_old = covered
        if not covered:
            self.reload()

    def reload(self) -> None:
        """Show what is new in the library."""

    def agreed(self, question: str) -> bool:
        """Whether the question is shown already, so that the key again is the answer."""
        if self.query_one(StatusBar).message == self._question == question:
            return True
        self._question = question
        self.say(question)
        return False

    def _show_pending(self) -> None:
        for bar in self.query(KeyBar):
            bar.pending = " ".join(self._keys.pending)

    def _show_which_key(self, pending: Pending) -> None:
        if pending.next and self._keys.pending == pending.keys:
            try:
                self.query_one(WhichKey).show(pending)
            except NoMatches:
                return

    def _hide_which_key(self) -> None:
        if self._which_key is not None:
            self._which_key.stop()
            self._which_key = None
        for panel in self.query(WhichKey):
            if panel.display:  # else the whole screen would be laid out for it, the first time
                panel.display = False
