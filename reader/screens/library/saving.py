"""Keeping what the list shows under a name; renaming, changing, ordering, removing that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from db.text import name_key
from reader.screens.commanding import Call
from reader.screens.library.saved import Saved
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from db.models import SavedSearch

_ON_SAVED = frozenset(
    {
        "save-search",
        "rename-search",
        "change-search",
        "remove-search",
        "move-search-up",
        "move-search-down",
    }
)


class Saving(Saved):
    """Commands on saved searches: the one shown, or the one that is named."""

    def do_save_search(self, call: Call) -> None:
        """Keep the section, saved search and filter of the list as one query."""
        query = self.present_query()
        if not query:
            key = self.key_of("filter-list", "library")
            self.say(f"All stories are shown: {key} filters them first.")
        elif call.argument:
            self._save(call.argument, query)
        else:
            question = Question(
                "",
                lambda answer: None,
                value=self.saved.name if self.saved is not None else "",
                hint=f"a name for {query}",
                complete=self._names,
            )
            self.ask("Save as", lambda name: self._save(name, query), question)

    def do_rename_search(self, call: Call) -> None:
        """Give it another name."""
        saved = self._named(call.argument)
        if saved is None:
            return

        def rename(name: str) -> None:
            self._change_saved(
                lambda: self.library.saved_searches.rename(saved.name, name),
                f"“{saved.name}” is called “{name.strip()}” now.",
            )

        self.ask("Name", rename, Question("", lambda answer: None, value=saved.name))

    def do_change_search(self, call: Call) -> None:
        """Give it another query."""
        saved = self._named(call.argument)
        if saved is None:
            return

        def change(query: str) -> None:
            self._change_saved(
                lambda: self.library.saved_searches.save(saved.name, query, saved.sort),
                f"“{saved.name}” is changed.",
            )

        question = Question(
            "",
            lambda answer: None,
            value=saved.query,
            hint=f"what “{saved.name}” finds",
            offers=self.query_offers,
            check=self.query_problems,
        )
        self.ask("Query", change, question)
        self.program.load_words(self.prompt.offers_changed)

    def do_remove_search(self, call: Call) -> None:
        """Forget it; what it finds stays."""
        saved = self._named(call.argument)
        if saved is not None:
            undo = self.key_of("undo", "library")
            self._change_saved(
                lambda: self.library.saved_searches.remove(saved.name),
                f"The saved search “{saved.name}” is removed. {undo} brings it back.",
            )

    def do_move_search_up(self, call: Call) -> None:
        """Before the one above."""
        self._move_search(call, -1)

    def do_move_search_down(self, call: Call) -> None:
        """After the one below."""
        self._move_search(call, 1)

    def choices(self, command: str, typed: str) -> Sequence[str]:
        """The names of saved searches."""
        return self._names(typed) if command in _ON_SAVED else super().choices(command, typed)

    def present_query(self) -> str:
        """All that decides which stories the list shows."""
        from db.search.query.narrowing import both, term  # for those who save

        section = term("section", self.section) if self.section else ""
        saved = self.saved.query if self.saved is not None else ""
        return both(both(section, saved), self.query_text)

    def _save(self, name: str, query: str) -> None:
        order = self.order
        if name.strip():
            self._change_saved(
                lambda: self.library.saved_searches.save(name, query, order),
                f"“{name.strip()}” is kept below the sections.",
            )

    def _named(self, name: str) -> SavedSearch | None:
        """The saved search of that name, else the one shown; raises `NotFound`."""
        if name:
            return self.library.saved_searches.get(name)
        if self.saved is None:
            self.say("Which? Go to a saved search below the sections, or give its name.")
        return self.saved

    def _move_search(self, call: Call, way: int) -> None:
        saved = self._named(call.argument)
        if saved is None:
            return
        names = [one.name for one in self.searches]
        place = names.index(saved.name)
        wanted = max(0, min(place + way * call.times, len(names) - 1))
        if wanted == place:
            self.say(f"“{saved.name}” is the {'first' if way < 0 else 'last'} already.")
            return
        names.insert(wanted, names.pop(place))
        self._change_saved(
            lambda: self.library.saved_searches.order(names),
            f"“{saved.name}” stands {'higher' if way < 0 else 'lower'} now.",
        )

    def _change_saved(self, action: Callable[[], object], told: str) -> None:
        def changed(_: object) -> None:
            self.reload_lists()
            self.say(told)

        self.commit(action, changed)

    def _names(self, typed: str) -> Sequence[str]:
        begin = name_key(typed)
        return [one.name for one in self.searches if name_key(one.name).startswith(begin)]
