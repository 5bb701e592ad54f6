"""A deletion or an insertion that might lie a few words off is put where a sentence ends.

"A b. A c." without its first sentence can be read as losing "A b." or "b. A": the words are the
same, yet a highlight on either sentence is only right under the first reading.
"""

from __future__ import annotations

import re

from db.anchoring.tokens import Tokens

FARTHEST = 64
"""Words that a gap is moved at most, either way."""

_SENTENCE = re.compile(r"[.!?。！？…]")


def slide_gaps(text: str, tokens: Tokens, there: list[int], back: list[int]) -> None:
    """Move each stretch of unmapped tokens of one side, between neighbours, to its best place.

    `there` maps the tokens of `text` to the other side, `back` the other way; both are changed.
    """
    at, end = 0, len(there)
    while (at := _first_unmapped(there, at)) < end:
        stop = at
        while stop < end and there[stop] < 0:
            stop += 1
        if at and stop < end and there[stop] == there[at - 1] + 1:
            _slide(text, tokens, there, back, at, stop)
        at = stop


def _first_unmapped(there: list[int], at: int) -> int:
    try:
        return there.index(-1, at)
    except ValueError:
        return len(there)


def _slide(
    text: str, tokens: Tokens, there: list[int], back: list[int], start: int, stop: int
) -> None:
    """Slide the gap `[start, stop)` whose neighbours are mapped to neighbours."""
    shifts = range(
        -_room(tokens.keys, there, start, stop, -1), _room(tokens.keys, there, start, stop, 1) + 1
    )
    if len(shifts) == 1:
        return

    def rank(shift: int) -> tuple[int, int]:
        cuts = _strength(text, tokens, start + shift) + _strength(text, tokens, stop + shift)
        return cuts, -abs(shift)

    shift = max(shifts, key=rank)
    for step in range(shift):
        _remap(there, back, stop + step, start + step)
    for step in range(-shift):
        _remap(there, back, start - 1 - step, stop - 1 - step)


def _room(keys: list[int], there: list[int], start: int, stop: int, step: int) -> int:
    """How many words the gap can go in one direction while the same words stay mapped."""
    enters, leaves = (stop, start) if step > 0 else (start - 1, stop - 1)
    room = 0
    while room < FARTHEST and 0 <= enters < len(keys) and keys[enters] == keys[leaves]:
        neighbour = enters - step
        follows = room == 0 or there[enters] == there[neighbour] + step
        if there[enters] < 0 or not follows:
            break
        room, enters, leaves = room + 1, enters + step, leaves + step
    return room


def _remap(there: list[int], back: list[int], source: int, target: int) -> None:
    partner = there[source]
    there[target], there[source], back[partner] = partner, -1, target


def _strength(text: str, tokens: Tokens, token: int) -> int:
    """How natural a border before this token is: 8 a paragraph's, 4 a sentence's, 2, 1, 0."""
    if not 0 < token < len(tokens):
        return 8
    between = text[tokens.ends[token - 1] : tokens.starts[token]]
    if "\n\n" in between:
        return 8
    if _SENTENCE.search(between):
        return 4
    if "\n" in between:
        return 2
    return int(not between.isspace())
