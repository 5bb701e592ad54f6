"""A text as word tokens: what an alignment compares, without spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, compress
from operator import add

from db.anchoring.folding import fold_word
from db.typography import INVISIBLE

_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\uff66-\uff9f"  # kana, bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Scripts written without spaces; Korean has them, so its words are words."""
FIRST_UNSPACED = _UNSPACED[0]
MARKED = (
    *(range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xFB00, 0xFE30)),
    *(range(0x10000, 0x12000), range(0x16A00, 0x17000), range(0x1B000, 0x1F000)),
    range(0xE0100, 0xE01F0),
)
"""Where there are combining marks; the rest is left out because looking takes a while."""
_GAPS = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))
"""Every ASCII sign as a space, in UTF-8."""
_USUAL = "’“”‘–—…\u00a0"
"""Other signs that English text is full of."""


class Vocabulary(dict[str, int]):
    """Numbers for words: equal numbers for words that are equal after folding."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self._numbers.setdefault(fold_word(word), len(self._numbers))
        self[word] = number
        return number


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a word."""

    starts: list[int]
    """Code points into the text."""
    ends: list[int]
    """Code points into the text, exclusive."""
    keys: list[int]
    """Numbers of one vocabulary, shared by the texts that are compared."""

    def __len__(self) -> int:
        return len(self.keys)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that have at least one code point in `[start, end)`."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def weight(self, text: str, lo: int, hi: int) -> float:
        """How many words the tokens `[lo, hi)` of their text make: of unspaced scripts, half."""
        alone = (
            start
            for start, end in zip(self.starts[lo:hi], self.ends[lo:hi], strict=True)
            if end == start + 1
        )
        return hi - lo - sum(text[start] >= FIRST_UNSPACED for start in alone) / 2


def tokenise(text: str, vocabulary: Vocabulary) -> Tokens:
    """The words of a text; one token a character where words are not parted by spaces.

    Cut at ASCII signs first, which is quick; a pattern only looks at the pieces beyond ASCII.
    """
    is_plain, parted = text.isascii(), text
    for sign in "" if is_plain else _USUAL:
        parted = parted.replace(sign, " ")
    raw = parted.encode("utf-8", "surrogatepass").translate(_GAPS)
    words = raw.decode("utf-8", "surrogatepass").split(" ")
    starts = list(accumulate([len(word) + 1 for word in words[:-1]], initial=0))
    if not is_plain:
        starts, words = _cut_further(starts, words)
    starts, words = list(compress(starts, words)), list(filter(None, words))
    ends = list(map(add, starts, map(len, words)))
    return Tokens(starts, ends, [vocabulary[word] for word in words])


def _cut_further(starts: list[int], pieces: list[str]) -> tuple[list[int], list[str]]:
    """The same with pieces that are not ASCII cut into their words."""
    pattern = _words()
    found: tuple[list[int], list[str]] = [], []
    done = 0
    for at in [at for at, piece in enumerate(pieces) if not piece.isascii()]:
        found[0].extend(starts[done:at])
        found[1].extend(pieces[done:at])
        for match in pattern.finditer(pieces[at]):
            found[0].append(starts[at] + match.start())
            found[1].append(match.group())
        done = at + 1
    found[0].extend(starts[done:])
    found[1].extend(pieces[done:])
    return found


@cache
def _words() -> re.Pattern[str]:
    """Letters and digits with their marks; invisible characters join a word and never end it."""
    marks, letter = _marks(), rf"[^\W_{_UNSPACED}]"
    spaced = rf"{letter}+(?:[{marks}{INVISIBLE}]+{letter}+|[{marks}]+)*"
    return re.compile(rf"{spaced}|(?![\W_])[{_UNSPACED}][{marks}]*")


def _marks() -> str:
    """Every combining mark, as ranges for a character class; `\\w` leaves them out."""
    ranges: list[list[int]] = []
    for code in chain.from_iterable(MARKED):
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
