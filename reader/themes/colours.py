"""The five highlight colours as theme variables, for dark, light and high-contrast themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """The two colours of a passage, as Textual's CSS takes them."""

    background: str
    text: str


Tones = Mapping[str, Tone]
"""By highlight colour, and `match` for what was searched for."""

DARK: Tones = {
    "yellow": Tone("#5c4a00", "#fff3c4"),
    "green": Tone("#1f5a2f", "#e2f7e4"),
    "blue": Tone("#1d4a78", "#e2effc"),
    "red": Tone("#74242f", "#ffe6e8"),
    "purple": Tone("#55307a", "#f3e6fb"),
    "match": Tone("#854700", "#ffffff"),
}
LIGHT: Tones = {
    "yellow": Tone("#ffe57a", "#2b2300"),
    "green": Tone("#a9dfab", "#0d2b12"),
    "blue": Tone("#a9d1f7", "#0b2540"),
    "red": Tone("#fdb4b4", "#3d0b0f"),
    "purple": Tone("#d9bdf2", "#2b0f3d"),
    "match": Tone("#ffb03b", "#2b1a00"),
}
CONTRAST: Tones = {
    "yellow": Tone("#ffff00", "#000000"),
    "green": Tone("#00e676", "#000000"),
    "blue": Tone("#66b3ff", "#000000"),
    "red": Tone("#ff8080", "#000000"),
    "purple": Tone("#d9a3ff", "#000000"),
    "match": Tone("#ffffff", "#000000"),
}
ANSI: Tones = {
    "yellow": Tone("ansi_yellow", "ansi_black"),
    "green": Tone("ansi_green", "ansi_black"),
    "blue": Tone("ansi_blue", "ansi_bright_white"),
    "red": Tone("ansi_red", "ansi_bright_white"),
    "purple": Tone("ansi_magenta", "ansi_black"),
    "match": Tone("ansi_cyan", "ansi_black"),
}
"""The sixteen colours of the terminal's own palette, which the reader may have changed."""


def variables(tones: Tones) -> dict[str, str]:
    """Theme variables: `$hl-yellow` and `$hl-yellow-text`, and so on to `$hl-match-text`."""
    named: dict[str, str] = {}
    for name, tone in tones.items():
        named[f"hl-{name}"] = tone.background
        named[f"hl-{name}-text"] = tone.text
    return named


def highlight_defaults(dark: bool = True, ansi: bool = False) -> dict[str, str]:
    """What `App.get_theme_variable_defaults` gives, for themes that do not set the colours.

    Textual asks at every change of theme, so `dark` and `ansi` are those of the present one.
    """
    if ansi:
        return variables(ANSI)
    return variables(DARK if dark else LIGHT)
