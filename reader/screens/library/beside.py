"""The notes beside the page: opening them, moving in them, and keeping both at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on

from reader.commands import Command
from reader.screens.commanding import Call, Handler
from reader.screens.library.looking import Looking
from reader.widgets.margin.messages import Chosen, Moved, Scrolled
from reader.widgets.page.messages import CaretMoved, ViewChanged

if TYPE_CHECKING:
    from db.models import Highlight
    from reader.widgets.margin.entries import Entry

COLUMN_FROM = 112
"""Columns of a terminal from which a page of the usual measure has room for notes beside it."""
LISTS_FROM = 150
"""Columns from which the stories stay beside page and notes."""
WHEEL = 3


class Beside(Looking):
    """A column right of the page, or a drawer under it; while it has the keys, both move."""

    notes_open = False
    """Whether the reader wants the notes; they show while the story is being read."""
    _aligning = False

    def do_notes_beside(self, call: Call) -> None:
        """Open the notes, or close them."""
        self.notes_open = not self.notes_open
        if self.has_keys("margin"):
            self.page.focus()
        self._show_notes()

    def on_descendant_focus(self) -> None:
        """The lists have the room to themselves."""
        if not self.prompt.is_open:
            self._show_notes()

    def on_resize(self, event: events.Resize) -> None:
        """A column or a drawer."""
        if self.has_class("noting"):
            self.margin.listed = event.size.width < COLUMN_FROM

    def _show_notes(self) -> None:
        shown = self.notes_open and self.is_reading and self.story is not None
        if shown != self.has_class("noting"):
            self.set_class(shown, "noting")
            self.margin.listed = self.size.width < COLUMN_FROM
            self._fill_notes()
        if self.story is not None and not self.has_keys("margin"):
            self.page.point(None)

    def _fill_notes(self) -> None:
        """Show the notes as they now are."""
        if self.story is None or not self.has_class("noting"):
            return
        from reader.widgets.margin.entries import entries  # with the notes

        tags = self.library.stories.head(self.story.id).tags
        names = self.program.config.colours
        self.margin.show(
            entries(
                self.highlights,
                note=self.story.note,
                tags=tags,
                names=names,
                story=self.story.id,
                drafts=self.library.drafts.of_story(self.story.id),
            )
        )
        self._align_notes()
        if not self.margin.entries and self.has_keys("margin"):
            self.page.focus()

    @on(ViewChanged)
    @on(CaretMoved)
    def _page_moved(self) -> None:
        """One key may move both the caret and the view; the notes follow once."""
        if self.has_class("noting") and not self._aligning:
            self._aligning = True
            self.call_later(self._align_notes)

    def _align_notes(self) -> None:
        """Put the notes where their passages are."""
        from reader.widgets.margin.column import View  # with the notes

        self._aligning = False
        page = self.page
        start, end = page.text_in_view
        at_end = self.story is not None and end >= len(self.story.text)
        view = View(start, end, page.row_in_view, page.shows_title, at_end)
        here = page.focused_highlight
        self.margin.follow(view, here.id if here else None, page.caret)

    def open_story(
        self, story: str, *, highlight: str = "", span: tuple[int, int] | None = None
    ) -> None:
        """See `Opening`; the notes are this story's."""
        super().open_story(story, highlight=highlight, span=span)
        self._fill_notes()

    def reload_highlights(self) -> None:
        """See `Opening`; the notes follow."""
        super().reload_highlights()
        self._fill_notes()

    def reload(self) -> None:
        """See `Opening`; the notes follow."""
        super().reload()
        self._fill_notes()

    def handler(self, command: Command) -> Handler | None:
        """In the notes some commands are about the note; from the page two lead to them."""
        name = command.id.replace("-", "_")
        if self.has_keys("margin"):
            colour = command.id.removeprefix("colour-")
            if colour != command.id:
                return lambda call: self._colour_note(colour)
            own: Handler | None = getattr(self, f"margin_{name}", None)
            if own is not None:
                return own
        leads_in = command.id in ("pane-right", "next-pane")
        if leads_in and self.has_class("noting") and self.context == "reader":
            return self._into_notes
        return super().handler(command)

    def _into_notes(self, call: Call) -> None:
        if self.margin.entries:
            self.margin.enter()
        else:
            self.say("There are no notes here yet: H highlights, a writes one.")

    @on(Moved)
    def _note_moved(self, event: Moved) -> None:
        """The page goes to the passage of the note, and shows it."""
        entry = event.entry
        if not self.has_keys("margin"):
            return
        if entry.kind == "placed":
            self.page.goto(entry.start)
            self.page.point((entry.start, entry.end))
        else:
            self.page.point(None)
            self.page.goto(0 if entry.kind == "story" else self._used_to_be(entry))

    def _used_to_be(self, entry: Entry) -> int:
        """Where an unplaced passage used to be, as far as that is known."""
        found = self._highlight_of(entry)
        end = len(self.story.text) if self.story else 0
        return found.hint if found is not None and found.hint is not None else end

    @on(Chosen)
    def _note_chosen(self) -> None:
        self.margin_to_passage(Call())

    @on(Scrolled)
    def _notes_scrolled(self, event: Scrolled) -> None:
        self.page.scroll_rows(self.page.scroll_offset.y + WHEEL * event.by)

    def _highlight_of(self, entry: Entry | None) -> Highlight | None:
        if entry is None:
            return None
        return next((one for one in self.highlights if one.id == entry.key), None)

    def margin_next_row(self, call: Call) -> None:
        """The next note."""
        self.margin.move(call.times)

    def margin_previous_row(self, call: Call) -> None:
        """The note before."""
        self.margin.move(-call.times)

    def margin_go_to_start(self, call: Call) -> None:
        """The first note; with a count, that one."""
        self.margin.go_to((call.count or 1) - 1)

    def margin_go_to_end(self, call: Call) -> None:
        """The last note; with a count, that one."""
        self.margin.go_to((call.count or len(self.margin.entries)) - 1)

    def margin_page_down(self, call: Call) -> None:
        """Scroll page and notes on."""
        self._scroll_page(1, call)

    def margin_page_up(self, call: Call) -> None:
        """Scroll page and notes back."""
        self._scroll_page(-1, call)

    def margin_half_page_down(self, call: Call) -> None:
        """Scroll page and notes on by half a view."""
        self._scroll_page(0.5, call)

    def margin_half_page_up(self, call: Call) -> None:
        """Scroll page and notes back by half a view."""
        self._scroll_page(-0.5, call)

    def _scroll_page(self, views: float, call: Call) -> None:
        rows = round(views * call.times * max(1, self.page.size.height - 2))
        self.page.scroll_rows(self.page.scroll_offset.y + rows)

    def margin_to_passage(self, call: Call) -> None:
        """Back to the page, at the passage."""
        self.page.focus()

    margin_back = margin_leave = margin_pane_left = margin_to_passage

    def margin_next_pane(self, call: Call) -> None:
        """On to the sections."""
        self.section_list.focus()

    def margin_previous_pane(self, call: Call) -> None:
        """Back to the page."""
        self.page.focus()

    def margin_note(self, call: Call) -> None:
        """Write on the highlight of the entry, or on the story."""
        found = self._highlight_of(self.margin.current)
        if found is not None:
            self.write_note(found.id)
        else:
            self.do_note_story(call)

    def margin_tag(self, call: Call) -> None:
        """Tag the highlight of the entry, or the story."""
        found = self._highlight_of(self.margin.current)
        if found is None:
            self.do_tag_story(call)
        elif call.argument:
            self._tag_highlight(found, call.argument)
        else:
            self._ask_tags(found)

    def margin_delete_highlight(self, call: Call) -> None:
        """Delete the highlight of the entry; the story's note is emptied in its editor."""
        found = self._highlight_of(self.margin.current)
        if found is not None:
            self._delete(found)
        else:
            self.say("This is about the whole story; a opens its note.")

    def _colour_note(self, colour: str) -> None:
        found = self._highlight_of(self.margin.current)
        if found is None:
            self.say("The story's own note has no colour.")
            return
        self.commit(
            lambda: self.library.highlights.set_colour(found.id, colour),
            lambda _: self._saved(f"The highlight is {self._colour_name(colour)} now."),
        )
