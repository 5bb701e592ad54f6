"""Highlighting every match at once: of the find on the page, or of a query in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.background import Task
from reader.screens.commanding import Call
from reader.screens.library.saving import Saving
from reader.widgets.prompt import Question

if TYPE_CHECKING:
    from db.models import MatchesMarked, MatchPlan, Story
    from reader.find import Passage
    from reader.screens.matches import Plan


class AllMatches(Saving):
    """`:highlight-matches`."""

    def do_highlight_matches(self, call: Call) -> None:
        """Show what would be highlighted; Enter there does it."""
        if self.is_reading and self.story is not None:
            self._in_story(self.story, call.argument)
        elif call.argument:
            self._in_library(call.argument)
        else:
            question = Question(
                "",
                lambda answer: None,
                value=self.present_query(),
                hint='words, or "a phrase" date:2024',
                offers=self.query_offers,
                check=self.query_problems,
            )
            self.ask("Highlight matches of", self._in_library, question)
            self.program.load_words(self.prompt.offers_changed)

    def _in_story(self, story: Story, query: str) -> None:
        marks = self.library.match_marks
        if query:
            self._preview_matches(query, lambda task: marks.plan(query, story=story))
        elif self._finding is not None and self._finding.is_running:
            self.say("The words are still being looked for: again in a moment.")
        elif not self.matches:
            key = self.key_of("find-in-story", "reader")
            self.say(f"Nothing is found yet: {key} finds words, then all of them can be marked.")
        else:
            spans: list[Passage] = list(self.matches)
            words = story.text[slice(*spans[self.match or 0])]
            self._preview_matches(words, lambda task: marks.in_story(words, story, spans))

    def _in_library(self, query: str) -> None:
        def plan(task: Task) -> MatchPlan:
            return self.library.match_marks.plan(query, stop=task.stop, progress=task.report)

        if query.strip():
            self._preview_matches(query.strip(), plan)

    def _preview_matches(self, words: str, plan: Plan) -> None:
        from reader.screens.matches import MatchesScreen  # not for the first screen

        colour = self.program.config.colour_name(self.marking.colour)
        self.app.push_screen(MatchesScreen(plan, words, colour), self._highlight_all)

    def _highlight_all(self, plan: MatchPlan | None) -> None:
        self.context_changed()
        if plan is None:
            return
        colour, marks = self.marking.colour, self.library.match_marks
        self.say("Highlighting …")
        self.run_job(lambda: marks.mark(plan, colour=colour), self._told)

    def _told(self, done: MatchesMarked) -> None:
        self.reload_highlights()
        self.reload_lists()
        matches = "1 match" if len(done.made) == 1 else f"{len(done.made):,} matches"
        stories = "1 story" if done.stories == 1 else f"{done.stories:,} stories"
        undo = self.key_of("undo", "reader")
        told = f"Highlighted {matches} in {stories}; {undo} takes it back."
        if done.passed:
            told += f" {len(done.passed):,} passed over: their text has changed."
        self.say(told)
