"""How things look: highlight colours and signs here, without Textual; the themes are in `own`."""

from __future__ import annotations

from reader.themes.colours import Tone, Tones, variable_defaults, variables
from reader.themes.signs import ASCII, MARGIN_WIDTH, UNICODE, Signs, margin_sign, signs

__all__ = [
    "ASCII",
    "MARGIN_WIDTH",
    "UNICODE",
    "Signs",
    "Tone",
    "Tones",
    "margin_sign",
    "signs",
    "variable_defaults",
    "variables",
]
