"""Placements to check: highlights that a new text changed, moved or lost, and what is decided.

Not to be confused with recalling highlights over time, which asks about what a reader knows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from db.errors import BadRequest
from db.store import Store, now
from db.text import clean_line

if TYPE_CHECKING:
    from db import anchoring
    from db.cases import Cases
    from db.highlights import Highlights
    from db.models import Highlight, Story

_DIGITS = 4
_TO_CHECK = """
    FROM highlights JOIN stories ON stories.key = highlights.story
    WHERE highlights.removed IS NULL AND stories.removed IS NULL AND highlights.reviewed = 0
        AND (highlights.status NOT IN ('same', 'exact') OR highlights.reason <> '')
"""


class Placements:
    """What is to be checked, and the reader's decisions; each of these is a step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _highlights(self) -> Highlights:
        from db.highlights import Highlights  # not for those who only count

        return Highlights(self._store)

    def count(self, story: str = "") -> int:
        """How many highlights are to be checked, in a story or in the library."""
        return self._store.number(
            f"SELECT count(*) {_TO_CHECK} AND (:story = '' OR stories.id = :story)",
            {"story": story},
        )

    def to_check(self, story: str = "", among: Iterable[int] | None = None) -> list[Highlight]:
        """The highlights to check, story by story, each in the order of the text.

        Args:
            story: the public id of the only story that is asked about.
            among: keys of the only highlights that are.
        """
        values = {"story": story, "among": "[]" if among is None else json.dumps(list(among))}
        few = "" if among is None else "AND highlights.key IN (SELECT value FROM json_each(:among))"
        rows = self._store.read(
            f"""SELECT highlights.key {_TO_CHECK}
                AND (:story = '' OR stories.id = :story) {few}
                ORDER BY stories.key DESC, ifnull(hint, "start"), highlights.key""",
            values,
        )
        return self._highlights.with_keys([row["key"] for row in rows])

    def cases(self) -> Cases:
        """Looks highlights up, keeping the last two texts that it compared."""
        from db.cases import Cases

        return Cases(self._store)

    def accept(self, highlights: Sequence[Highlight]) -> None:
        """Take the places of these highlights, as they were looked at, as right.

        Raises:
            BadRequest: one of them is unplaced, so that it has none to accept, or stands elsewhere
                by now; nothing is changed then. `NotFound`.
        """
        for one in highlights:
            if not one.placed:
                raise BadRequest(
                    f"{one.id} has no place in the present text: choose one, or keep it as it is."
                )
        self._let_be(highlights, "Accepted the place of")

    def keep(self, highlights: Sequence[Highlight]) -> None:
        """Let these highlights be as they were looked at, unplaced ones included.

        Raises:
            BadRequest: one of them stands elsewhere by now; nothing is changed then. `NotFound`.
        """
        self._let_be(highlights, "Kept as it is")

    def place(self, highlight: str, story: Story, start: int, end: int) -> Highlight:
        """Give a highlight the place `story.text[start:end]`, widened to whole clusters.

        The quote stays as it was made, and so does what it is tried from when a later text has
        lost it; status and score are told against the quote.

        Raises:
            BadRequest: the passage is empty or outside the text, in another story, or the text
                of the story has changed since `story` was read. `NotFound`.
        """
        from db import anchoring  # not for those who only count
        from db.models import Anchor

        spot = anchoring.describe(story.text, start, end)
        with self._store.write() as connection:
            before = self._highlights.get(highlight)
            self._store.begin_step(f"Placed {_quoted(before)} by hand")
            present = self._store.number(
                "SELECT version FROM stories WHERE id = :story", {"story": before.story}
            )
            if before.story != story.id:
                raise BadRequest("A highlight can only be placed in its own story.")
            if present != story.version:
                raise BadRequest("The story's text has changed: open it again, then place.")
            made = Anchor(0, 0, before.quote, before.prefix, before.suffix)
            outcome = anchoring.placed_by_hand(story.text, spot.start, spot.end, made)
            _write_place(connection, self._last_place(highlight), outcome, story.version)
        return self._highlights.get(highlight)

    def remove(self, highlight: str) -> Highlight:
        """Delete a highlight; see `Highlights.remove`."""
        return self._highlights.remove(highlight)

    def _last_place(self, highlight: str) -> sqlite3.Row:
        (row,) = self._store.read(
            'SELECT key, id, version, "start", "end" FROM highlights WHERE id = :id',
            {"id": highlight},
        )
        return row

    def _let_be(self, highlights: Sequence[Highlight], verb: str) -> None:
        with self._store.write() as connection:
            seen = list({one.id: one for one in highlights}.values())
            if not seen:
                return
            for one in seen:
                if _stand(self._highlights.get(one.id)) != _stand(one):
                    raise BadRequest(
                        f"{_quoted(one)} stands elsewhere since it was shown: look at it again."
                    )
            told = _quoted(seen[0]) if len(seen) == 1 else f"{len(seen):,} highlights"
            if verb.endswith("it is") and len(seen) > 1:
                verb = "Kept as they are"
            self._store.begin_step(f"{verb}: {told}")
            connection.executemany(
                "UPDATE highlights SET reviewed = 1 WHERE id = :id AND reviewed = 0",
                [{"id": one.id} for one in seen],
            )


def _stand(highlight: Highlight) -> tuple[int, int | None, int | None]:
    """Where a highlight is: the version of the text, and the span if it is placed."""
    return highlight.version, highlight.start, highlight.end


def _write_place(
    connection: sqlite3.Connection, row: sqlite3.Row, outcome: anchoring.Placement, version: int
) -> None:
    """Write a place that was chosen, and note it among the placements."""
    values = {
        "key": row["key"], "id": row["id"], "version": version, "start": outcome.start,
        "end": outcome.end, "status": outcome.status, "score": round(outcome.score, _DIGITS),
        "context": round(outcome.context, _DIGITS), "from_version": row["version"],
        "from_start": row["start"], "from_end": row["end"], "now": now(),
    }  # fmt: skip
    connection.execute(
        """UPDATE highlights SET version = :version, "start" = :start, "end" = :end,
               status = :status, reason = '', score = :score, context = :context, hint = NULL,
               reviewed = 1, updated = :now
           WHERE key = :key""",
        values,
    )
    connection.execute(
        """INSERT INTO placements (highlight, from_version, to_version, from_start, from_end,
               to_start, to_end, status, reason, score, at)
           VALUES (:id, :from_version, :version, :from_start, :from_end, :start, :end, :status,
               'by-hand', :score, :now)""",
        values,
    )


def _quoted(highlight: Highlight) -> str:
    return f"“{clean_line(highlight.quote, 50)}”"
