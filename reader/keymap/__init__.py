"""Which keys give which commands, and what a row of keys means."""

from __future__ import annotations

from reader.keymap.engine import Found, KeyReader, Next, Nothing, Outcome, Pending
from reader.keymap.keymap import FooterKey, Keymap, Row, Section, bind, check
from reader.keymap.notation import KeyNameError, normalise, read_keys
from reader.keymap.presets import PRESETS, Preset

__all__ = [
    "PRESETS",
    "FooterKey",
    "Found",
    "KeyNameError",
    "KeyReader",
    "Keymap",
    "Next",
    "Nothing",
    "Outcome",
    "Pending",
    "Preset",
    "Row",
    "Section",
    "bind",
    "check",
    "normalise",
    "read_keys",
]
