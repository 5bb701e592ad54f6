"""The method that anchors in browsers use, to compare with: find the quote, and score its places.

All exact places of the quote; only where there is none, the nearest approximate ones with at most
half of it wrong (256 errors at most). A place scores 50 for the quote, 20 for the 32 characters
before, 20 for those after, 2 for the position; the best one wins, however low. Approximate search
is Myers' bit-parallel one ("A fast bit-vector algorithm", 1999) on integers of any size.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.trials import Span

CONTEXT = 32
MOST_ERRORS = 256
QUOTE, PREFIX, SUFFIX, POSITION = 50, 20, 20, 2


def place_by_quotes(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
    """Where the method puts each span of the old text."""
    return [
        _best(
            new,
            old[start:end],
            old[max(0, start - CONTEXT) : start],
            old[end : end + CONTEXT],
            start,
        )
        for start, end in spans
    ]


def _best(text: str, quote: str, prefix: str, suffix: str, hint: int) -> Span | None:
    def score(match: tuple[int, int, int]) -> float:
        start, end, errors = match
        before = _likeness(text[max(0, start - len(prefix)) : start], prefix) if prefix else 1.0
        after = _likeness(text[end : end + len(suffix)], suffix) if suffix else 1.0
        near = 1 - abs(start - hint) / len(text)
        total = QUOTE * (1 - errors / len(quote)) + PREFIX * before + SUFFIX * after
        return total + POSITION * near

    matches = _exact(text, quote) or _approximate(text, quote, min(MOST_ERRORS, len(quote) // 2))
    if not matches:
        return None
    start, end, _ = max(matches, key=score)
    return (start, end) if start < end else None


def _exact(text: str, quote: str) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    at = text.find(quote)
    while at >= 0:
        found.append((at, at + len(quote), 0))
        at = text.find(quote, at + 1)
    return found


def _approximate(text: str, quote: str, most: int) -> list[tuple[int, int, int]]:
    """The places with the fewest errors."""
    found: list[tuple[int, int, int]] = []
    for end, errors in _ends(text, quote, most):
        earliest = max(0, end - len(quote) - errors)
        backwards = _ends(text[earliest:end][::-1], quote[::-1], errors)
        lengths = [length for length, wrong in backwards if wrong == errors]
        found.append((end - min(lengths, default=len(quote)), end, errors))
    return found


def _likeness(text: str, part: str) -> float:
    if not text:
        return 0.0
    ends = _ends(text, part, len(part))
    return 1 - ends[0][1] / len(part) if ends else 0.0


def _ends(text: str, pattern: str, most: int) -> list[tuple[int, int]]:
    """Where the pattern ends with the fewest errors, at most so many, and how many those are."""
    size = len(pattern)
    full, last = (1 << size) - 1, 1 << (size - 1)
    equal: dict[str, int] = {}
    for at, char in enumerate(pattern):
        equal[char] = equal.get(char, 0) | 1 << at
    plus, minus, errors = full, 0, size
    found: list[tuple[int, int]] = []
    for at, char in enumerate(text, 1):
        same = equal.get(char, 0)
        vertical = same | minus
        across = (((same & plus) + plus) ^ plus) | same
        up, down = (minus | ~(across | plus)) & full, plus & across
        errors += bool(up & last) - bool(down & last)
        up, down = up << 1 & full, down << 1 & full
        plus, minus = (down | ~(vertical | up)) & full, up & vertical
        if errors < most or (errors == most and not found):
            found, most = [(at, errors)], errors
        elif errors == most:
            found.append((at, errors))
    return found
