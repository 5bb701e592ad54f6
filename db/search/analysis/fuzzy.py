"""Pure: the words that are almost another, by letters put in, left out or exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def alike(lexicon: Iterable[str], word: str, distance: int) -> Iterator[str]:
    """Those of these words that are within a distance: cut in one part more than that, one of the
    parts stays whole, and no further from its place than the distance."""
    size = -(-len(word) // (distance + 1))
    starts = range(0, len(word), size)
    parts = [word[start : start + size] for start in starts]
    if len(parts) <= distance:
        candidates = list(lexicon)
    else:
        first, second, third = parts[0], parts[1], parts[-1]
        low, high = max(starts[1] - distance, 0), starts[1] + size + distance
        last = max(starts[-1] - distance, 0)
        candidates = [
            near
            for near in lexicon
            if near.startswith(first) or second in near[low:high] or third in near[last:]
        ]
    letters = frozenset(word)
    return (
        near
        for near in candidates
        # A letter that is exchanged is another in each of the two; this is soon told.
        if len(letters.symmetric_difference(near)) <= 2 * distance
        and differs_by(near, word, distance)
    )


def differs_by(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters put in, left out or exchanged make one word the other."""
    if one == other:
        return True
    if most <= 0 or abs(len(one) - len(other)) > most:
        return False
    place = 0
    for letter, theirs in zip(one, other, strict=False):
        if letter != theirs:
            break
        place += 1
    # Letters that are alike at the beginning stand for each other in one of the shortest ways.
    left, right = one[place:], other[place:]
    return (
        differs_by(left[1:], right[1:], most - 1)
        or differs_by(left[1:], right, most - 1)
        or differs_by(left, right[1:], most - 1)
    )
