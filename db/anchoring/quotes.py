"""A quote that comes without the text it was made on: every place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db.anchoring.edges import signs_taken
from db.anchoring.folding import fold_text
from db.anchoring.graphemes import is_border
from db.anchoring.similar import likeness
from db.anchoring.tokens import FIRST_UNSPACED, Vocabulary, tokenise
from db.anchoring.words import Words
from db.errors import BadRequest
from db.typography import DASHES, QUOTES

MANY = 256
"""Places that are told at most."""
SIGNS = 64
"""Code points before and after a quote's words that may show its signs."""

_ONE_TO_ONE = str.maketrans(
    {**dict.fromkeys(QUOTES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys("\n\u00a0", " ")}
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a quote stands."""

    start: int
    """Code points into the text, on a cluster border."""
    end: int
    score: float
    """1 letter for letter; less where signs and spaces, and again where case had to be folded."""
    context: float
    """Likeness of what stands round it to the prefix and suffix, 0 to 1; 1 without those."""


def find_quote(
    text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None
) -> list[Candidate]:
    """The places where a quote stands, best context first, then nearest to `hint`.

    Letter for letter if there are any such; else with quotes, dashes and spaces folded; else with
    case, ligatures and soft hyphens folded too. Places on whole words hide those inside words.
    Never a guess: an empty list if the quote does not stand there. Raises BadRequest for a quote
    that is empty or nothing but space.
    """
    quote = quote.strip()
    if not quote:
        raise BadRequest("There is no quote to look for: give some words of the story.")
    for score, search in _SEARCHES:
        spans = [span for span in search(text, quote) if _is_uncut(text, *span)]
        whole = [span for span in spans if _is_worded(text, *span)]
        if spans:
            found = [
                Candidate(*span, score, context_likeness(text, *span, prefix, suffix))
                for span in (whole or spans)[:MANY]
            ]
            return sorted(found, key=lambda each: (-each.context, abs(each.start - (hint or 0))))
    return []


def _literal(text: str, quote: str) -> Iterator[Span]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + len(quote))


def _unified(text: str, quote: str) -> Iterator[Span]:
    return _literal(text.translate(_ONE_TO_ONE), quote.translate(_ONE_TO_ONE))


def _folded(text: str, quote: str) -> Iterator[Span]:
    """Word by word; so a quote that begins or ends inside a word is not found this way."""
    vocabulary = Vocabulary()
    wanted, tokens = tokenise(quote, vocabulary), tokenise(text, vocabulary)
    if not wanted.keys:
        return
    lead, tail = quote[: wanted.starts[0]], quote[wanted.ends[-1] :]
    folded = fold_text(quote)
    for first in Words(tokens.keys, [wanted.keys]).places(wanted.keys):
        start, end = tokens.starts[first], tokens.ends[first + len(wanted) - 1]
        before, after = text[max(0, start - SIGNS) : start], text[end : end + SIGNS]
        start -= signs_taken(lead[::-1], before[::-1])
        end += signs_taken(tail, after)
        if fold_text(text[start:end]) == folded:
            yield start, end


_SEARCHES: tuple[tuple[float, Callable[[str, str], Iterator[Span]]], ...] = (
    (1.0, _literal),
    (0.95, _unified),
    (0.9, _folded),
)


def _is_uncut(text: str, start: int, end: int) -> bool:
    return is_border(text, start) and is_border(text, end)


def _is_worded(text: str, start: int, end: int) -> bool:
    """Whether a span starts and ends where words do."""
    return not (_is_inside_word(text, start) or _is_inside_word(text, end))


def _is_inside_word(text: str, offset: int) -> bool:
    around = text[offset - 1 : offset + 1] if offset else ""
    return len(around) == 2 and around.isalnum() and min(around) < FIRST_UNSPACED


def context_likeness(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """How like a prefix and suffix what stands round `[start, end)` is, 0 to 1; 1 without both."""
    sides = [
        likeness(text[max(0, start - len(prefix)) : start], prefix) if prefix else None,
        likeness(text[end : end + len(suffix)], suffix) if suffix else None,
    ]
    known = [side for side in sides if side is not None]
    return sum(known) / len(known) if known else 1.0
