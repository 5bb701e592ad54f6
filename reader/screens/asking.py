"""A screen that asks at a line at its foot, and takes commands by name there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from reader.commands import LineError, names, parse_line
from reader.screens.commanding import Call, CommandScreen
from reader.widgets.prompt import Prompt, Question


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

        self.prompt.ask(Question(label, hear, base.value, base.hint, base.complete, base.changed))
        self.context_changed()

    def do_command_line(self, call: Call) -> None:
        """Ask for a command by name."""
        known = names(self.context)

        def complete(typed: str) -> list[str]:
            if " " not in typed:
                return [name for name in known if name.startswith(typed)]
            name, _, rest = typed.partition(" ")
            try:
                command = parse_line(name).command.id
            except LineError:
                return []
            return [f"{name} {choice}" for choice in self.choices(command, rest)]

        self.ask(
            ":",
            self._give_line,
            Question("", lambda answer: None, hint="a command, as add PATH", complete=complete),
        )

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
