"""The answer to one query: what matches, in which order, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass

from db.models import MatchedKeys, SearchResult
from db.search.answers.evaluating import Highlights, Notes, Stories, evaluate, supported
from db.search.answers.matching import Texts
from db.search.answers.ranking import Matched, Sort, rank
from db.search.answers.state import State
from db.search.engine import Clock
from db.search.query.beginnings import shown
from db.search.query.tree import Everything, Node, wanted
from db.search.upkeep.catching import pending
from db.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be answered."""

    tree: Node
    sort: Sort
    limit: int


def answer(store: Store, asked: Asked, texts: Texts | None, clock: Clock) -> SearchResult:
    """The hits; `texts` is where the query's words stand, if it has any."""
    from db.search.answers.hits import PAGE, Hits

    state = State(store)
    matched = _matched(asked.tree, texts, state)
    if clock.stopped:
        return SearchResult((), 0, partial="The search was stopped.")
    found = rank(asked.tree, matched, texts, state, asked.sort, asked.limit)
    marked = shown(wanted(asked.tree), typing=texts is not None and texts.typing)
    hits = Hits(store, found, marked, texts.near() if texts is not None else {})
    # The first ones are made here, on the thread that searches.
    _ = hits[:PAGE]
    return SearchResult(
        hits=hits,
        total=len(matched),
        pending=pending(store) if texts is not None else 0,
        partial=texts.partial if texts is not None else "",
        matched=MatchedKeys(
            matched.stories, matched.notes, matched.highlights.keys(), texts is not None
        ),
    )


def stories(tree: Node, texts: Texts | None, state: State) -> set[int]:
    """The stories that match, for the sake of what is marked in them too."""
    found = evaluate(tree, Stories(texts, state))
    return found - state.gone() if texts is not None else found


def _matched(tree: Node, texts: Texts | None, state: State) -> Matched:
    found = stories(tree, texts, state)
    highlights = state.story_of(supported(tree, Highlights, texts, state))
    noted = supported(tree, Notes, texts, state)
    noted = state.noted(Everything(), noted, bare=False) if noted else noted
    for_notes = found & (noted | set(highlights.values()))
    if for_notes:
        # A story that matches only with its notes is shown by the notes that match themselves.
        found -= for_notes - evaluate(tree, Stories(texts, state, alone=True), for_notes)
    return Matched(found, noted, highlights)
