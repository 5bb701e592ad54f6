"""How things look: highlight colours, signs, and Broadsheet's own themes.

Importing this loads no Textual; only `add_themes` and `reader.themes.own` do.
"""

from __future__ import annotations

from reader.themes.choosing import DEFAULT_THEME, add_themes, choose_theme, suited
from reader.themes.colours import Tone, Tones, highlight_defaults, variables
from reader.themes.signs import ASCII, MARGIN_WIDTH, UNICODE, Signs, margin_sign, signs

__all__ = [
    "ASCII",
    "DEFAULT_THEME",
    "MARGIN_WIDTH",
    "UNICODE",
    "Signs",
    "Tone",
    "Tones",
    "add_themes",
    "choose_theme",
    "highlight_defaults",
    "margin_sign",
    "signs",
    "suited",
    "variables",
]
