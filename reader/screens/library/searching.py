"""The way to the search screen, and from match to match through its results."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from db.errors import BroadsheetError, NotFound
from reader.background import Latest
from reader.screens.commanding import Call
from reader.screens.library.finding import Finding
from reader.screens.library.jumps import RESULTS
from reader.screens.library.matches import Choose

if TYPE_CHECKING:
    from db.models import Hit
    from reader.find import Passage
    from reader.screens.search import SearchView

Where: TypeAlias = "Callable[[Sequence[Passage]], int]"
"""Which of the matches one goes to."""


class Searching(Finding):
    """While a result is open, `n` and `N` go through its matches and on into other results."""

    _trail: int | None = None
    """The row of the result that is open; None where another way led to the story."""
    _looking = False
    """The matches of a result are being looked for."""

    @cached_property
    def search_view(self) -> SearchView:
        """The last search and what it found."""
        from reader.screens.search import SearchView

        return SearchView()

    @cached_property
    def _spans(self) -> Latest[list[Passage]]:
        return Latest(self.program.background.search)

    @cached_property
    def _others(self) -> Latest[tuple[int, Hit] | None]:
        return Latest(self.program.background.search)

    def do_search_library(self, call: Call) -> None:
        """Search everything; with a selection, for its words."""
        query = call.argument
        if not query and self.story is not None and self.page.selected:
            from db.search.query.narrowing import phrase  # for those who search for a passage

            query = phrase(self.story.text[slice(*self.page.selected)])
        if query:
            self.search_view.query = query
        self._show_search(anew=True)

    def show_results(self) -> None:
        """The results of the last search as they were left."""
        self._show_search(anew=False)

    def _show_search(self, *, anew: bool) -> None:
        from reader.screens.search import SearchScreen  # not for the first screen

        if self.prompt.is_open:
            self.prompt.leave()
        self.keep_place()

        def closed(row: int | None) -> None:
            self.context_changed()
            if self.searches != tuple(self.library.saved_searches.all()):
                self.reload_lists()
            hit = self.search_view.hits[row] if row is not None else None
            if row is None or hit is None:
                return
            if anew:
                self.leave_place()
            self.jumps.leave(RESULTS)
            self._open_result(row, hit)

        self.app.push_screen(SearchScreen(self.search_view, anew=anew), closed)

    def _open_result(self, row: int, hit: Hit, where: Where | None = None) -> bool:
        """Show the story of a result and mark all matches in it; whether it is still there.

        Without `where`, at the match that the result is about.
        """
        span = (hit.start, hit.end) if hit.start is not None and hit.end is not None else None
        try:
            story = self.library.stories.get(hit.story.id)
        except NotFound:
            self.say("The story of this result has been removed.")
            return False
        self.show_story(story, highlight="" if where else hit.highlight, span=span)
        self.search_view.row = self._trail = row
        self.beside(self._mark_all(where or _at(span), go=not hit.highlight or bool(where)))
        return True

    async def _mark_all(self, where: Where, *, go: bool) -> None:
        story, query = self.story, self.search_view.asked
        if story is None:
            return
        search, text, lang = self.library.search, story.text, story.head.lang
        self._looking = True
        try:
            found = await self._spans.run(lambda task: search.spans(query, text, lang, typing=True))
        except BroadsheetError as error:
            self.complain(error)
            return
        finally:
            self._looking = False
        if found is not None and self.story is story and self._trail is not None:
            self.show_matches(found, where(found) if found else None, go=go)

    def show_matches(
        self,
        matches: Sequence[Passage],
        current: int | None,
        *,
        go: bool = True,
        more: bool = False,
    ) -> None:
        """See `Matches`; among results it is also said which one this is."""
        super().show_matches(matches, current, go=go, more=more)
        if self._trail is not None:
            result = f"result {self._trail + 1:,} of {len(self.search_view.hits):,}"
            self.find_place = f"{self.find_place}  {result}".strip()
            self.show_progress()

    def hunt(
        self,
        slices: Iterable[Iterable[Passage]],
        choose: Choose,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Another find ends going through results."""
        self._leave_trail()
        super().hunt(slices, choose, otherwise)

    def clear_find(self) -> None:
        """See `hunt`."""
        self._leave_trail()
        super().clear_find()

    def _leave_trail(self) -> None:
        self._trail = None
        self._spans.drop()
        self._others.drop()

    def do_next_match(self, call: Call) -> None:
        """The next match, after the last one in the next result."""
        if self._trail is None:
            super().do_next_match(call)
        else:
            self._along(self._trail, call.times)

    def do_previous_match(self, call: Call) -> None:
        """The match before, before the first one in the result before."""
        if self._trail is None:
            super().do_previous_match(call)
        else:
            self._along(self._trail, -call.times)

    def _along(self, row: int, by: int) -> None:
        if self._looking:
            self.say("The matches are still being looked for.")
            return
        starts, caret = [match[0] for match in self.matches], self.page.caret
        ahead = bisect_right(starts, caret) - 1 if by > 0 else bisect_left(starts, caret)
        wanted = ahead + by
        if 0 <= wanted < len(starts):
            self.show_matches(self.matches, wanted)
        else:
            self.beside(self._to_other(row, 1 if by > 0 else -1))

    async def _to_other(self, row: int, step: int) -> None:
        """Open the nearest result in another story, at its first match or its last."""
        view, here = self.search_view, self.story.id if self.story is not None else ""

        def look() -> tuple[int, Hit] | None:
            hits = view.result.hits if view.result is not None else ()
            ahead = range(row + step, len(hits) if step > 0 else -1, step)
            return next(((at, hits[at]) for at in ahead if hits[at].story.id != here), None)

        try:
            found = await self._others.run(lambda task: look())
        except BroadsheetError as error:
            self.complain(error)
            return
        if self._trail != row:
            return
        if found is None:
            back = self.key_of("jump-back", "reader")
            which = "last" if step > 0 else "first"
            self.say(f"This is the {which} result: {back} goes back to all of them.")
            return
        at, hit = found
        view.hits[at] = hit
        if self._open_result(at, hit, _last if step < 0 else _first):
            which = "Next" if step > 0 else "Previous"
            self.say(f"{which} result: “{hit.story.title}”")


def _first(matches: Sequence[Passage]) -> int:
    return 0


def _last(matches: Sequence[Passage]) -> int:
    return len(matches) - 1


def _at(span: Passage | None) -> Where:
    """The match that a passage is in, or the next one; the first where there is no passage."""
    start = span[0] if span is not None else 0

    def choose(matches: Sequence[Passage]) -> int:
        index = bisect_right(matches, start, key=lambda match: match[1])
        return min(index, len(matches) - 1)

    return choose
