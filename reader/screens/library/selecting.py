"""The same done to every story that is selected in the list, as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from textual import on

from reader.screens.commanding import Call
from reader.screens.library.taking import Taking
from reader.screens.selecting import SelectingScreen
from reader.screens.tagging import Retag
from reader.widgets.choosing_list import ChoosingList
from reader.widgets.prompt import Question
from reader.widgets.row_list import RowList

if TYPE_CHECKING:
    from db.models import Shelf, StoryHead


class Selecting(SelectingScreen, Taking):
    """Commands on the selected stories; where none is, on the one under the cursor."""

    @property
    def choosing(self) -> ChoosingList:
        """The stories, also while the sections have the keys."""
        return self.story_list

    def tell_selected(self) -> None:
        """Say it in the masthead."""
        self.show_heading()

    def show_heading(self) -> None:
        """With how many stories are selected, over the lists."""
        super().show_heading()
        selected = self.story_list.selected_count
        if selected and not (self.story is not None and self.reading):
            aside = self.masthead.aside
            self.masthead.aside = f"{selected:,} selected" + (f"  {aside}" if aside else "")

    @on(RowList.Moved, "StoryList")
    def _selected_by_moving(self) -> None:
        if self.story_list.ranging is not None:
            self.tell_selected()

    def do_select_row(self, call: Call) -> None:
        """In the list of stories, not in that of sections."""
        if self._in_stories():
            super().do_select_row(call)

    def do_select_rows(self, call: Call) -> None:
        """In the list of stories, not in that of sections."""
        if self._in_stories():
            super().do_select_rows(call)

    def _in_stories(self) -> bool:
        if self.section_list.has_focus:
            keys = self.key_of("pane-right", "library")
            self.say(f"Rows are selected in the list of stories: {keys} goes there.")
        return not self.section_list.has_focus

    def selected_stories(self) -> list[int]:
        """The keys of the selected stories; none while one reads."""
        return [] if self.is_reading else self.story_list.selected

    def do_toggle_star(self, call: Call) -> None:
        """Star all; where all are, take the stars off."""
        keys, many = self.selected_stories(), self.library.many
        if not keys:
            super().do_toggle_star(call)
            return

        def act() -> tuple[int, bool]:
            star = not many.all_are("starred", keys)
            return many.set_starred(keys, star), star

        self._do(keys, act, lambda star: "Starred {}." if star else "The stars of {} are off.")

    def do_toggle_read(self, call: Call) -> None:
        """Mark all read; where all are, unread."""
        keys, many = self.selected_stories(), self.library.many
        if not keys:
            super().do_toggle_read(call)
            return

        def act() -> tuple[int, bool]:
            read = not many.all_are("read", keys)
            return many.set_read(keys, read), read

        self._do(keys, act, lambda read: "Marked {} read." if read else "Marked {} unread.")

    def do_archive(self, call: Call) -> None:
        """All to the archive; where all are, back to the inbox."""
        if not self._shelve_all("archive", "{} are in the archive."):
            super().do_archive(call)

    def do_read_later(self, call: Call) -> None:
        """Keep all for later; where all are, back to the inbox."""
        if not self._shelve_all("later", "{} are kept for later."):
            super().do_read_later(call)

    def _shelve_all(self, shelf: Shelf, told: str) -> bool:
        keys, many = self.selected_stories(), self.library.many

        def act() -> tuple[int, bool]:
            put = not many.all_are(shelf, keys)
            return many.set_shelf(keys, shelf if put else "inbox"), put

        if keys:
            self._do(keys, act, lambda put: told if put else "{} are back in the inbox.")
        return bool(keys)

    def do_move_story(self, call: Call) -> None:
        """Move all to a section, a new one too."""
        keys = self.selected_stories()
        if not keys:
            super().do_move_story(call)
        elif call.argument:
            self._move_all(keys, call.argument)
        else:
            self.program.load_words(self.prompt.offers_changed)
            self.ask(
                f"Move {len(keys):,} to section",
                lambda typed: self._move_all(keys, typed),
                Question(
                    "",
                    lambda answer: None,
                    hint="a new name makes a new section",
                    offers=lambda line, _: self.section_offers(line),
                ),
            )

    def _move_all(self, keys: list[int], section: str) -> None:
        if section.strip():
            self._do(
                keys,
                lambda: (self.library.many.move(keys, section), True),
                lambda _: f"{{}} are in {section.strip()} now.",
            )

    def do_tag_story(self, call: Call) -> None:
        """Add tags to all, and take off those with a minus before them."""
        keys = self.selected_stories()
        if not keys:
            super().do_tag_story(call)
        elif call.argument:
            self._tag_all(keys, call.argument)
        else:
            had = self.library.many.tags({"story": keys})
            self.ask_tags(had, len(keys), lambda typed: self._tag_all(keys, typed))

    def _tag_all(self, keys: list[int], typed: str) -> None:
        tags, many = Retag.more_or_less(typed), self.library.many
        if tags.add or tags.remove:
            self._do(
                keys,
                lambda: (many.retag({"story": keys}, add=tags.add, remove=tags.remove), True),
                lambda _: f"{{}} are {tags.told}.",
            )

    def do_remove_story(self, call: Call) -> None:
        """Take all out of the library, which is asked about once."""
        keys = self.selected_stories()
        if not keys:
            super().do_remove_story(call)
            return
        again = self.key_of("remove-story", "library")
        if len(keys) > 1 and not self.agreed(f"Remove {len(keys):,} stories? {again} again does."):
            return
        open_key = self.story.head.key if self.story is not None else 0

        def removed() -> tuple[int, bool]:
            return self.library.many.remove(keys), True

        def told(_: bool) -> str:
            if open_key in keys:
                self.close_story()
            return f"Removed {{}}. {self.key_of('undo', 'library')} brings them back."

        self._do(keys, removed, told)

    def do_copy(self, call: Call) -> None:
        """The titles and links of all."""
        keys = self.selected_stories()
        if keys:
            heads = self.library.stories.ordered(keys)
            self.copy_made(lambda: "\n".join(_titles(heads)))
        else:
            super().do_copy(call)

    def do_export(self, call: Call) -> None:
        """Write a file of each into a folder."""
        keys = self.selected_stories()
        if keys:
            self.export_to_folder(call.argument, lambda: self.library.many.ids(keys))
        else:
            super().do_export(call)

    def _do(
        self,
        keys: list[int],
        act: Callable[[], tuple[int, bool]],
        told: Callable[[bool], str],
    ) -> None:
        """Write, let the rows go, and say what was done; `{}` is to how many stories."""

        def done(outcome: tuple[int, bool]) -> None:
            count, how = outcome
            stories = "1 story" if count == 1 else f"{count:,} stories"
            sentence = told(how).replace("{}", stories, 1)
            if count == 1:
                sentence = sentence.replace(" are ", " is ", 1)
            self.story_list.let_go()
            self._changed(sentence)

        self.write_to(len(keys), act, done)


def _titles(heads: Iterable[StoryHead]) -> Iterator[str]:
    """The title and link of each story that is still there."""
    for head in heads:
        if head.id:
            yield "\n".join(part for part in (head.title, head.url) if part)
