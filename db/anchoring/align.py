"""The words of an old text mapped to those of a new one, once per re-import, with moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from db.anchoring import runs
from db.anchoring.lines import own_lines, paragraph_breaks
from db.anchoring.runs import Gap, Run
from db.anchoring.slide import slide_gaps
from db.anchoring.tokens import Tokens, Vocabulary, tokenise

SEED = 4
"""Words in a row that must occur once on both sides to found a run."""
SURROUND = 48
"""Words before and after a moved block that are looked at for more of it."""
SMALL = 64 * 64
"""Cells of a gap that goes to difflib at once."""
LARGE = 4_000_000
"""Cells beyond which a gap without seeds is paired by order instead of by difflib."""
PAIRS = 400_000
"""Pairs of equal words that difflib may be given in one gap; its time grows with them."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A partial one-to-one map between the words of two texts."""

    old: str
    new: str
    old_tokens: Tokens
    new_tokens: Tokens
    forward: list[int]
    """For each old token the new one, or -1."""
    backward: list[int]
    """For each new token the old one, or -1."""
    claimed: list[int]
    """For each new token, and the end, how many tokens before it have a partner."""

    @property
    def mapped(self) -> int:
        """How many words have a partner."""
        return self.claimed[-1]

    @property
    def kinship(self) -> float:
        """The share of the shorter text's words that have a partner, 0 to 1."""
        return self.mapped / max(1, min(len(self.forward), len(self.backward)))

    @property
    def share(self) -> float:
        """The share of the longer text's words that have a partner, 0 to 1."""
        longer = max(len(self.forward), len(self.backward))
        return self.mapped / longer if longer else float(self.old == self.new)


def align(old: str, new: str) -> Alignment:
    """Map the words of `old` to those of `new`; about 0.8 s for a million code points each."""
    vocabulary = Vocabulary()
    old_tokens, new_tokens = tokenise(old, vocabulary), tokenise(new, vocabulary)
    matcher = _Matcher(old, new, old_tokens, new_tokens)
    matcher.match()
    slide_gaps(old, old_tokens, matcher.forward, matcher.backward)
    slide_gaps(new, new_tokens, matcher.backward, matcher.forward)
    claimed = list(accumulate(map((-1).__lt__, matcher.backward), initial=0))
    return Alignment(old, new, old_tokens, new_tokens, matcher.forward, matcher.backward, claimed)


class _Matcher:
    """Seeds, runs, the heaviest chain, moves, and what is left in the gaps between."""

    def __init__(self, old: str, new: str, old_tokens: Tokens, new_tokens: Tokens) -> None:
        # A token that is taken gets a number that no other token has.
        self.a, self.b = list(old_tokens.keys), list(new_tokens.keys)
        self.forward, self.backward = [-1] * len(self.a), [-1] * len(self.b)
        self.breaks = paragraph_breaks(old, old_tokens), paragraph_breaks(new, new_tokens)
        self.lines = own_lines(old, old_tokens, new, new_tokens)

    def match(self) -> None:
        """Fill `forward` and `backward`."""
        everything = Gap(0, len(self.a), 0, len(self.b))
        # Lines that are the same are quicker to find than grams, and as sure when they are long.
        long_lines = [(i, j) for i, j, n in self.lines if n >= runs.MOVE]
        borders = {0, *self.breaks[0], len(self.a)}
        known = [
            run
            for run in self._fitted(long_lines, everything)
            if run[0] in borders and run[0] + run[2] in borders
        ]
        for run in known:
            self._take(run)
        loose = runs.loose(self.a, range(len(self.a))), runs.loose(self.b, range(len(self.b)))
        seeds = runs.free_seeds(self.a, self.b, loose, SEED)
        gaps = [(gap, SEED - 1) for gap in self._split(everything, seeds, known)]
        for line in self.lines:
            self._take_free(line)
        while gaps:
            gap, size = gaps.pop()
            self._trim(gap)
            if gap.cells <= SMALL or not size:
                self._close(gap)
            else:
                seeds = runs.unique_seeds(self.a, self.b, gap, size)
                # Where so much has nothing of its own, as in a doubled text, fewer words have not.
                smaller = size - 1 if seeds or gap.cells <= LARGE else 0
                gaps += [(part, smaller) for part in self._split(gap, seeds)]
        for size in range(SEED, 1, -1):
            loose = runs.loose(self.a, loose[0]), runs.loose(self.b, loose[1])
            seeds = runs.free_seeds(self.a, self.b, loose, size)
            for block in runs.blocks(self._fitted(seeds, everything)):
                self._take_block(block)

    def _fitted(self, seeds: runs.Seeds, gap: Gap) -> list[Run]:
        return runs.fitted(runs.maximal_runs(self.a, self.b, seeds, gap), *self.breaks)

    def _split(self, gap: Gap, seeds: runs.Seeds, known: Sequence[Run] = ()) -> Iterator[Gap]:
        """Take the runs round the seeds; what lies between those in order is the next gaps.

        `known` are runs that are taken already.
        """
        found = self._fitted(seeds, gap)
        chain = runs.heaviest_chain(sorted([*known, *found]))
        chained = set(chain)
        for run in found:
            if run in chained:
                self._take(run)
        for block in runs.blocks([run for run in found if run not in chained]):
            self._take_block(block)
        return runs.between(chain, gap)

    def _take(self, run: Run) -> None:
        i, j, n = run
        self.forward[i : i + n] = range(j, j + n)
        self.backward[j : j + n] = range(i, i + n)
        self.a[i : i + n] = range(-2 * i - 2, -2 * (i + n) - 2, -2)
        self.b[j : j + n] = range(-2 * j - 3, -2 * (j + n) - 3, -2)

    def _take_free(self, run: Run) -> None:
        i, j, n = run
        if min(self.a[i : i + n]) >= 0 and min(self.b[j : j + n]) >= 0:
            self._take(run)

    def _take_block(self, block: list[Run]) -> None:
        """Take the runs of a moved block, and what is equal between them and just round them."""
        for run in block:
            self._take(run)
        (i, j, _), (last_i, last_j, n) = block[0], block[-1]
        head = min(_free(self.a, i - 1, -1), _free(self.b, j - 1, -1))
        tail = min(_free(self.a, last_i + n, 1), _free(self.b, last_j + n, 1))
        whole = Gap(i - head, last_i + n + tail, j - head, last_j + n + tail)
        for gap in runs.between(block, whole):
            self._trim(gap)
            self._close(gap)

    def _trim(self, gap: Gap) -> None:
        """Take what is equal at both ends of a gap."""
        head = runs.equal_head(self.a, self.b, gap)
        self._take((gap.i, gap.j, head))
        gap.i, gap.j = gap.i + head, gap.j + head
        tail = runs.equal_tail(self.a, self.b, gap)
        gap.i_end, gap.j_end = gap.i_end - tail, gap.j_end - tail
        self._take((gap.i_end, gap.j_end, tail))

    def _close(self, gap: Gap) -> None:
        """Map what is equal in a gap that will not be split further."""
        olds, news = self.a[gap.i : gap.i_end], self.b[gap.j : gap.j_end]
        if gap.cells > LARGE or (gap.cells > SMALL and _pairs(olds, news) > PAIRS):
            seeds = runs.ranked_seeds(self.a, self.b, gap, SEED)
            found = runs.heaviest_chain(self._fitted(seeds, gap))
        else:
            found = [(gap.i + i, gap.j + j, n) for i, j, n in _equal_blocks(olds, news)]
        for run in found:
            self._take(run)


def _equal_blocks(olds: list[int], news: list[int]) -> list[Run]:
    """What difflib finds, or what stands place by place where that is about as much."""
    if not olds or not news:
        return []
    matched = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    found = [(block.a, block.b, block.size) for block in matched]
    if len(olds) == len(news):
        level = [(at, at, 1) for at, key in enumerate(olds) if key == news[at]]
        if 2 * len(level) >= sum(n for _, _, n in found):
            return level
    return found


def _pairs(olds: list[int], news: list[int]) -> int:
    counts = Counter(news)
    return sum(counts[key] for key in olds)


def _free(keys: list[int], at: int, step: int) -> int:
    """How many tokens on this side are not taken yet."""
    count = 0
    while count < SURROUND and 0 <= at < len(keys) and keys[at] >= 0:
        count, at = count + 1, at + step
    return count
