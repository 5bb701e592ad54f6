"""Copying to the clipboard from any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.screens.commanding import CommandScreen

if TYPE_CHECKING:
    from reader.clipboard import Copied


class Copying(CommandScreen):
    """Copies beside the screen, since helper programs may be slow."""

    def copy_text(self, text: str) -> None:
        """Copy, and say where it went."""
        self.copy_made(lambda: text)

    def copy_made(self, make: Callable[[], str]) -> None:
        """Copy a text that takes a while to make."""
        from reader.clipboard import copy  # not for the first screen

        def write(sequence: str) -> None:
            driver = self.app._driver
            if driver is not None:
                self.app.call_later(driver.write, sequence)

        def told(copied: Copied) -> None:
            self.say(copied.sentence)

        folder = self.library.folder
        self.run_job(lambda: copy(make(), folder, write), told)
