"""The texts that a story has had, and what changed between two of them, word by word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from db.comparing import Comparison
from db.errors import BroadsheetError
from db.models import Story, TextVersion
from reader.background import Latest
from reader.changes import Changes, compose
from reader.commands import Context
from reader.screens.commanding import Call
from reader.screens.paging import PageScreen
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from reader.widgets.page.widget import Page
from reader.widgets.row_list import RowList
from reader.widgets.version_list import ROOMY, VersionList
from reader.widgets.which_key import WhichKey

BESIDE = 120
"""Columns from which the texts are listed beside what changed, else above it."""
DELAY_SECONDS = 0.04
"""Between a key and the comparison, in case another key follows."""
FIRST = "This is the first text that came in: there is none before it."
ALIKE = "Both texts read alike, word for word."


class Wanted(NamedTuple):
    """A text to read, and where."""

    story: str
    """Its public id."""
    version: TextVersion
    place: int
    """An offset into that text."""


class VersionsScreen(PageScreen):
    """Answers with the text to read, or with None."""

    def __init__(self, story: Story, versions: Sequence[TextVersion]) -> None:
        super().__init__()
        self._story = story
        self._versions = versions
        self._changes: Changes | None = None

    @property
    def context(self) -> Context:
        """Keys of its own."""
        return "versions"

    @property
    def texts(self) -> VersionList:
        """The list."""
        return self.query_one(VersionList)

    def compose(self) -> ComposeResult:
        """What it is about, the texts, what changed."""
        yield Masthead()
        with Container(id="versions"):
            yield VersionList(self._versions)
            yield Page(id="changes")
        yield WhichKey(id="which-key")
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the present text."""
        self._latest: Latest[tuple[Comparison, Changes, Story]] = Latest(
            self.program.background.search, DELAY_SECONDS
        )
        masthead = self.query_one(Masthead)
        masthead.heading = f"Versions of “{self._story.title}”"
        masthead.aside = f"{len(self._versions)} texts"
        self.texts.can_focus = False
        present = next(row for row, it in enumerate(self._versions) if it.present)
        self.page.message = ""
        self.texts.rows_changed(present)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Beside or above."""
        beside = event.size.width >= BESIDE
        self.set_class(beside, "beside")
        self.texts.set_roomy(not beside and event.size.width >= ROOMY)

    @on(RowList.Moved)
    def _text_moved(self) -> None:
        self._show()

    @on(RowList.Chosen)
    def _text_chosen(self) -> None:
        self.do_read_version(Call())

    def _show(self) -> None:
        """Show what changed with the text under the cursor."""
        after, before = self.texts.at_cursor, self.texts.against
        self._changes = None
        if before is None:
            self._latest.drop()
            self._say_only(FIRST)
        else:
            self.beside(self._compare(before, after))

    def _say_only(self, sentence: str) -> None:
        self.page.clear(sentence)
        self.query_one(StatusBar).place = ""

    async def _compare(self, before: TextVersion, after: TextVersion) -> None:
        library, story = self.library, self._story.id
        brackets = self.app.no_color or self.program.config.signs == "ascii"

        def work(task: object) -> tuple[Comparison, Changes, Story]:
            comparison = library.versions.compare(before.key, after.key)
            changes = compose(comparison, brackets=brackets)
            return comparison, changes, library.versions.story(story, after.key)

        try:
            found = await self._latest.run(work)
        except BroadsheetError as error:
            self.complain(error)
            return
        if found is not None:
            self._compared(before, after, *found)

    def _compared(
        self,
        before: TextVersion,
        after: TextVersion,
        comparison: Comparison,
        changes: Changes,
        story: Story,
    ) -> None:
        if not comparison.changes:
            self._say_only(ALIKE)
            return
        self._changes = changes
        head = replace(
            story.head,
            title=f"What changed from text {before.number} to text {after.number}",
            byline=_summary(comparison),
            published="",
            source="",
            section="",
        )
        markup = tuple(changes.carried(story.markup))
        shown = replace(story, head=head, text=changes.text, markup=markup)
        self.page.show(shown, changes=changes.spans)
        self.page.goto(changes.starts[0])
        self._tell_place()

    @on(Page.CaretMoved)
    def _tell_place(self) -> None:
        """Which change the caret is at or after."""
        if self._changes is not None:
            starts = self._changes.starts
            number = max(1, bisect_right(starts, self.page.caret))
            self.query_one(StatusBar).place = f"change {number:,}/{len(starts):,}"

    def do_next_change(self, call: Call) -> None:
        """Down to a change."""
        starts = self._changes.starts if self._changes else ()
        ahead = starts[bisect_right(starts, self.page.caret) :]
        if not ahead:
            self.say("There is no change further on.")
            return
        self.page.goto(ahead[min(call.times, len(ahead)) - 1])

    def do_previous_change(self, call: Call) -> None:
        """Up to a change."""
        starts = self._changes.starts if self._changes else ()
        above = starts[: bisect_left(starts, self.page.caret)]
        if not above:
            self.say("There is no change before this.")
            return
        self.page.goto(above[-min(call.times, len(above))])

    def do_older_version(self, call: Call) -> None:
        """Down the list."""
        if not self.texts.move(call.times):
            self.say("This is the oldest text.")

    def do_newer_version(self, call: Call) -> None:
        """Up the list."""
        if not self.texts.move(-call.times):
            self.say("This is the latest text.")

    def do_compare_with(self, call: Call) -> None:
        """Hold the text under the cursor to compare others with, or let it go."""
        texts = self.texts
        if texts.held == texts.cursor:
            texts.held = None
            self.say("Each text is compared with the one before it.")
        else:
            texts.held = texts.cursor
            self.say(f"The texts are compared with text {texts.at_cursor.number}.")
        texts.refresh()
        self._show()

    def do_read_version(self, call: Call) -> None:
        """Read the text under the cursor, at the change that is in view."""
        place = self._changes.in_new(self.page.caret) if self._changes else 0
        self.dismiss(Wanted(self._story.id, self.texts.at_cursor, place))

    def do_back(self, call: Call) -> None:
        """Back to the paper."""
        self.dismiss(None)

    def do_leave(self, call: Call) -> None:
        """Back to the paper."""
        self.dismiss(None)


def _summary(comparison: Comparison) -> str:
    """How many words were removed, added and moved."""
    counts = [
        (comparison.words("removed"), "removed"),
        (comparison.words("added"), "added"),
        (comparison.words("moved"), "moved"),
    ]
    told = [
        f"{count:,} {'word' if count == 1 else 'words'} {what}" for count, what in counts if count
    ]
    return " · ".join(told) or "only signs and spaces"
