"""Giving a story another text, and placing its highlights and its reading place in it.

What is slow, aligning and placing, is done before the write lock is taken.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from db import anchoring
from db.models import ToCheck
from db.store import Store, now
from db.text import grapheme_start
from db.versions import PackedText, Versions

_DIGITS = 4
"""Of what is stored of a score; an undo compares numbers as JSON holds them."""
_UNTOUCHED = ("same", "exact", "normal")
"""Of a highlight whose words are where they were in the text before."""
_MOVE = """UPDATE highlights SET version = :version, "start" = :start, "end" = :end,
        status = :status, reason = :reason, score = :score, context = :context,
        hint = :hint, reviewed = :reviewed
    WHERE key = :key"""
_RECORD = """INSERT INTO placements (highlight, from_version, to_version, from_start, from_end,
        to_start, to_end, status, reason, score, at)
    VALUES (:id, :from_version, :to_version, :from_start, :from_end,
        :to_start, :to_end, :became, :why, :score, :now)"""


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the highlights of a story go in its next text."""

    story: int
    old_version: int
    alignment: anchoring.Alignment | None
    """Of the present text with the next; None where nothing has to be carried over."""
    highlights: tuple[sqlite3.Row, ...]
    """All of the story, as they were when they were placed."""
    returned: frozenset[int] = frozenset()
    """The keys of those that are where they were made, which leaves nothing to ask about."""
    placements: dict[int, anchoring.Placement] = field(default_factory=dict)
    """By the key of the highlight."""

    @property
    def alike(self) -> float:
        """The share of all words of both texts that align, 0 to 1; 0 where none were compared."""
        return self.alignment.share if self.alignment else 0.0

    @property
    def to_check(self) -> ToCheck:
        """The highlights that this revision gives the reader to look at."""
        return sum(
            (
                _to_check(self.placements[row["key"]])
                for row in self.highlights
                if row["removed"] is None and not _is_still_lost(row, self.placements[row["key"]])
            ),
            ToCheck(),
        )


def plan(store: Store, story: sqlite3.Row, text: str, *, compare: bool = False) -> Revision:
    """Align a story's present text with its next, and place every highlight through that.

    A highlight that finds no place from the last text that it stood in is tried from the one that
    it was made on, at this and at every later text. Where that very text returns, so does the
    highlight to its place in it, wherever it went meanwhile.

    Args:
        story: a row with `key`, `version` and `place`.
        compare: align the texts even where there is nothing to carry over.
    """
    versions = Versions(store)
    highlights = _highlights(store, story["key"])
    alignment = None
    if highlights or story["place"] or compare:
        alignment = anchoring.align(versions.text(story["version"]), text)
    returned = _returned(versions, story["version"], highlights, text)
    revision = Revision(
        story["key"], story["version"], alignment, tuple(highlights), frozenset(returned)
    )
    revision.placements.update(returned)
    others = [row for row in highlights if row["key"] not in returned]
    _place(versions, revision, others, ("version", "start", "end"), text)
    lost = [
        row
        for row in others
        if revision.placements[row["key"]].start is None and row["origin_version"] != row["version"]
    ]
    _place(versions, revision, lost, ("origin_version", "origin_start", "origin_end"), text)
    return revision


def apply(
    store: Store, revision: Revision, story_id: str, packed: PackedText, text: str
) -> ToCheck:
    """Write the new text, point the story to it and move its highlights.

    Within the caller's transaction. What was planned before the lock was taken is planned again
    where the story or a highlight was changed since. Returns what the reader should look at.
    """
    connection = store.writing
    row = connection.execute(
        "SELECT key, version, place FROM stories WHERE key = :key", {"key": revision.story}
    ).fetchone()
    if not _is_current(store, revision, row):
        revision = plan(store, row, text)
    version = Versions(store).put(story_id, packed)
    place = moved_place(revision.alignment, row["place"]) if revision.alignment else 0
    connection.execute(
        """UPDATE stories SET version = :version, words = :words, place = :place, updated = :now
           WHERE key = :key""",
        {
            "version": version, "words": packed.words, "place": place, "now": now(),
            "key": revision.story,
        },
    )  # fmt: skip
    moves = [_outcome(highlight, revision, version) for highlight in revision.highlights]
    connection.executemany(_MOVE, moves)
    connection.executemany(_RECORD, moves)
    return revision.to_check


def moved_place(alignment: anchoring.Alignment, place: int) -> int:
    """Where a reading place in the old text is in the new: at the nearest word that both have."""
    starts, forward = alignment.old_tokens.starts, alignment.forward
    if place <= 0 or not starts:
        return 0
    here = max(0, bisect_right(starts, place) - 1)
    for distance in range(len(starts)):
        for token in (here - distance, here + distance):
            if 0 <= token < len(starts) and forward[token] >= 0:
                offset = alignment.new_tokens.starts[forward[token]]
                within = place - starts[token] if token == here else 0
                end = alignment.new_tokens.ends[forward[token]]
                return grapheme_start(alignment.new, min(offset + max(0, within), end))
    return 0


def _highlights(store: Store, story: int) -> list[sqlite3.Row]:
    """Those that the reader deleted too: undo may bring them back."""
    return store.read(
        'SELECT * FROM highlights WHERE story = :story ORDER BY "start", key', {"story": story}
    )


def _is_current(store: Store, revision: Revision, story: sqlite3.Row) -> bool:
    if story["version"] != revision.old_version or (story["place"] and not revision.alignment):
        return False
    present = _highlights(store, revision.story)
    return [_standing(row) for row in present] == [_standing(row) for row in revision.highlights]


def _standing(row: sqlite3.Row) -> tuple[object, ...]:
    return row["key"], row["version"], row["start"], row["end"], row["status"]


def _returned(
    versions: Versions, present: int, highlights: Sequence[sqlite3.Row], text: str
) -> dict[int, anchoring.Placement]:
    """The places of highlights that have again the text they were made on, which was left."""
    if not highlights or versions.is_text(present, text):
        return {}
    origins = {row["origin_version"] for row in highlights}
    same = {key for key in origins if versions.is_text(key, text)}
    return {
        row["key"]: anchoring.Placement(row["origin_start"], row["origin_end"], "exact")
        for row in highlights
        if row["origin_version"] in same
    }


def _place(
    versions: Versions,
    revision: Revision,
    highlights: Sequence[sqlite3.Row],
    columns: tuple[str, str, str],
    text: str,
) -> None:
    """Place highlights from the version and the span in these columns, one old text at a time."""
    version_of, start, end = columns
    by_version = sorted(highlights, key=lambda row: int(row[version_of]))
    for version, rows in groupby(by_version, key=lambda row: int(row[version_of])):
        group = list(rows)
        alignment = revision.alignment
        if version != revision.old_version or alignment is None:
            alignment = anchoring.align(versions.text(version), text)
        spans = [(row[start], row[end]) for row in group]
        placements = anchoring.place(alignment, spans, [row["quote"] for row in group])
        for row, placement in zip(group, placements, strict=True):
            was = alignment.old[row[start] : row[end]]
            now_is = alignment.new[placement.start : placement.end]
            if row["reviewed"] and row["status"] == placement.status == "changed" and was == now_is:
                # However unlike the quote it is: the reader has seen it so.
                placement = replace(placement, needs_review=False)
            if placement.start is not None or row["key"] not in revision.placements:
                revision.placements[row["key"]] = placement


def _to_check(placement: anchoring.Placement) -> ToCheck:
    """One highlight by what became of it; nothing where the reader need not look."""
    if placement.start is None:
        return ToCheck(unplaced=1)
    if not placement.needs_review:
        return ToCheck()
    if placement.status == "fuzzy" or placement.reason:
        return ToCheck(uncertain=1)
    return ToCheck(moved=1) if placement.status == "moved" else ToCheck(changed=1)


def _is_still_lost(row: sqlite3.Row, placement: anchoring.Placement) -> bool:
    """Whether a highlight was unplaced before and is now; who let it be is not asked again."""
    return bool(row["status"] == "orphan" and placement.start is None)


def _still_open(row: sqlite3.Row, revision: Revision) -> tuple[str, str] | None:
    """Status and reason of a placed highlight that the reader has not decided about.

    That it moved, or may stand elsewhere, is still so where this text left it alone. None where
    there is nothing of that, or it is where it was made.
    """
    placement = revision.placements[row["key"]]
    if row["reviewed"] or placement.start is None or row["key"] in revision.returned:
        return None
    has_moved = row["status"] in ("moved", "fuzzy") and placement.status in _UNTOUCHED
    reason = placement.reason or ("" if row["status"] == "orphan" else row["reason"])
    return ("moved" if has_moved else placement.status), reason


def _outcome(row: sqlite3.Row, revision: Revision, version: int) -> dict[str, object]:
    """What to note; an unplaced highlight keeps the last text and place that were its own."""
    placement = revision.placements[row["key"]]
    unasked = not placement.needs_review or _is_still_lost(row, placement)
    placed = placement.start is not None
    status, reason = _still_open(row, revision) or (placement.status, placement.reason)
    return {
        "key": row["key"], "id": row["id"], "now": now(),
        "version": version if placed else row["version"],
        "start": placement.start if placed else row["start"],
        "end": placement.end if placed else row["end"],
        "status": status, "reason": reason, "became": placement.status, "why": placement.reason,
        "score": round(placement.score, _DIGITS), "context": round(placement.context, _DIGITS),
        "hint": placement.hint,
        "reviewed": int((bool(row["reviewed"]) and unasked) or row["key"] in revision.returned),
        "from_version": row["version"], "to_version": version,
        "from_start": row["start"], "from_end": row["end"],
        "to_start": placement.start, "to_end": placement.end,
    }  # fmt: skip
