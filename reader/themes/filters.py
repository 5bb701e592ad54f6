"""What is changed in every line on its way to a terminal that can show less."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

_SIGNS = {
    **dict.fromkeys("─━═╌┄┈╴╶╸╺▔▁▂▃", "-"),
    **dict.fromkeys("│┃║╎┆┊╵╷╹╻▏▎▍▌▋▊▉▐▕", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝", "+"),
    **dict.fromkeys("▄▅▆▇█▀▖▗▘▝▙▛▜▟", "#"),
    "🔎": "? ",
}


class PlainSigns(LineFilter):
    """Draws borders and bars with ASCII, each as wide as it was."""

    _table = str.maketrans(_SIGNS)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in other signs."""
        return [
            segment if segment.text.isascii() else segment._replace(text=self._drawn(segment.text))
            for segment in segments
        ]

    def _drawn(self, text: str) -> str:
        return text.translate(self._table)


def filters(usual: Sequence[LineFilter], *, plain: bool, colourless: bool) -> Sequence[LineFilter]:
    """The filters of a terminal: `usual` ones, ASCII where `plain`, and no colour at all.

    For `NO_COLOR` Textual turns colours into greys; to those who set it greys are colours too.
    """
    kept = [one for one in usual if not isinstance(one, Monochrome)] if colourless else [*usual]
    kept += [NoColor()] if colourless else []
    return [*kept, PlainSigns()] if plain else kept
