"""Where the words of an old passage went, as one stretch of the new text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.anchoring.align import Alignment

WINDOW = 8
"""Words on each side of a passage that count as its context."""
DENSITY = 0.35
"""The least share of an image's words that must come from the passage itself."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of the old text and the tokens `[lo, hi)` that it touches."""

    start: int
    end: int
    lo: int
    hi: int
    weight: float
    """How many words that is, two characters making one where words are not parted by spaces."""
    reach: int
    """How many tokens the words on each side that count as its context are."""

    @property
    def words(self) -> int:
        """How many tokens it touches."""
        return self.hi - self.lo


@dataclass(frozen=True, slots=True)
class Image:
    """The stretch of new tokens `[j, j_end)` that old tokens `[i, i_end)` became, ends included."""

    i: int
    i_end: int
    j: int
    j_end: int
    mapped: int
    """How many of the old tokens have their partner in the stretch."""
    letters: int
    """Code points of the passage in those tokens."""

    @property
    def density(self) -> float:
        """The share of the stretch's words that come from the passage."""
        return self.mapped / (self.j_end - self.j)

    def with_next(self, other: Image) -> Image:
        """This image and a later one as a single stretch."""
        mapped, letters = self.mapped + other.mapped, self.letters + other.letters
        return Image(self.i, other.i_end, self.j, other.j_end, mapped, letters)

    def is_whole(self, passage: Passage) -> bool:
        """Whether every word of the passage is there, in order and with nothing between."""
        return self.mapped == passage.words == self.j_end - self.j


def passage_of(alignment: Alignment, start: int, end: int) -> Passage:
    """The passage of a span `[start, end)` of the old text."""
    old, tokens = alignment.old, alignment.old_tokens
    lo, hi = tokens.within(start, end)
    first, last = max(0, lo - WINDOW), min(len(tokens), hi + WINDOW)
    words = tokens.weight(old, first, last)
    reach = round(WINDOW * (last - first) / words) if words else WINDOW
    return Passage(start, end, lo, hi, tokens.weight(old, lo, hi), reach)


def old_word(alignment: Alignment, i: int) -> str:
    """The letters of an old token as they stand."""
    return alignment.old[alignment.old_tokens.starts[i] : alignment.old_tokens.ends[i]]


def new_word(alignment: Alignment, j: int) -> str:
    """The letters of a new token as they stand."""
    return alignment.new[alignment.new_tokens.starts[j] : alignment.new_tokens.ends[j]]


def coverage(alignment: Alignment, passage: Passage, image: Image) -> float:
    """The share of the letters of the passage's words that are in the image, 0 to 1."""
    letters = (_letters(alignment, passage, i) for i in range(passage.lo, passage.hi))
    return image.letters / sum(letters)


def torn_off(alignment: Alignment, passage: Passage, image: Image) -> float:
    """The share of the same letters that went elsewhere than the image, 0 to 1."""
    tokens, forward = range(passage.lo, passage.hi), alignment.forward
    letters = {i: _letters(alignment, passage, i) for i in tokens}
    kept = sum(letters[i] for i in tokens if forward[i] >= 0)
    return (kept - image.letters) / sum(letters.values())


def _letters(alignment: Alignment, passage: Passage, i: int) -> int:
    tokens = alignment.old_tokens
    return min(passage.end, tokens.ends[i]) - max(passage.start, tokens.starts[i])


def image_of(alignment: Alignment, passage: Passage, partners: Sequence[int]) -> Image | None:
    """The dense stretch of the new text with most of a passage's letters; None if there are none.

    `partners` has for each word of the passage the new token that it went to, or -1.
    """
    pieces = _pieces(alignment, passage, partners)
    if not pieces:
        return None
    heaviest = max(range(len(pieces)), key=lambda at: pieces[at].letters)
    image = pieces[heaviest]
    for piece in reversed(pieces[:heaviest]):
        if _joins(piece, image):
            image = piece.with_next(image)
    for piece in pieces[heaviest + 1 :]:
        if _joins(image, piece):
            image = image.with_next(piece)
    return image


def _pieces(alignment: Alignment, passage: Passage, partners: Sequence[int]) -> list[Image]:
    """Unbroken runs of the passage's words, in old order."""
    pieces: list[Image] = []
    for i, j in enumerate(partners, passage.lo):
        if j < 0:
            continue
        piece = Image(i, i + 1, j, j + 1, 1, _letters(alignment, passage, i))
        if pieces and pieces[-1].i_end == i and pieces[-1].j_end == j:
            pieces[-1] = pieces[-1].with_next(piece)
        else:
            pieces.append(piece)
    return pieces


def _joins(first: Image, then: Image) -> bool:
    """Whether two images, in this order in the old text, make one dense stretch of the new."""
    return first.j_end <= then.j and first.with_next(then).density >= DENSITY
