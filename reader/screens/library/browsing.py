"""The lists: moving in them, sections, sorting and filtering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from db.errors import BroadsheetError
from db.models import DEFAULT_SECTION
from db.stories import SORTS
from reader.lacking_words import left_out
from reader.screens.commanding import Call
from reader.screens.filtering import Filtering
from reader.screens.library.base import LibraryBase
from reader.widgets.prompt import Question
from reader.widgets.row_list import RowList
from reader.widgets.section_list import EVERYTHING

if TYPE_CHECKING:
    from db.models import SavedSearch
    from db.rows import StoryRows


class Browsing(Filtering, LibraryBase):
    """Commands of the two lists."""

    filter_hint = "words, or is:unread  tag:policy  date:2024-07"
    _typing = False
    """Whether more of the filter may be typed."""

    def reload_lists(self, keep: str = "") -> None:
        """Show the sections and stories as they are now, with the cursor on the story `keep`."""
        at = self.story_list.at_cursor
        keep = keep or (at.id if at else "")
        self._reload_sections()
        if not self.section_list.on_checks:
            saved = self.saved.key if self.saved is not None else 0
            self.section_list.go_to(self.section_list.row_of(self.section, saved))
        self.reload_stories(keep)

    def _reload_sections(self) -> None:
        self.section_list.sections = [
            section
            for section in self.library.sections.all()
            if section.stories or section.name != DEFAULT_SECTION
        ]
        self.section_list.to_check = self.library.placements.count()

    def reread_lists(self, *, unread: bool = False) -> None:
        """Show what the lists say as it is now, after a change that put no story elsewhere.

        That is far less work than to ask for all stories of a large library again.

        Args:
            unread: other stories are unread.
        """
        if unread:
            self._reload_sections()
        else:
            self.section_list.to_check = self.library.placements.count()
        chosen = self.query_text.strip() or self.saved is not None
        if chosen or (unread and self.order == "unread"):
            at = self.story_list.at_cursor
            self.reload_stories(at.id if at else "")
        else:
            self.story_list.reread()

    def index_changed(self) -> None:
        """What was not searched yet may be found now."""
        super().index_changed()
        if self.lacking:
            at = self.story_list.at_cursor
            self.reload_stories(at.id if at else "")

    def reload_stories(self, keep: str = "") -> None:
        """Show the stories of the section that fit the filter, with the cursor on `keep`."""
        query, section, order, typing = self.query_text, self.section, self.order, self._typing
        saved, since = self.saved, self.new_since
        if not query.strip() and saved is None:
            self.program.newest_filter.drop()
            self.show_stories(self.library.select("", section=section, sort=order), keep)
            return

        def find() -> tuple[StoryRows, frozenset[int]]:
            within = saved.query if saved is not None else ""
            rows = self.library.select(
                query, section=section, sort=order, within=within, typing=typing
            )
            fresh = self.library.fresh(since, rows.keys) if saved else frozenset()
            return rows, fresh

        async def select() -> None:
            try:
                found = await self.program.newest_filter.run(lambda task: find())
            except BroadsheetError as error:
                self.story_list.empty = self.why_not(error)
                self.story_list.show(())
                self.show_heading()
            else:
                if found is not None:
                    self.show_stories(found[0], keep, found[1])

        self.beside(select())

    def show_stories(self, rows: StoryRows, keep: str, fresh: frozenset[int] = frozenset()) -> None:
        """Show these stories, with the cursor on `keep`; those with the keys `fresh` as new."""
        query = self.query_text.strip()
        self.lacking = rows.lacking
        in_what = " in what is searched so far" if rows.lacking else ""
        self.story_list.empty = f"Nothing fits “{query}”{in_what}." if query else "No stories here."
        place = rows.place(keep) if keep else 0
        # Where the story under the cursor is gone, the one that took its row.
        self.story_list.show(rows, self.story_list.cursor if place is None else place, fresh)
        self.show_heading()

    def why_not(self, error: BroadsheetError) -> str:
        """Why no stories can be shown, in a sentence."""
        return str(error)

    def show_heading(self) -> None:
        """Say in the masthead what the list shows."""
        count = len(self.story_list.stories)
        name = self.saved.name if self.saved is not None else self.section or EVERYTHING
        shown = f"{name} — {count:,} {'story' if count == 1 else 'stories'}"
        if self.query_text.strip():
            shown += f" that fit “{self.query_text.strip()}”"
        if fresh := len(self.story_list.fresh):
            shown += f", {fresh:,} new"
        self.masthead.heading = shown
        query = f"searched for {self.saved.query}" if self.saved is not None else ""
        order = "" if self.order == "newest" else f"sorted by {self.order}"
        missing = left_out(self.lacking, indexing=self.program.indexing.runs)
        self.masthead.aside = " · ".join(part for part in (missing, query, order) if part)

    @on(RowList.Moved, "SectionList")
    def _section_moved(self) -> None:
        if self.section_list.on_checks:
            keys = self.program.keymap.keys("open-story", "library")
            self.say(f"{keys[0] if keys else ':check-placements'} shows the highlights to check.")
        else:
            self._show_list(self.section_list.name_at_cursor, self.section_list.saved_at_cursor)

    def _show_list(self, section: str, saved: SavedSearch | None) -> None:
        """Show the stories of a section or of a saved search, where that is not shown already."""
        before = self.saved.key if self.saved is not None else 0
        if (section, saved.key if saved is not None else 0) == (self.section, before):
            return
        self.section, self.saved = section, saved
        if saved is not None:
            self.saved_sort, self.new_since = saved.sort, saved.looked
        self.reload_stories()

    @on(RowList.Chosen, "SectionList")
    def _section_chosen(self) -> None:
        self.story_list.focus()

    def focused_list(self) -> RowList:
        """The list that list commands are about."""
        return self.section_list if self.section_list.has_focus else self.story_list

    def do_next_section(self, call: Call) -> None:
        """Show the section below."""
        self.section_list.move(call.times)

    def do_previous_section(self, call: Call) -> None:
        """Show the section above."""
        self.section_list.move(-call.times)

    def do_next_unread(self, call: Call) -> None:
        """Go down to an unread story."""
        self._to_unread(1, call.times)

    def do_previous_unread(self, call: Call) -> None:
        """Go up to an unread story."""
        self._to_unread(-1, call.times)

    def _to_unread(self, way: int, times: int) -> None:
        rows = self.story_list.stories
        place = self.story_list.cursor
        for _ in range(times):
            following = range(place + way, len(rows) if way > 0 else -1, way)
            found = next((row for row in following if not rows[row].read), None)
            if found is None:
                side = "below" if way > 0 else "above"
                self.say(f"No unread story {side}.")
                break
            place = found
        self.story_list.go_to(place)

    def do_sort_list(self, call: Call) -> None:
        """Sort by the order named, or ask which."""
        if call.argument:
            self._sort(call.argument)
            return
        orders = list(SORTS)
        self.ask(
            "Sort by",
            self._sort,
            Question(
                "",
                lambda answer: None,
                hint="Tab shows the next order",
                complete=lambda typed: [name for name in orders if name.startswith(typed)],
            ),
        )

    def _sort(self, order: str) -> None:
        order = order.strip().lower()
        if order not in SORTS:
            self.say(f"Stories can be sorted by {', '.join(SORTS)}; not by “{order}”.")
            return
        if self.saved is not None:
            self.saved_sort = order
        else:
            self.sort = order
        self.reload_stories()

    @property
    def present_filter(self) -> str:
        """The filter of the list of stories."""
        return self.query_text

    def show_fitting(self, query: str, *, typing: bool) -> None:
        """Show the stories that fit a query."""
        self.query_text, self._typing = query, typing
        self.reload_stories()

    def filtered(self, query: str) -> None:
        """See `Filtering`; and say that the query can be kept."""
        super().filtered(query)
        if query.strip():
            self.say(f"{self.key_of('save-search', 'library')} keeps this under a name.")
