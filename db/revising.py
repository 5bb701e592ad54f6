"""Giving a story another text, and placing its highlights in it.

What is slow, aligning and placing, is done before the write lock is taken.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db import anchoring
from db.store import Store, now
from db.versions import PackedText, Versions


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the highlights of a story go in its next text."""

    story: int
    old_version: int
    alike: float
    """Share of the longer text's words that align, 0 to 1."""
    placements: tuple[tuple[sqlite3.Row, anchoring.Placement], ...]

    @property
    def unplaced(self) -> int:
        """How many highlights lose their passage with this revision."""
        return sum(
            placement.start is None and row["status"] != "orphan"
            for row, placement in self.placements
        )


def plan(store: Store, story: sqlite3.Row, text: str) -> Revision:
    """Align a story's present text with its next, and place every highlight through that.

    A highlight that is unplaced already is tried again from the last text that it stood in, then
    from the one it was made on.
    """
    versions = Versions(store)
    highlights = store.read(
        'SELECT * FROM highlights WHERE story = :story ORDER BY "start", key',
        {"story": story["key"]},
    )
    alignment = anchoring.align(versions.text(story["version"]), text)
    present = [row for row in highlights if row["version"] == story["version"]]
    spans = [(row["start"], row["end"]) for row in present]
    placed = list(zip(present, anchoring.place(alignment, spans), strict=True))
    for row in highlights:
        if row["version"] != story["version"]:
            placed.append((row, _try_again(versions, row, text)))
    return Revision(story["key"], story["version"], alignment.share, tuple(placed))


def apply(store: Store, revision: Revision, story_id: str, packed: PackedText) -> int:
    """Write the new text, point the story to it and move its highlights, in one transaction."""
    with store.write() as connection:
        version = Versions(store).put(story_id, packed)
        connection.execute(
            """UPDATE stories SET version = :version, words = :words, updated = :now
               WHERE key = :key""",
            {"version": version, "words": packed.words, "now": now(), "key": revision.story},
        )
        for row, placement in revision.placements:
            _move(connection, row, placement, version)
    return version


def _try_again(versions: Versions, row: sqlite3.Row, text: str) -> anchoring.Placement:
    last = _place_one(versions.text(row["version"]), text, (row["start"], row["end"]))
    if last.start is not None or row["origin_version"] == row["version"]:
        return last
    origin = (row["origin_start"], row["origin_end"])
    return _place_one(versions.text(row["origin_version"]), text, origin)


def _place_one(old: str, new: str, span: tuple[int, int]) -> anchoring.Placement:
    return anchoring.place(anchoring.align(old, new), [span])[0]


def _move(
    connection: sqlite3.Connection, row: sqlite3.Row, placement: anchoring.Placement, version: int
) -> None:
    """Note the placement; an unplaced highlight keeps the last text and place that were its own."""
    placed = placement.start is not None
    connection.execute(
        """INSERT INTO placements (highlight, from_version, to_version, from_start, from_end,
               to_start, to_end, status, reason, score, at)
           VALUES (:id, :from_version, :to_version, :from_start, :from_end, :to_start, :to_end,
               :status, :reason, :score, :now)""",
        {
            "id": row["id"], "from_version": row["version"], "to_version": version,
            "from_start": row["start"], "from_end": row["end"], "to_start": placement.start,
            "to_end": placement.end, "status": placement.status, "reason": placement.reason,
            "score": placement.score, "now": now(),
        },
    )  # fmt: skip
    connection.execute(
        """UPDATE highlights SET version = :version, "start" = :start, "end" = :end,
               status = :status, reason = :reason, score = :score, context = :context,
               hint = :hint, reviewed = :reviewed
           WHERE key = :key""",
        {
            "version": version if placed else row["version"],
            "start": placement.start if placed else row["start"],
            "end": placement.end if placed else row["end"],
            "status": placement.status, "reason": placement.reason, "score": placement.score,
            "context": placement.context, "hint": placement.hint,
            "reviewed": int(bool(row["reviewed"]) and not placement.needs_review),
            "key": row["key"],
        },
    )  # fmt: skip
