"""A program in a pseudo-terminal, and the screen that a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

from tests.data import ROOT

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "backspace": "\x7f", "ctrl+s": "\x13", "ctrl+p": "\x10",
    "ctrl+r": "\x12", "ctrl+d": "\x04", "ctrl+e": "\x05",
}  # fmt: skip
# pyte prints these instead of passing over them.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;]*(?:[a-gi-km-zA-Z]|\$p)|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-9;]* q"
)
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;<>=?]*[ -/]*[@-~]|[()].|P[^\x1b]*\x1b\\|[^\[P()])")
_KEPT = re.compile(rb"\x1b\[\?[0-9;]*[hl]")


class Terminal:
    """Runs a command at a size; keys go in, the screen comes out."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.raw = b""
        """Every byte that the program wrote."""
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process = subprocess.Popen(  # noqa: S603 - the command is the test's own
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
        )
        os.close(slave)

    def press(self, *keys: str) -> None:
        """Type keys, each by name or as text, and let the program answer each."""
        for key in keys:
            self.send(key)
            self.read(0.05)

    def send(self, *keys: str) -> None:
        """Type keys, and take in nothing."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def read(self, seconds: float) -> None:
        """Take in what the program writes until it has been quiet for so long."""
        while select.select([self._master], [], [], seconds)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            if not data:
                return
            self.raw += data
            self._feed(data)

    def wait_for(self, text: str, seconds: float = 20) -> str:
        """The screen once it shows a text; fails with the screen when it never does."""
        return self._wait(lambda shown: text in shown, f"{text!r} never appeared", seconds)

    def wait_until_gone(self, text: str, seconds: float = 20) -> str:
        """The screen once it no longer shows a text."""
        return self._wait(lambda shown: text not in shown, f"{text!r} stayed", seconds)

    def text(self) -> str:
        """The screen, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, seconds: float = 20) -> int:
        """The exit code, once the program has ended."""
        deadline = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < deadline:
            if self._master >= 0:
                self.read(0.05)
            else:
                time.sleep(0.05)
        return self._process.wait(timeout=1)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def close(self) -> None:
        """Close the terminal's window; the program is told nothing else."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def kill(self) -> None:
        """End the program at once, as a closed lid or a power cut would."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=5)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self.close()

    def _wait(self, seen: Callable[[str], bool], complaint: str, seconds: float) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)
            if seen(self.text()):
                return self.text()
        raise AssertionError(f"{complaint}; the screen was:\n{self.text()}")

    def _feed(self, data: bytes) -> None:
        """Hand on whole sequences only, without those that the emulator would print."""
        data = self._pending + data
        cut = data.rfind(b"\x1b")
        whole = cut < 0 or _SEQUENCE.match(data[cut:]) is not None
        self._pending = b"" if whole else data[cut:]
        ready = data if whole else data[:cut]
        ready = _UNKNOWN.sub(lambda found: found[0] if _KEPT.fullmatch(found[0]) else b"", ready)
        self._stream.feed(ready)
