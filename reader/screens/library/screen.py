"""The library screen put together: its layout, panes, and the commands about the view."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from db.stories import SORTS
from reader.screens.commanding import Call
from reader.screens.library.adding import Adding, paths
from reader.screens.library.all_matches import AllMatches
from reader.screens.library.annotating import Annotating
from reader.screens.library.base import WIDE
from reader.screens.library.beside import COLUMN_FROM, LISTS_FROM, Beside
from reader.screens.library.checking import Checking
from reader.screens.library.drafting import Drafting
from reader.screens.library.hinting import Hinting
from reader.screens.library.recalling import Recalling
from reader.screens.library.relating import Relating
from reader.screens.library.roaming import Roaming
from reader.screens.library.searching import Searching
from reader.screens.library.selecting import Selecting
from reader.screens.library.tags import TagsCommands
from reader.screens.library.versions import Versions
from reader.screens.undoing import Undoing
from reader.themes import signs
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from reader.widgets.prompt import Prompt
from reader.widgets.section_list import SectionList
from reader.widgets.story_list import StoryList
from reader.widgets.welcome import Welcome
from reader.widgets.which_key import WhichKey

MEASURE_STEP = 4
LEAST_WIDTHS = {"narrow": WIDE, "tiny": 60, "drawer": COLUMN_FROM, "snug": LISTS_FROM}
"""Columns below which the screen has a class; `reader.tcss` says what then stands where."""


class LibraryScreen(
    Selecting,
    Searching,
    Adding,
    TagsCommands,
    Annotating,
    Hinting,
    Checking,
    Undoing,
    Drafting,
    Roaming,
    Recalling,
    Relating,
    AllMatches,
    Versions,
    Beside,
):
    """Three panes on a wide terminal; lists or page on a narrow one."""

    AUTO_FOCUS = "#stories"  # from the start, so that the first key typed is for them

    def compose(self) -> ComposeResult:
        """Masthead, lists, the panel of possible keys, prompt or status, keys; the page later."""
        self._fit(self.app.size.width)  # before there are widgets that would be styled again
        yield Masthead(id="masthead")
        with Horizontal(id="panes"):
            yield SectionList(id="sections")
            yield StoryList(id="stories")
            yield Static(id="blank")  # until the page is put in
        yield Welcome(self.library.folder, id="welcome")
        yield WhichKey(id="which-key")
        yield Prompt(id="prompt")
        yield StatusBar(id="status")
        yield KeyBar(id="keybar")

    def on_mount(self) -> None:
        """Show the paper, at the story that was asked for."""
        self.story_list.signs = signs(self.program.config.signs)
        self.reload_lists()
        story, highlight = self.program.start_at
        if story:
            self.open_story(story, highlight=highlight)
        self.context_changed()

    def reload_lists(self, keep: str = "") -> None:
        """Also shows the welcome while there is nothing at all."""
        super().reload_lists(keep)
        self.set_class(self.is_empty, "empty")

    def on_resize(self, event: events.Resize) -> None:
        """Side by side or one after another."""
        self._fit(event.size.width)
        self.give_room(to_page=self.reading)

    def _fit(self, width: int) -> None:
        """Classes by the columns there are, all at once: with each the screen is styled anew."""
        self.update_classes({name: width < least for name, least in LEAST_WIDTHS.items()})

    def on_descendant_focus(self) -> None:
        """On a narrow terminal, the pane that has the focus is the one shown."""
        if not self.prompt.is_open:
            self.give_room(to_page=self.is_reading)
        self.context_changed()

    def do_pane_left(self, call: Call) -> None:
        """From the page to the stories, from the stories to the sections."""
        if self.has_keys("page"):
            self.show_lists()
        elif not self.has_class("tiny"):
            self.section_list.focus()

    def do_pane_right(self, call: Call) -> None:
        """From the sections to the stories, from the stories to the page."""
        if self.section_list.has_focus:
            self.story_list.focus()
        elif self.story_list.has_focus and self.story is not None:
            self.show_page()

    def do_next_pane(self, call: Call) -> None:
        """Round the panes."""
        self._turn(1)

    def do_previous_pane(self, call: Call) -> None:
        """Round the panes, the other way."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        panes: list[Widget] = [self.section_list, self.story_list]
        if self.story is not None:
            panes.append(self.page)
        here = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(here + by) % len(panes)].focus()

    def do_back(self, call: Call) -> None:
        """Out of a selection, from the page to the list, from the sections to the stories."""
        if self.has_keys("page") and self.give_up_placing():
            return
        if self.context == "visual":
            self.page.leave_visual()
        elif self.has_keys("page"):
            self.keep_place()
            self.leave_page()
        elif self.section_list.has_focus:
            self.story_list.focus()
        elif self.query_text:
            self.do_filter_list(Call(argument=" "))
        else:
            self.say("Q leaves Broadsheet.")
        self.context_changed()

    def do_leave(self, call: Call) -> None:
        """The innermost: a prompt, a selection, what was found, zen, selected rows, the filter."""
        if self.prompt.is_open:
            self.prompt.leave_innermost()
        elif self.on_page and self.give_up_placing():
            return
        elif self.context == "visual" or self.page.selected:
            self.page.leave_visual()
        elif self.on_page and self.find_place:
            self.clear_find()
        elif self.has_class("zen"):
            self.remove_class("zen")
        elif self.is_reading or not self.let_rows_go():
            self.do_back(call)
        self.context_changed()

    def do_next_row(self, call: Call) -> None:
        """Down, at a prompt among what may come."""
        if not self.prompt.is_open:
            super().do_next_row(call)
        elif self.prompt.line.has_offers:
            self.prompt.line.choose(1)

    def do_previous_row(self, call: Call) -> None:
        """Up, at a prompt among what may come."""
        if not self.prompt.is_open:
            super().do_previous_row(call)
        elif self.prompt.line.has_offers:
            self.prompt.line.choose(-1)

    def do_zen(self, call: Call) -> None:
        """The page alone, or all panes again."""
        self.toggle_class("zen")

    def do_widen_measure(self, call: Call) -> None:
        """Longer lines."""
        self.page.measure = min(self.page.measure + MEASURE_STEP * call.times, 200)

    def do_narrow_measure(self, call: Call) -> None:
        """Shorter lines."""
        self.page.measure = max(self.page.measure - MEASURE_STEP * call.times, 20)

    def choices(self, command: str, typed: str) -> Sequence[str]:
        """What may follow a command's name."""
        if command in ("add-stories", "export"):
            return paths(typed)
        if command == "theme":
            return self.theme_names(typed)
        if command == "sort-list":
            return [order for order in SORTS if order.startswith(typed)]
        return super().choices(command, typed)
