"""Placements to check: highlights that a new text changed, moved or lost, and what is decided.

Not to be confused with recalling highlights over time, which asks about what a reader knows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import BadRequest
from db.highlights import Highlights
from db.models import Anchor, Highlight, Story
from db.store import Store, now
from db.text import clean_line
from db.versions import Versions

if TYPE_CHECKING:
    from db import anchoring

MOST = 5
"""Candidates that a case has at most."""
AROUND = 240
"""Code points before and after a passage that are shown with it."""
_DIGITS = 4
_TO_CHECK = """
    FROM highlights JOIN stories ON stories.key = highlights.story
    WHERE highlights.removed IS NULL AND stories.removed IS NULL AND highlights.reviewed = 0
        AND (highlights.status NOT IN ('same', 'exact') OR highlights.reason <> '')
"""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage and what stands round it."""

    start: int
    """Of the passage, in code points of the whole text."""
    end: int
    before: str
    passage: str
    after: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that the reader may give an unplaced or doubtful highlight."""

    excerpt: Excerpt
    score: float
    """Likeness of what stands there to the passage, 0 to 1."""
    context: float
    """The share of the words round the passage that stand round the place, 0 to 1."""
    taken: bool
    """Whether its words were another passage of the old text."""


@dataclass(frozen=True, slots=True)
class Case:
    """One highlight to check, with all that is needed to decide."""

    highlight: Highlight
    version: int
    """The key of the text that `present` and the choices are of."""
    old: Excerpt
    """The passage as it last was, in the text that it stood in then."""
    present: Excerpt | None
    """What it is now; None for an unplaced one."""
    choices: tuple[Choice, ...]
    """Best first; for a placed one only places elsewhere that are as good."""


class Placements:
    """What is to be checked, and the reader's decisions; each of these is a step."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._highlights = Highlights(store)

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
        return Cases(self._store)

    def accept(self, highlights: Sequence[str]) -> None:
        """Take the places of these highlights as right; unplaced ones have none to accept.

        Raises:
            BadRequest: one of them is unplaced; nothing is changed then. `NotFound`.
        """
        for name in highlights:
            if not self._highlights.get(name).placed:
                raise BadRequest(
                    f"{name} has no place in the present text: choose one, or keep it as it is."
                )
        self._let_be(highlights, "Accepted the place of")

    def keep(self, highlights: Sequence[str]) -> None:
        """Let these highlights be as they are, unplaced ones included; raises `NotFound`."""
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

    def _let_be(self, highlights: Sequence[str], verb: str) -> None:
        with self._store.write() as connection:
            names = dict.fromkeys(highlights)
            known = [self._highlights.get(name) for name in names]
            if not known:
                return
            told = _quoted(known[0]) if len(known) == 1 else f"{len(known):,} highlights"
            if verb.endswith("it is") and len(known) > 1:
                verb = "Kept as they are"
            self._store.begin_step(f"{verb}: {told}")
            connection.executemany(
                "UPDATE highlights SET reviewed = 1 WHERE id = :id AND reviewed = 0",
                [{"id": one.id} for one in known],
            )


class Cases:
    """Cases to decide; what was compared last is kept, as cases come story by story."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions = Versions(store)
        self._highlights = Highlights(store)
        self._compared: tuple[int, int, anchoring.Alignment] | None = None
        self._places: anchoring.WordPlaces = {}

    def get(self, highlight: str) -> Case:
        """The case of a highlight, to check or not; compares two texts, so call it beside a screen.

        Raises:
            NotFound: there is no such highlight.
        """
        from db import anchoring  # not for those who only count

        found = self._highlights.get(highlight)
        version = self._store.number(
            "SELECT version FROM stories WHERE id = :id", {"id": found.story}
        )
        last, old = self._states(highlight)
        alignment = self._alignment(old[0], version)
        before = _excerpt(alignment.old, old[1], old[2])
        likely = anchoring.candidates(alignment, old[1], old[2], found.quote, MOST, self._places)
        present = None
        if found.start is not None and found.end is not None and last[0] == version:
            start, end = found.start, found.end
            present = _excerpt(alignment.new, start, end)
            likely = [
                place
                for place in likely
                if (place.end <= start or place.start >= end) and place.score >= found.score
            ]
        choices = tuple(
            Choice(_excerpt(alignment.new, each.start, each.end), each.score, each.context,
                each.taken)
            for each in likely
        )  # fmt: skip
        return Case(found, version, before, present, choices)

    def _states(self, highlight: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """Where a highlight stands, or stood last, and where before it was changed or moved.

        Each is a version and a span in it. Steps that left the passage alone are passed over.
        """
        (row,) = self._store.read(
            """SELECT version, "start", "end", status, origin_version, origin_start, origin_end
               FROM highlights WHERE id = :id""",
            {"id": highlight},
        )
        last = (row["version"], row["start"], row["end"])
        if row["status"] == "orphan":
            return last, last
        text, step = self._passage(last), self._step_to(highlight, last)
        while step is not None:
            state = (step["from_version"], step["from_start"], step["from_end"])
            if self._passage(state) != text or step["status"] in ("moved", "fuzzy"):
                return last, state
            step = self._step_to(highlight, state, step["key"])
        return last, (row["origin_version"], row["origin_start"], row["origin_end"])

    def _step_to(
        self, highlight: str, state: tuple[int, int, int], before: int | None = None
    ) -> sqlite3.Row | None:
        """The newest placement, of those before one with a key, that led into a state."""
        version, start, end = state
        return self._store.one(
            """SELECT key, status, from_version, from_start, from_end FROM placements
               WHERE highlight = :highlight AND to_version = :version AND to_start = :start
                   AND to_end = :end AND from_version <> to_version
                   AND (:before IS NULL OR key < :before)
               ORDER BY key DESC LIMIT 1""",
            {
                "highlight": highlight, "version": version, "start": start, "end": end,
                "before": before,
            },
        )  # fmt: skip

    def _passage(self, state: tuple[int, int, int]) -> str:
        version, start, end = state
        return self._text(version)[start:end]

    def _text(self, version: int) -> str:
        if self._compared is not None and version in self._compared[:2]:
            alignment = self._compared[2]
            return alignment.old if version == self._compared[0] else alignment.new
        return self._versions.text(version)

    def _alignment(self, old: int, new: int) -> anchoring.Alignment:
        from db import anchoring  # not for those who only count

        if self._compared is None or self._compared[:2] != (old, new):
            alignment = anchoring.align(self._text(old), self._text(new))
            self._compared = (old, new, alignment)
            self._places = anchoring.word_places(alignment)
        return self._compared[2]


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


def _excerpt(text: str, start: int, end: int) -> Excerpt:
    """A passage with its surroundings, which end at whole words where there are any."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        first = next((at for at in range(first, start) if text[at].isspace()), first)
    if last < len(text):
        last = next((at for at in range(last, end, -1) if text[at].isspace()), last)
    return Excerpt(start, end, text[first:start], text[start:end], text[end:last])


def _quoted(highlight: Highlight) -> str:
    return f"“{clean_line(highlight.quote, 50)}”"
