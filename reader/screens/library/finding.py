"""Finding in the story, and going on to search the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.find import Finder, Passage, match_after, match_beyond
from reader.screens.commanding import Call
from reader.screens.library.sorting_out import SortingOut
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.screens.search import Chosen


class Finding(SortingOut):
    """Commands that find words on the page, and the way to the search screen."""

    def do_find_in_story(self, call: Call) -> None:
        """Find as one types; Enter stays at the match, Esc goes back."""
        if call.argument:
            self._find(call.argument, self.page.caret)
            return
        if self.story is None:
            return
        caret = self.page.caret

        def left(answer: str | None) -> None:
            if answer is None:
                self.show_matches((), None)
                self.page.goto(caret)

        self.ask(
            "Find",
            lambda typed: None if typed.strip() else self.show_matches((), None),
            Question("", left, changed=lambda typed: self._find(typed, caret)),
        )

    def _find(self, typed: str, caret: int) -> None:
        if self.story is None:
            return
        if self.finder is None:
            self.finder = Finder(self.story.text)
        matches = self.finder.find(typed) if typed.strip() else []
        self.show_matches(matches, match_after(matches, caret))
        if typed.strip() and not matches:
            self.say(f"“{typed}” is not in this story.")

    def mark_matches(self, terms: Sequence[str], span: Passage | None) -> None:
        """Show where the words of a search stand, at the match that was chosen."""
        if self.story is None:
            return
        self.finder = Finder(self.story.text)
        found = {match for term in terms for match in self.finder.find(term.lower())}
        matches = sorted(found | ({span} if span else set()))
        self.show_matches(matches, matches.index(span) if span else None)

    def do_next_match(self, call: Call) -> None:
        """The next match; where nothing was searched for, the next story."""
        if self.matches:
            self._to_match(call.times)
        else:
            self.do_next_story(call)

    def do_previous_match(self, call: Call) -> None:
        """The match before; where nothing was searched for, the story before."""
        if self.matches:
            self._to_match(-call.times)
        else:
            self.do_previous_story(call)

    def _to_match(self, by: int) -> None:
        caret = self.page.caret if self.match is None else self.matches[self.match][0]
        self.show_matches(self.matches, match_beyond(self.matches, caret, by))

    def do_search_library(self, call: Call) -> None:
        """Search everything; with a selection, for its words."""
        from reader.screens.search import SearchScreen

        query = call.argument
        if not query and self.story is not None and self.page.selected:
            start, end = self.page.selected
            query = '"' + " ".join(self.story.text[start:end].replace('"', " ").split())[:200] + '"'
        self.app.push_screen(SearchScreen(query or self.program.last_query), self._open_hit)

    def _open_hit(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        hit = chosen.hit
        span = (hit.start, hit.end) if hit.start is not None and hit.end is not None else None
        self.open_story(hit.story.id, highlight=hit.highlight, span=span)
        self.mark_matches(chosen.terms, None if hit.highlight else span)
