"""Pure: web addresses that stand in a text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REACH = 2000
"""Code points on either side of a place in which an address over it is looked for."""
_ADDRESS = re.compile(r"https?://[^\s<>\"“”„«»‹›「」『』（）。，、；：！？]+", re.IGNORECASE)
_AFTER = ".,;:!?'’…*_~"
"""What ends a sentence rather than an address."""


def address_at(text: str, offset: int) -> str | None:
    """The web address over `offset`, without the signs of the sentence that it stands in."""
    return next((text[slice(*span)] for span in addresses(text, offset, offset + 1)), None)


def addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where web addresses stand that share a character with `text[start:end]`, in order."""
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + _REACH)
    for found in _ADDRESS.finditer(text, low, high):
        first, last = found.start(), found.start() + len(_trimmed(found[0]))
        if first < end and start < last:
            yield first, last


def _trimmed(address: str) -> str:
    """The address without closing signs whose opening ones are before it."""
    while address:
        last = address[-1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        unpaired = opening is not None and address.count(last) > address.count(opening)
        if last not in _AFTER and not unpaired:
            break
        address = address[:-1]
    return address
