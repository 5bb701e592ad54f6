"""Real old and new revisions of pages, and highlights with the truth about where they went."""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.trials import Span, overlap

KINDS = ("same-offset", "shifted", "edited", "mostly-deleted", "deleted", "moved-or-elsewhere")
ENOUGH = 0.5
"""Overlap from which an edited passage counts as found."""

Placer = Callable[[str, str, Sequence[Span]], list[Span | None]]
"""Takes the old text, the new one and spans of the old; gives spans of the new, or None."""


@dataclass(frozen=True)
class Known:
    """A highlight, and where it is in the new text: None where that is gone or not known."""

    span: Span
    kind: str
    new: Span | None


@dataclass(frozen=True)
class Revision:
    """A page before and after an edit."""

    old: str
    new: str
    known: list[Known]


def load_revisions(folder: Path) -> Iterator[Revision]:
    """All pairs of the shared data, in the order of their truth."""
    with tarfile.open(folder / "revisions.tar.gz") as archive:
        texts = {
            member.name: file.read().decode("utf-8")
            for member in archive.getmembers()
            if (file := archive.extractfile(member)) is not None
        }
    for page in json.loads((folder / "truth.json").read_text("utf-8")):
        known = [
            Known(
                (entry["start"], entry["end"]),
                entry["kind"],
                None if entry["new_start"] is None else (entry["new_start"], entry["new_end"]),
            )
            for entry in page["highlights"]
        ]
        yield Revision(texts[page["old"]], texts[page["new"]], known)


def judged(revisions: Sequence[Revision], placer: Placer) -> Counter[tuple[str, str]]:
    """How often each kind met each verdict: exact, enough, less, elsewhere, orphan, placed."""
    counts: Counter[tuple[str, str]] = Counter()
    for revision in revisions:
        answers = placer(revision.old, revision.new, [known.span for known in revision.known])
        for known, answer in zip(revision.known, answers, strict=True):
            counts[known.kind, _verdict(known, answer)] += 1
    return counts


def _verdict(known: Known, answer: Span | None) -> str:
    if answer is None:
        return "orphan"
    if known.new is None:
        return "placed"
    if answer == known.new:
        return "exact"
    common = overlap(answer, known.new)
    return "enough" if common >= ENOUGH else "less" if common else "elsewhere"


def share(counts: Counter[tuple[str, str]], kinds: Sequence[str], verdicts: Sequence[str]) -> float:
    """Per cent of the highlights of some kinds that met some verdicts."""
    total = sum(count for (kind, _), count in counts.items() if kind in kinds)
    met = sum(counts[kind, verdict] for kind in kinds for verdict in verdicts)
    return 100 * met / total if total else 100.0
