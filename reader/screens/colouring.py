"""The keys that give a colour, wherever highlights are."""

from __future__ import annotations

from db.models import COLOURS
from reader.screens.commanding import Call, CommandScreen


class Colouring(CommandScreen):
    """A command for each colour."""

    def colour(self, colour: str) -> None:
        """Give the highlights that the screen is about this colour."""
        raise TypeError("a screen with colours knows what has them")

    def do_colour_yellow(self, call: Call) -> None:
        """Yellow."""
        self.colour(COLOURS[0])

    def do_colour_green(self, call: Call) -> None:
        """Green."""
        self.colour(COLOURS[1])

    def do_colour_blue(self, call: Call) -> None:
        """Blue."""
        self.colour(COLOURS[2])

    def do_colour_red(self, call: Call) -> None:
        """Red."""
        self.colour(COLOURS[3])

    def do_colour_purple(self, call: Call) -> None:
        """Purple."""
        self.colour(COLOURS[4])
