"""Ending unasked: the system wants it, or the terminal is gone; what was typed is kept first."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.screens.commanding import CommandScreen

if TYPE_CHECKING:
    from textual.app import App


def write_down(app: App[int]) -> bool:
    """Have every screen write down what it has not yet; whether all could."""
    screens = [one for one in app.screen_stack if isinstance(one, CommandScreen)]
    return all([screen.may_end() for screen in screens])  # noqa: C419 - each is to be asked


def heed_signals(app: App[int]) -> None:
    """From now on SIGHUP and SIGTERM end the program in good order; where ignored, they stay so."""
    loop = asyncio.get_running_loop()
    ends: dict[signal.Signals, Callable[[App[int]], None]] = {
        signal.SIGHUP: hang_up,
        signal.SIGTERM: _terminate,
    }
    for number, end in ends.items():
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, end, app)


def terminal_is_gone() -> bool:
    """Whether the terminal that keys came from was closed; not all are told by a signal."""
    stdin = sys.__stdin__
    return stdin is None or not os.isatty(stdin.fileno())


def hang_up(app: App[int]) -> None:
    """End at once: there is no terminal that could be put in order."""
    write_down(app)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGHUP)


def _terminate(app: App[int]) -> None:
    write_down(app)
    app.exit(128 + signal.SIGTERM)
