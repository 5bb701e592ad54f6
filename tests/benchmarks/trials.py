"""Highlights on a text, where they truly went in an edit of it, and how an answer is judged."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.benchmarks.tracked import Tracked

Span = tuple[int, int]
Fate = Literal["keep", "grey", "gone"]
Verdict = Literal["exact", "near", "partial", "missed", "false", "orphan", "grey"]

KEPT, GONE = 0.7, 0.25
"""Shares of a highlight's letters that survive: at least, it must be found; at most, reported."""
OVERLAP = 0.9
"""Intersection over union above which a place counts as the right one."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?]['\"”’)]*(?=\s|$)|[。！？]|(?=\n\n)|$)", re.DOTALL)
_WORD = re.compile(r"[一-鿿぀-ヿ]|[^\W_一-鿿぀-ヿ]+(?:['’][^\W_一-鿿぀-ヿ]+)*")


@dataclass(frozen=True)
class Truth:
    """Where a highlight is in the edited text."""

    fate: Fate
    start: int
    end: int
    lives: frozenset[int]
    """The offsets of all its surviving characters, wherever they are."""


def load_stories(path: Path, lang: str, shortest: int, longest: int) -> list[str]:
    """Bodies of the shared news in a language, of a length in characters, in the file's order.

    Stories in which one line stands more than three times are left out: which of many equal lines
    is gone nobody can tell.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        record["body"]
        for record in records
        if record["lang"] == lang
        and shortest <= len(record["body"]) <= longest
        and _most_equal_lines(record["body"]) <= 3
    ]


def _most_equal_lines(text: str) -> int:
    return max(Counter(line for line in text.split("\n") if line.strip()).values(), default=0)


def halves(stories: Sequence[str]) -> tuple[list[str], list[str]]:
    """The stories that rules and thresholds may be set on, and those held out to measure with.

    Told by a checksum of the text, so a story stays in its half whatever else there is.
    """
    chances = [zlib.crc32(story.encode()) % 2 for story in stories]
    first, second = (
        [story for story, chance in zip(stories, chances, strict=True) if chance == half]
        for half in (0, 1)
    )
    return first, second


def sentence_bank(stories: Sequence[str]) -> list[str]:
    """Sentences of some stories, to insert into others."""
    found = (match.group() for story in stories for match in _SENTENCE.finditer(story))
    return [sentence for sentence in found if 40 < len(sentence) < 300]


def strangers(bank: Sequence[str], story: str) -> list[str]:
    """The sentences that share no five words, or five characters of Chinese, with a story."""
    known = _fives(story)
    return [sentence for sentence in bank if known.isdisjoint(_fives(sentence))]


def _fives(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[shift:] for shift in range(5)), strict=False))


def pick_highlights(text: str, dice: random.Random, count: int) -> list[Span]:
    """Words, phrases, sentences, groups of them, paragraphs, and some across paragraphs."""
    words = [match.span() for match in _WORD.finditer(text)]
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    paragraphs = [match.span() for match in re.finditer(r"\S(?:.|\n(?!\n))*", text)]
    kinds = dice.choices(range(6), weights=(10, 30, 32, 12, 10, 6), k=count)
    return [_pick(kind, dice, words, sentences, paragraphs) for kind in kinds]


def _pick(
    kind: int, dice: random.Random, words: list[Span], sentences: list[Span], paragraphs: list[Span]
) -> Span:
    if kind == 0:
        return dice.choice(words)
    if kind == 1:
        return _group(words, dice, dice.randint(2, 7))
    if kind == 2:
        return dice.choice(sentences)
    if kind == 3:
        return _group(sentences, dice, dice.randint(2, 3))
    if kind == 4:
        return dice.choice(paragraphs)
    first = dice.randrange(max(1, len(paragraphs) - 1))
    after = paragraphs[min(first + 1, len(paragraphs) - 1)]
    inside = [word for word in words if paragraphs[first][0] <= word[0] < paragraphs[first][1]]
    later = [word for word in words if after[0] <= word[0] < after[1]]
    if not inside or not later:
        return paragraphs[first]
    ends = sorted([dice.choice(inside), dice.choice(later)])
    return ends[0][0], ends[1][1]


def _group(units: list[Span], dice: random.Random, size: int) -> Span:
    first = dice.randrange(max(1, len(units) - size + 1))
    return units[first][0], units[min(first + size, len(units)) - 1][1]


class Origins:
    """The edited text read backwards: where each old character is now."""

    def __init__(self, edited: Tracked) -> None:
        self.text = edited.text
        self._survived: dict[int, list[int]] = {}
        self._replaced: dict[int, list[int]] = {}
        self._origins = [origin if origin >= 0 else -2 - origin for _, origin in edited.chars]
        for at, (_, origin) in enumerate(edited.chars):
            if origin >= 0:
                self._survived.setdefault(origin, []).append(at)
            elif origin < -1:
                self._replaced.setdefault(-2 - origin, []).append(at)

    def truth(self, old: str, span: Span) -> Truth:
        """Where a span of the old text is now: its largest piece, if it was torn apart."""
        letters = [at for at in range(*span) if not old[at].isspace()]
        lives = {now for at in letters for now in self._survived.get(at, ())}
        places = sorted(lives.union(*(self._replaced.get(at, ()) for at in letters)))
        piece = self._largest_piece(places, lives, 80 + (span[1] - span[0]))
        survived = len(
            {at for at in letters if any(now in piece for now in self._survived.get(at, ()))}
        )
        total = len({at for at in letters if at in self._survived})
        fate: Fate = "grey"
        if survived >= KEPT * len(letters):
            fate = "keep"
        elif total <= GONE * len(letters):
            fate = "gone"
        start, end = (min(piece), max(piece) + 1) if piece else (0, 0)
        return Truth(fate, start, end, frozenset(lives))

    def _largest_piece(self, places: list[int], lives: set[int], apart: int) -> set[int]:
        """The largest part of these offsets that stayed together and in order."""
        pieces: list[list[int]] = []
        for at in places:
            last = pieces[-1][-1] if pieces else at
            if pieces and at - last <= apart and self._origins[at] >= self._origins[last]:
                pieces[-1].append(at)
            else:
                pieces.append([at])
        return set(max(pieces, key=lambda piece: len(lives.intersection(piece)), default=[]))


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def judge(truth: Truth, answer: Span | None) -> Verdict:
    """How right an answer is; `false` when nothing of the highlight lives at the place."""
    if answer is None:
        return {"keep": "missed", "gone": "orphan", "grey": "grey"}[truth.fate]  # type: ignore[return-value]
    if truth.fate == "gone" or truth.lives.isdisjoint(range(*answer)):
        return "false"
    if truth.fate == "grey":
        return "grey"
    if answer == (truth.start, truth.end):
        return "exact"
    return "near" if overlap(answer, (truth.start, truth.end)) > OVERLAP else "partial"


@dataclass
class Tally:
    """Verdicts counted, and the shares that are promised."""

    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """Several counts as one."""
        total: Counter[str] = Counter()
        for tally in tallies:
            total.update(tally.counts)
        return cls(dict(total))

    def add(self, truth: Truth, verdict: Verdict) -> None:
        """Count one answer."""
        for key in ("all", truth.fate, verdict, f"{truth.fate} {verdict}"):
            self.counts[key] = self.counts.get(key, 0) + 1

    def share(self, part: Sequence[str], whole: str) -> float:
        """Per cent."""
        total = self.counts.get(whole, 0)
        return 100 * sum(self.counts.get(key, 0) for key in part) / total if total else 100.0

    @property
    def kept(self) -> float:
        """Per cent of the surviving highlights placed exactly or at an overlap above 0.9."""
        return self.share(["keep exact", "keep near"], "keep")

    @property
    def false(self) -> float:
        """Per cent of all highlights placed where nothing of them lives."""
        return self.share(["false"], "all")

    @property
    def reported(self) -> float:
        """Per cent of the removed passages reported as unplaced."""
        return self.share(["orphan"], "gone")
