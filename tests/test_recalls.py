"""Past highlights come up again: the better one knew them, the later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Library
from db.errors import BadRequest, NotFound
from db.models import Highlight, Rating
from db.spacing import LONGEST, RATINGS, Memory, after
from tests.library import add_story, done, mark, rows, snapshot

NOON = datetime(2030, 5, 6, 12, tzinfo=UTC)
"""Long after what the tests mark."""
QUOTES = ("its new lock", "any tide", "long nights", "the great storm", "nine million")


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


@pytest.fixture
def made(library: Library) -> list[Highlight]:
    """Five highlights of one story."""
    story = add_story(library)
    return [mark(library, story, quote) for quote in QUOTES]


def asked(library: Library, most: int = 9, at: datetime = NOON) -> list[str]:
    return [recall.highlight.quote for recall in library.recalls.session(most, at=at)]


def test_a_handful_is_asked_about_and_the_same_all_day(
    library: Library, made: list[Highlight]
) -> None:
    first = asked(library, 3)
    assert len(set(first)) == 3
    assert asked(library, 3, NOON + timedelta(hours=1)) == first
    assert set(asked(library)) == set(QUOTES)


def test_another_day_brings_others(library: Library, made: list[Highlight]) -> None:
    assert len({tuple(asked(library, 2, days(number))) for number in range(30)}) > 3


def test_what_was_marked_today_waits_until_tomorrow(
    library: Library, made: list[Highlight]
) -> None:
    now = datetime.now(UTC)
    assert asked(library, at=now) == []
    assert len(asked(library, at=now + timedelta(days=1))) == 5


@pytest.mark.parametrize(
    ("rating", "least", "most"), [("again", 1, 1), ("hard", 1, 2), ("good", 2, 4), ("easy", 6, 20)]
)
def test_the_better_it_was_known_the_later_it_comes_again(
    library: Library, made: list[Highlight], rating: Rating, least: int, most: int
) -> None:
    recall = library.recalls.answer(made[0].id, rating, at=NOON)
    away = (datetime.fromisoformat(recall.due) - NOON).days
    assert least <= away <= most
    assert (recall.answers, recall.last) == (1, "2030-05-06T12:00:00.000Z")
    assert made[0].quote not in asked(library, at=NOON)
    assert made[0].quote not in asked(library, at=days(away - 1))
    assert asked(library, at=days(away))[0] == made[0].quote


def test_the_longest_due_comes_first_and_before_new_ones(
    library: Library, made: list[Highlight]
) -> None:
    library.recalls.answer(made[1].id, "good", at=NOON)
    library.recalls.answer(made[3].id, "again", at=NOON)
    found = asked(library, 3, days(10))
    assert found[:2] == [made[3].quote, made[1].quote]
    assert len(found) == 3


def test_what_is_put_off_comes_tomorrow_and_is_no_answer(
    library: Library, made: list[Highlight]
) -> None:
    recall = library.recalls.put_off(made[0].id, at=NOON)
    assert (recall.answers, library.recalls.answered(at=NOON)) == (0, 0)
    assert made[0].quote not in asked(library)
    assert asked(library, at=days(1))[0] == made[0].quote
    assert library.recalls.answer(made[0].id, "good", at=days(1)).answers == 1


def test_what_is_left_out_never_comes_again(library: Library, made: list[Highlight]) -> None:
    library.recalls.answer(made[0].id, "good", at=NOON)
    library.recalls.leave_out(made[0].id)
    assert made[0].quote not in asked(library, at=days(LONGEST))
    library.history.undo()
    assert made[0].quote in asked(library, at=days(LONGEST))


def test_how_many_were_answered_today_is_known(library: Library, made: list[Highlight]) -> None:
    library.recalls.answer(made[0].id, "again", at=NOON)
    library.recalls.answer(made[0].id, "good", at=NOON + timedelta(minutes=1))
    library.recalls.answer(made[1].id, "good", at=days(1))
    counts = [library.recalls.answered(at=days(number)) for number in (0, 1, 2)]
    assert counts == [1, 1, 0]


def test_an_answer_is_one_step_that_undo_takes_back_and_redo_gives_again(
    library: Library, made: list[Highlight]
) -> None:
    library.recalls.answer(made[0].id, "good", at=NOON)
    before = snapshot(library)
    library.recalls.answer(made[0].id, "hard", at=days(3))
    later = snapshot(library)
    assert done(library)[-1] == "Recalled “its new lock”: hard"
    library.history.undo()
    assert snapshot(library) == before
    library.history.redo()
    assert snapshot(library) == later


def test_deleted_highlights_are_not_asked_about(library: Library, made: list[Highlight]) -> None:
    library.recalls.answer(made[0].id, "again", at=NOON)
    for highlight in made[:2]:
        library.highlights.remove(highlight.id)
    assert set(asked(library, at=days(5))) == set(QUOTES[2:])


def test_only_what_a_query_finds_can_be_asked_for(library: Library, made: list[Highlight]) -> None:
    keys = [key for (key,) in rows(library, "SELECT key FROM highlights LIMIT 2")]
    found = library.recalls.session(9, at=NOON, keys=keys)
    assert {recall.highlight.quote for recall in found} == set(QUOTES[:2])


def test_wrong_answers_and_ids_are_refused_in_a_sentence(
    library: Library, made: list[Highlight]
) -> None:
    with pytest.raises(BadRequest, match="there are again, hard, good, easy"):
        library.recalls.answer(made[0].id, "perfect")  # type: ignore[arg-type]  # as a person may
    with pytest.raises(NotFound):
        library.recalls.answer("h-none", "good")
    assert rows(library, "SELECT * FROM recalls") == []


@given(st.lists(st.tuples(st.sampled_from(RATINGS), st.integers(0, 400)), min_size=1, max_size=12))
def test_every_answer_is_due_a_whole_number_of_days_later(
    answers: list[tuple[Rating, int]],
) -> None:
    memory, at = Memory(), NOON
    for rating, wait in answers:
        at += timedelta(days=wait)
        memory = after(memory, rating, at)
        assert memory.due is not None
        assert timedelta(days=1) <= memory.due - at <= timedelta(days=LONGEST)
        assert (memory.due - at) % timedelta(days=1) == timedelta()
        assert memory.last == at


@given(st.integers(1, 300))
def test_a_better_answer_never_comes_sooner(wait: int) -> None:
    known = after(Memory(), "good", NOON)
    dues = [after(known, rating, days(wait)).due for rating in RATINGS]
    assert dues == sorted(due for due in dues if due)
