"""The seam of search: whatever engine stands behind it, it answers the same."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.models import StoryDraft
from db.search.analysis.fuzzy import differs_by
from db.search.analysis.words import words
from db.search.answers.evaluating import Stories, evaluate
from db.search.answers.matching import Texts
from db.search.answers.state import State
from db.search.engine import HIGHLIGHT, NOTE, STORY, Clock, Snapshot
from db.search.index.changes import Batch
from db.search.index.index import Index
from db.search.index.layout import Document, document
from db.search.query.parsing import understood
from db.search.query.tree import Step
from tests.library import add, opened, rows
from tests.plain_engine import PlainSnapshot
from tests.slow_search import edits

WORDS = ("run", "runs", "running", "runner", "haus", "häuser", "général", "généraux", "the", "of")
LONG = Clock(inf)

_words = st.sampled_from(WORDS)
_text = st.lists(_words, max_size=12).map(" ".join)
_story = st.tuples(_text, _text, st.sampled_from(("en", "de", "fr", "zh", "")))


def of_whoosh(folder: Path, *batches: Sequence[Document]) -> Snapshot:
    """The engine of the app, with a segment for each batch."""
    with opened(folder) as library:
        index = Index(library._store, library.index_folder)
        with index.locked(LONG):
            index.start_over()
            for batch in batches:
                index.write(Batch((), frozenset(), tuple(batch)))
        return index.snapshot()


def engines(folder: Path, *batches: Sequence[Document]) -> tuple[Snapshot, Snapshot]:
    return of_whoosh(folder, *batches), PlainSnapshot([doc for batch in batches for doc in batch])


@settings(deadline=None, max_examples=30)
@given(stories=st.lists(_story, min_size=1, max_size=8), word=_words, other=_words)
def test_two_engines_find_the_same(
    stories: list[tuple[str, str, str]], word: str, other: str
) -> None:
    documents = [
        document(STORY, key, lang, {"by": "", "title": title, "text": text})
        for key, (title, text, lang) in enumerate(stories, 1)
    ]
    word, other = (words(each)[0] for each in (word, other))
    half = len(documents) // 2
    with tempfile.TemporaryDirectory() as name:
        both = engines(Path(name), documents[:half], documents[half:])
        for field in ("title", "text"):
            found, plain = (_answers(each, field, word, other) for each in both)
            assert found == plain


def _answers(engine: Snapshot, field: str, word: str, other: str) -> list[object]:
    steps = (Step(0, word), Step(1, other))
    return [
        engine.documents,
        engine.keys(STORY),
        engine.keys(NOTE),
        engine.frequency(field, word),
        set(engine.word(field, word)),
        set(engine.forms(field, word, 0.5)),
        set(engine.phrase(field, steps, LONG)),
        set(engine.phrase(field, (steps[0], Step(1, other[:2], begins=True)), LONG)),
        set(engine.phrase(field, (*steps, Step(3, word)), LONG)),
        engine.beginning(field, word[:2], LONG),
        engine.beginning(field, "nothing", LONG),
        engine.beginning(field, word[:1], LONG, most=50),
        engine.alike(field, word, 1),
        engine.alike(field, word, 2),
        engine.any_of(field, (word, "nothing"), LONG),
    ]


_FULL_OF = st.sampled_from(("the", "of", "then", "run"))


@settings(deadline=None, max_examples=40)
@given(
    texts=st.lists(st.lists(_FULL_OF, max_size=24), min_size=1),
    asked=st.lists(_FULL_OF, min_size=1, max_size=3),
    begins=st.sampled_from(("", "t", "th", "the", "o", "r")),
    skipped=st.integers(0, 1),
)
def test_words_that_every_text_is_full_of_are_found_in_a_row(
    texts: list[list[str]], asked: list[str], begins: str, skipped: int
) -> None:
    documents = [
        document(STORY, key, "en", {"by": "", "title": " ".join(own), "text": " ".join(own)})
        for key, own in enumerate(texts, 1)
    ]
    steps = [Step(place, word) for place, word in enumerate(asked)]
    if begins:
        steps.append(Step(len(asked) + skipped, begins, begins=True))
    half = len(documents) // 2
    with tempfile.TemporaryDirectory() as name:
        for field in ("title", "text"):
            found, plain = (
                each.phrase(field, steps, LONG)
                for each in engines(Path(name) / field, documents[:half], documents[half:])
            )
            assert found.keys() == plain.keys()


def test_a_word_itself_counts_more_than_its_inflections(tmp_path: Path) -> None:
    texts = ("run tide", "runs tide", "running tide", "tide tide")
    documents = [document(STORY, key, "en", {"text": text}) for key, text in enumerate(texts, 1)]
    for engine in engines(tmp_path, documents):
        for word, best in (("run", 1), ("runs", 2), ("running", 3)):
            found = engine.forms("text", word, 0.5)
            assert found.keys() == {1, 2, 3}
            assert max(found, key=found.__getitem__) == best


def test_a_capped_beginning_takes_the_most_frequent_words(tmp_path: Path) -> None:
    texts = ("tide", "tide", "tidal", "tides")
    documents = [document(HIGHLIGHT, key, "", {"quote": text}) for key, text in enumerate(texts, 1)]
    for engine in engines(tmp_path, documents[:2], documents[2:]):
        assert engine.beginning("quote", "tid", LONG, most=1) == ({1, 2}, True)
        assert engine.beginning("quote", "tid", LONG, most=3) == ({1, 2, 3, 4}, False)


def test_an_answer_out_of_time_is_a_part_of_it(tmp_path: Path) -> None:
    documents = [document(STORY, key, "en", {"text": "run of the tide"}) for key in range(1, 9)]
    engine, _ = engines(tmp_path, documents)
    over = Clock(0)
    steps = (Step(0, "of"), Step(1, "the"))
    assert engine.phrase("text", steps, over).keys() <= set(range(1, 9))
    assert engine.beginning("text", "t", over)[0] <= set(range(1, 9))
    assert engine.any_of("text", ("tide",), over) <= set(range(1, 9))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("run", {"Of running", "A run"}),
        ("=run", {"A run"}),
        ('"the old haus"', {"Haus"}),
        ("ru* NOT tide", {"A run"}),
        ("runer~", {"The runner"}),
    ],
)
def test_queries_are_answered_by_any_engine(tmp_path: Path, query: str, expected: set[str]) -> None:
    texts = {
        "Of running": "Running with the tide.", "A run": "A long run home.",
        "Haus": "In the old Haus.", "The runner": "Who is the runner of the tide?",
    }  # fmt: skip
    with opened(tmp_path) as library:
        add(library, *(StoryDraft(title, text, lang="en") for title, text in texts.items()))
        titles = dict(rows(library, "SELECT key, title FROM stories"))
        documents = [
            document(STORY, key, "en", {"title": title, "text": texts[title]})
            for key, title in titles.items()
        ]
        library.search.catch_up()
        of_the_app = Index(library._store, library.index_folder).snapshot()
        engines: tuple[Snapshot, ...] = (PlainSnapshot(documents), of_the_app)
        for engine in engines:
            stories = Stories(Texts(engine, LONG, typing=False), State(library._store))
            found = evaluate(understood(query), stories)
            assert {titles[key] for key in found} == expected


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(1, 2))
def test_letters_put_in_left_out_or_exchanged_are_counted(one: str, other: str, most: int) -> None:
    assert differs_by(one, other, most) == (edits(one, other) <= most)
