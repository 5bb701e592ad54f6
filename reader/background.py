"""Work beside the screen: lanes of one thread each, with stop flags and progress."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

T = TypeVar("T")

REPORT_EVERY = 0.1
"""Seconds between two reports of progress, so that a fast job does not flood the event loop."""


class Stopped(Exception):
    """The work was asked to stop, or its lane is closed; what it had done so far stands."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come."""

    done: int
    total: int | None
    """None while it is not known."""
    what: str = ""
    """What is being done, as `Indexing`."""


Listener = Callable[[Progress], None]
"""Called on the lane's own thread: it may post a message, and must touch no widget."""


class Task:
    """What a piece of work is handed: its stop flag, and whom to tell how far it is."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.stop = threading.Event()
        self._listener = listener
        self._reported = float("-inf")

    def check(self) -> None:
        """Raises Stopped when the work should end."""
        if self.stop.is_set():
            raise Stopped("It was stopped.")

    def report(self, done: int, total: int | None = None, what: str = "") -> None:
        """Says how far the work is; of reports in quick succession only some are passed on."""
        now = time.monotonic()
        if self._listener and (done == total or now - self._reported >= REPORT_EVERY):
            self._reported = now
            self._listener(Progress(done, total, what))


class Job(Generic[T]):
    """Work given to a lane; `await job` gives its result or raises what it raised."""

    def __init__(
        self, work: Callable[[Task], T], listener: Listener | None, *, gives_way: bool = False
    ) -> None:
        self.gives_way = gives_way
        """Whether it is stopped when other work comes."""
        self.task = Task(listener)
        self.future: Future[T] = Future()
        self._work = work

    def stop(self) -> None:
        """Asks the work to end: at once if it has not begun, else when it next looks."""
        self.task.stop.set()
        self.future.cancel()

    @property
    def done(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self.future.done()

    def run(self) -> None:
        """Does the work on the calling thread; for the lane."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            self.future.set_result(self._work(self.task))
        except BaseException as error:  # whoever awaits the job gets it
            self.future.set_exception(error)

    def __await__(self) -> Generator[Any, None, T]:
        return self._wait().__await__()

    async def _wait(self) -> T:
        """Cancelling whoever waits stops the work; a job stopped before it began is Stopped."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        # Not `asyncio.wrap_future`: with that a future refers to itself, and so what it brought,
        # as all hits of a search, stays until garbage is collected.
        self.future.add_done_callback(partial(_hand_over, loop, waiting))
        try:
            return await waiting
        except asyncio.CancelledError:
            waiter = asyncio.current_task()
            if waiter is not None and not waiter.cancelling():
                raise Stopped("It was stopped before it began.") from None
            self.stop()
            raise


def _hand_over(
    loop: asyncio.AbstractEventLoop, waiting: asyncio.Future[T], done: Future[T]
) -> None:
    """Have a loop learn from another thread what has come of some work."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(_settle, waiting, done)


def _settle(waiting: asyncio.Future[T], done: Future[T]) -> None:
    if waiting.done():
        return
    if done.cancelled():
        waiting.cancel()
    elif (error := done.exception()) is not None:
        waiting.set_exception(error)
    else:
        waiting.set_result(done.result())


class Lane:
    """One thread that does one job after another, so that what it owns is never shared.

    The thread is a daemon: work that does not look at its stop flag cannot keep the program from
    ending (`ThreadPoolExecutor` would wait for it: 3 s for a 3 s job, measured).
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._waiting: dict[Future[Any], Job[Any]] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(
        self,
        work: Callable[[Task], T],
        *,
        progress: Listener | None = None,
        gives_way: bool = False,
    ) -> Job[T]:
        """Queues `work`, which is called with its Task on the lane's thread.

        A closed lane gives a job that is already stopped.

        Args:
            work: what is to be done.
            progress: hears how far it is.
            gives_way: it is stopped when other work comes, and may then be given once more.
        """
        job = Job(work, progress, gives_way=gives_way)
        if not gives_way:
            self._stop(lambda other: other.gives_way)
        with self._lock:
            if self._closed:
                job.stop()
                return job
            self._waiting[job.future] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
                self._thread.start()
        job.future.add_done_callback(self._forget)
        self._jobs.put(job)
        return job

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._waiting)

    def stop(self) -> None:
        """Asks all that runs and waits to end; the lane stays open."""
        self._stop(lambda job: True)

    def close(self, timeout: float = 2.0) -> bool:
        """Stops everything and takes no more; whether the thread ended within `timeout` seconds."""
        with self._lock:
            self._closed = True
        self.stop()
        self._jobs.put(None)
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _stop(self, which: Callable[[Job[Any]], bool]) -> None:
        with self._lock:
            jobs = [job for job in self._waiting.values() if which(job)]
        for job in jobs:
            job.stop()

    def _run(self) -> None:
        while self._do_next():
            pass

    def _do_next(self) -> bool:
        """Does the next job, and keeps none while it waits; False once the lane is closed."""
        job = self._jobs.get()
        if job is not None:
            job.run()
        return job is not None

    def _forget(self, done: Future[Any]) -> None:
        with self._lock:
            self._waiting.pop(done, None)


class Background:
    """The lanes of the app: `search` answers keystrokes, `jobs` does what takes long, `indexing`
    keeps the search index up to date, so that neither waits for that."""

    def __init__(self) -> None:
        self.search = Lane("search")
        self.jobs = Lane("jobs")
        self.indexing = Lane("indexing")
        self.lanes = (self.search, self.jobs, self.indexing)

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits in any lane."""
        return any(lane.busy for lane in self.lanes)

    def close(self, timeout: float = 2.0) -> bool:
        """Closes all lanes; whether all work ended within `timeout` seconds in all."""
        until = time.monotonic() + timeout
        for lane in self.lanes:
            lane.stop()
        ended = [lane.close(max(0.0, until - time.monotonic())) for lane in self.lanes]
        return all(ended)


class Latest(Generic[T]):
    """Runs work of which only the newest answer counts, as that of a query being typed."""

    def __init__(self, lane: Lane, delay: float = 0.0) -> None:
        self._lane = lane
        self._delay = delay
        """Seconds to wait for a newer call before the work is begun at all."""
        self._turn = 0
        self._job: Job[T] | None = None

    async def run(self, work: Callable[[Task], T], *, progress: Listener | None = None) -> T | None:
        """The answer of `work`, or None when a later call or `drop` has made it old.

        The work of an earlier call is stopped. Raises what the work raises, while it is current.
        """
        turn = self.drop()
        if self._delay:
            await asyncio.sleep(self._delay)
        if turn != self._turn:
            return None
        self._job = self._lane.submit(work, progress=progress)
        try:
            answer = await self._job
        except Exception:  # what an old question came to is nobody's concern any more
            if turn != self._turn:
                return None
            raise
        return answer if turn == self._turn else None

    def drop(self) -> int:
        """Makes every earlier call old, and gives the number of the next."""
        self._turn += 1
        if self._job:
            self._job.stop()
        return self._turn
