"""Characters that a text may hold one for another: quotes, dashes, and those that are not seen."""

from __future__ import annotations

QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶「」『』〝〞〟＂＇"
DASHES = "-‐‑‒–—―−﹘﹣－"
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
"""Characters that may stand inside a word without being part of it: soft hyphens, zero widths."""
