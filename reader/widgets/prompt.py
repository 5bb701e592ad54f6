"""The line at the foot of a screen where something is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

Complete = Callable[[str], Sequence[str]]
SHOWN = 8
"""Completions shown at once."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and who hears the answer."""

    label: str
    answered: Callable[[str | None], None]
    """Called with what was typed, or with None when it was left."""
    value: str = ""
    hint: str = ""
    complete: Complete | None = None
    """Whole lines that what is typed may become."""
    changed: Callable[[str], None] | None = None
    """Called at each keystroke."""


class Prompt(Vertical):
    """Hidden until `ask`; Enter answers, Esc leaves, Tab completes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._question: Question | None = None
        self._choices: Sequence[str] = ()
        self._choice = -1

    def compose(self) -> ComposeResult:
        """Completions above, the label and the line below."""
        yield Static(id="completions", markup=False)
        with Horizontal():
            yield Static(id="label", markup=False)
            yield Input(id="line", compact=True, select_on_focus=False)

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self._question is not None

    def ask(self, question: Question) -> None:
        """Open the line; a question that is open is left first."""
        self.leave()
        self._question = question
        self.query_one("#label", Static).update(Content(f" {question.label} "))
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = question.value
        line.placeholder = question.hint
        line.cursor_position = len(question.value)
        self.add_class("open")
        self._offer(question.value)
        # At once, so that what is typed fast after the key that asked is not lost.
        self.screen.set_focus(line)

    def type(self, text: str) -> None:
        """Take a character in as if it had been typed at the line."""
        self.query_one(Input).insert_text_at_cursor(text)

    def leave(self) -> None:
        """Close without an answer."""
        self._close(None)

    def _close(self, answer: str | None) -> None:
        question, self._question = self._question, None
        if question is not None:
            self.remove_class("open")
            question.answered(answer)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(event.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        question = self._question
        if question is None:
            return
        if self._choice < 0 or self._choices[self._choice] != event.value:
            self._offer(event.value)
        if question.changed is not None:
            question.changed(event.value)

    def on_key(self, event: events.Key) -> None:
        """Tab goes through the completions."""
        if event.key in ("tab", "shift+tab") and self._question is not None:
            event.stop()
            event.prevent_default()
            self._next_choice(1 if event.key == "tab" else -1)

    def _offer(self, value: str) -> None:
        complete = self._question.complete if self._question else None
        self._choices = tuple(complete(value))[:50] if complete else ()
        self._choice = -1
        self._show_choices()

    def _next_choice(self, by: int) -> None:
        if not self._choices:
            return
        self._choice = (self._choice + by) % len(self._choices)
        line = self.query_one(Input)
        line.value = self._choices[self._choice]
        line.cursor_position = len(line.value)
        self._show_choices()

    def _show_choices(self) -> None:
        shown = self.query_one("#completions", Static)
        shown.display = bool(self._choices)
        first = max(0, self._choice - SHOWN + 1)
        parts = []
        for index, choice in enumerate(self._choices[first : first + SHOWN], first):
            style = "$text-accent bold reverse" if index == self._choice else ""
            parts += [Content(" "), Content.styled(f" {choice} ", style)]
        more = len(self._choices) - first - SHOWN
        tail = f"  and {more} more" if more > 0 else ""
        shown.update(Content.assemble(" Tab:", *parts, tail))
