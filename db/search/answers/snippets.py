"""Pure: the passage of a text that shows best why it was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from db.models import Snippet
from db.search.answers.finder import Match
from db.text import grapheme_end, grapheme_start

LENGTH = 220
"""Code points of a snippet, about."""
_LEAD = 70
"""Code points before the first match, at most."""
_BREAK = re.compile(r"\s*\n\s*|\s{2,}")
_BEGINNINGS = re.compile(r"(?:[.!?…]['\"”’»)]*\s+|[。！？]|\n\s*)(?=\S)")


def best_passage(matches: Sequence[Match]) -> tuple[int, int]:
    """The first and last of the matches that stand closest together and are most of the query.

    Matches come in order of their ends. Different words count before many of the same.
    """
    counts: Counter[int] = Counter()
    best, best_value, first = (0, 0), -1.0, 0
    for last, match in enumerate(matches):
        counts[match.leaf] += 1
        while match.end - matches[first].start > LENGTH - _LEAD and first < last:
            counts[matches[first].leaf] -= 1
            first += 1
        kinds = sum(1 for count in counts.values() if count > 0)
        value = 100 * kinds + min(last - first, 20)
        if value > best_value:
            best, best_value = (first, last), value
    return best


def snippet(text: str, matches: Sequence[Match]) -> Snippet:
    """The best passage with its matches marked; without matches, the beginning of the text."""
    if not matches:
        return _cut(text, 0, min(len(text), LENGTH), ())
    first, last = best_passage(matches)
    start = _start(text, min(match.start for match in matches[first : last + 1]))
    end = max(start + LENGTH, matches[last].end)
    return _cut(text, start, min(end, len(text)), matches)


def _start(text: str, found: int) -> int:
    """Where to begin so that a match comes soon: at a sentence, else at a word."""
    earliest = max(0, found - _LEAD)
    beginnings = [match.end() for match in _BEGINNINGS.finditer(text, earliest, found)]
    if earliest == 0 or beginnings:
        return beginnings[0] if earliest and beginnings else 0
    space = text.find(" ", earliest, found)
    return grapheme_start(text, space + 1 if space >= 0 else earliest)


def _cut(text: str, start: int, end: int, matches: Sequence[Match]) -> Snippet:
    if end < len(text):
        space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
        inside = [match.end for match in matches if match.start < end <= match.end]
        end = max([space if space > start + LENGTH // 2 else grapheme_end(text, end), *inside])
    before, after = "…" if start else "", "…" if end < len(text.rstrip()) else ""
    marks = joined([match for match in matches if start <= match.start and match.end <= end])
    line, moved = _on_one_line(text[start:end], [place - start for pair in marks for place in pair])
    shifted = [place + len(before) for place in moved]
    pairs = tuple(zip(shifted[::2], shifted[1::2], strict=True))
    return Snippet(before + line.rstrip() + after, pairs)


def joined(matches: Sequence[Match]) -> list[tuple[int, int]]:
    """The places of matches in order, those that overlap made one; as spans of the text."""
    found: list[tuple[int, int]] = []
    for match in sorted(matches, key=lambda each: (each.start, each.end)):
        if found and match.start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], match.end))
        else:
            found.append((match.start, match.end))
    return found


def _on_one_line(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """The text with a space for each break, and where these places of it, in order, are then."""
    line, moved, done = "", [], 0
    waiting = list(places)
    for gap in (*_BREAK.finditer(text), None):
        start, end = gap.span() if gap else (len(text), len(text))
        while waiting and waiting[0] <= start:
            moved.append(len(line) + waiting.pop(0) - done)
        line += text[done:start] + (" " if gap else "")
        done = end
        while waiting and waiting[0] < end:
            moved.append(len(line) - 1)
            waiting.pop(0)
    return line, moved
