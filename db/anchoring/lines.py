"""Paragraphs and lines as borders of tokens, and lines that can be told by their words alone."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from db.anchoring.runs import Run
from db.anchoring.tokens import FIRST_UNSPACED, Tokens

LETTERS = 6
"""Letters, digits apart, that a line must have to be told by its words alone.

A character of a script without spaces tells as much as two.
"""


def paragraph_breaks(text: str, tokens: Tokens) -> list[int]:
    """The tokens that are the first after a blank line, ascending."""
    return _breaks(text, tokens, "\n\n")


def _breaks(text: str, tokens: Tokens, sign: str) -> list[int]:
    found: list[int] = []
    at = text.find(sign)
    while at >= 0:
        token = bisect_left(tokens.starts, at)
        if token and (not found or found[-1] != token):
            found.append(token)
        at = text.find(sign, at + len(sign))
    return found


def own_lines(old: str, old_tokens: Tokens, new: str, new_tokens: Tokens) -> list[Run]:
    """Lines of the same words that occur once in both texts, in old order.

    A heading of two words that changed places has no other way to be known again.
    """
    there = _lines(new, new_tokens)
    here = _lines(old, old_tokens)
    return [
        (i, there[words], len(words))
        for words, i in here.items()
        if i >= 0 and there.get(words, -1) >= 0 and is_telling(old, old_tokens, i, i + len(words))
    ]


def is_telling(text: str, tokens: Tokens, lo: int, hi: int) -> bool:
    """Whether a line has enough letters not to be a number, a label or a mark."""
    letters = 0
    for token in range(lo, min(hi, lo + LETTERS)):
        word = text[tokens.starts[token] : tokens.ends[token]]
        alone = len(word) == 1 and word >= FIRST_UNSPACED
        letters += sum(map(str.isalpha, word)) * (1 + alone)
    return letters >= LETTERS


def _lines(text: str, tokens: Tokens) -> dict[tuple[int, ...], int]:
    """The first token of each line by its words; -1 where several lines have them."""
    borders = [0, *_breaks(text, tokens, "\n"), len(tokens)]
    lines: dict[tuple[int, ...], int] = {}
    for lo, hi in pairwise(borders):
        if lo < hi:
            words = tuple(tokens.keys[lo:hi])
            lines[words] = -1 if words in lines else lo
    return lines


def is_line(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends where lines do."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in ("", "\n") and after in ("", "\n")
