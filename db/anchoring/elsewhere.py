"""A passage that did not come along whole: its words elsewhere, or nearly its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from db.anchoring.align import Alignment
from db.anchoring.context import words_round
from db.anchoring.grams import all_grams, counted, grams
from db.anchoring.images import Image, Passage, image_of
from db.anchoring.words import Words

MANY = 64
"""Places of a passage beyond which none can lead the others."""
CLAIMED = 0.5
"""Share of a place's words beyond which it is that of other old words."""
GRAM = 3
"""Words in a row that vote for a place in the search for like words."""
COMMON = 32
"""Places of a gram beyond which it votes for none."""
BIN = 8
"""Words by which votes for one place may differ."""
LONGEST = 2000
"""Words of a passage beyond which it is not searched for by likeness."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the new text that may hold a passage."""

    image: Image
    context: float
    """The share of the passage's context words that stand round it, 0 to 1."""


class Finder:
    """Searches the new text of one alignment; its indexes are made when first needed.

    A place whose words are mostly the image of other old words is never given: it is theirs.
    """

    def __init__(self, alignment: Alignment, passages: Sequence[Passage]) -> None:
        """`passages` are all those that will be asked for."""
        self.alignment = alignment
        self.old_keys, self.new_keys = alignment.old_tokens.keys, alignment.new_tokens.keys
        self._passages = passages

    @cached_property
    def _old_words(self) -> Words:
        return Words(self.old_keys, self._wanted)

    @cached_property
    def _new_words(self) -> Words:
        return Words(self.new_keys, self._wanted)

    @property
    def _wanted(self) -> list[list[int]]:
        return [self.old_keys[passage.lo : passage.hi] for passage in self._passages]

    @cached_property
    def _wanted_grams(self) -> frozenset[int]:
        short = (passage for passage in self._passages if passage.words <= LONGEST)
        return frozenset(gram for passage in short for gram in self._grams_of(passage))

    @cached_property
    def _free_grams(self) -> dict[int, list[int]]:
        """Where each gram that is wanted begins with a word which nothing old is mapped to."""
        wanted, backward = self._wanted_grams, self.alignment.backward
        found: defaultdict[int, list[int]] = defaultdict(list)
        for start, some in grams(self.new_keys, 0, len(self.new_keys), GRAM):
            for j in [at for at, gram in enumerate(some, start) if gram in wanted]:
                if min(backward[j : j + GRAM]) < 0:
                    found[some[j - start]].append(j)
        return dict(found)

    @cached_property
    def _old_grams(self) -> Counter[int]:
        return counted(self._wanted_grams, self.old_keys, 0, len(self.old_keys), GRAM)

    def _grams_of(self, passage: Passage) -> list[int]:
        return all_grams(self.old_keys[passage.lo : passage.hi], GRAM)

    def has_rare_word(self, passage: Passage) -> bool:
        """Whether one of the passage's words occurs once in the old text and once in the new."""
        old, new = self._old_words.counts, self._new_words.counts
        return any(old[key] == new[key] == 1 for key in self.old_keys[passage.lo : passage.hi])

    def is_only_one(self, passage: Passage) -> bool:
        """Whether the passage's words stand once in the old text and once in the new."""
        wanted = self.old_keys[passage.lo : passage.hi]
        return len(self._old_words.places(wanted)) == len(self._new_words.places(wanted)) == 1

    def may_be_elsewhere(self, passage: Passage) -> bool:
        """Whether the passage's words, which stand in the new text, may do so twice."""
        return self._new_words.has_other(self.old_keys[passage.lo : passage.hi])

    def same_words(self, passage: Passage) -> list[Place]:
        """The places with the passage's very words that may be its own, best context first."""
        wanted = self.old_keys[passage.lo : passage.hi]
        starts = self._new_words.places(wanted)
        free = [j for j in starts if not self._is_claimed(passage, j, j + len(wanted))]
        if not free or len(free) > MANY:
            return []
        twins = self._lost_twins(passage, wanted)
        places = [self._whole(passage, j) for j in free]
        own = [
            place
            for place in places
            if all(self._context(passage, place.image, *twin) < place.context for twin in twins)
        ]
        return sorted(own, key=lambda place: (-place.context, place.image.j))

    def like_words(self, passage: Passage) -> list[Place]:
        """Places where much of the passage's wording stands, most votes first."""
        wanted = self.old_keys[passage.lo : passage.hi]
        if passage.words > LONGEST:
            return []
        places: list[Place] = []
        for near in self._voted(self._grams_of(passage)):
            image = self._local_image(passage, wanted, max(0, near - BIN))
            if image is None or self._is_claimed(passage, image.j, image.j_end):
                continue
            if not any(_overlap(image, other.image) for other in places):
                places.append(Place(image, self._context(passage, image, passage.lo, passage.hi)))
        return places

    def _lost_twins(self, passage: Passage, wanted: list[int]) -> list[tuple[int, int]]:
        """Old passages of the same words that have no place yet: they may have come here too."""
        starts = self._old_words.places(wanted)
        forward, size = self.alignment.forward, len(wanted)
        return [
            (i, i + size)
            for i in starts[: MANY + 1]
            if i != passage.lo and sum(j < 0 for j in forward[i : i + size]) > CLAIMED * size
        ]

    def _whole(self, passage: Passage, j: int) -> Place:
        letters = passage.end - passage.start
        image = Image(passage.lo, passage.hi, j, j + passage.words, passage.words, letters)
        return Place(image, self._context(passage, image, passage.lo, passage.hi))

    def has_look_alike(self, passage: Passage) -> bool:
        """Whether most of the passage's grams stand elsewhere in the old text too."""
        own = self._grams_of(passage)
        return 2 * sum(self._old_grams[gram] > 1 for gram in own) > len(own)

    def _voted(self, own: list[int]) -> list[int]:
        """Where the passage may begin: the three places that most of its grams speak for."""
        votes: Counter[int] = Counter()
        for at, gram in enumerate(own):
            hits = self._free_grams.get(gram, [])
            for j in hits if len(hits) <= COMMON else ():
                votes[(j - at) // BIN] += 1
                votes[(j - at) // BIN - 1] += 1
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        return [near * BIN for near, count in ranked[:3] if count > 1]

    def _local_image(self, passage: Passage, wanted: list[int], start: int) -> Image | None:
        window = self.new_keys[start : start + len(wanted) + 4 * BIN]
        partners = [-1] * len(wanted)
        matcher = SequenceMatcher(None, wanted, window, autojunk=False)
        for i, j, n in matcher.get_matching_blocks():
            partners[i : i + n] = range(start + j, start + j + n)
        return image_of(self.alignment, passage, partners)

    def _is_claimed(self, passage: Passage, j: int, j_end: int) -> bool:
        """Whether most of a place is where other old words went."""
        own = range(passage.lo, passage.hi)
        others = sum(i >= 0 and i not in own for i in self.alignment.backward[j:j_end])
        return others > CLAIMED * (j_end - j)

    def _context(self, passage: Passage, image: Image, lo: int, hi: int) -> float:
        """How much of what stands round old tokens, such as the passage's, is round a place."""
        return words_round(self.alignment, lo, hi, passage.reach, image.j, image.j_end)


def _overlap(one: Image, other: Image) -> bool:
    return one.j < other.j_end and other.j < one.j_end
