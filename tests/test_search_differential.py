"""Random queries over a small paper: the fast search finds what an obvious one finds."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import Library
from db.errors import QueryError
from db.models import StoryDraft
from db.search.query.parsing import understood
from tests.data import data_folder
from tests.library import add, opened
from tests.slow_search import Marked, Told, marks, matches

QUERIES = int(os.environ.get("BROADSHEET_QUERIES", "300"))
"""Random queries, and a tenth of the random strings, in one run; a long campaign takes more."""
SEED = os.environ.get("BROADSHEET_SEED", "7")

WORDS = (
    "run", "runs", "running", "ran", "runner", "häuser", "haus", "général",
    "généraux", "tide", "tides", "tidal", "the", "of", "café",
    "Straße", "北京大学", "京", "don't", "2024", "a",
)  # fmt: skip
BEGINNINGS = ("ru", "ti", "t", "ca", "2", "str", "b")
STATES = (
    "section:coast", "section:general", "tag:sea", "tag:work", "tag:=work", "is:starred",
    "has:note",
    "has:highlight", "colour:red", "colour:yellow", "*",
)  # fmt: skip

_words = st.sampled_from(WORDS)
_text = st.lists(_words, min_size=1, max_size=12).map(" ".join)
_marked = st.builds(
    Marked,
    quote=st.just(""),
    note=st.one_of(st.just(""), _text),
    colour=st.sampled_from(("yellow", "red")),
    tags=st.sampled_from(((), ("sea",), ("work",), ("work/dock", "workers"))),
)
_story = st.builds(
    Told,
    title=_text,
    text=_text,
    byline=st.one_of(st.just(""), _words),
    section=st.sampled_from(("General", "Coast")),
    tags=st.sampled_from(((), ("sea",), ("work", "sea"), ("work/dock",))),
    lang=st.sampled_from(("en", "de", "fr", "tlh", "")),
    note=st.one_of(st.just(""), _text),
    starred=st.booleans(),
    marked=st.lists(_marked, max_size=2).map(tuple),
)


def _leaf(word: str, other: str, begin: str, state: str) -> st.SearchStrategy[str]:
    field = st.sampled_from(("", "", "", "title:", "note:", "by:"))
    near = "tide" if word == "don't" else word
    text = st.sampled_from(
        (word, f"={word}", f'"{word} {other}"', f'"{other}"', f"{begin}*", f"{near}~", f"{near}~2")
    )
    return st.one_of(st.tuples(field, text).map("".join), st.just(state))


_leaves = st.tuples(_words, _words, st.sampled_from(BEGINNINGS), st.sampled_from(STATES)).flatmap(
    lambda parts: _leaf(*parts)
)
_queries = st.recursive(
    _leaves,
    lambda part: st.one_of(
        st.tuples(part, part).map(" ".join),
        st.tuples(part, part).map(" OR ".join),
        st.tuples(part, part).map(" NOT ".join),
        part.map("NOT {}".format),
        part.map("({})".format),
        st.tuples(part, part).map(lambda both: f"({both[0]} OR {both[1]}) AND {both[0]}"),
    ),
    max_leaves=5,
)


class Paper:
    """Some stories in a library, and as they were made."""

    def __init__(self, library: Library, told: list[Told]) -> None:
        self.library = library
        self.told: dict[str, Told] = {}
        self.marked: dict[str, tuple[Marked, Told]] = {}
        for number, story in enumerate(told):
            self._add(number, story)
        library.search.catch_up()

    def _add(self, number: int, told: Told) -> None:
        draft = StoryDraft(
            told.title, told.text, section=told.section, byline=told.byline, lang=told.lang,
            tags=told.tags,
        )  # fmt: skip
        added = add(self.library, draft, name=f"paper {number}").stories[0]
        if added.outcome != "added":
            return
        story = self.library.stories.get(added.id)
        self.library.stories.set_note(story.id, told.note)
        self.library.stories.set_starred(story.id, told.starred)
        quoted: list[tuple[str, Marked]] = []
        for marked in told.marked:
            made = self.library.highlights.add(
                story, 0, max(1, len(story.text) // 2), colour=marked.colour, note=marked.note,
                tags=marked.tags,
            )  # fmt: skip
            whole = Marked(made.quote, marked.note, marked.colour, marked.tags)
            quoted.append((made.id, whole))
        # The quote belongs to what a mark is judged by, its language too.
        told = replace(told, marked=tuple(whole for _, whole in quoted))
        self.told[story.id] = told
        self.marked |= {name: (whole, told) for name, whole in quoted}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """Thirty stories with notes and highlights, made at random, the same each time."""
    made: list[Told] = []

    @settings(max_examples=40, derandomize=True, database=None)
    @given(_story)
    def collect(story: Told) -> None:
        made.append(story)

    collect()
    with opened(tmp_path_factory.mktemp("paper") / "library") as library:
        yield Paper(library, made)


@settings(max_examples=QUERIES, deadline=None)
@given(query=_queries)
def test_a_random_query_finds_what_a_slow_search_finds(paper: Paper, query: str) -> None:
    tree = understood(query)
    stories = {story.id for story in paper.library.select(query)}
    assert stories == {name for name, told in paper.told.items() if matches(tree, told)}
    highlights = {one.id for one in paper.library.select_annotations(query, notes=False)}
    assert highlights == {
        name for name, (marked, told) in paper.marked.items() if marks(tree, marked, told)
    }


@settings(max_examples=QUERIES, deadline=None)
@given(query=_queries, typing=st.booleans(), newest=st.booleans())
def test_the_hits_of_a_random_query_are_those_that_match(
    paper: Paper, query: str, typing: bool, newest: bool
) -> None:
    found = paper.library.search.find(
        query, typing=typing, sort="newest" if newest else "relevance", limit=1000
    )
    assert found.total == len(found.hits)
    assert len({(hit.story.id, hit.kind, hit.highlight) for hit in found.hits}) == found.total
    if typing:
        return
    tree = understood(query)
    listed = {name for name, told in paper.told.items() if matches(tree, told)}
    told = {hit.story.id for hit in found.hits if hit.kind == "story"}
    assert told <= listed
    noted = {hit.story.id for hit in found.hits if hit.kind == "note"}
    marked = {hit.highlight for hit in found.hits if hit.kind == "highlight"}
    by_mark = {hit.story.id for hit in found.hits if hit.kind == "highlight"}
    assert listed <= told | noted | by_mark
    assert all(paper.told[name].note for name in noted)
    assert all(marks(tree, *paper.marked[name]) for name in marked)


@settings(max_examples=QUERIES, deadline=None)
@given(query=_queries)
def test_what_a_hit_marks_is_what_was_asked_for(paper: Paper, query: str) -> None:
    for hit in paper.library.search.find(query, limit=10).hits:
        text, before = hit.snippet.text, 0
        for start, end in hit.snippet.marks:
            assert before <= start < end <= len(text)
            assert text[start].isalnum()
            before = end
        if hit.start is not None and hit.end is not None:
            assert 0 <= hit.start < hit.end <= hit.story.length


PIECES = (
    *WORDS, *STATES, "AND", "OR", "NOT", "(", ")", '"', "“", "”", "'", "*", "~", "~1", "~9", "=",
    "-", ":", "title:", "date:", "date:>2024", "words:", "is:", "foo:", "..", "\n", "\t", " ",
    "\x00", "\x1b[31m", "\u202e", "\ud800", "👩‍👩‍👧", "%s", "{0}", "$(rm)", "'; DROP TABLE x; --",
    "\\", "/", "[", "]", "^2", "?", "+", "|", "&&", "NEAR", "é" * 50, "x" * 300,
)  # fmt: skip


def test_any_string_is_answered_or_refused_in_a_sentence(paper: Paper) -> None:
    dice = random.Random(SEED)  # noqa: S311 -- queries, not secrets
    strings = ["".join(dice.choices(PIECES, k=dice.randrange(1, 14))) for _ in range(10 * QUERIES)]
    for query in [*strings, *_naughty()]:
        refusal = _refusal(paper.library, query, typing=dice.random() < 0.5)
        if refusal is not None:
            assert str(refusal)
            assert 0 <= refusal.start <= refusal.end <= len(query)


def _refusal(library: Library, query: str, *, typing: bool) -> QueryError | None:
    """Ask in every way; the refusal, if a finished query is refused."""
    library.search.spans(query, "a tide of 北京大学 runs", "en")
    if typing:
        result = library.search.find(query, typing=True, limit=5)
        assert len(list(result.hits)) == min(result.total, 5)
        return None
    try:
        library.search.find(query, limit=5)
        library.search.story_keys(query)
        library.search.highlight_keys(query)
    except QueryError as error:
        return error
    return None


def _naughty() -> list[str]:
    """The strings that trip programs up, where they are at hand."""
    path = data_folder() / "unicode" / "blns.json"
    if not path.exists():
        return []
    return [str(string) for string in json.loads(path.read_text("utf-8"))]
