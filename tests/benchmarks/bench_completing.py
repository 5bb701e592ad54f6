"""What a key costs at a prompt that offers tags, where there are 10,000 of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from statistics import median
from time import perf_counter

from reader.completing import MOST, Names, tag_offers

TAGS = 10_000
WORDS = ("policy", "export", "harbour", "tide", "council", "grain", "budget", "market")
TYPED = ("", "p", "po", "policy 7", "policy 7/export", "tide 99", "9", "q", "harbour-", "zzz")


def _names() -> list[tuple[str, int]]:
    """Two levels, each of a word and a number, as years of tagging leave them."""
    return [(f"{WORDS[n % 8]} {n % 97}/{WORDS[n // 8 % 8]}-{n}", TAGS - n) for n in range(TAGS)]


def _times(act: Callable[[str], object]) -> list[float]:
    """Milliseconds of each of what is typed, the best of five."""
    return [1_000 * min(_timed(act, typed) for _ in range(5)) for typed in TYPED]


def _timed(act: Callable[[str], object], typed: str) -> float:
    started = perf_counter()
    act(typed)
    return perf_counter() - started


def main() -> None:
    """Print the milliseconds of a key."""
    started = perf_counter()
    names = Names(_names())
    print(f"made ready  {1_000 * (perf_counter() - started):6.1f} ms, beside the screen")
    for label, act in (
        ("fitting", lambda typed: list(islice(names.fitting(typed), MOST))),
        ("tag line", lambda typed: tag_offers(typed, len(typed), names)),
    ):
        times = _times(act)
        print(f"{label:10}  median {median(times):5.2f} ms, most {max(times):5.2f} ms a key")


if __name__ == "__main__":
    main()
