"""Searching a library: queries, and what else its words tell."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db.errors import BadRequest
from db.models import Lacking, Related, SearchResult, Story
from db.rows import heads
from db.search.answers.answering import Asked, answer, stories
from db.search.answers.evaluating import Highlights, Notes, evaluate
from db.search.answers.matching import Texts
from db.search.answers.ranking import Sort
from db.search.answers.state import State
from db.search.engine import Clock
from db.search.faults import Unusable
from db.search.query.beginnings import shown
from db.search.query.parsing import parse, understood
from db.search.query.tree import Everything, Node, has_text, wanted
from db.search.query.values import ColourNames
from db.search.upkeep.catching import pending
from db.search.upkeep.upkeep import GRACE, Upkeep
from db.store import Store

if TYPE_CHECKING:
    from db.search.answers.facets import Facets

PATIENCE = 10.0
"""Seconds that a search takes at most, when nothing else is said."""
TYPING_PATIENCE = 1.0
"""The same while one types."""
SUGGESTING_PATIENCE = 0.5
"""Seconds that looking for a better word takes at most."""
T = TypeVar("T")


class Search(Upkeep):
    """The search over one library.

    May be used from any thread: each search reads one generation of the index, which stays as it is
    while another thread or program writes the next. Queries raise `QueryError` when they make no
    sense. Whoosh is imported when the first word is looked up.
    """

    def __init__(self, store: Store, folder: Path, colours: ColourNames = dict) -> None:
        super().__init__(store, folder)
        self._colours = colours
        self._state = State(store)

    def find(
        self,
        query: str,
        *,
        limit: int = 50,
        sort: Sort = "relevance",
        typing: bool = False,
        stop: threading.Event | None = None,
        seconds: float | None = None,
    ) -> SearchResult:
        """Stories, notes and highlights that match, the best or the newest first.

        Args:
            query: in the language of docs/search.md.
            limit: hits at most; `total` of the answer counts all.
            sort: by relevance, or by the date of the story.
            typing: the query may be unfinished; its last word may go on, prefixes are capped, and
                what makes no sense is told in `wrong` instead of raised.
            stop: set it when nobody waits for the answer any more.
            seconds: how long it may take; then `partial` says that there may be more.
        """
        patience = TYPING_PATIENCE if typing else PATIENCE
        clock = Clock(patience if seconds is None else seconds, stop)
        parsed = parse(query, typing=True, colours=self._colours) if typing else None
        tree = parsed.tree if parsed is not None else understood(query, self._colours)
        wrong = parsed.problems[0].message if parsed is not None and parsed.problems else ""
        if tree is None:
            return SearchResult((), 0, wrong=wrong, is_asked=False)
        asked = Asked(tree, sort, limit)
        found = self._trying(
            tree,
            clock,
            typing,
            lambda texts: answer(self._store, asked, texts, clock),
            lambda found: bool(found.total) or typing,
        )
        return replace(found, wrong=wrong, partial=_sentences(found.partial, self._trouble))

    def counts(self, result: SearchResult, stop: threading.Event | None = None) -> Facets:
        """How many of all that a search found there are by section, tag, source, year and colour.

        The query is not evaluated again. Set `stop` when nobody waits for it any more.
        """
        from db.search.answers.facets import facets

        return facets(self._store, result.matched, stop)

    def story_keys(
        self,
        query: str,
        *,
        typing: bool = False,
        wait: bool = True,
        stop: threading.Event | None = None,
    ) -> tuple[set[int], Lacking]:
        """The keys of the stories that match, for the sake of what is marked in them too.

        Args:
            query: in the language of docs/search.md.
            typing: the query may be unfinished, and what makes no sense in it is passed over.
            wait: for an index that is behind, a moment.
            stop: set it when nobody waits for the answer any more; it may then be a part.
        """
        tree = self._begun(query) if typing else understood(query, self._colours)
        return self._evaluated(
            tree,
            lambda texts: stories(tree, texts, self._state),
            typing=typing,
            wait=wait,
            stop=stop,
        )

    def highlight_keys(self, query: str) -> tuple[set[int], Lacking]:
        """The keys of the highlights that match by quote, note, tags or their story's state."""
        found, _, lacking = self.annotation_keys(query)
        return found, lacking

    def annotation_keys(
        self, query: str, *, typing: bool = False
    ) -> tuple[set[int], set[int], Lacking]:
        """The keys of the highlights that match, and those of the stories whose own note does.

        `typing`: the query may be unfinished, and what makes no sense in it is passed over.
        """
        tree = self._begun(query) if typing else understood(query, self._colours)

        def work(texts: Texts | None) -> tuple[set[int], set[int]]:
            return (
                evaluate(tree, Highlights(texts, self._state)),
                evaluate(tree, Notes(texts, self._state)),
            )

        (highlights, noted), lacking = self._evaluated(tree, work)
        noted = self._state.noted(Everything(), noted, bare=False) if noted else noted
        return set(self._state.story_of(highlights)), noted, lacking

    def spans(
        self,
        query: str,
        text: str,
        lang: str = "",
        *,
        typing: bool = False,
        part: tuple[int, int] | None = None,
    ) -> list[tuple[int, int]]:
        """Where a query's words and phrases stand in a text, in order; for marking on the page.

        Offsets are code points into `text`, end-exclusive. What makes no sense is left out.

        Args:
            query: in the language of docs/search.md.
            text: of a story.
            lang: its BCP 47 tag; where that is empty, its words tell.
            typing: the query may be unfinished, as in `find`.
            part: look only between these offsets, which cut no word; a long text takes long.
        """
        from db.search.answers.finder import language_told

        tree = parse(query, typing=typing, colours=self._colours).tree
        finding = self._finding(tree, typing=typing)
        if part is None:
            return finding(text, lang)
        found = finding(text[slice(*part)], language_told(lang, text))
        return [(part[0] + start, part[0] + end) for start, end in found]

    def finding(self, query: str) -> Callable[[str, str], list[tuple[int, int]]]:
        """As `spans`, for many texts: gives the spans of a text in a language.

        Raises:
            QueryError: the query is wrong.
            BadRequest: it asks for nothing that stands in a text.
        """
        tree = understood(query, self._colours)
        if not any(leaf.field == "" for leaf in wanted(tree)):
            raise BadRequest("That query has no words that could stand in a text: add some.")
        return self._finding(tree)

    def suggest(self, query: str, stop: threading.Event | None = None) -> str:
        """The query with words that the library does not know put right, so that it finds
        something; empty where there is no such query.

        To be asked when a search found nothing: it goes through all words of the library. Set
        `stop` when nobody waits for it any more.
        """
        from db.search.answers.suggesting import suggestion

        if parse(query, typing=True, colours=self._colours).problems:
            return ""
        tree = parse(query, colours=self._colours).tree
        if tree is None or not has_text(tree):
            return ""
        clock = Clock(SUGGESTING_PATIENCE, stop)

        def work(texts: Texts | None) -> str:
            if texts is None:
                return ""
            count = partial(self._count, texts)
            return suggestion(query, tree, texts.snapshot, clock, count)

        return self._trying(tree, clock, True, work, lambda found: True)

    def _count(self, texts: Texts, query: str) -> int:
        tree = parse(query, colours=self._colours).tree
        return len(stories(tree, texts, self._state)) if tree is not None else 0

    def related(self, story: Story, limit: int = 20) -> list[Related]:
        """The stories that share what is characteristic of one, the most alike first.

        Raises `IndexUnavailable` where the index cannot be read.
        """
        from db.search.answers.relating import alike

        clock = Clock(PATIENCE)
        if pending(self._store) and not self._is_beside:
            self.catch_up(seconds=GRACE)
        key = self._store.number("SELECT key FROM stories WHERE id = :id", {"id": story.id})
        found = alike(self._snapshot(clock, False), key, story, clock)
        gone = self._state.gone()
        there = [one for one in found if one.key not in gone][:limit]
        told = heads(self._store, [one.key for one in there])
        return [Related(told[one.key], one.score, one.words) for one in there if one.key in told]

    def _finding(
        self, tree: Node | None, *, typing: bool = False
    ) -> Callable[[str, str], list[tuple[int, int]]]:
        from db.search.answers.finder import Finder
        from db.search.answers.snippets import joined

        leaves = [leaf for leaf in wanted(tree) if leaf.field == ""] if tree is not None else []
        finder = Finder(shown(leaves, typing=typing))
        return lambda text, lang: joined(finder.matches(text, lang))

    def _begun(self, query: str) -> Node:
        """What is asked for so far; what makes no sense in it is passed over."""
        return parse(query, typing=True, colours=self._colours).tree or Everything()

    def _evaluated(
        self,
        tree: Node,
        work: Callable[[Texts | None], T],
        *,
        typing: bool = False,
        wait: bool = True,
        stop: threading.Event | None = None,
    ) -> tuple[T, Lacking]:
        """What work on a tree gives, and what it may lack."""
        if wait and has_text(tree) and not typing and not self._is_beside and pending(self._store):
            self.catch_up(seconds=GRACE)
        clock = Clock(TYPING_PATIENCE if typing else PATIENCE, stop)
        done, partial = self._trying(
            tree,
            clock,
            typing,
            lambda texts: (work(texts), texts.partial if texts else ""),
            lambda found: bool(found[0]) or typing or not wait,
        )
        if not has_text(tree):
            return done, Lacking()
        return done, Lacking(pending(self._store), _sentences(partial, self._trouble))

    def _trying(
        self,
        tree: Node,
        clock: Clock,
        typing: bool,
        work: Callable[[Texts | None], T],
        is_trusted: Callable[[T], bool],
    ) -> T:
        """Do some work on the newest generation; once more on a new index if that is damaged.

        Where the outcome is not `is_trusted`, as when nothing was found, the whole index is
        compared with its checksums, once for each of its files.
        """
        if not has_text(tree):
            return work(None)
        try:
            snapshot = self._snapshot(clock, typing)
            done = work(Texts(snapshot, clock, typing=typing))
            if snapshot.documents and not is_trusted(done):
                self._index.check(inf)
        except Unusable:
            self._catching.distrust()
            return work(Texts(self._snapshot(clock, typing), clock, typing=typing))
        return done


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))
