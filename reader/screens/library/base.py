"""What the parts of the library screen share: its widgets, its state, and small helpers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.models import Lacking
from reader.commands import Context
from reader.screens.asking import Asking
from reader.screens.listing import ListScreen
from reader.widgets.bars import Masthead, StatusBar
from reader.widgets.section_list import SectionList
from reader.widgets.story_list import StoryList

if TYPE_CHECKING:
    from db.models import Highlight, SavedSearch, Story, StoryHead
    from reader.screens.library.panes import Panes
    from reader.widgets.margin.widget import Margin
    from reader.widgets.page.widget import Page

WIDE = 130
"""Columns from which the lists and the page stand side by side."""


@dataclass(slots=True)
class Marking:
    """What the reader last marked with, for the next mark and for repeating."""

    colour: str = "yellow"
    tags: tuple[str, ...] = field(default=())


class LibraryBase(Asking, ListScreen):
    """The widgets by name, and what every part of the screen needs."""

    _panes: Panes | None = None

    def __init__(self) -> None:
        super().__init__()
        self.story: Story | None = None
        """The story on the page."""
        self.highlights: Sequence[Highlight] = ()
        """Those of the story on the page, in text order."""
        self.marking = Marking()
        self.section = ""
        self.saved: SavedSearch | None = None
        """The saved search whose stories the list shows, instead of those of a section."""
        self.searches: tuple[SavedSearch, ...] = ()
        """All saved searches, in the reader's order."""
        self.saved_sort = ""
        """The order of its stories."""
        self.new_since = ""
        """When the reader had last looked at it before: stories after that are marked as new."""
        self.query_text = ""
        """The filter of the list."""
        self.lacking = Lacking()
        """What may be missing in the list."""
        self.sort = "newest"
        self.reading = False
        """Whether the page has the room of the lists, where there is none for both."""
        self.find_place = ""
        """Which match of how many, as 3/12; empty where nothing was searched for."""

    @property
    def order(self) -> str:
        """The order of the list: each saved search has its own."""
        return self.saved_sort if self.saved is not None else self.sort

    @property
    def section_list(self) -> SectionList:
        """The sections pane."""
        return self.query_one(SectionList)

    @property
    def story_list(self) -> StoryList:
        """The stories pane."""
        return self.query_one(StoryList)

    @property
    def page(self) -> Page:
        """The page."""
        return self.put_in_panes().page

    @property
    def margin(self) -> Margin:
        """The notes beside the page."""
        return self.put_in_panes().margin

    def put_in_panes(self) -> Panes:
        """The page and the notes beside it, put in where they are not yet.

        That is done behind the first paint, which they would delay by a seventh; or before, as
        soon as something is done to them.
        """
        if self._panes is None:
            from reader.screens.library.panes import put_in

            self._panes = put_in(self.query_one("#panes"), self.program.config)
        return self._panes

    @property
    def masthead(self) -> Masthead:
        """The line at the head."""
        return self.query_one(Masthead)

    @property
    def status(self) -> StatusBar:
        """The line above the keys."""
        return self.query_one(StatusBar)

    @property
    def is_empty(self) -> bool:
        """Whether the library holds no story."""
        return self.library.stories.is_empty()

    @property
    def context(self) -> Context:
        """By what has the focus."""
        if self.prompt.is_open:
            return "prompt"
        if self.has_keys("page"):
            return "visual" if self.page.mode == "visual" else "reader"
        return "margin" if self.has_keys("margin") else "library"

    @property
    def on_page(self) -> bool:
        """Whether the page has the keys."""
        return self.context in ("reader", "visual")

    @property
    def is_reading(self) -> bool:
        """Whether the page has the keys, or the notes beside it."""
        return self.has_keys("page") or self.has_keys("margin")

    def has_keys(self, pane: str) -> bool:
        """Whether the pane of that id has the focus; one that is not put in yet has not."""
        return self.focused is not None and self.focused.id == pane

    def subject(self) -> StoryHead | None:
        """The story that a command is about: the one on the page, or the one under the cursor."""
        if self.is_reading and self.story is not None:
            return self.library.stories.head(self.story.id)
        return self.story_list.at_cursor

    def show_page(self) -> None:
        """Give the page the keys; on a narrow terminal it hides the lists."""
        self.give_room(to_page=True)
        self.page.focus()

    def give_room(self, *, to_page: bool) -> None:
        """On a narrow terminal show the page alone, or the lists without it.

        Not by a class: for each that comes or goes the whole screen is styled anew.
        """
        self.reading = to_page
        alone = to_page and self.has_class("narrow")
        if alone or self._panes is not None:
            self.page.styles.display = "block" if alone else None
        for pane in (self.section_list, self.story_list):
            pane.styles.display = "none" if alone else None

    def leave_page(self) -> None:
        """Go back to where the story on the page was chosen."""
        self.show_lists()

    def show_lists(self) -> None:
        """Give the stories the keys."""
        self.give_room(to_page=False)
        self.remove_class("zen")
        self.page.leave_visual()
        self.story_list.focus()
