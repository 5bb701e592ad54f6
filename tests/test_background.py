"""Work beside the screen: in order, stoppable, told of, and never in the way of quitting."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from reader import background
from reader.background import Background, Lane, Latest, Progress, Stopped, Task
from tests.data import ROOT


@pytest_asyncio.fixture
async def lane() -> AsyncIterator[Lane]:
    """A lane that is closed after the test."""
    open_lane = Lane("test")
    yield open_lane
    assert open_lane.close()


class Gate:
    """Work that says when it has begun and waits until it is let through or stopped."""

    def __init__(self, answer: str = "answer") -> None:
        self.begun = threading.Event()
        self.opened = threading.Event()
        self.answer = answer

    def __call__(self, task: Task) -> str:
        self.begun.set()
        while not self.opened.wait(0.005):
            task.check()
        return self.answer

    async def begins(self) -> None:
        """Waits for the work to begin, and lets the event loop run meanwhile."""
        assert await asyncio.to_thread(self.begun.wait, 10)


async def test_a_job_gives_its_result_from_another_thread(lane: Lane) -> None:
    assert await lane.submit(lambda _: threading.current_thread().name) == "test"


async def test_jobs_of_a_lane_run_one_after_the_other_on_one_thread(lane: Lane) -> None:
    seen: list[tuple[int, int]] = []

    def see(number: int) -> Callable[[Task], None]:
        return lambda _: seen.append((number, threading.get_ident()))

    jobs = [lane.submit(see(number)) for number in range(20)]
    await asyncio.gather(*jobs)
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen}) == 1


async def test_the_two_lanes_do_not_wait_for_each_other() -> None:
    both = Background()
    long = Gate()
    indexing = both.jobs.submit(long)
    await long.begins()
    assert await both.search.submit(lambda _: "found") == "found"
    assert both.jobs.busy
    long.opened.set()
    assert await indexing == "answer"
    assert both.close()


async def test_what_goes_wrong_in_a_job_reaches_whoever_waits(lane: Lane) -> None:
    def fail(task: Task) -> None:
        raise ValueError("on the lane")

    with pytest.raises(ValueError, match="on the lane"):
        await lane.submit(fail)
    assert await lane.submit(lambda _: 1) == 1


async def test_a_running_job_can_be_stopped(lane: Lane) -> None:
    gate = Gate()
    job = lane.submit(gate)
    await gate.begins()
    job.stop()
    with pytest.raises(Stopped):
        await job
    assert job.done
    assert await lane.submit(lambda _: "next") == "next"


async def test_a_waiting_job_can_be_stopped_before_it_begins(lane: Lane) -> None:
    first, second = Gate(), Gate()
    running, waiting = lane.submit(first), lane.submit(second)
    await first.begins()
    waiting.stop()
    with pytest.raises(Stopped):
        await waiting
    first.opened.set()
    assert await running == "answer"
    assert not second.begun.is_set()


async def test_a_job_that_gives_way_ends_when_other_work_comes(lane: Lane) -> None:
    running, waiting, patient = Gate(), Gate(), Gate()
    jobs = [lane.submit(gate, gives_way=True) for gate in (running, waiting)]
    await running.begins()
    assert not jobs[0].task.stop.is_set()
    other = lane.submit(patient)
    ended = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(end) for end in ended] == [Stopped, Stopped]
    assert not waiting.begun.is_set()
    await patient.begins()
    later = lane.submit(lambda _: "later", gives_way=True)
    patient.opened.set()
    assert await other == "answer"
    assert await later == "later"


async def test_who_no_longer_waits_stops_the_work(lane: Lane) -> None:
    gate = Gate()

    async def wait() -> str:
        return await lane.submit(gate)

    waiting = asyncio.create_task(wait())
    await gate.begins()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await lane.submit(lambda _: "free again") == "free again"


async def test_all_of_a_lane_can_be_stopped_and_it_goes_on(lane: Lane) -> None:
    gates = [Gate(), Gate(), Gate()]
    jobs = [lane.submit(gate) for gate in gates]
    await gates[0].begins()
    lane.stop()
    ended = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(end) for end in ended] == [Stopped] * 3
    assert not lane.busy
    assert await lane.submit(lambda _: "on") == "on"


async def test_progress_is_told_but_not_for_every_item(lane: Lane) -> None:
    told: list[Progress] = []

    def count(task: Task) -> None:
        for done in range(10_001):
            task.report(done, 10_000, "Counting")

    await lane.submit(count, progress=told.append)
    assert told[0] == Progress(0, 10_000, "Counting")
    assert told[-1] == Progress(10_000, 10_000, "Counting")
    assert len(told) < 1_000


async def test_every_pause_is_worth_a_report(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "REPORT_EVERY", 0.0)
    told: list[int] = []

    def count(task: Task) -> None:
        for done in range(5):
            task.report(done)

    await lane.submit(count, progress=lambda progress: told.append(progress.done))
    assert told == [0, 1, 2, 3, 4]


async def test_a_closed_lane_takes_no_more() -> None:
    lane = Lane("test")
    assert lane.close()
    with pytest.raises(Stopped):
        await lane.submit(lambda _: 1)


async def test_closing_stops_what_runs_and_what_waits() -> None:
    both = Background()
    gates = [Gate(), Gate()]
    jobs = [both.jobs.submit(gate) for gate in gates]
    await gates[0].begins()
    assert both.close()
    ended = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(end) for end in ended] == [Stopped, Stopped]


async def test_closing_does_not_wait_for_ever() -> None:
    lane = Lane("test")
    deaf, begun = threading.Event(), threading.Event()

    def ignore_the_flag(task: Task) -> None:
        begun.set()
        deaf.wait(30)

    lane.submit(ignore_the_flag)
    assert await asyncio.to_thread(begun.wait, 10)
    assert not lane.close(timeout=0.01)
    deaf.set()
    assert lane.close()


def test_a_job_that_never_ends_does_not_keep_the_program_from_quitting() -> None:
    code = (
        "import threading; from reader.background import Background; both = Background();"
        "begun = threading.Event();"
        "both.jobs.submit(lambda task: (begun.set(), threading.Event().wait()));"
        "begun.wait(); both.close(0.01); print('quit')"
    )
    ran = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (ran.stdout, ran.returncode) == ("quit\n", 0), ran.stderr


async def test_only_the_newest_question_is_answered(lane: Lane) -> None:
    latest: Latest[str] = Latest(lane)
    old = Gate("old")
    first = asyncio.create_task(latest.run(old))
    await old.begins()
    second = asyncio.create_task(latest.run(lambda _: "new"))
    assert await first is None
    assert await second == "new"


async def test_an_old_answer_that_comes_all_the_same_is_dropped(lane: Lane) -> None:
    latest: Latest[str] = Latest(lane)
    begun, go_on = threading.Event(), threading.Event()

    def deaf(task: Task) -> str:
        begun.set()
        go_on.wait(30)
        return "old"

    first = asyncio.create_task(latest.run(deaf))
    assert await asyncio.to_thread(begun.wait, 10)
    latest.drop()
    go_on.set()
    assert await first is None


async def test_while_one_types_fast_only_the_last_word_is_searched(lane: Lane) -> None:
    latest: Latest[str] = Latest(lane, delay=0.02)
    searched: list[str] = []

    def search(word: str) -> Callable[[Task], str]:
        def work(task: Task) -> str:
            searched.append(word)
            return word

        return work

    words = ["s", "se", "sea", "sear"]
    typed = [asyncio.create_task(latest.run(search(word))) for word in words]
    assert await asyncio.gather(*typed) == [None, None, None, "sear"]
    assert searched == ["sear"]


async def test_what_goes_wrong_is_told_only_while_it_is_current(lane: Lane) -> None:
    latest: Latest[str] = Latest(lane)
    gate = Gate()

    def fail(task: Task) -> str:
        gate.begun.set()
        gate.opened.wait(30)
        raise ValueError("broken query")

    old = asyncio.create_task(latest.run(fail))
    await gate.begins()
    latest.drop()
    gate.opened.set()
    assert await old is None
    with pytest.raises(ValueError, match="broken query"):
        await latest.run(fail)
