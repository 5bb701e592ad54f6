"""Pure: web addresses that stand in a text without markup."""

from __future__ import annotations

import re

_REACH = 2000
"""Code points on either side of an offset in which its address is looked for."""
_ADDRESS = re.compile(r"https?://[^\s<>\"“”„«»‹›「」『』（）。，、；：！？]+", re.IGNORECASE)
_AFTER = ".,;:!?'’…*_~"
"""What ends a sentence rather than an address."""


def address_at(text: str, offset: int) -> str | None:
    """The web address over `offset`, without the signs of the sentence that it stands in."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - _REACH)
    end = text.find("\n", offset)
    line = text[start : min(len(text) if end < 0 else end, offset + _REACH)]
    for found in _ADDRESS.finditer(line):
        address = _trimmed(found[0])
        if start + found.start() <= offset < start + found.start() + len(address):
            return address
    return None


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
