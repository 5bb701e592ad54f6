"""Did you mean: for words that the library does not know, or hardly, what it knows and finds.

A word is near that differs in one letter, of five letters and more in two, by two neighbours that
changed places, by a blank that is missing or one too many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product

from db.search.analysis.words import is_paired, placed_words
from db.search.answers.matching import fields_of
from db.search.engine import HIGHLIGHT, NOTE, STORY, UNSTEMMED, Clock, Snapshot
from db.search.query.tree import Node, Phrase, TextLeaf, Word, wanted

SHORTEST = 3
"""Letters of a word for which another is suggested."""
LONG = 5
"""Letters from which a word may differ in two places."""
CHOICES = 5
"""Near words that are tried for each that is unknown."""
MOST = 4
"""Words that may be slips; with more there is none."""
RARE, COMMON = 5, 20
"""Documents up to which a word that is known may be another's slip, and how many times as many
that one is in."""
TRIES = 40
"""Queries that are tried."""

Count = Callable[[str], int]
"""How many stories a query finds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the query; offsets are code points into it."""

    word: str
    start: int
    end: int
    fields: tuple[str, ...]
    is_bare: bool
    """It stands alone: in no phrase, after no field."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A part of the query, and what may have been meant by it, the likeliest first."""

    start: int
    end: int
    meant: tuple[str, ...]


def suggestion(query: str, tree: Node, snapshot: Snapshot, clock: Clock, count: Count) -> str:
    """The query with its slips put right; empty where there are none, or nothing would be found.

    Of several the one is taken of which most neighbours stand in a row somewhere, then the one that
    keeps most first letters, then the one that finds most.
    """
    asked = [word for leaf in wanted(tree) for word in _asked(query, leaf)]
    doubted = [one for one in asked if _is_doubted(snapshot, one)]
    if len(doubted) > MOST:
        return ""
    count = lru_cache(maxsize=None)(count)
    slips = [Slip(one.start, one.end, _meant(snapshot, one, clock, count)) for one in doubted]
    tried = islice(_tries(query, slips, _joined(snapshot, asked)), TRIES)
    found = [
        (_in_row(text, edits, count), _same_beginnings(query, edits), count(text), text)
        for text, edits in tried
        if not clock.over and count(text)
    ]
    return max(found, key=lambda one: one[:3])[3] if found else ""


Edit = tuple[int, int, str]
"""From where to where in the query something else is put."""


def _tries(
    query: str, slips: Sequence[Slip], joined: Sequence[Slip]
) -> Iterator[tuple[str, Sequence[Edit]]]:
    """The query with its slips put right in every way, or with two words made one as well."""
    for join in (None, *joined):
        kept = [one for one in slips if join is None or not join.start <= one.start < join.end]
        chosen = sorted((*kept, *([join] if join else ())), key=lambda one: one.start)
        for words in product(*(one.meant for one in chosen)):
            edits = [
                (one.start, one.end, word)
                for one, word in zip(chosen, words, strict=True)
                if word != query[one.start : one.end]
            ]
            if edits:
                yield _edited(query, edits), edits


def _edited(query: str, edits: Iterable[Edit]) -> str:
    for start, end, word in sorted(edits, reverse=True):
        query = query[:start] + word + query[end:]
    return query


def _in_row(text: str, edits: Iterable[Edit], count: Count) -> int:
    """How many neighbours in a query, of which one was put right, stand in a row somewhere."""
    right = {word for _, _, put in edits for word in put.split(" ")}
    pairs = [
        (first, second)
        for first, second in pairwise(text.split())
        if first.isalnum() and second.isalnum() and (first in right or second in right)
    ]
    return sum(count(f'"{first} {second}"') > 0 for first, second in pairs)


def _same_beginnings(query: str, edits: Iterable[Edit]) -> int:
    return sum(query[start : start + 1].lower() == word[:1] for start, _, word in edits)


def _asked(query: str, leaf: TextLeaf) -> Iterator[Asked]:
    """The words of a leaf where they stand, which have others around them: its field, quotes."""
    match leaf:
        case Word(_, word):
            own = {word}
        case Phrase(_, steps):
            own = {step.word for step in steps}
        case _:
            return
    fields = tuple(field for kind in (STORY, NOTE, HIGHLIGHT) for field in fields_of(leaf, kind))
    is_bare = isinstance(leaf, Word) and not leaf.field
    for word, start, end in placed_words(query[slice(*leaf.place)]):
        if word in own:
            place = leaf.place[0]
            yield Asked(word, place + start, place + end, fields, is_bare)


def _joined(snapshot: Snapshot, asked: Sequence[Asked]) -> list[Slip]:
    """Neighbours that the library knows as one word."""
    return [
        Slip(first.start, second.end, (first.word + second.word,))
        for first, second in pairwise(asked)
        if first.is_bare and second.is_bare and second.start == first.end + 1
        and _frequency(snapshot, first.fields, first.word + second.word)
    ]  # fmt: skip


def _is_doubted(snapshot: Snapshot, asked: Asked) -> bool:
    """Whether a word may be a slip: the library does not know it, or hardly."""
    word = asked.word
    if len(word) < SHORTEST or is_paired(word):
        return False
    return _frequency(snapshot, asked.fields, word) <= RARE and _inflected(snapshot, asked) <= RARE


def _inflected(snapshot: Snapshot, asked: Asked) -> int:
    """In how many documents an inflection of a word stands."""
    fields = (field for field in asked.fields if field not in UNSTEMMED)
    return sum(len(snapshot.forms(field, asked.word, 0.0)) for field in fields)


def _meant(snapshot: Snapshot, asked: Asked, clock: Clock, count: Count) -> tuple[str, ...]:
    """What may have been meant by a word: itself where it is known, and what is near."""
    own = max(_frequency(snapshot, asked.fields, asked.word), _inflected(snapshot, asked))
    near = _near(snapshot, asked, clock, count)
    if not own:
        return near
    common = (one for one in near if _frequency(snapshot, asked.fields, one) >= COMMON * own)
    return (asked.word, *common)


def _near(snapshot: Snapshot, asked: Asked, clock: Clock, count: Count) -> tuple[str, ...]:
    """The nearest words that there are, those that begin alike and the most frequent first."""
    word = asked.word
    counts = {one: _frequency(snapshot, asked.fields, one) for one in _exchanged(word)}
    if asked.is_bare:
        counts |= {f"{one} {two}": count(f'"{one} {two}"') for one, two in _parted(word)}
    for distance in (1, 2) if len(word) >= LONG else (1,):
        for field in asked.fields:
            if not clock.over:
                near = snapshot.alike(field, word, distance)
                counts |= {one: _frequency(snapshot, asked.fields, one) for one in near}
        known = [one for one, times in counts.items() if times and one != word]
        if known:
            known.sort(key=lambda one: (one[:1] == word[:1], counts[one]), reverse=True)
            return tuple(known[:CHOICES])
    return ()


def _exchanged(word: str) -> Iterator[str]:
    """The word with two letters the other way round."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _parted(word: str) -> Iterator[tuple[str, str]]:
    """The word in two."""
    for at in range(2, len(word) - 1):
        yield word[:at], word[at:]


def _frequency(snapshot: Snapshot, fields: Iterable[str], word: str) -> int:
    """In how many documents a word stands."""
    return sum(snapshot.frequency(field, word) for field in fields)
