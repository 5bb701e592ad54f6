"""Text that fits into a number of terminal cells."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

JOINER = "\u200d"
"""At the end of a text it would join what is drawn behind it."""


_PLAIN = str.maketrans(
    {"…": "~", "·": "-", "—": "-", "–": "-", "“": '"', "”": '"', "‘": "'", "’": "'"}
)
_plain = False
"""One for the whole program, as a program has one terminal."""


def use_plain(plain: bool) -> None:
    """Whether what the program itself says is put in ASCII from now on."""
    global _plain
    _plain = plain


def said(text: str) -> str:
    """A sentence or a sign of the program's own as this terminal can show it, as wide as before."""
    return text.translate(_PLAIN) if _plain else text


class Run(NamedTuple):
    """A piece of a line and the component style it is drawn in."""

    text: str
    part: str = "text"


def width_of(text: str) -> int:
    """How many cells a text takes."""
    return cell_len(text)


def fit(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it does not fit into `width` cells."""
    if width <= 0:
        return ""
    text = text.strip(JOINER)
    if cell_len(text) <= width:
        return text
    cut = set_cell_size(text, width - 1).rstrip(f"{JOINER} ")
    while cut and cell_len(f"{cut}…") > width:
        cut = cut[:-1].rstrip(JOINER)
    return cut + said("…")


def pad(text: str, width: int) -> str:
    """The text cut or filled up to exactly `width` cells."""
    fitted = fit(text, width)
    return fitted + " " * (width - cell_len(fitted))


def spread(left: str, right: str, width: int) -> tuple[str, str]:
    """Two texts at the two ends of a line: the left one is cut so that the right one fits."""
    right = fit(right, width)
    return pad(left, width - cell_len(right)), right


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """The text on at most so many lines, broken at spaces; what does not fit is cut."""
    found: list[str] = []
    while lines > 1 and cell_len(text) > width > 0:
        head = set_cell_size(text, width + 1)
        at = head.rfind(" ")
        if at <= 0:
            break
        found.append(fit(text[:at].rstrip(), width))
        text = text[at:].lstrip()
        lines -= 1
    return [*found, fit(text, width)]
