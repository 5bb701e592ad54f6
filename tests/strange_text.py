"""Hypothesis strategies for texts of every script, with what makes clusters and cells hard."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    *"abzA 059.,;:!?-–—/'\"()[]",
    *"“”‘’«»…$€%°\u00a0\u202f",
    "a word ",
    "re-elect ",
    "https://example.com/a?b=c&d=e#f",
    "U.S. ",
    "Mr. Li ",
    "12.5% ",
    "$3.5bn ",
    *"中文字国。，、！？：；（）「」『』％…ー々っャ\u3000",
    *"かなカナｶﾞ",
    *"한국어",
    "\u1112\u1161\u11ab",  # jamo that make one syllable
    "\u1161",  # a vowel without its lead
    *"العربية؟",
    "شَدَّة",
    *"हिन्दी।",
    "क्\u200dष",
    *"ไทย",
    "é",
    "e\u0301",
    "\u0301",
    "a" + "\u0335" * 40,
    "\u200d",
    "\u200b",
    "\u00ad",
    "\u200e",
    "\u2060",
    "\ufe0f",
    "⌚\ufe0e",
    "❤️",
    "1️⃣",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "☝🏻",
    "🏋🏽‍♀️",
    "🏻",
    "🇬🇧",
    "🇫🇷",
    "🇬",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\U000e0067",
    "\u0600",
]
HOSTILE = ["\x1b[2J", "\x07", "\x9b", "\u202e", "\u2066", "\t", "\u2028", "\x7f"]


def lines(min_size: int = 0, max_size: int = 40) -> st.SearchStrategy[str]:
    """One line of canonical text and worse, without a newline."""
    return st.lists(st.sampled_from(PIECES), min_size=min_size, max_size=max_size).map("".join)


def texts(*more: str) -> st.SearchStrategy[str]:
    """Paragraphs of such lines; now and then what canonical text never has, and `more`."""
    parts = [*PIECES, *HOSTILE, "\n", "\n\n", "\n\n\n", "  ", *more]
    return st.lists(st.sampled_from(parts), max_size=80).map("".join)
