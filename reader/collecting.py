"""When garbage is collected: not in the middle of a key, nor through what was loaded to stay."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from textual.app import App

DUE = 20
"""Collections of what is young, after which it is time to look through all."""
OVERDUE = 200
"""After how many Python does it by itself, in the middle of whatever comes then."""
QUIET_SECONDS = 0.2
"""Since the last paint, after which nobody is in the middle of something."""


class Collecting:
    """Collects for an app while nothing is painted.

    To look through all takes 10 to 30 ms, for which every thread has to wait.
    """

    def __init__(self, app: App[int], *, all_stays: Callable[[], bool]) -> None:
        """Args: whether there is nothing that goes before the app does, as a screen may."""
        self._app = app
        self._all_stays = all_stays
        self._loaded = 0
        """How many modules there were when what is loaded was last set apart."""
        self._timer: Timer | None = None
        gc.set_threshold(*gc.get_threshold()[:2], OVERDUE)

    def begin(self) -> None:
        """Call after the first paint, before which nothing is collected at all: what was loaded for
        it stays, and left little garbage."""
        self._set_apart()
        gc.enable()

    def painted(self) -> None:
        """Something has been painted."""
        if self._timer is not None:
            self._timer.reset()
        elif self._loaded and (self._more_stays or gc.get_count()[2] >= DUE):
            self._timer = self._app.set_timer(QUIET_SECONDS, self._collect)

    @property
    def _more_stays(self) -> bool:
        """Whether more has been loaded."""
        return len(sys.modules) != self._loaded and self._all_stays()

    def _collect(self) -> None:
        self._timer = None
        gc.collect()
        if self._more_stays:
            self._set_apart()

    def _set_apart(self) -> None:
        """Pass over what there is now from here on: looking through that took up to 0.17 s."""
        self._loaded = len(sys.modules)
        gc.freeze()
