"""How right and how quick highlights are placed in an edited text, beside scoring of quotes.

    python -m tests.benchmarks.bench_anchoring [STORIES] [--tuning]

Real stories of the shared data under thirteen kinds of edits (STORIES of them, 150, and some in
Chinese and Japanese), misleading texts, real revisions, and a story of a million characters.
The stories are a half of those there are; rules and thresholds are set on the other half, which
`--tuning` measures. The edits insert sentences of the half that is not measured.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from db.anchoring import align, place
from db.text import canonical
from tests.benchmarks import adversarial, revisions
from tests.benchmarks.edits import EDITS, sentences_deleted, sentences_inserted, typos
from tests.benchmarks.quote_scoring import place_by_quotes
from tests.benchmarks.reimport import reimport
from tests.benchmarks.revisions import Placer
from tests.benchmarks.tracked import Tracked
from tests.benchmarks.trials import (
    Origins,
    Span,
    Tally,
    halves,
    judge,
    load_stories,
    pick_highlights,
    sentence_bank,
    strangers,
)
from tests.data import data_folder

SEED = 2024
HIGHLIGHTS = 25
SCENES = 118
BANK = 60
"""Stories whose sentences are inserted into others."""
UNSPACED = 60
"""Stories, at most, of a language that is written without spaces."""
MILLION = 1_000_000
MANY = 1_000
FIGURES = "{:<28}{:>6}{:>9.2f}{:>9.3f}{:>10.2f}   {:>9.2f}{:>9.3f}{:>10.2f}"


def placed(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
    """Where our own method puts each span of the old text."""
    answers: list[Span | None] = []
    for each in place(align(old, new), spans):
        found = each.start is not None and each.end is not None
        answers.append((each.start or 0, each.end or 0) if found else None)
    return answers


def try_edits(
    stories: Sequence[str], bank: Sequence[str], placer: Placer, seed: int, count: int = HIGHLIGHTS
) -> dict[str, Tally]:
    """Verdicts by kind of edit; the same seed gives every placer the same edits."""
    dice = random.Random(seed)  # noqa: S311 -- edits, not secrets
    tallies = {kind: Tally() for kind in EDITS}
    for story in stories:
        others = strangers(bank, story)
        drawn = pick_highlights(story, dice, count)
        spans = [span for span in drawn if story[slice(*span)].strip()]
        for kind, edit in EDITS.items():
            origins = Origins(edit(Tracked.of(story), dice, others))
            answers = placer(story, origins.text, spans)
            for span, answer in zip(spans, answers, strict=True):
                truth = origins.truth(story, span)
                tallies[kind].add(truth, judge(truth, answer))
    return tallies


def print_edits(stories: Sequence[str], bank: Sequence[str]) -> None:
    """The table of the thirteen kinds of edits."""
    started = time.perf_counter()
    ours = try_edits(stories, bank, placed, SEED)
    between = time.perf_counter()
    theirs = try_edits(stories, bank, place_by_quotes, SEED)
    spent = between - started, time.perf_counter() - between
    cases = sum(tally.counts.get("all", 0) for tally in ours.values())
    print(f"{len(stories)} stories, {cases:,} highlights placed; per cent kept, false, reported")
    print(f"with truth and judging {spent[0]:.0f} s; by quotes {spent[1]:.0f} s\n")
    print(f"{'edit':<28}{'keep':>6}{'kept':>9}{'false':>9}{'reported':>10}", end="")
    print(f"   {'by quotes':>9}{'false':>9}{'reported':>10}")
    both = {kind: (ours[kind], theirs[kind]) for kind in EDITS}
    both["all"] = Tally.sum(ours.values()), Tally.sum(theirs.values())
    for kind, (own, other) in both.items():
        figures = own.kept, own.false, own.reported, other.kept, other.false, other.reported
        print(FIGURES.format(kind, own.counts.get("keep", 0), *figures))


def print_adversarial(stories: Sequence[str], bank: Sequence[str]) -> None:
    """The table of misleading texts."""
    dice = random.Random(SEED)  # noqa: S311 -- a sample, not a secret
    counts: Counter[tuple[str, str, str]] = Counter()
    for scene in adversarial.scenes(stories, bank, dice, SCENES):
        for name, build in adversarial.CASES.items():
            case = build(scene, dice)
            for method, placer in (("ours", placed), ("by quotes", place_by_quotes)):
                (answer,) = placer(case.old, case.edited.text, [case.span])
                counts[name, method, adversarial.judge_case(case, answer)] += 1
    print(f"{'misleading text':<32}{'right':>8}{'partial':>9}{'orphan':>8}{'wrong':>7}", end="")
    print(f"   {'by quotes':>9}{'partial':>9}{'orphan':>8}{'wrong':>7}")
    for name in adversarial.CASES:
        row = [
            counts[name, method, verdict]
            for method in ("ours", "by quotes")
            for verdict in ("right", "partial", "orphan", "wrong")
        ]
        print("{:<32}{:>8}{:>9}{:>8}{:>7}   {:>9}{:>9}{:>8}{:>7}".format(name, *row))


def print_revisions() -> None:
    """The table of real revisions."""
    known = list(revisions.load_revisions(data_folder() / "anchoring"))
    verdicts = ("exact", "enough", "less", "elsewhere", "placed", "orphan")
    print(f"{'real revisions':<32}" + "".join(f"{verdict:>10}" for verdict in verdicts))
    for method, placer in (("ours", placed), ("by quotes", place_by_quotes)):
        counts = revisions.judged(known, placer)
        for kind in revisions.KINDS:
            shares = (revisions.share(counts, (kind,), (verdict,)) for verdict in verdicts)
            print(f"{method:<12}{kind:<20}" + "".join(f"{each:>9.1f}%" for each in shares))


def million(stories: Sequence[str]) -> str:
    """Stories one after the other, up to a million characters."""
    return "\n\n".join(stories)[:MILLION]


def print_times(stories: Sequence[str], bank: Sequence[str]) -> None:
    """Processor time for a story of a million characters with a thousand highlights."""
    dice = random.Random(SEED)  # noqa: S311 -- edits, not secrets
    half = len(stories) // 2
    old, other = million(stories[:half]), million(stories[half:])
    spans = pick_highlights(old, dice, MANY)
    light = typos(Tracked.of(old), dice, bank, 1500)
    light = sentences_deleted(sentences_inserted(light, dice, bank, 0.02), dice, bank, 0.02)
    texts = {
        "one word more": f"{old} More.",
        "light edits": light.text,
        "mixed revision": EDITS["mixed revision"](Tracked.of(old), dice, bank).text,
        "half of the words replaced": EDITS["heavy"](Tracked.of(old), dice, bank).text,
        "unrelated": other,
        "twice": f"Top {old} again {old} end",
    }
    print(f"{len(old):,} characters, {len(spans):,} highlights{'align':>14}{'place':>8}{'s':>8}")
    for name, new in texts.items():
        print(f"{name:<44}" + "".join(f"{each:>8.2f}" for each in timed(old, new, spans)))
    print_reimports(old, texts, spans)
    equal = "a " * 50_000
    ends = [(at, at + 21) for at in range(0, 90_000, 90)]
    for name, new in (("equal words", f"b {equal}c"), ("and others", "a b " * 25_000)):
        print(f"{name:<44}" + "".join(f"{each:>8.2f}" for each in timed(equal, new, ends)))


def print_reimports(old: str, texts: dict[str, str], spans: Sequence[Span]) -> None:
    """The same as a reader has it: in a library, and beside an event loop."""
    print(f"\n{'added again to a library':<44}{'s':>8}{'beside':>8}{'gap ms':>8}{'lost':>6}")
    for name, new in texts.items():
        runs = [reimport(canonical(old), canonical(new), spans) for _ in range(3)]
        alone, beside, gap = (min(run[at] for run in runs) for at in range(3))
        print(f"{name:<44}{alone:>8.2f}{beside:>8.2f}{gap * 1000:>8.0f}{runs[0][3]:>6}")


def timed(old: str, new: str, spans: Sequence[Span]) -> tuple[float, float, float]:
    """Seconds of processor time to align, to place, for both: the best of three runs."""
    best = (float("inf"),) * 3
    for _ in range(3):
        started = time.process_time()
        alignment = align(old, new)
        between = time.process_time()
        place(alignment, spans)
        ended = time.process_time()
        best = min(best, (between - started, ended - between, ended - started), key=lambda t: t[2])
    return best


def drawn(news: Path, lang: str, shortest: int, *, tuning: bool) -> tuple[list[str], list[str]]:
    """The stories of a language that are measured, in an order of chance, and others' sentences."""
    stories = load_stories(news, lang, shortest, 20_000)
    random.Random(SEED).shuffle(stories)  # noqa: S311 -- a sample, not a secret
    set_on, held_out = halves(stories)
    measured, others = (set_on, held_out) if tuning else (held_out, set_on)
    return measured, sentence_bank(others[:BANK])


def main() -> None:
    """Print the tables."""
    news = data_folder() / "news" / "news.safe.jsonl.gz"
    if not news.exists():
        sys.exit(f"There is no news in {data_folder()}: set BROADSHEET_DATA to the shared data.")
    given = [word for word in sys.argv[1:] if word != "--tuning"]
    count, tuning = int(given[0]) if given else 150, "--tuning" in sys.argv
    stories, bank = drawn(news, "en", 800, tuning=tuning)
    print_edits(stories[:count], bank)
    for lang in ("zh", "ja"):
        unspaced, sentences = drawn(news, lang, 150, tuning=tuning)
        print(f"\n{lang}")
        print_edits(unspaced[: min(count, UNSPACED)], sentences)
    for table in (print_adversarial, print_times):
        print()
        table(stories[count:], bank)
    print()
    print_revisions()


if __name__ == "__main__":
    main()
