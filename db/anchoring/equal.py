"""Where two aligned texts are the same to the last code point, in place and elsewhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from db.anchoring.align import Alignment
from db.anchoring.graphemes import is_border
from db.anchoring.lines import is_line
from db.anchoring.runs import Run, blocks, heaviest_chain


class Block(NamedTuple):
    """Where both texts are the same to the last code point."""

    old: int
    new: int
    length: int


def equal_blocks(alignment: Alignment) -> tuple[list[Block], list[Block]]:
    """Whole clusters that kept their order, and those that changed places; in old order."""
    runs = list(_runs(alignment.forward))
    main = heaviest_chain(runs)
    kept = _merged(_main_blocks(alignment, main))
    moved = _merged(_moved_blocks(alignment, _moves(alignment, runs, main), kept))
    return _snapped(alignment, kept), _snapped(alignment, moved)


def _runs(forward: list[int]) -> Iterator[Run]:
    """Old tokens in a row whose partners are in a row, in old order."""
    start = 0
    for at in range(1, len(forward) + 1):
        if at == len(forward) or forward[at] != forward[at - 1] + 1 or forward[at - 1] < 0:
            if forward[start] >= 0:
                yield start, forward[start], at - start
            start = at


def _moves(alignment: Alignment, runs: list[Run], main: list[Run]) -> list[Run]:
    """Runs that changed places: of blocks that are long enough, or whole lines."""
    chained = set(main)
    aside = [run for run in runs if run not in chained]
    long_enough = {run for block in blocks(aside) for run in block}
    return [run for run in aside if run in long_enough or _is_line(alignment, run)]


def _is_line(alignment: Alignment, run: Run) -> bool:
    i, _, n = run
    tokens = alignment.old_tokens
    return is_line(alignment.old, tokens.starts[i], tokens.ends[i + n - 1])


def _main_blocks(alignment: Alignment, main: list[Run]) -> Iterator[Block]:
    """The runs that kept their order, and what is equal between them besides words."""
    end = len(alignment.forward), len(alignment.backward), 0
    for before, after in pairwise([(0, 0, 0), *main, end]):
        yield from _equal(alignment, before)
        yield from _rims(alignment, before, after)


def _equal(alignment: Alignment, run: Run) -> Iterator[Block]:
    """Where the texts of a run are the same: its words are so after folding alone."""
    i, j, n = run
    if not n:
        return
    olds, news = alignment.old_tokens, alignment.new_tokens
    start, there = olds.starts[i], news.starts[j]
    old = alignment.old[start : olds.ends[i + n - 1]]
    if old == alignment.new[there : news.ends[j + n - 1]]:
        yield Block(start, there, len(old))
    elif n > 1:
        first, second = (i, j, n // 2), (i + n // 2, j + n // 2, n - n // 2)
        yield from _equal(alignment, first)
        yield from _rims(alignment, first, second)
        yield from _equal(alignment, second)


def _rims(alignment: Alignment, before: Run, after: Run) -> Iterator[Block]:
    """What is equal right after one run and right before the next, up to the words between."""
    old, new = alignment.old, alignment.new
    olds, news = alignment.old_tokens, alignment.new_tokens
    lo, hi = _end(olds.ends, before[0] + before[2]), _start(olds.starts, after[0], old)
    there, far = _end(news.ends, before[1] + before[2]), _start(news.starts, after[1], new)
    first = min(hi, _start(olds.starts, before[0] + before[2], old))
    facing = min(far, _start(news.starts, before[1] + before[2], new))
    head = _head(old[lo:first], new[there:facing])
    yield Block(lo, there, head)
    last, opposite = (
        max(lo + head, _end(olds.ends, after[0])),
        max(there + head, _end(news.ends, after[1])),
    )
    tail = _head(old[last:hi][::-1], new[opposite:far][::-1])
    yield Block(hi - tail, far - tail, tail)


def _head(one: str, other: str) -> int:
    """How many code points are equal from the start."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _start(starts: list[int], token: int, text: str) -> int:
    return starts[token] if token < len(starts) else len(text)


def _end(ends: list[int], token: int) -> int:
    """Where the token before this one ends."""
    return ends[token - 1] if token else 0


def _moved_blocks(alignment: Alignment, moves: list[Run], kept: list[Block]) -> list[Block]:
    """The runs that changed places, with the signs beside them that came along."""
    found = [block for run in moves for block in _equal(alignment, run)]
    found += _after(alignment, moves, kept)
    return [*found, *_before(alignment, moves, [*kept, *found])]


def _after(alignment: Alignment, moves: list[Run], taken: list[Block]) -> list[Block]:
    """What is equal right after each run, up to the next word or what is taken."""
    old, new = alignment.old, alignment.new
    olds, news = alignment.old_tokens, alignment.new_tokens
    borders = (
        sorted(block.old for block in taken if block.length),
        sorted(block.new for block in taken if block.length),
    )
    found = []
    for i, j, n in moves:
        here, there = olds.ends[i + n - 1], news.ends[j + n - 1]
        end = min(_start(olds.starts, i + n, old), _next(borders[0], here, len(old)))
        far = min(_start(news.starts, j + n, new), _next(borders[1], there, len(new)))
        length = _head(old[here:end], new[there:far])
        found.append(Block(here, there, length))
    return found


def _before(alignment: Alignment, moves: list[Run], taken: list[Block]) -> list[Block]:
    """What is equal right before each run, down to the last word or what is taken."""
    old, new = alignment.old, alignment.new
    olds, news = alignment.old_tokens, alignment.new_tokens
    borders = (
        sorted(block.old + block.length for block in taken if block.length),
        sorted(block.new + block.length for block in taken if block.length),
    )
    found = []
    for i, j, _ in moves:
        here, there = olds.starts[i], news.starts[j]
        start = max(_end(olds.ends, i), _last(borders[0], here))
        far = max(_end(news.ends, j), _last(borders[1], there))
        length = _head(old[start:here][::-1], new[far:there][::-1])
        found.append(Block(here - length, there - length, length))
    return found


def _next(borders: list[int], offset: int, otherwise: int) -> int:
    at = bisect_left(borders, offset)
    return borders[at] if at < len(borders) else otherwise


def _last(borders: list[int], offset: int) -> int:
    at = bisect_right(borders, offset)
    return borders[at - 1] if at else 0


def _merged(found: Iterable[Block]) -> list[Block]:
    """Blocks in old order; those that touch in both texts as one."""
    merged: list[Block] = []
    for block in sorted(block for block in found if block.length):
        last = merged[-1] if merged else Block(-1, -1, 0)
        if (last.old + last.length, last.new + last.length) == block[:2]:
            merged[-1] = last._replace(length=last.length + block.length)
        else:
            merged.append(block)
    return merged


def _snapped(alignment: Alignment, found: list[Block]) -> list[Block]:
    """Blocks cut to whole clusters of both texts."""
    old, new = alignment.old, alignment.new
    snapped = []
    for here, there, length in found:
        while length and not (is_border(old, here) and is_border(new, there)):
            here, there, length = here + 1, there + 1, length - 1
        while length and not (is_border(old, here + length) and is_border(new, there + length)):
            length -= 1
        if length:
            snapped.append(Block(here, there, length))
    return snapped
