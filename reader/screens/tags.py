"""All tags of the library: what bears them, and renaming, merging and removing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult

from db.errors import BroadsheetError
from db.models import Retagged, TagBranch
from db.text import name_key
from reader.background import Latest
from reader.commands import Context
from reader.completing import Offer, named_offers, whole_lines
from reader.screens.asking import Asking
from reader.screens.commanding import Call
from reader.screens.listing import ListScreen
from reader.screens.undoing import Undoing
from reader.widgets.bars import KeyBar, Masthead, StatusBar
from reader.widgets.prompt import Prompt, Question
from reader.widgets.row_list import RowList
from reader.widgets.tag_list import TagList
from reader.widgets.which_key import WhichKey


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown of a tag."""

    query: str
    highlights: bool
    """Or else stories."""


class TagsScreen(Undoing, Asking, ListScreen):
    """Answers with what to show, or with None."""

    @property
    def context(self) -> Context:
        """Its own, but for what is typed at the foot."""
        return "prompt" if self.prompt.is_open else "tags"

    @property
    def rows(self) -> TagList:
        """The list."""
        return self.query_one(TagList)

    def compose(self) -> ComposeResult:
        """As the library screen has it: masthead, list, possible keys, prompt or status, keys."""
        yield Masthead(id="masthead")
        yield TagList(id="tags")
        yield WhichKey(id="which-key")
        yield Prompt(id="prompt")
        yield StatusBar(id="status")
        yield KeyBar(id="keybar")

    def on_mount(self) -> None:
        """Count beside the screen, since that looks at all that is tagged."""
        self._latest: Latest[list[TagBranch]] = Latest(self.program.background.search)
        self.rows.focus()
        self.query_one(Masthead).heading = "Tags"
        self.reload()
        self.context_changed()

    def reload(self, name: str = "") -> None:
        """Show the tags as they now are, the cursor on this one, else where it was."""
        here = self.rows.at_cursor
        wanted = name or (here.name if here is not None else "")

        async def load() -> None:
            try:
                tags = await self._latest.run(lambda task: self.library.tags.tree())
            except BroadsheetError as error:
                self.complain(error)
            else:
                if tags is not None and self.is_here:
                    self._show(tags, wanted)

        self.beside(load())

    def _show(self, tags: list[TagBranch], name: str) -> None:
        keys = self.key_of("tag-story", "library"), self.key_of("tag", "reader")
        self.rows.empty = (
            f"Nothing is tagged yet. In the list of stories {keys[0]} tags a story, on a page"
            f" {keys[1]} a highlight; policy/export puts a tag under policy."
        )
        self.rows.show(tags, name)
        self._tell()

    def _tell(self) -> None:
        """Say in the masthead what is shown, at the foot which row it is."""
        rows = self.rows
        if rows.filter and not rows.tags:
            rows.empty = f"No tag has “{rows.filter}” in its name."
        told = f"Tags — {rows.row_count:,}"
        if rows.filter:
            told += f" with “{rows.filter}”"
        self.query_one(Masthead).heading = told
        place = f"{rows.cursor + 1:,}/{rows.row_count:,}" if rows.row_count else ""
        self.query_one(StatusBar).place = place

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.do_tag_stories(Call())

    def do_filter_list(self, call: Call) -> None:
        """Show only the tags that have this in their names, as it is typed."""
        if call.argument:
            self._narrow(call.argument)
            return
        before = self.rows.filter
        self.ask(
            "Filter",
            self._narrow,
            Question(
                "",
                lambda answer: self._narrow(before) if answer is None else None,
                value=before,
                hint="a part of the name",
                changed=self._narrow,
            ),
        )

    def _narrow(self, typed: str) -> None:
        self.rows.narrow(typed)
        self._tell()

    def do_tag_stories(self, call: Call) -> None:
        """Go to its stories."""
        self._go(highlights=False)

    def do_tag_highlights(self, call: Call) -> None:
        """Go to its highlights."""
        self._go(highlights=True)

    def _go(self, *, highlights: bool) -> None:
        from db.search.query.narrowing import quoted

        tag = self.rows.at_cursor
        if tag is not None:
            self.dismiss(Shown(f"tag:{quoted(tag.name)}", highlights))

    def do_rename_tag(self, call: Call) -> None:
        """Ask for the new name."""
        tag = self.rows.at_cursor
        if tag is None:
            return

        def rename(new: str) -> None:
            if new.strip() and new.strip() != tag.name:
                self._write(
                    lambda: self.library.tags.rename(tag.name, new),
                    f"{tag.name} is called {new.strip()} now{_with(tag)}.",
                    new.strip(),
                )

        if call.argument:
            rename(call.argument)
        else:
            hint = f"with {_tags(tag.under)} under it" if tag.under else ""
            self.ask("Rename to", rename, Question("", lambda answer: None, tag.name, hint))

    def do_merge_tag(self, call: Call) -> None:
        """Ask with which; what is said there is what will be done."""
        tag = self.rows.at_cursor
        if tag is None:
            return

        def merge(into: str) -> None:
            if into.strip():
                self._write(
                    lambda: self.library.tags.merge([tag.name], into),
                    f"{tag.name} is {into.strip()} now{_with(tag)}.",
                    into.strip(),
                )

        if call.argument:
            merge(call.argument)
            return
        self.program.load_words(self.prompt.offers_changed)

        def offers(line: str, cursor: int) -> Sequence[Offer]:
            found = named_offers(line, self.program.words.tags)
            return [one for one in found if name_key(one.line) != name_key(tag.name)]

        hint = f"takes {tag.name} away{_with(tag)}"
        question = Question("", lambda answer: None, hint=hint, offers=offers)
        self.ask(f"Merge {tag.label} into", merge, question)

    def do_remove_tag(self, call: Call) -> None:
        """Remove it; where there are tags under it, ask whether those go too."""
        tag = self.rows.at_cursor
        if tag is None:
            return
        if not tag.under:
            self._remove(tag, under=False)
            return
        only, whole = f"only {tag.name}", f"{tag.name} and the {tag.under:,} under it"
        ways = {only: False, whole: True}

        def answered(line: str) -> None:
            if line.strip() in ways:
                self._remove(tag, under=ways[line.strip()])
            else:
                self.say("Nothing is removed: neither of the two was chosen.")

        def offers(line: str, cursor: int) -> Sequence[Offer]:
            return whole_lines(way for way in ways if line.strip() in way)

        hint = "the arrows choose, Enter removes, Esc leaves all"
        self.ask(
            "Remove which?", answered, Question("", lambda answer: None, hint=hint, offers=offers)
        )

    def _remove(self, tag: TagBranch, *, under: bool) -> None:
        told = f" and {_tags(tag.under)} under it" if under else ""
        back = self.key_of("undo", "tags")
        self._write(
            lambda: self.library.tags.remove(tag.name, under=under),
            f"Removed {tag.name}{told}. {back} undoes it.",
        )

    def _write(self, action: Callable[[], Retagged], told: str, name: str = "") -> None:
        """Beside the screen, since a tag may be on everything."""

        def done(retagged: Retagged) -> None:
            if self.is_here:
                self.reload(name)
                self.say(retagged.searches.after(told))

        self.run_job(action, done)

    def do_back(self, call: Call) -> None:
        """Back to where one was."""
        self.dismiss(None)

    do_tags = do_back

    def do_leave(self, call: Call) -> None:
        """The innermost: a prompt, the filter, the list."""
        if self.prompt.is_open:
            self.prompt.leave_innermost()
        elif self.rows.filter:
            self._narrow("")
        else:
            self.dismiss(None)

    def do_next_row(self, call: Call) -> None:
        """Down, at a prompt among what may come."""
        if self.prompt.is_open:
            self.prompt.line.choose(1)
        else:
            super().do_next_row(call)

    def do_previous_row(self, call: Call) -> None:
        """Up, at a prompt among what may come."""
        if self.prompt.is_open:
            self.prompt.line.choose(-1)
        else:
            super().do_previous_row(call)


def _with(tag: TagBranch) -> str:
    return f", with {_tags(tag.under)} under it" if tag.under else ""


def _tags(count: int) -> str:
    return "1 tag" if count == 1 else f"{count:,} tags"
