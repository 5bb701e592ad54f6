"""Broadsheet: a reader and annotator for stories in the terminal."""

from __future__ import annotations

import os

__version__ = "0.1.0"

# Textual reads it when imported: Esc else takes 0.1 s, and Esc then j arrives as alt+j.
os.environ.setdefault("ESCDELAY", "25")
