"""Past highlights that are asked about again: which are due, and what was answered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from db.errors import BadRequest
from db.highlights import Highlights, quoted
from db.models import Rating, Recall
from db.spacing import RATINGS, Memory, after
from db.store import Store, stamp

NEVER = "9999-12-31T00:00:00.000Z"
"""Due then: a highlight that the reader does not want to be asked about."""

_THERE = """JOIN highlights ON highlights.key = {}
    JOIN stories ON stories.key = highlights.story
    WHERE highlights.removed IS NULL AND stories.removed IS NULL"""
_AMONG = " AND (:keys IS NULL OR highlights.key IN (SELECT value FROM json_each(:keys)))"


class Recalls:
    """A handful of past highlights a day, each the later the better it was known (FSRS).

    Days are the reader's own: they begin at midnight of the local time of `at`, by default now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._highlights = Highlights(store)

    def session(
        self, most: int, *, at: datetime | None = None, keys: Iterable[int] | None = None
    ) -> list[Recall]:
        """What to ask about today, at most so many: the longest due, then some never asked about.

        A highlight is asked about from the day after it was made. Which of the new ones come is
        another choice every day, the same all day long.

        Args:
            keys: only highlights with these keys.
        """
        today, tomorrow = _day(at)
        values = {
            "most": most, "today": stamp(today), "tomorrow": stamp(tomorrow),
            "day": today.toordinal(), "keys": None if keys is None else json.dumps(list(keys)),
        }  # fmt: skip
        due = self._store.read(
            f"""SELECT highlights.id FROM recalls {_THERE.format("recalls.highlight")}
                AND due < :tomorrow{_AMONG} ORDER BY due, highlights.key LIMIT :most""",
            values,
        )
        values["most"] = most - len(due)
        fresh = self._store.read(
            f"""SELECT highlights.id FROM highlights AS made {_THERE.format("made.key")}
                AND highlights.created < :today{_AMONG}
                AND NOT EXISTS (SELECT 1 FROM recalls WHERE highlight = highlights.key)
                ORDER BY (highlights.key * 40503 + :day) * 2654435761 % 4294967296 LIMIT :most""",
            values,
        )
        return [self.get(str(row["id"])) for row in (*due, *fresh)]

    def get(self, highlight: str) -> Recall:
        """How it stands with one highlight; raises `NotFound`."""
        found = self._highlights.get(highlight)
        row = self._row(highlight)
        answers = self._store.number(
            """SELECT count(*) FROM recalled
               WHERE highlight = (SELECT key FROM highlights WHERE id = :id)""",
            {"id": highlight},
        )
        due, last = (row["due"], row["last"] or "") if row else ("", "")
        return Recall(found, due, last, answers)

    def answered(self, *, at: datetime | None = None) -> int:
        """How many highlights were answered today."""
        today, tomorrow = _day(at)
        return self._store.number(
            """SELECT count(DISTINCT highlight) FROM recalled
               WHERE at >= :today AND at < :tomorrow""",
            {"today": stamp(today), "tomorrow": stamp(tomorrow)},
        )

    def outlook(self, highlight: str, *, at: datetime | None = None) -> dict[Rating, int]:
        """After how many days each answer would bring a highlight up again; raises `NotFound`."""
        self._highlights.get(highlight)
        moment, memory = at or datetime.now(UTC), self._memory(highlight)
        dues = {rating: after(memory, rating, moment).due for rating in RATINGS}
        return {rating: (due - moment).days for rating, due in dues.items() if due}

    def answer(self, highlight: str, rating: Rating, *, at: datetime | None = None) -> Recall:
        """Note how well a highlight was known, and when it comes up again; one step.

        Raises:
            BadRequest: there is no such rating.
            NotFound: there is no such highlight.
        """
        if rating not in RATINGS:
            raise BadRequest(f"There is no answer {rating!r}: there are {', '.join(RATINGS)}.")
        moment = at or datetime.now(UTC)
        found = self._highlights.get(highlight)
        with self._store.write(f"Recalled {quoted(found.quote)}: {rating}") as connection:
            memory = after(self._memory(highlight), rating, moment)
            self._put(connection, highlight, memory)
            connection.execute(
                """INSERT INTO recalled (highlight, at, rating)
                   SELECT key, :at, :rating FROM highlights WHERE id = :id""",
                {"at": stamp(moment), "rating": RATINGS.index(rating) + 1, "id": highlight},
            )
        return self.get(highlight)

    def put_off(self, highlight: str, *, at: datetime | None = None) -> Recall:
        """Ask about a highlight tomorrow, without an answer today; one step."""
        _, tomorrow = _day(at)
        return self._move(highlight, stamp(tomorrow), "Put off {} until tomorrow")

    def leave_out(self, highlight: str) -> Recall:
        """Do not ask about a highlight any more; one step."""
        return self._move(highlight, NEVER, "Left out of the reviews: {}")

    def _move(self, highlight: str, due: str, what: str) -> Recall:
        found = self._highlights.get(highlight)
        with self._store.write(what.replace("{}", quoted(found.quote), 1)) as connection:
            memory = self._memory(highlight)
            self._put(connection, highlight, memory, due)
        return self.get(highlight)

    def _row(self, highlight: str) -> sqlite3.Row | None:
        return self._store.one(
            """SELECT recalls.* FROM recalls JOIN highlights ON highlights.key = highlight
               WHERE id = :id""",
            {"id": highlight},
        )

    def _memory(self, highlight: str) -> Memory:
        row = self._row(highlight)
        if row is None:
            return Memory()
        due, last = (
            datetime.fromisoformat(row[name]) if row[name] else None for name in ("due", "last")
        )
        return Memory(row["state"], row["step"], row["stability"], row["difficulty"], due, last)

    def _put(
        self, connection: sqlite3.Connection, highlight: str, memory: Memory, due: str = ""
    ) -> None:
        connection.execute(
            """INSERT INTO recalls (highlight, state, step, stability, difficulty, due, "last")
               SELECT key, :state, :step, :stability, :difficulty, :due, :last
               FROM highlights WHERE id = :id
               ON CONFLICT (highlight) DO UPDATE SET state = excluded.state, step = excluded.step,
                   stability = excluded.stability, difficulty = excluded.difficulty,
                   due = excluded.due, "last" = excluded."last" """,
            {
                "id": highlight, "state": memory.state, "step": memory.step,
                "stability": memory.stability, "difficulty": memory.difficulty,
                "due": due or (stamp(memory.due) if memory.due else NEVER),
                "last": stamp(memory.last) if memory.last else None,
            },
        )  # fmt: skip


def _day(at: datetime | None) -> tuple[datetime, datetime]:
    """The local midnights before and after a moment."""
    here = (at or datetime.now(UTC)).astimezone()
    today = here.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return today.astimezone(), (today + timedelta(days=1)).astimezone()
