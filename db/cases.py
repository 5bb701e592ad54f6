"""A highlight to check with all that is needed to decide: passages then and now, candidates."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.highlights import Highlights
from db.models import Highlight
from db.store import Store
from db.versions import Versions

if TYPE_CHECKING:
    from db import anchoring

MOST = 5
"""Candidates that a case has at most."""
AROUND = 240
"""Code points before and after a passage that are shown with it."""


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


def _excerpt(text: str, start: int, end: int) -> Excerpt:
    """A passage with its surroundings, which end at whole words where there are any."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        first = next((at for at in range(first, start) if text[at].isspace()), first)
    if last < len(text):
        last = next((at for at in range(last, end, -1) if text[at].isspace()), last)
    return Excerpt(start, end, text[first:start], text[start:end], text[end:last])
