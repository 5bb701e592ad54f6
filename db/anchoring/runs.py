"""Runs of equal words in two texts: found from seeds, cut to fit, chained, gathered into blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.anchoring.grams import counted, last_places, ranked

MOVE = 8
"""Words in a row, or nearly, that count as moved when they are out of order."""
REACH = 16
"""Words that may part two runs of one moved block."""

Run = tuple[int, int, int]
"""Start in old, start in new, length; all in tokens."""
Seeds = list[tuple[int, int]]
"""Pairs of old and new token from where on a few words are equal, in old order."""


@dataclass(slots=True)
class Gap:
    """Old tokens `[i, i_end)` that may belong to new tokens `[j, j_end)`."""

    i: int
    i_end: int
    j: int
    j_end: int

    @property
    def cells(self) -> int:
        """The pairs of tokens that there are."""
        return (self.i_end - self.i) * (self.j_end - self.j)


def equal_head(a: list[int], b: list[int], gap: Gap) -> int:
    """How many tokens are equal from the start of a gap."""
    limit, n = min(gap.i_end - gap.i, gap.j_end - gap.j), 0
    while n < limit and a[gap.i + n] == b[gap.j + n]:
        n += 1
    return n


def equal_tail(a: list[int], b: list[int], gap: Gap) -> int:
    """How many tokens are equal from the end of a gap."""
    limit, n = min(gap.i_end - gap.i, gap.j_end - gap.j), 0
    while n < limit and a[gap.i_end - 1 - n] == b[gap.j_end - 1 - n]:
        n += 1
    return n


def unique_seeds(a: list[int], b: list[int], gap: Gap, size: int) -> Seeds:
    """Grams that occur once on both sides of a gap."""
    olds, news = (a, gap.i, gap.i_end, size), (b, gap.j, gap.j_end, size)
    here, there = last_places(*olds), last_places(*news)
    once = here.keys() & there.keys()
    for places, side in ((here, olds), (there, news)):
        if once and len(places) <= side[2] - side[1] - size:
            counts = counted(once, *side)
            once = {gram for gram, count in counts.items() if count == 1}
    # What occurs once stands in the dictionary in the order of the text.
    return [(i, there[gram]) for gram, i in here.items() if gram in once]


def ranked_seeds(a: list[int], b: list[int], gap: Gap, size: int) -> Seeds:
    """The first of a gram with the first, the second with the second, where none is unique."""
    there = {nth: j for j, nth in ranked(b, gap.j, gap.j_end, size)}
    here = ranked(a, gap.i, gap.i_end, size)
    return [(i, there[nth]) for i, nth in here if nth in there]


def free_seeds(a: list[int], b: list[int], loose: tuple[list[int], list[int]], size: int) -> Seeds:
    """Grams that occur once among the `loose` tokens of both sides."""
    olds, news = loose
    if not olds or not news:
        return []
    old_keys, new_keys = [a[i] for i in olds], [b[j] for j in news]
    whole = Gap(0, len(olds), 0, len(news))
    return [(olds[i], news[j]) for i, j in unique_seeds(old_keys, new_keys, whole, size)]


def loose(keys: list[int], among: Sequence[int]) -> list[int]:
    """The tokens that are not taken, and one taken token after each stretch to keep it apart.

    `among` are all of them, or those that were loose at an earlier time.
    """
    return [at for at in among if keys[at] >= 0 or (at and keys[at - 1] >= 0)]


def maximal_runs(a: list[int], b: list[int], seeds: Seeds, gap: Gap) -> list[Run]:
    """The longest equal runs round the seeds, inside a gap; they may overlap."""
    reached: dict[int, int] = {}
    runs: list[Run] = []
    for i, j in seeds:
        if reached.get(i - j, -1) > i:
            continue
        before = equal_tail(a, b, Gap(gap.i, i, gap.j, j))
        after = equal_head(a, b, Gap(i, gap.i_end, j, gap.j_end))
        runs.append((i - before, j - before, before + after))
        reached[i - j] = i + after
    return runs


def fitted(runs: list[Run], old_breaks: list[int], new_breaks: list[int]) -> list[Run]:
    """Runs without overlap, in old order: the longer has it, paragraph by paragraph.

    Cut at paragraphs first: else the end of a paragraph goes with whatever long run follows it,
    though its own, elsewhere, is the same to the last word. `breaks` are first tokens, ascending.
    """
    pieces = [
        (-piece[2], -run[2], piece)
        for run in runs
        for piece in _pieces(run, old_breaks, new_breaks)
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    chosen: list[Run] = []
    for _, _, piece in sorted(pieces):
        i, j, n = _uncovered(piece, *taken)
        if n:
            taken[0].update(range(i, i + n))
            taken[1].update(range(j, j + n))
            chosen.append((i, j, n))
    return sorted(chosen)


def _pieces(run: Run, old_breaks: list[int], new_breaks: list[int]) -> Iterator[Run]:
    i, j, n = run
    cuts = {0, n}
    cuts.update(
        at - i for at in old_breaks[bisect_right(old_breaks, i) : bisect_left(old_breaks, i + n)]
    )
    cuts.update(
        at - j for at in new_breaks[bisect_right(new_breaks, j) : bisect_left(new_breaks, j + n)]
    )
    borders = sorted(cuts)
    for start, end in pairwise(borders):
        yield i + start, j + start, end - start


def _uncovered(run: Run, old_taken: set[int], new_taken: set[int]) -> Run:
    i, j, n = run
    while n and (i in old_taken or j in new_taken):
        i, j, n = i + 1, j + 1, n - 1
    while n and (i + n - 1 in old_taken or j + n - 1 in new_taken):
        n -= 1
    return i, j, n


def heaviest_chain(runs: list[Run]) -> list[Run]:
    """The heaviest choice of runs (given in old order) that is in new order too."""
    ends: list[int] = []  # in new, ascending; the weight up to each ascends too
    best: list[tuple[int, int]] = []  # weight, index of the last run
    before: list[int] = []
    for index, (_, j, n) in enumerate(runs):
        at = bisect_left(ends, j + 1)
        weight, previous = best[at - 1] if at else (0, -1)
        before.append(previous)
        at = bisect_left(ends, j + n)
        if at and best[at - 1][0] >= weight + n:
            continue
        stop = at
        while stop < len(best) and best[stop][0] <= weight + n:
            stop += 1
        ends[at:stop], best[at:stop] = [j + n], [(weight + n, index)]
    chosen: list[Run] = []
    index = best[-1][1] if best else -1
    while index >= 0:
        chosen.append(runs[index])
        index = before[index]
    return chosen[::-1]


def blocks(runs: list[Run]) -> list[list[Run]]:
    """Runs that lie together, in order on both sides, and are long enough to be a move."""
    done: list[list[Run]] = []
    opened: list[list[Run]] = []
    for run in runs:
        still = [block for block in opened if _end(block) + REACH >= run[0]]
        done += [block for block in opened if _end(block) + REACH < run[0]]
        opened = still
        home = next((block for block in opened if _is_near(block[-1], run)), None)
        if home is None:
            opened.append([run])
        else:
            home.append(run)
    return [block for block in done + opened if sum(n for _, _, n in block) >= MOVE]


def _end(block: list[Run]) -> int:
    return block[-1][0] + block[-1][2]


def _is_near(run: Run, after: Run) -> bool:
    i, j, n = run
    return 0 <= after[0] - i - n <= REACH and 0 <= after[1] - j - n <= REACH


def between(ordered: list[Run], gap: Gap) -> Iterator[Gap]:
    """The gaps before, between and after the runs of a chain."""
    i, j = gap.i, gap.j
    for run_i, run_j, n in ordered:
        yield Gap(i, run_i, j, run_j)
        i, j = run_i + n, run_j + n
    yield Gap(i, gap.i_end, j, gap.j_end)
