"""What a cluster shows on the screen and how many cells that takes: one rule to lay out and draw.

The drawing library adds up the cells of code points: none for marks and for what follows a
zero-width joiner, one more for a narrow sign made an emoji. Terminals agree on most clusters but
not on all, so what is shown is first brought to a form on which they do:

- control characters, directional embeddings, overrides and isolates, stray tags: `�`;
- zero-width space, soft hyphen, word joiner and their kin: nothing;
- a text-style selector (VS15), an emoji-style one (VS16) after what has no such form, a joiner at a
  cluster's end: left out;
- half a flag, a skin tone without an emoji: `�`; a narrow emoji with a skin tone loses the tone and
  is shown in emoji style;
- a mark without a base stands on `◌`, a jamo without a lead on a filler;
- of a cluster of very many code points, the first `SHOWN`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

CellLen = Callable[[str], int]
"""How many cells a text takes when drawn."""

SHOWN = 12
"""Code points of a cluster that are drawn; the longest emoji sequence in use has ten."""

REPLACEMENT = "\ufffd"
_VS15, _VS16, _JOINER = "\ufe0e", "\ufe0f", "\u200d"
_SOFT_HYPHEN, _BASE, _FILLER = "\u00ad", "◌", "\u115f"
_REMEMBERED = 20_000
_DIRECTING = frozenset("\u061c\u200e\u200f")
_NARROW_PEOPLE = frozenset("☝✌✍⛹🏋🏌🕴🕵🖐")
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_FLAG_HALF = re.compile("[\U0001f1e6-\U0001f1ff]")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_SUBDIVISION = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_COMPLEX = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u0620-\u064a\u0660-\u066f"
    "\u0671-\u06d5\u1e00-\u200a\u2010-\u2027\u202f-\u205e\u2070-\u20cf\u2100-\u2319\u2500-\u25fc]"
)


def is_narrow(text: str) -> bool:
    """Whether every code point is a cluster of its own in one cell, shown as it is."""
    return _COMPLEX.search(text) is None


def cell_len(text: str) -> int:
    """Cells of `text`, added up as the drawing library does, whose tables are not needed for it."""
    total = 0
    measured = ""
    joined = False
    for character in text:
        if joined:
            joined = False
        elif character == _JOINER:
            joined = True
        elif character == _VS16:
            total += bool(measured) and _grows(measured)
            measured = ""
        elif cells := _character_cells(character):
            total += cells
            measured = character
    return total


@lru_cache(maxsize=4096)
def _character_cells(character: str) -> int:
    from wcwidth import wcwidth

    if _FLAG_HALF.match(character):
        return 1
    return 0 if _TONES.match(character) else max(0, wcwidth(character))


@lru_cache(maxsize=512)
def _grows(character: str) -> bool:
    """Whether a narrow sign becomes a wide emoji by VS16."""
    from wcwidth import width

    return width(character + _VS16) > width(character)


class Clusters(dict[str, tuple[str, int]]):
    """What each cluster shows and its cells, found out when first asked for."""

    def __init__(self, measure: CellLen = cell_len) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, cluster: str) -> tuple[str, int]:
        if len(self) > _REMEMBERED:
            self.clear()
        shown = _shown(cluster)
        cells = self._measure(shown)
        if cells == 0 and shown not in _DIRECTING:
            invisible = not shown or unicodedata.category(shown[0])[0] == "C"
            shown = "" if invisible else REPLACEMENT
            cells = self._measure(shown)
        self[cluster] = shown, cells
        return self[cluster]


def _shown(cluster: str) -> str:
    """The form of a cluster that is safe to draw and as wide for every terminal."""
    if is_narrow(cluster) or _SUBDIVISION.fullmatch(cluster):
        return cluster
    if cluster == _SOFT_HYPHEN:
        return ""
    kept = _UNSAFE.sub("", cluster[:SHOWN]).replace(_VS15, "")
    if not kept and _UNSAFE.search(cluster):
        return REPLACEMENT
    kept = _with_selectors(_with_tones(kept)).lstrip(_JOINER).rstrip(_JOINER)
    first = kept[:1]
    if _FLAG_HALF.match(first):
        return kept[:2] if _FLAG_HALF.match(kept, 1) else REPLACEMENT
    if first and unicodedata.category(first)[0] == "M":
        return _BASE + kept
    if "\u1160" <= first <= "\u11ff" or "\ud7b0" <= first <= "\ud7ff":
        return _FILLER + kept
    return kept


def _with_tones(cluster: str) -> str:
    """The cluster with its skin tones on wide emoji only."""
    if not _TONES.search(cluster):
        return cluster
    kept = ""
    for character in cluster:
        if not _TONES.match(character):
            kept += character
        elif kept[-1:] in _NARROW_PEOPLE:
            kept += _VS16
        elif not kept:
            kept = REPLACEMENT
        elif _is_wide_emoji(kept[-1]):
            kept += character
    return kept


def _is_wide_emoji(character: str) -> bool:
    return _character_cells(character) == 2 and (character >= "\U0001f000" or character in "✊✋")


def _with_selectors(cluster: str) -> str:
    """The cluster with VS16 only after signs that it makes an emoji."""
    if _VS16 not in cluster:
        return cluster
    kept = ""
    for character in cluster:
        if character != _VS16 or (kept and _grows(kept[-1])):
            kept += character
    return kept
