"""Pure: finding words in a story, with case, accents, quotes, dashes and width folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from db.typography import DASHES, INVISIBLE, QUOTES
from reader.segments.graphemes import next_boundary, snap

Passage = tuple[int, int]
"""Start and end, code points into `Story.text`, end-exclusive."""

CHUNK = 16_000
"""Code points folded at a time, so that the first find in a long story can be done in slices."""

_SINGLE_QUOTES = "'`´‘’‚‛‹›′‵＇"
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"}
"""Letters with a stroke or joined, which Unicode does not take apart."""


class Finder:
    """Finds in one text; what it folds is kept for the next query.

    A match never crosses a blank line, but crosses line breaks inside a block. A query with a
    capital letter minds case, another does not.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._borders = _borders(text)
        self._folded: dict[tuple[int, bool], _Folded] = {}

    def find(self, query: str, *, minds_case: bool = False) -> list[Passage]:
        """Every match in text order, without overlaps, each on grapheme borders."""
        return [found for matches in self.slices(query, minds_case=minds_case) for found in matches]

    def slices(self, query: str, *, minds_case: bool = False) -> Iterator[list[Passage]]:
        """The matches of one chunk after another; a caller may rest between two of them."""
        exact = minds_case or any(character.isupper() for character in query)
        words = _BLANKS.sub(" ", unicodedata.normalize("NFC", query))
        needle = _fold(words, exact).text
        if not needle.strip():
            return
        for index in range(len(self._borders) - 1):
            yield self._matches(index, needle, exact)

    def _matches(self, index: int, needle: str, exact: bool) -> list[Passage]:
        folded = self._chunk(index, exact)
        base, limit = self._borders[index], 0
        matches: list[Passage] = []
        at = folded.text.find(needle)
        while at >= 0:
            start = snap(self._text, base + folded.start(at))
            end = next_boundary(self._text, base + folded.end(at + len(needle)) - 1)
            if start >= limit:
                matches.append((start, end))
                limit = end
            at = folded.text.find(needle, at + len(needle))
        return matches

    def _chunk(self, index: int, exact: bool) -> _Folded:
        key = (index, exact)
        if key not in self._folded:
            start, end = self._borders[index : index + 2]
            self._folded[key] = _fold(self._text[start:end], exact)
        return self._folded[key]


def match_after(matches: Sequence[Passage], offset: int) -> int | None:
    """The index of the first match that starts at or after `offset`, else of the first."""
    if not matches:
        return None
    return bisect_left(matches, (offset, offset)) % len(matches)


def match_beyond(matches: Sequence[Passage], offset: int, count: int) -> int | None:
    """The index of the `count`th match after `offset`, going round; before it where negative.

    A match that starts at `offset` itself is the one being left.
    """
    if not matches or not count:
        return None
    if count > 0:
        index = bisect_right(matches, offset, key=lambda match: match[0]) + count - 1
    else:
        index = bisect_left(matches, offset, key=lambda match: match[0]) + count
    return index % len(matches)


class _Folded:
    """A folded text and the way back; pieces are runs of equal length, or irregular ones."""

    __slots__ = ("_pieces", "_starts", "text")

    def __init__(self, text: str, pieces: list[tuple[int, int, int]]) -> None:
        self.text = text
        self._pieces = pieces
        """Start in the folded text, start in the text, and length there; 0 for a run as it was."""
        self._starts = [piece[0] for piece in pieces]

    def start(self, offset: int) -> int:
        """Where the character that folded to the one at `offset` begins."""
        folded, start, irregular = self._pieces[bisect_right(self._starts, offset) - 1]
        return start if irregular else start + offset - folded

    def end(self, offset: int) -> int:
        """Where the character that folded to the one before `offset` ends."""
        folded, start, irregular = self._pieces[bisect_right(self._starts, offset - 1) - 1]
        return start + (irregular or offset - folded)


def _fold(text: str, exact: bool) -> _Folded:
    """The text as it is compared; `exact` minds case."""
    letters = _EXACT if exact else _ANY_CASE
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    at = length = 0
    for odd in _irregular(text, letters).finditer(text):
        start, end = odd.span()
        if at < start:
            pieces.append((length, at, 0))
            parts.append(text[at:start].translate(letters))
            length += start - at
        if run := _fold_run(odd[0], letters):
            pieces.append((length, start, end - start))
            parts.append(run)
            length += len(run)
        at = end
    pieces.append((length, at, 0))
    parts.append(text[at:].translate(letters))
    return _Folded("".join(parts), pieces)


def _fold_run(run: str, letters: _Letters) -> str:
    """A blank line stays one, so that nothing is found across it."""
    if len(run) == 1:
        return run.translate(letters)
    if run.isspace():
        return "\n" if "\n\n" in run else " "
    return unicodedata.normalize("NFKC", run).translate(letters)[0]


def _irregular(text: str, letters: _Letters) -> re.Pattern[str]:
    """What does not fold one to one: runs of blanks or dashes, half width kana, some letters."""
    if text.isascii():
        return _RUNS
    odd = "".join(character for character in set(text) if len(letters[ord(character)]) != 1)
    return re.compile(f"{_RUNS.pattern}|[{re.escape(odd)}]") if odd else _RUNS


def _borders(text: str) -> list[int]:
    """Cuts a text at blank lines into chunks that are no longer than they must be."""
    borders = [0]
    while len(text) - borders[-1] > CHUNK:
        cut = text.find("\n\n", borders[-1] + CHUNK)
        if cut < 0:
            break
        borders.append(cut + 2)
    borders.append(len(text))
    return borders


class _Letters(dict[int, str]):
    """What each character folds to, found when it is first met."""

    def __init__(self, exact: bool) -> None:
        super().__init__()
        self._exact = exact

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code), self._exact)
        return folded


def _fold_character(character: str, exact: bool) -> str:
    if character == "\n" or character.isspace():
        return " "
    if character in INVISIBLE:
        return ""
    if character in QUOTES:
        return "'" if character in _SINGLE_QUOTES else '"'
    if character in DASHES:
        return "-"
    bare = _without_accents(character)
    if exact:
        plain = _LETTERS.get(bare.lower(), bare)
        return plain.upper() if bare.isupper() else plain
    folded = _without_accents(bare.casefold())
    return _LETTERS.get(folded, folded)


def _without_accents(text: str) -> str:
    """Compatible characters taken apart, their accents and points left out.

    Vowel signs and voicing marks of Indian scripts, Thai and kana are letters, and stay.
    """
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(part for part in parts if not _is_accent(unicodedata.combining(part)))
    return unicodedata.normalize("NFC", kept)


def _is_accent(combining: int) -> bool:
    """By canonical combining class: 10 to 36 points of Hebrew and Arabic, from 200 on accents."""
    return 10 <= combining <= 36 or combining >= 200


_BLANKS = re.compile(r"\s+")
_RUNS = re.compile(rf"\s{{2,}}|[{re.escape(DASHES)}]{{2,}}|[\uff66-\uff9d][\uff9e\uff9f]")
_EXACT = _Letters(exact=True)
_ANY_CASE = _Letters(exact=False)
