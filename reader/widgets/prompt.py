"""The line at the foot of a screen where something is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.completing import Completer, whole_lines
from reader.widgets.completing_line import Check, CompletingLine

Complete = Callable[[str], Sequence[str]]


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
    offers: Completer | None = None
    """What may come at the cursor, where that is not a whole line."""
    check: Check | None = None
    """What is wrong with the line; one that is wrong is not taken."""

    @property
    def completer(self) -> Completer | None:
        """What may come, in either way."""
        complete = self.complete
        if complete is None:
            return self.offers
        return lambda line, cursor: whole_lines(complete(line))


class Prompt(Vertical):
    """Hidden until `ask`; Enter answers, Esc leaves, Tab completes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._question: Question | None = None

    def compose(self) -> ComposeResult:
        """The line."""
        yield CompletingLine()

    @property
    def line(self) -> CompletingLine:
        """Where one types."""
        return self.query_one(CompletingLine)

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self._question is not None

    def ask(self, question: Question) -> None:
        """Open the line; a question that is open is left first."""
        self.leave()
        self._question = question
        line = self.line
        line.offers, line.check = question.completer, question.check
        line.hint = question.hint if question.check is not None else ""
        self.add_class("open")
        line.begin(question.label, question.value, "" if question.check else question.hint)
        # At once, so that what is typed fast after the key that asked is not lost.
        self.screen.set_focus(line.input)
        self.call_after_refresh(self.offers_changed)

    def offers_changed(self) -> None:
        """What is offered is known now, or the place for it is."""
        if self._question is not None:
            self.line.renew()

    def type(self, text: str) -> None:
        """Take a character in as if it had been typed at the line."""
        self.line.input.insert_text_at_cursor(text)

    def leave_innermost(self) -> None:
        """Take the offers away; where there are none, close without an answer."""
        if not self.line.close_list():
            self.leave()

    def leave(self) -> None:
        """Close without an answer."""
        self._close(None)

    def _close(self, answer: str | None) -> None:
        question, self._question = self._question, None
        if question is not None:
            self.line.close_list()
            self.remove_class("open")
            question.answered(answer)

    @on(CompletingLine.Submitted)
    def _submitted(self, event: CompletingLine.Submitted) -> None:
        event.stop()
        self._close(event.value)

    @on(CompletingLine.Changed)
    def _changed(self, event: CompletingLine.Changed) -> None:
        event.stop()
        if self._question is not None and self._question.changed is not None:
            self._question.changed(event.value)
