"""Finding in the story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.screens.commanding import Call
from reader.screens.library.matches import Choose
from reader.screens.library.sorting_out import SortingOut
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.find import Finder, Passage

_LETTERS_THAT_JOIN = "\u2e80"
"""From here on scripts write words without blanks between them."""


class Finding(SortingOut):
    """Commands that find words on the page."""

    def do_find_in_story(self, call: Call) -> None:
        """Find as one types; Enter stays at the match, Esc goes back. A count tells which match."""
        if self.story is None:
            return
        caret = self.page.caret
        if call.argument:
            self.leave_place()
            self._find(call.argument, caret, call.times)
            return
        before = self.matches, self.match

        def answered(answer: str | None) -> None:
            if answer is None:
                self.stop_finding()
                self.show_matches(*before, go=False)
                self.page.goto(caret)
            elif answer.strip():
                self.leave_place(caret)

        self.ask(
            "Find",
            lambda typed: None,
            Question("", answered, changed=lambda typed: self._find(typed, caret, call.times)),
        )

    def _find(self, typed: str, caret: int, times: int) -> None:
        def nowhere() -> None:
            self.page.goto(caret)
            if typed.strip():
                self.say(f"“{typed}” is not in this story.")

        self.hunt(self._finder().slices(typed), _from(caret, times), nowhere)

    def _finder(self) -> Finder:
        """Of the open story; what it has folded serves the next find."""
        if self.finder is None:
            from reader.find import Finder  # not for the first screen

            self.finder = Finder(self.story.text if self.story is not None else "")
        return self.finder

    def do_find_word(self, call: Call) -> None:
        """The next place of what is selected, or of the word under the caret as a whole word."""
        story, selected = self.story, self.page.selected
        span = selected or self.page.word_at_caret
        if story is None or span is None:
            self.say("There is no word under the caret.")
            return
        words = story.text[slice(*span)].strip().partition("\n\n")[0]
        slices = self._finder().slices(words.lower())
        if selected is None:
            slices = _whole_words(story.text, slices)
        self.leave_place(span[0])
        self.page.leave_visual()
        self.hunt(
            slices,
            _from(span[0] + 1, call.times),
            lambda: self.say(f"“{words}” is nowhere else."),
        )

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
        from reader.find import match_beyond

        caret = self.page.caret if self.match is None else self.matches[self.match][0]
        self.leave_place()
        self.show_matches(self.matches, match_beyond(self.matches, caret, by))


def _from(offset: int, times: int) -> Choose:
    """The match that is so many from the first at or after an offset, going round at the end."""

    def choose(matches: Sequence[Passage], whole: bool) -> int | None:
        index = bisect_left(matches, (offset, 0)) + times - 1
        return index % len(matches) if whole else index if index < len(matches) else None

    return choose


def _whole_words(text: str, found: Iterator[list[Passage]]) -> Iterator[list[Passage]]:
    """The matches that are not part of a longer word."""

    def joins(offset: int) -> bool:
        letter = text[offset : offset + 1]
        return letter.isalnum() and letter < _LETTERS_THAT_JOIN

    for matches in found:
        yield [
            (start, end)
            for start, end in matches
            if not (start and joins(start - 1)) and not joins(end)
        ]
