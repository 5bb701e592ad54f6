"""Pure: the words of a text as the index sees them, with or without their places.

A word is a run of letters and digits, folded: case, accents, width and ligatures do not tell two
apart. Scripts that are written without spaces give a word for each character and its neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice

VERSION = 2
"""Of the rules in this module and in `languages`; another number makes every index outdated."""

LONGEST = 80
"""Code points of a word that count."""
_CACHE = 200_000

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0963\u0971-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f"
    "\u3099\u309a\ufe20-\ufe2f"
)
_IGNORED = "\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
_RUN = re.compile(rf"[^\W_]+(?:[{_MARKS}{_IGNORED}]+[^\W_]*)*")
_ASCII_RUN = re.compile(r"[a-z0-9]+")
_FOLDED_RUN = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*")
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    f"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    f"\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f{_IGNORED}]"
)
_PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SCRIPTS = re.compile(f"([{_PAIRED}]+)|[^{_PAIRED}]+")
_HAS_PAIRS = re.compile(f"[{_PAIRED}]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Letters that no normal form takes apart, as a reader without them on the keyboard types them."""

Word = tuple[str, int, int]
"""A folded word with its start and end, in code points of the text it stands in."""


def words(text: str) -> list[str]:
    """The words of a text in order; a word's place in this list is its position."""
    if text.isascii():
        found = _ASCII_RUN.findall(text.lower())
        return found if len(text) <= LONGEST else [word[:LONGEST] for word in found]
    return list(chain.from_iterable(map(_FOLDED.__getitem__, _RUN.findall(text))))


def placed_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of `text[start:end]` with their places in `text`; `start` must not cut a word."""
    for run in _RUN.finditer(text, start, len(text) if end is None else end):
        raw, first = run.group(), run.start()
        if raw.isascii():
            yield raw.lower()[:LONGEST], first, run.end()
        else:
            for word, left, right in _take_apart(raw):
                yield word, first + left, first + right


def runs(text: str) -> list[str]:
    """The runs of letters and digits of a text as they stand there; `run_words` tells their words.

    Faster than `placed_words`; the places are those of `run_places`.
    """
    return _RUN.findall(text)


def first_runs(text: str, most: int) -> list[str]:
    """The first of `runs`; a long text is not gone through for them."""
    return [match.group() for match in islice(_RUN.finditer(text), most)]


def run_words(run: str) -> tuple[str, ...]:
    """The words of a run: one, but for scripts without spaces and a few signs."""
    return _FOLDED[run]


def run_places(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of a text, in order."""
    return map(re.Match.span, _RUN.finditer(text))


def fold(raw: str) -> str:
    """One run of letters without what does not tell two words apart."""
    if raw.isascii():
        return raw.lower()
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", raw))
    folded = unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS)
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded))


def is_paired(word: str) -> bool:
    """Whether a folded word is of a script that gives a word for each pair of characters."""
    return _HAS_PAIRS.match(word) is not None


def _take_apart(raw: str) -> Iterator[Word]:
    """The words of one run; places count from its start."""
    folded = fold(raw)
    same = len(folded) == len(raw)
    for run in _FOLDED_RUN.finditer(folded):
        for part in _SCRIPTS.finditer(run.group()):
            left = run.start() + part.start()
            text = part.group()
            if part.group(1) is None:
                places = (left, left + len(text)) if same else (0, len(raw))
                yield text[:LONGEST], *places
                continue
            for index in range(len(text)):
                pair = text[index : index + 2]
                places = (left + index, left + index + len(pair)) if same else (0, len(raw))
                yield pair, *places


class _FoldedRuns(dict[str, tuple[str, ...]]):
    """From a run as it stands in a text to its words; the runs of a language come again."""

    def __missing__(self, raw: str) -> tuple[str, ...]:
        if raw.isascii():
            found: tuple[str, ...] = (raw.lower()[:LONGEST],)
        else:
            found = tuple(word for word, _, _ in _take_apart(raw))
        if len(raw) <= LONGEST:
            if len(self) >= _CACHE:
                self.clear()
            self[raw] = found
        return found


_FOLDED = _FoldedRuns()
