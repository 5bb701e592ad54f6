"""Reviewing past highlights, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from db.errors import NotFound
from db.models import Rating, Recall, Step
from db.spacing import RATINGS
from reader.commands import Command, Context
from reader.screens.commanding import Call, CommandScreen
from reader.widgets.bars import KeyBar, StatusBar
from reader.widgets.cells import said
from reader.widgets.recall_card import LABELS, RecallCard, answers

More = Callable[[], Sequence[Recall]]


class RecallScreen(ModalScreen["Recall | None"], CommandScreen):
    """Answers with the highlight whose passage is to be opened, or with None."""

    def __init__(self, recalls: Sequence[Recall], more: More) -> None:
        super().__init__()
        self._recalls = list(recalls)
        self._more = more
        self._place = 0
        self._shown = False
        self._answers: Counter[Rating] = Counter()
        self._steps: list[tuple[int, Rating | None]] = []
        """The steps of the history that were made here, and what was answered."""

    @property
    def context(self) -> Context:
        """Keys are answers here."""
        return "recall"

    @property
    def current(self) -> Recall | None:
        """What is asked about now; None when all is done."""
        return self._recalls[self._place] if self._place < len(self._recalls) else None

    def compose(self) -> ComposeResult:
        """How far one is, the highlight, the keys."""
        with Vertical(id="sheet"):
            yield Static(id="about", markup=False)
            with VerticalScroll(can_focus=False):
                yield RecallCard()
            yield Static(id="answers", markup=False)
            yield StatusBar()
            yield KeyBar()

    def on_mount(self) -> None:
        """The first highlight."""
        self._ask()

    def can(self, command: Command) -> bool:
        """What is about a highlight needs one."""
        if command.id == "recall-more":
            return self.current is None
        return super().can(command) and (
            self.current is not None or not command.id.startswith("recall-")
        )

    def _ask(self) -> None:
        self._shown = False
        card, about = self.query_one(RecallCard), self.query_one("#about", Static)
        self.query_one("#answers", Static).update("")
        while (recall := self.current) is not None and self._is_gone(recall):
            del self._recalls[self._place]
        if recall is None:
            about.update(said("Past highlights"))
            card.tell(self._told())
            return
        asked = f"asked {recall.answers} times before" if recall.answers > 1 else ""
        if recall.answers == 1:
            asked = "asked once before"
        place = f"{self._place + 1} of {len(self._recalls)}"
        about.update(said(" · ".join(part for part in (place, asked or "for the first time"))))
        card.ask(recall, self.library.stories.head(recall.highlight.story))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _is_gone(self, recall: Recall) -> bool:
        """Whether another window has deleted it meanwhile."""
        try:
            self.library.highlights.get(recall.highlight.id)
        except NotFound:
            return True
        return False

    def _told(self) -> str:
        counts = ", ".join(
            f"{self._answers[rating]} {LABELS[rating]}"
            for rating in RATINGS
            if self._answers[rating]
        )
        more = self.program.keymap.keys("recall-more", "recall")
        way = f"{more[0]} asks about more." if more else ""
        if counts:
            return f"That was today's handful: {counts}. {way}"
        return f"Nothing is left to review today. {way}"

    def do_recall_show(self, call: Call) -> None:
        """Show the words, and what each answer would do."""
        recall = self.current
        if recall is None or self._shown:
            return
        self._shown = True
        highlight = recall.highlight
        keys = {
            rating: next(iter(self.program.keymap.keys(f"recall-{rating}", "recall")), "")
            for rating in RATINGS
        }
        self.query_one(RecallCard).show(recall, self.library.stories.head(highlight.story))
        days = self.library.recalls.outlook(highlight.id)
        self.query_one("#answers", Static).update(answers(days, keys))

    def do_recall_again(self, call: Call) -> None:
        """It was not known."""
        self._answer("again")

    def do_recall_hard(self, call: Call) -> None:
        """It was barely known."""
        self._answer("hard")

    def do_recall_good(self, call: Call) -> None:
        """It was known well."""
        self._answer("good")

    def do_recall_easy(self, call: Call) -> None:
        """It was known by heart."""
        self._answer("easy")

    def _answer(self, rating: Rating) -> None:
        recall = self.current
        if recall is None:
            return
        if not self._shown:
            self.do_recall_show(Call())
            self.say("This is the passage: now say how well you knew it.")
            return

        self.commit(
            lambda: self.library.recalls.answer(recall.highlight.id, rating),
            lambda _: self._go_on(rating=rating),
        )

    def do_recall_later(self, call: Call) -> None:
        """Not today."""
        if (recall := self.current) is not None:
            self.commit(
                lambda: self.library.recalls.put_off(recall.highlight.id),
                lambda _: self._go_on("It comes again tomorrow."),
            )

    def do_recall_never(self, call: Call) -> None:
        """Not any more."""
        if (recall := self.current) is not None:
            self.commit(
                lambda: self.library.recalls.leave_out(recall.highlight.id),
                lambda _: self._go_on("It is left out of the reviews; undo brings it back."),
            )

    def _go_on(self, message: str = "", rating: Rating | None = None) -> None:
        step = self.library.history.next_undo()
        self._steps.append((step.key if step else 0, rating))
        self._answers.update([rating] if rating else [])
        self._place += 1
        self._ask()
        if message:
            self.say(message)

    def do_recall_more(self, call: Call) -> None:
        """Another handful."""
        found = self._more()
        if not found:
            self.say("There are no more past highlights to ask about now.")
            return
        self._recalls += found
        self._ask()

    def do_recall_open(self, call: Call) -> None:
        """Leave for the passage."""
        if self.current is not None:
            self.dismiss(self.current)

    def do_undo(self, call: Call) -> None:
        """Take back what was answered last, and ask again."""
        if not self._steps:
            self.say("Nothing was answered here yet.")
            return
        key, rating = self._steps[-1]

        def undone(step: Step) -> None:
            self._steps.pop()
            self._answers.subtract([rating] if rating else [])
            self._place -= 1
            last = self._recalls[self._place].highlight.id
            self._recalls[self._place] = self.library.recalls.get(last)
            self._ask()
            self.say(f"Undone: {step.what}.")

        self.commit(lambda: self.library.history.undo(key), undone)

    def do_back(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)
