"""Garbage: what makes none, and that the rest is collected while nobody is kept waiting."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip

from reader import collecting
from reader.background import Lane, Task
from reader.collecting import Collecting
from reader.segments import Segments
from reader.widgets import strips


@contextmanager
def no_collections() -> Iterator[None]:
    """What goes meanwhile goes because nothing refers to it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Brought:
    """Something that a job brings."""


async def test_what_a_job_brought_goes_when_nobody_has_it() -> None:
    def bring(task: Task) -> Brought:
        return Brought()

    lane = Lane("test")
    with no_collections():
        brought = weakref.ref(await lane.submit(bring))
        await lane.submit(lambda _: None)
        assert brought() is None
    lane.close()


def test_a_closed_story_takes_its_units_along() -> None:
    with no_collections():
        segments = Segments("One sentence. And one more.\n\nA paragraph.")
        assert segments.at("sentence", 3) == (0, 13)
        gone = weakref.ref(segments)
        del segments
        assert gone() is None


def test_a_strip_that_is_not_cut_does_not_refer_to_itself() -> None:
    strips.let_strips_go()
    strip = Strip([Segment("some words")])
    before = sys.getrefcount(strip)
    assert [part.text for part in strip.divide([10])] == ["some words"]
    assert sys.getrefcount(strip) == before


def test_textuals_own_strips_still_need_to_be_mended() -> None:
    strip = Strip([Segment("some words")])
    before = sys.getrefcount(strip)
    strips._divide(strip, [10])
    assert sys.getrefcount(strip) > before


@pytest.mark.parametrize("cuts", [[], [4], [4, 10], [10], [10, 12], [0, 10], [12]])
def test_a_strip_is_cut_as_textual_cuts_it(cuts: list[int]) -> None:
    strips.let_strips_go()
    ours = Strip([Segment("some"), Segment(" words")]).divide(iter(cuts))
    theirs = strips._divide(Strip([Segment("some"), Segment(" words")]), cuts)
    assert [list(part) for part in ours] == [list(part) for part in theirs]


class Timers:
    """Stands in for an app: its timers go off when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.resets = 0

    def set_timer(self, seconds: float, callback: Callable[[], None]) -> Timers:
        self.waiting.append(callback)
        return self

    def reset(self) -> None:
        self.resets += 1


@pytest.fixture
def timers() -> Iterator[Timers]:
    """Python's own thresholds come back after the test, and all garbage is looked through again."""
    thresholds = gc.get_threshold()
    yield Timers()
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def collecting_for(timers: Timers, *, all_stays: bool = True) -> Collecting:
    """As the app has it."""
    return Collecting(cast("App[int]", timers), all_stays=lambda: all_stays)


def young(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that what is young has been collected so often."""
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, times))


def test_nothing_is_collected_while_something_is_painted(
    timers: Timers, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = collecting_for(timers)
    ours.begin()
    young(collecting.DUE, monkeypatch)
    ours.painted()
    ours.painted()
    assert (len(timers.waiting), timers.resets) == (1, 1)


def test_once_nothing_is_painted_garbage_goes(
    timers: Timers, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = collecting_for(timers)
    ours.begin()
    young(collecting.DUE, monkeypatch)
    with no_collections():
        ring = [Brought()]
        gone = weakref.ref(ring[0])
        ring.append(cast("Brought", ring))
        del ring
        ours.painted()
        assert gone() is not None
        timers.waiting.pop()()
        assert gone() is None


def test_while_there_is_little_garbage_no_time_is_spent_on_it(
    timers: Timers, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = collecting_for(timers)
    ours.begin()
    young(collecting.DUE - 1, monkeypatch)
    ours.painted()
    assert not timers.waiting


@pytest.mark.parametrize("all_stays", [True, False])
def test_what_was_loaded_to_stay_is_not_looked_through_again(
    timers: Timers, monkeypatch: pytest.MonkeyPatch, all_stays: bool
) -> None:
    ours = collecting_for(timers, all_stays=all_stays)
    ours.begin()
    young(0, monkeypatch)
    before = gc.get_freeze_count()
    kept = [[number] for number in range(1000)]
    monkeypatch.setitem(sys.modules, "loaded_by_a_test", sys)
    ours.painted()
    for callback in timers.waiting:
        callback()
    assert (gc.get_freeze_count() >= before + len(kept)) == all_stays
