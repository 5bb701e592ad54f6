"""Did you mean: for words that the library does not know, the nearest one that it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.search.engine import FIELDS, UNSTEMMED, Clock, Snapshot
from db.search.tree import Node, Phrase, TextLeaf, Word, wanted
from db.search.words import is_paired, placed_words

SHORTEST = 3
"""Letters of a word for which another is suggested."""
LONG = 5
"""Letters from which a word may differ in two places."""
_TEXT = tuple(field for fields in FIELDS.values() for field in fields if field not in UNSTEMMED)


def suggestion(query: str, tree: Node, snapshot: Snapshot, clock: Clock) -> str:
    """The query with its unknown words put right; empty where all are known or none is near.

    A word is near that differs in one letter, of five letters and more in two, by two neighbours
    that changed places, or by a blank that is missing. Of several the more frequent one is taken.
    """
    changes: list[tuple[int, int, str]] = []
    for leaf in wanted(tree):
        if not isinstance(leaf, Word | Phrase) or (isinstance(leaf, Word) and leaf.begun):
            continue
        fields = (leaf.field,) if leaf.field in FIELDS[1] else _TEXT
        asked = _asked(leaf)
        for word, start, end in placed_words(query[slice(*leaf.place)]):
            if word not in asked or len(word) < SHORTEST or is_paired(word) or clock.over:
                continue
            if not _is_known(snapshot, fields, word):
                near = _nearest(snapshot, fields, word, clock)
                if near:
                    changes.append((leaf.place[0] + start, leaf.place[0] + end, near))
    for start, end, near in sorted(changes, reverse=True):
        query = query[:start] + near + query[end:]
    return query if changes else ""


def _asked(leaf: TextLeaf) -> set[str]:
    """The words of a leaf, which has others around them: its field, quotation marks."""
    match leaf:
        case Word(_, word):
            return {word}
        case Phrase(_, steps):
            return {step.word for step in steps}
        case _:
            return set()


def _is_known(snapshot: Snapshot, fields: Iterable[str], word: str) -> bool:
    return any(
        snapshot.frequency(field, word)
        or (field not in UNSTEMMED and snapshot.forms(field, word, 0.0))
        for field in fields
    )


def _nearest(snapshot: Snapshot, fields: tuple[str, ...], word: str, clock: Clock) -> str:
    distances = (1, 2) if len(word) >= LONG else (1,)
    near = list(_slips(word))
    for distance in distances:
        for field in fields:
            if not clock.over:
                near += list(snapshot.alike(field, word, distance))
        counts = {one: _frequency(snapshot, fields, one) for one in dict.fromkeys(near)}
        known = [one for one, count in counts.items() if count and one != word]
        if known:
            return max(known, key=lambda one: (one[:1] == word[:1], counts[one]))
    return ""


def _slips(word: str) -> Iterator[str]:
    """What the fingers may have meant: two letters the other way round, or a blank between."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(2, len(word) - 1):
        yield f"{word[:at]} {word[at:]}"


def _frequency(snapshot: Snapshot, fields: Iterable[str], words: str) -> int:
    """In how many documents a word stands; of two words, the rarer one."""
    return min(
        sum(snapshot.frequency(field, word) for field in fields) for word in words.split(" ")
    )
