"""How right placing is on real stories: a small part of what bench_anchoring measures."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks import adversarial, revisions
from tests.benchmarks.bench_anchoring import placed, try_edits
from tests.benchmarks.edits import EDITS
from tests.benchmarks.trials import Tally, load_stories, sentence_bank
from tests.data import shared_data

NEWS = "news/news.safe.jsonl.gz"
SURVIVORS = ("same-offset", "shifted", "edited")


@pytest.fixture(scope="module")
def stories() -> list[str]:
    found = load_stories(shared_data(NEWS), "en", 800, 9_000)
    random.Random(29).shuffle(found)  # noqa: S311 -- a sample, not a secret
    return found


def test_highlights_survive_edits_and_are_never_put_elsewhere(stories: list[str]) -> None:
    tallies = try_edits(stories[:14], sentence_bank(stories[-30:]), placed, seed=11, count=14)
    total = Tally.sum(tallies.values())
    assert set(tallies) == set(EDITS)
    assert total.kept >= 99  # the benchmark asks for 99.2 of twenty times as many
    assert total.counts.get("false", 0) == 0
    assert total.reported >= 99.9


@pytest.mark.parametrize("name", adversarial.CASES)
def test_a_misleading_text_misleads_no_highlight(stories: list[str], name: str) -> None:
    dice = random.Random(5)  # noqa: S311 -- a sample, not a secret
    bank = sentence_bank(stories[-30:])
    verdicts = []
    for scene in adversarial.scenes(stories, bank, dice, 10):
        case = adversarial.CASES[name](scene, dice)
        (answer,) = placed(case.old, case.edited.text, [case.span])
        verdicts.append(adversarial.judge_case(case, answer))
    assert "wrong" not in verdicts
    assert verdicts.count("right") >= 9


def test_highlights_on_real_revisions_are_found_or_reported() -> None:
    known = list(revisions.load_revisions(shared_data("anchoring/truth.json").parent))
    counts = revisions.judged(known, placed)
    assert revisions.share(counts, ("same-offset", "shifted"), ("exact",)) >= 98.3
    assert revisions.share(counts, ("edited",), ("exact", "enough")) >= 75
    assert revisions.share(counts, ("deleted",), ("orphan",)) == 100
    assert revisions.share(counts, SURVIVORS, ("elsewhere",)) == 0
