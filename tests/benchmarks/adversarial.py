"""Texts made to mislead: look-alikes, copies, corrections, swaps; each with what is right."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from tests.benchmarks.edits import words_replaced
from tests.benchmarks.tracked import Tracked
from tests.benchmarks.trials import OVERLAP, Origins, Span, overlap, strangers

Verdict = Literal["right", "orphan", "partial", "wrong"]

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Case:
    """A text, a highlight on it, and the text after an edit."""

    old: str
    span: Span
    edited: Tracked
    orphan: bool
    """Whether the only right answer is that the passage is gone."""


@dataclass(frozen=True)
class Scene:
    """A story cut up so that it can be rebuilt."""

    paragraphs: list[str]
    sentence: str
    """Of ten to thirty words, to be highlighted."""
    other: str
    """A sentence of another story."""


Builder = Callable[[Scene, random.Random], Case]


def scene_of(story: str, bank: Sequence[str], dice: random.Random) -> Scene | None:
    """A scene, or None for a story too short for one."""
    paragraphs = [part for part in story.split("\n\n") if len(part.split()) > 8]
    sentences = [
        sentence
        for sentence in re.findall(r"[A-Z][^.!?\n]*[.!?](?=\s)", story)
        if 10 <= len(sentence.split()) <= 30 and len(_WORD.findall(sentence)) > 5
    ]
    if len(paragraphs) < 6 or not sentences or not bank:
        return None
    return Scene(paragraphs, dice.choice(sentences), dice.choice(bank).strip())


def look_alike(text: str, dice: random.Random, words: int = 2) -> str:
    """The same text with some of its longer words changed."""
    chosen = dice.sample(list(_WORD.finditer(text)), words)
    for match in sorted(chosen, key=lambda word: -word.start()):
        swapped = match.group()[::-1].casefold()
        text = text[: match.start()] + swapped + text[match.end() :]
    return text


def _join(parts: Sequence[str]) -> str:
    return "\n\n".join(parts)


def _spread(scene: Scene, *inserted: str) -> list[str]:
    """The paragraphs without the sentence, with these sentences put in, far from each other."""
    clean = [part.replace(scene.sentence, "").strip() for part in scene.paragraphs]
    parts = [part for part in clean if part]
    step = max(1, len(parts) // (len(inserted) + 1))
    for at, sentence in reversed(list(enumerate(inserted, 1))):
        place = min(at * step, len(parts) - 1)
        parts[place] = f"{parts[place]} {sentence} Nothing more was said about that."
    return parts


def _cut(old: str, span: Span, instead: str | Tracked = "") -> Tracked:
    """The old text with a span taken out or replaced by new text."""
    whole = Tracked.of(old)
    middle = instead if isinstance(instead, Tracked) else Tracked.new(instead)
    return Tracked.join([whole.cut(0, span[0]), middle, whole.cut(span[1], len(old))])


def _find(text: str, part: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(part, at + 1)
    return at, at + len(part)


def look_alike_deleted(scene: Scene, dice: random.Random) -> Case:
    """A sentence and its look-alike; the sentence goes."""
    old = _join(_spread(scene, scene.sentence, look_alike(scene.sentence, dice)))
    span = _find(old, scene.sentence)
    return Case(old, span, _cut(old, span), orphan=True)


def look_alike_replaced(scene: Scene, dice: random.Random) -> Case:
    """The same, and another sentence stands in its place."""
    old = _join(_spread(scene, look_alike(scene.sentence, dice), scene.sentence))
    span = _find(old, scene.sentence)
    return Case(old, span, _cut(old, span, scene.other), orphan=True)


def look_alike_edited(scene: Scene, dice: random.Random) -> Case:
    """The same, but the sentence itself has one word changed."""
    old = _join(_spread(scene, scene.sentence, look_alike(scene.sentence, dice)))
    span = _find(old, scene.sentence)
    word = dice.choice(list(_WORD.finditer(old, *span)))
    changed = Tracked.of(old).cut(*word.span()).replaced("otherwise")
    return Case(old, span, _cut(old, word.span(), changed), orphan=False)


def copy_deleted(scene: Scene, dice: random.Random) -> Case:
    """A sentence stands three times; the highlighted copy goes."""
    old = _join(_spread(scene, *[scene.sentence] * 3))
    span = _find(old, scene.sentence, dice.randrange(3))
    return Case(old, span, _cut(old, span), orphan=True)


def other_copy_deleted(scene: Scene, dice: random.Random) -> Case:
    """A sentence stands three times; a copy before goes, and a sentence comes in at the start."""
    old = _join(_spread(scene, *[scene.sentence] * 3))
    edited = _cut(old, _find(old, scene.sentence, 0))
    edited = Tracked.join([Tracked.new(scene.other + "\n\n"), edited])
    return Case(old, _find(old, scene.sentence, 1 + dice.randrange(2)), edited, orphan=False)


def word_corrected(scene: Scene, dice: random.Random) -> Case:
    """A misspelt word is put right where it is highlighted; its copies elsewhere stay."""
    word = max(_WORD.findall(scene.sentence), key=len)
    wrong = word[:-2] + word[-1] + word[-2] + "e"
    sentence = scene.sentence.replace(word, wrong)
    old = _join(_spread(scene, look_alike(sentence.replace(word, wrong), dice, 1), sentence, wrong))
    start = _find(old, sentence)[0] + sentence.index(wrong)
    span = (start, start + len(wrong))
    marked, kept = Tracked.of(old).cut(*span), len(word) - 2
    fixed = Tracked.join([marked.cut(0, kept), marked.cut(kept, len(wrong)).replaced(word[kept:])])
    return Case(old, span, _cut(old, span, fixed), orphan=False)


def the_deleted(scene: Scene, dice: random.Random) -> Case:
    """One "the", whose paragraph goes."""
    at = dice.randrange(1, len(scene.paragraphs) - 1)
    parts = [
        *scene.paragraphs[:at],
        scene.paragraphs[at] + " It was the end.",
        *scene.paragraphs[at + 1 :],
    ]
    old = _join(parts)
    start = len(_join(parts[:at])) + 2
    end = start + len(parts[at])
    spans = [match.span() for match in re.compile(r"\bthe\b").finditer(old, start, end)]
    return Case(old, dice.choice(spans), _cut(old, (start, end + 2)), orphan=True)


def look_alikes_swapped(scene: Scene, dice: random.Random) -> Case:
    """Two look-alike paragraphs change places."""
    at = max(range(1, len(scene.paragraphs)), key=lambda k: len(scene.paragraphs[k]))
    one, rest = scene.paragraphs[at], scene.paragraphs[:at] + scene.paragraphs[at + 1 :]
    count = min(4, len(_WORD.findall(one)))
    two = look_alike(one, dice, count)
    middle = len(rest) // 2
    parts = [one, *rest[:middle], two, *rest[middle:]]
    old, whole = _join(parts), Tracked.of(_join(parts))
    start, end = _find(old, two, 1) if one == two else _find(old, two)
    swapped = Tracked.join(
        [
            whole.cut(start, end),
            whole.cut(len(one), start),
            whole.cut(0, len(one)),
            whole.cut(end, len(old)),
        ]
    )
    return Case(old, (0, len(one)), swapped, orphan=False)


def moved_and_edited(scene: Scene, dice: random.Random) -> Case:
    """A paragraph goes elsewhere with one word in twelve changed."""
    parts = scene.paragraphs
    at = max(range(len(parts)), key=lambda k: len(parts[k]))
    old, whole = _join(parts), Tracked.of(_join(parts))
    start = len(_join(parts[:at])) + 2 if at else 0
    end = start + len(parts[at])
    edited = words_replaced(whole.cut(start, end), dice, [scene.other], 0.08)
    rest = [whole.cut(0, max(0, start - 2)), whole.cut(min(end + 2, len(old)), len(old))]
    ordered = [edited, *rest] if at > len(parts) // 2 else [*rest, edited]
    pieces = [piece for part in ordered if part.chars for piece in (part, Tracked.new("\n\n"))]
    return Case(old, (start, end), Tracked.join(pieces[:-1]), orphan=False)


CASES: dict[str, Builder] = {
    "look-alike, own copy deleted": look_alike_deleted,
    "look-alike, own replaced": look_alike_replaced,
    "look-alike, own copy edited": look_alike_edited,
    "3 copies, own deleted": copy_deleted,
    "3 copies, other deleted": other_copy_deleted,
    "word corrected, copies stay": word_corrected,
    '"the", paragraph deleted': the_deleted,
    "look-alikes swapped": look_alikes_swapped,
    "paragraph moved and edited": moved_and_edited,
}


def judge_case(case: Case, answer: Span | None) -> Verdict:
    """How right an answer is; `orphan` is an honest miss, `wrong` is on other words."""
    if case.orphan or answer is None:
        return (
            "right" if case.orphan == (answer is None) else "orphan" if answer is None else "wrong"
        )
    truth = Origins(case.edited).truth(case.old, case.span)
    if truth.lives.isdisjoint(range(*answer)):
        return "wrong"
    return "right" if overlap(answer, (truth.start, truth.end)) > OVERLAP else "partial"


def scenes(
    stories: Sequence[str], bank: Sequence[str], dice: random.Random, count: int
) -> Iterator[Scene]:
    """So many scenes from the stories that are long enough."""
    found = (scene_of(story, strangers(bank, story), dice) for story in stories)
    return islice((scene for scene in found if scene), count)
