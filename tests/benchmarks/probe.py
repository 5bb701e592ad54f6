"""The app with a probe in it: what each key took until its first bytes, and turns of the loop.

    python -m tests.benchmarks.probe FOLDER PIPE

Runs in a terminal of its own. For each key a line of JSON, an `Answer`, goes to the file descriptor
PIPE, once all that the key set going on the event loop has been done and painted.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from json import dumps
from pathlib import Path
from selectors import DefaultSelector, SelectorKey
from typing import Any, TextIO, cast

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.message_pump import MessagePump

from db import Library
from reader.app import BroadsheetApp
from reader.config import load

FLUSH_SECONDS = 1.0
"""In which what was painted is on its way to the terminal."""


@dataclass(slots=True)
class Answer:
    """What one key took. The clock is one for all processes of the machine."""

    answered: float | None = None
    """When its first bytes went to the terminal, in seconds; None where it painted nothing."""
    loop: float = 0.0
    """Milliseconds of processor that the loop's thread took until then."""
    app: float = 0.0
    """Milliseconds of processor that the whole process took until all was done."""
    turn: float = 0.0
    """The longest turn of the loop since the key before, milliseconds of its thread's processor."""
    busy: bool = False
    """Whether something runs beside the screen still."""


class Probe:
    """Follows one key at a time from the terminal to the first bytes that it causes.

    Bytes count for a key from when a widget has been handed it: what was painted before that was
    painted for something else. A key is done when the loop has nothing left to do and nothing to
    draw; where nothing was painted until then, the key paints nothing.
    """

    def __init__(self, tell: Callable[[Answer], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._clock = time.pthread_getcpuclockid(threading.main_thread().ident or 0)
        self._answer: Answer | None = None
        self._began = (0.0, 0.0)
        self._armed = self._given = self._painted = False
        self._flushed = threading.Event()
        self._turn = 0.0
        self.is_quiet: Callable[[], bool] = lambda: True
        """Whether nothing waits to be drawn."""
        self.is_busy: Callable[[], bool] = lambda: False
        """Whether something runs beside the screen."""

    def came(self) -> None:
        """A key has been read; it will be handed to the loop."""
        self._began = time.clock_gettime(self._clock), time.process_time()
        self._armed = self._given = self._painted = False
        self._flushed.clear()
        self._answer = Answer()

    def armed(self) -> None:
        """The loop has begun with the key."""
        self._armed = True

    def given(self) -> None:
        """A widget has been handed the key."""
        self._given = True

    def painted(self) -> None:
        """Bytes were handed to the thread that writes to the terminal."""
        if self._given and not self._painted and self._answer is not None:
            self._painted = True
            self._answer.loop = 1000 * (time.clock_gettime(self._clock) - self._began[0])

    def flushed(self) -> None:
        """Bytes went to the terminal."""
        if self._painted and self._answer is not None and self._answer.answered is None:
            self._answer.answered = time.perf_counter()
            self._flushed.set()

    def turned(self, seconds: float) -> None:
        """The loop has done a turn."""
        self._turn = max(self._turn, seconds * 1000)

    def rests(self) -> None:
        """The loop has nothing to do until something comes."""
        answer = self._answer
        if answer is None or not self._armed or not self.is_quiet():
            return
        if self._painted and not self._flushed.wait(FLUSH_SECONDS):
            return
        self._answer = None
        answer.app = 1000 * (time.process_time() - self._began[1])
        answer.turn, self._turn = self._turn, 0.0
        answer.busy = self.is_busy()
        self._tell(answer)


class ProbedSelector(DefaultSelector):
    """Tells a probe of the turns of its loop: what lies between two waits for something to come."""

    def __init__(self, probe: Probe) -> None:
        super().__init__()
        self._probe = probe
        self._woke = time.thread_time()

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """See `DefaultSelector`."""
        self._probe.turned(time.thread_time() - self._woke)
        if timeout is None or timeout > 0:
            self._probe.rests()
        found = super().select(timeout)
        self._woke = time.thread_time()
        return found


class _Told:
    """A file that tells a probe when it has been flushed."""

    def __init__(self, file: TextIO, probe: Probe) -> None:
        self._file, self._probe = file, probe

    def flush(self) -> None:
        self._file.flush()
        self._probe.flushed()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def probed_driver(probe: Probe) -> type[LinuxDriver]:
    """The driver of a real terminal, which tells of keys and bytes."""

    class ProbedDriver(LinuxDriver):
        def __init__(self, *args: Any, **given: Any) -> None:
            super().__init__(*args, **given)
            self._file: Any = _Told(cast("TextIO", self._file), probe)

        def process_message(self, message: Message) -> None:
            if not isinstance(message, events.Key):
                super().process_message(message)
                return
            probe.came()
            super().process_message(message)
            self._loop.call_soon_threadsafe(probe.armed)

        def write(self, data: str) -> None:
            super().write(data)
            probe.painted()

    return ProbedDriver


def heed_handlers(probe: Probe) -> None:
    """Have the probe told when a widget has been handed a key."""
    dispatch = MessagePump._dispatch_message

    async def dispatched(self: MessagePump, message: Message) -> None:
        if isinstance(message, events.Key) and message.is_forwarded:
            probe.given()
        await dispatch(self, message)

    MessagePump._dispatch_message = dispatched  # type: ignore[method-assign]


def probed_app(library: Library, probe: Probe) -> BroadsheetApp:
    """The app, told of by a probe."""
    app = BroadsheetApp(library, load())
    app.driver_class = probed_driver(probe)
    heed_handlers(probe)

    def is_quiet() -> bool:
        screen = app.screen
        waiting = screen._dirty_widgets or screen._layout_required or screen._scroll_required
        return not (waiting or screen._repaint_required or screen._callbacks)

    probe.is_quiet = is_quiet
    probe.is_busy = lambda: app.background.search.busy or app.background.jobs.busy
    return app


def main() -> None:
    """Run the app."""
    folder, pipe = Path(sys.argv[1]), int(sys.argv[2])
    probe = Probe(lambda answer: _send(pipe, answer))
    loop = asyncio.SelectorEventLoop(ProbedSelector(probe))
    asyncio.set_event_loop(loop)
    library = Library(folder)
    probed_app(library, probe).run(loop=loop)


def _send(pipe: int, answer: Answer) -> None:
    os.write(pipe, f"{dumps(asdict(answer))}\n".encode())


if __name__ == "__main__":
    main()
