"""Pure: one word or phrase of a query as what it asks of the index."""

from __future__ import annotations

import re

from db.search.analysis.words import is_paired, placed_words
from db.search.query.tree import (
    Everything,
    Fuzzy,
    Phrase,
    Place,
    Prefix,
    Step,
    TextField,
    TextLeaf,
    Word,
)
from db.search.query.values import BadValue

_FUZZY = re.compile(r"(.+?)~(\d*)", re.DOTALL)
FURTHEST = 2
"""Letters in which a fuzzy word may differ."""


def phrase_leaf(field: TextField, raw: str, place: Place, *, begins: bool) -> TextLeaf | None:
    """What was in quotation marks; `begins`: its last word may go on. None: it holds no word."""
    return _exact(field, _steps(raw), place, begins=begins)


def word_leaf(
    field: TextField, raw: str, place: Place, *, begun: bool
) -> TextLeaf | Everything | None:
    """A run of characters without a space; `begun`: it may go on. None: it holds no word.

    Raises:
        BadValue: a `*` or `~` where none may stand.
    """
    core = raw.lstrip("=")
    if core == "*" and not field:
        return Everything(place=place)
    fuzzy = _FUZZY.fullmatch(core)
    if fuzzy is not None:
        return _fuzzy(field, fuzzy, place)
    stem = core.rstrip("*")
    star = stem != core
    if "*" in stem:
        raise BadValue("A star stands at the end of a word: it means any word that begins so.")
    steps = _steps(stem)
    if star or core != raw or len(steps) != 1 or is_paired(steps[0].word):
        return _exact(field, steps, place, begins=star or begun)
    return Word(field, steps[0].word, begun=begun and _goes_on(stem), place=place)


def _fuzzy(field: TextField, match: re.Match[str], place: Place) -> TextLeaf | None:
    steps = _steps(match[1])
    distance = int(match[2] or 1)
    if all(is_paired(step.word) for step in steps):
        return _exact(field, steps, place, begins=False)
    if len(steps) > 1 or not 1 <= distance <= FURTHEST:
        raise BadValue("A ~ stands after a single word, alone or with 1 or 2: color~ or color~2.")
    return Fuzzy(field, steps[0].word, distance, place=place)


def _exact(
    field: TextField, steps: tuple[Step, ...], place: Place, *, begins: bool
) -> TextLeaf | None:
    if not steps:
        return None
    last = steps[-1]
    if begins and not is_paired(last.word):
        last = Step(last.offset, last.word, begins=True)
    if len(steps) == 1 and last.begins:
        return Prefix(field, last.word, place=place)
    return Phrase(field, (*steps[:-1], last), place=place)


def _steps(raw: str) -> tuple[Step, ...]:
    """The words of a phrase; the last character of a run that is kept in pairs is in its pair."""
    steps: list[Step] = []
    before, before_end = "", -1
    for offset, (word, _, end) in enumerate(placed_words(raw)):
        alone = len(word) == 1 and is_paired(word)
        if not (alone and len(before) == 2 and before_end == end):
            steps.append(Step(offset, word, begins=alone))
        before, before_end = word, end
    first = steps[0].offset if steps else 0
    return tuple(Step(step.offset - first, step.word, step.begins) for step in steps)


def _goes_on(text: str) -> bool:
    """Whether a text ends within a word."""
    return text[-1:].isalnum()
