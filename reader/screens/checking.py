"""Checking placements: highlights that a new text changed, moved or lost, one after the other."""

from __future__ import annotations

from typing import Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from db.cases import MOST, Choice
from db.comparing import compare
from db.errors import BroadsheetError
from db.models import Highlight
from reader.background import Latest, Task
from reader.commands import Command, Context
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.screens.undoing import Undoing
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from reader.widgets.cells import said
from reader.widgets.placement_list import PlacementList
from reader.widgets.placement_view import Looked, candidate, passages
from reader.widgets.row_list import RowList

DONE = "There is nothing left to check: you have decided about every highlight."
WIDE = 110
"""Columns from which the list stands beside what is shown of the highlight."""
HIGH = 20
"""Rows from which more than one highlight of the list is in view above."""


class Wanted(NamedTuple):
    """What is to be done on the page, and where checking goes on after that."""

    what: Literal["open", "place"]
    highlight: Highlight
    row: int
    span: tuple[int, int] | None
    """The passage to begin with, in code points of the present text."""


class CheckingScreen(Undoing, ListScreen):
    """Answers with what is wanted on the page, or with None."""

    def __init__(self, row: int = 0) -> None:
        super().__init__()
        self._row = row
        self._looked: Looked | None = None
        self._chosen: int | None = None
        """The index of the candidate that was chosen."""

    @property
    def context(self) -> Context:
        """Keys are decisions here."""
        return "checking"

    @property
    def rows(self) -> PlacementList:
        """The highlights to check."""
        return self.query_one(PlacementList)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The candidates that are shown."""
        return self._looked.case.choices if self._looked is not None else ()

    def compose(self) -> ComposeResult:
        """The list, and the one that the cursor is on."""
        yield Masthead()
        with Horizontal(id="checking"):
            yield PlacementList(id="placements")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="looked", markup=False)
                for _ in range(MOST):
                    yield Static(classes="candidate", markup=False)
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where checking was left."""
        self._cases = self.library.placements.cases()
        self._latest: Latest[Looked] = Latest(self.program.background.search)
        self.rows.empty = f"{DONE} {self._key('back')} goes back."
        self.rows.focus()
        self._fill(self._row)

    def on_resize(self) -> None:
        """Side by side, or one above the other."""
        self.set_class(self.size.width < WIDE, "narrow")
        self.set_class(self.size.height < HIGH, "low")

    def reload(self) -> None:
        """Show what is left; what an undo or another window brought back has the cursor."""
        before = {one.id for one in self.rows.highlights}
        now = self.library.placements.to_check()
        back = next((row for row, one in enumerate(now) if one.id not in before), None)
        self._fill(self.rows.cursor if back is None else back, now)

    def _fill(self, row: int, found: list[Highlight] | None = None) -> None:
        rows = self.rows
        rows.highlights = self.library.placements.to_check() if found is None else found
        rows.rows_changed(row)
        left = len(rows.highlights)
        self.query_one(Masthead).heading = f"To check {said('—')} {left:,}" if left else "To check"
        self.set_class(not left, "done")
        self._look()

    @on(RowList.Moved)
    def _look(self) -> None:
        """Compare the texts of the highlight at the cursor, beside the screen."""
        highlight = self.rows.at_cursor
        self._looked, self._chosen = None, None
        if highlight is None:
            self._latest.drop()
            self._show()
            return

        def look(task: Task) -> Looked:
            case = self._cases.get(highlight.id)
            old = case.old.passage
            present = compare(old, case.present.passage) if case.present else None
            choices = tuple(compare(old, choice.excerpt.passage) for choice in case.choices)
            return Looked(case, present, choices)

        async def wait() -> None:
            try:
                looked = await self._latest.run(look)
            except BroadsheetError as error:
                self.complain(error)
                return
            if looked is not None and self.is_here:
                self._looked = looked
                self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
                self._show()

        self.beside(wait())

    def _show(self) -> None:
        looked = self._looked
        self.query_one("#looked", Static).update(passages(looked) if looked is not None else "")
        for index, shown in enumerate(self.query(".candidate").results(Static)):
            shown.display = index < len(self.choices)
            if looked is not None and shown.display:
                chosen = index == self._chosen
                shown.update(candidate(looked, index, chosen=chosen))
                if chosen:
                    self.call_after_refresh(shown.scroll_visible, animate=False)
        self.context_changed()

    def can(self, command: Command) -> bool:
        """What is about a highlight needs one."""
        general = {"accept-placement", "undo", "redo", "help", "back", "leave", "quit", "history"}
        return super().can(command) and (command.id in general or self.rows.at_cursor is not None)

    def do_next_choice(self, call: Call) -> None:
        """The next candidate; after the last, none."""
        self._choose_by(1)

    def do_previous_choice(self, call: Call) -> None:
        """The candidate before; before the first, none."""
        self._choose_by(-1)

    def _choose_by(self, way: int) -> None:
        if not self.choices:
            self._say_none()
            return
        ring = [None, *range(len(self.choices))]
        self._choose(ring[(ring.index(self._chosen) + way) % len(ring)])

    def do_choose_first(self, call: Call) -> None:
        """The first candidate."""
        self._choose(0)

    def do_choose_second(self, call: Call) -> None:
        """The second candidate."""
        self._choose(1)

    def do_choose_third(self, call: Call) -> None:
        """The third candidate."""
        self._choose(2)

    def do_choose_fourth(self, call: Call) -> None:
        """The fourth candidate."""
        self._choose(3)

    def do_choose_fifth(self, call: Call) -> None:
        """The fifth candidate."""
        self._choose(4)

    def _say_none(self) -> None:
        self.say(f"No place is offered for it; {self._key('place-by-hand')} places it by hand.")

    def _choose(self, index: int | None) -> None:
        count = len(self.choices)
        if not count:
            self._say_none()
            return
        if index is not None and index >= count:
            places = "1 place" if count == 1 else f"{count} places"
            self.say(f"There {'is' if count == 1 else 'are'} {places} to choose from.")
            return
        self._chosen = index
        self._show()
        if index is not None:
            self.say(f"{self._key('accept-placement')} gives it place {index + 1}.")

    def do_accept_placement(self, call: Call) -> None:
        """Its place is right, or it is to have the one that was chosen; at the end, go back."""
        highlight, looked = self.rows.at_cursor, self._looked
        if highlight is None:
            self.dismiss(None)
            return
        if looked is None:
            return
        if self._chosen is not None:
            self._give_place(looked, looked.case.choices[self._chosen])
        elif highlight.placed:
            self.commit(
                lambda: self.library.placements.accept([highlight]),
                lambda _: self._decided("Accepted."),
            )
        else:
            offered = "its number chooses a place, " if looked.case.choices else ""
            hand, keep = self._key("place-by-hand"), self._key("keep-placement")
            self.say(f"Unplaced: {offered}{hand} places it by hand, {keep} keeps it so.")

    def _give_place(self, looked: Looked, choice: Choice) -> None:
        highlight, place = looked.case.highlight, choice.excerpt
        story = self.library.stories.get(highlight.story)
        if story.version != looked.case.version:
            self.say("The story has another text by now: here are its places in that one.")
            self.reload()
            return
        self.commit(
            lambda: self.library.placements.place(highlight.id, story, place.start, place.end),
            lambda _: self._decided("Placed there."),
        )

    def do_keep_placement(self, call: Call) -> None:
        """Let it be."""
        highlight = self.rows.at_cursor
        if highlight is not None:
            self.commit(
                lambda: self.library.placements.keep([highlight]),
                lambda _: self._decided(
                    "Kept where it is." if highlight.placed else "Kept as unplaced."
                ),
            )

    def do_delete_highlight(self, call: Call) -> None:
        """Delete it, with its note."""
        highlight = self.rows.at_cursor
        if highlight is not None:
            self.commit(
                lambda: self.library.placements.remove(highlight.id),
                lambda _: self._decided("The highlight is deleted."),
            )

    def _decided(self, message: str) -> None:
        """The next one takes the row."""
        self._fill(self.rows.cursor)
        self.say(f"{message} {self._key('undo')} takes it back.")

    def do_place_by_hand(self, call: Call) -> None:
        """Go to the page, to select the passage there."""
        self._leave_for("place")

    def do_show_placement(self, call: Call) -> None:
        """Go to the page, to read there."""
        self._leave_for("open")

    @on(RowList.Chosen)
    def _row_chosen(self) -> None:
        self._leave_for("open")

    def _leave_for(self, what: Literal["open", "place"]) -> None:
        highlight, case = self.rows.at_cursor, self._looked.case if self._looked else None
        if highlight is None:
            return
        at = case.present if case is not None else None
        if case is not None and self._chosen is not None:
            at = case.choices[self._chosen].excerpt
        span = (at.start, at.end) if at is not None else None
        self.dismiss(Wanted(what, highlight, self.rows.cursor, span))

    def do_detail_down(self, call: Call) -> None:
        """More of what is compared."""
        self.query_one("#detail", VerticalScroll).scroll_page_down(animate=False)

    def do_detail_up(self, call: Call) -> None:
        """Back up."""
        self.query_one("#detail", VerticalScroll).scroll_page_up(animate=False)

    def do_back(self, call: Call) -> None:
        """Close."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Choose none of the candidates, else close."""
        if self._chosen is not None:
            self._choose(None)
        else:
            self.dismiss(None)

    def _key(self, command: str) -> str:
        keys = self.program.keymap.keys(command, "checking")
        return keys[0] if keys else f":{command}"
