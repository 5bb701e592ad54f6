"""When a highlight is asked about next, by how well it was known: the FSRS scheduler, in days.

The method is FSRS 6 (Free Spaced Repetition Scheduler) with its published default weights and a
wanted recall of nine in ten. It has no steps of minutes, since a reader reviews a handful a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from db.models import Rating

if TYPE_CHECKING:
    from fsrs import Scheduler

WANTED = 0.9
"""How likely a highlight is still known when it comes up."""
LONGEST = 3650
"""Days between two reviews at most."""
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
"""In the order of FSRS, which numbers them from 1."""
_DIGITS = 4
"""Of what is stored of a number; an undo compares numbers as JSON holds them."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS keeps of one highlight."""

    state: int = 1
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    due: datetime | None = None
    last: datetime | None = None


def after(memory: Memory, rating: Rating, at: datetime) -> Memory:
    """The memory after an answer at an aware moment; it is due a whole number of days later."""
    from fsrs import Card, State  # 39 ms, for those who review
    from fsrs import Rating as Answer

    card = Card(
        0, State(memory.state), memory.step, memory.stability, memory.difficulty,
        memory.due, memory.last,
    )  # fmt: skip
    answer = Answer(RATINGS.index(rating) + 1)
    card, _ = _scheduler().review_card(card, answer, at.astimezone(UTC))
    return Memory(
        int(card.state), card.step, _short(card.stability), _short(card.difficulty), card.due,
        card.last_review,
    )  # fmt: skip


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=WANTED, learning_steps=(), relearning_steps=(),
        maximum_interval=LONGEST, enable_fuzzing=False,
    )  # fmt: skip


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, _DIGITS)
