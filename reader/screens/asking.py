"""A screen that asks at a line at its foot, and takes commands by name there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from reader.commands import COMMANDS, LineError, names, parse_line
from reader.completing import (
    Offer,
    named_offers,
    query_offers,
    query_problems,
    shifted,
    tag_offers,
    whole_lines,
)
from reader.screens.commanding import Call, CommandScreen
from reader.widgets.prompt import Prompt, Question

if TYPE_CHECKING:
    from db.search import Problem


class Asking(CommandScreen):
    """Has a `Prompt`."""

    @property
    def prompt(self) -> Prompt:
        """The line at the foot."""
        return self.query_one(Prompt)

    async def on_key(self, event: events.Key) -> None:
        """What is typed so fast that it was on its way before a prompt opened is the prompt's."""
        if self.prompt.is_open and event.is_printable and event.character:
            self.prompt.type(event.character)
            event.stop()
            event.prevent_default()

    def ask(
        self, label: str, answered: Callable[[str], None], question: Question | None = None
    ) -> None:
        """Ask for a line at the foot; `answered` hears it unless it was left."""
        back = self.focused
        base = question or Question(label, lambda answer: None)

        def hear(answer: str | None) -> None:
            if back is not None and back.is_attached:
                self.set_focus(back)
            base.answered(answer)
            if answer is not None:
                answered(answer)
            self.call_after_refresh(self.context_changed)

        self.prompt.ask(replace(base, label=label, answered=hear))
        self.context_changed()

    def do_complete(self, call: Call) -> None:
        """The next of what may come at the prompt."""
        self.prompt.line.choose(1)

    def do_complete_back(self, call: Call) -> None:
        """The one before."""
        self.prompt.line.choose(-1)

    def do_command_line(self, call: Call) -> None:
        """Ask for a command by name."""
        titles = {
            name: command.title for command in COMMANDS for name in (*command.names, command.id)
        }
        known = [(name, titles[name]) for name in names(self.context)]

        def offers(typed: str, cursor: int) -> Sequence[Offer]:
            name, blank, rest = typed.partition(" ")
            if not blank:
                fitting = ((one, about) for one, about in known if one.startswith(typed))
                return [Offer(one, about, one, len(one)) for one, about in fitting]
            try:
                command = parse_line(name).command.id
            except LineError:
                return ()
            head = name + blank
            return shifted(self._arguments(command, rest, max(0, cursor - len(head))), head)

        self.program.load_words(self.prompt.offers_changed)
        self.ask(
            ":",
            self._give_line,
            Question("", lambda answer: None, hint="a command, as add PATH", offers=offers),
        )

    def _arguments(self, command: str, typed: str, cursor: int) -> Sequence[Offer]:
        if command in ("filter-list", "search-library", "highlight-matches"):
            return self.query_offers(typed, cursor)
        if command in ("tag", "tag-story"):
            return self.tag_offers(typed, cursor)
        if command == "move-story":
            return self.section_offers(typed)
        return whole_lines(self.choices(command, typed))

    def query_offers(self, line: str, cursor: int) -> list[Offer]:
        """What may come at the cursor of a query."""
        return query_offers(line, cursor, self.program.words, self.program.config.colours)

    def query_problems(self, line: str, typing: bool) -> Sequence[Problem]:
        """What is wrong with a query; `typing`: what may yet be typed is not missing."""
        return query_problems(line, typing, self.program.config.colours)

    def tag_offers(self, line: str, cursor: int) -> list[Offer]:
        """What may come at the cursor of a line of tags."""
        return tag_offers(line, cursor, self.program.words.tags)

    def section_offers(self, typed: str) -> list[Offer]:
        """Sections of which a word begins so."""
        return named_offers(typed, self.program.words.sections)

    def choices(self, command: str, typed: str) -> Sequence[str]:
        """What may follow a command, told by its id, after what is typed so far."""
        return ()

    def _give_line(self, typed: str) -> None:
        if typed.strip():
            self.call_after_refresh(self._run_line, typed)  # the focus is back by then

    async def _run_line(self, typed: str) -> None:
        try:
            line = parse_line(typed, self.context)
        except LineError as error:
            self.say(str(error))
            return
        await self.give(line.command, Call(argument=line.argument))
