"""Pure painting: a line of the page and what lies on it, as segments of text and styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from reader.segments import next_boundary
from reader.typeset import Line
from reader.widgets.page.labels import Label
from reader.widgets.page.spans import Layer, Marked, Range

Look = Callable[[tuple[str, ...]], Style]
"""Component names, later ones laid over earlier, to a style."""

SIGN_CELLS = 5
"""Cells for the signs of a line's highlights, where the margin has them."""


class Picture(NamedTuple):
    """All that makes a line's picture besides the line and the styles: the key of its strip.

    Ranges are offsets into the story's text, cut to the line.
    """

    marks: tuple[Layer[str], ...] = ()
    """Highlights by colour."""
    active: Range | None = None
    """The highlight that commands are about."""
    signs: tuple[tuple[str, str], ...] = ()
    """What stands in the margin, each with a colour; empty: none."""
    focus: str = ""
    """The sign of the focus beside the line."""
    matches: tuple[Range, ...] = ()
    found: Range | None = None
    """The match that one is at."""
    flash: Range | None = None
    selection: Range | None = None
    caret: int | None = None
    faint: tuple[Range, ...] = ()
    """What is not focused, where that is to be fainter."""
    labels: tuple[Label, ...] = ()
    """What is drawn in place of some clusters while the reader chooses by label."""


def paint(
    text: str, line: Line, picture: Picture, inline: Sequence[Marked[str]], look: Look
) -> list[Segment]:
    """The segments of a line's words, the prefix first; `inline` is the markup on it."""
    base = _base(line)
    segments = [Segment(line.look.prefix, look(("page--prefix",)))] if line.look.prefix else []
    lying = list(_lying(text, line, picture, inline))
    cuts = {line.start, line.stop}
    for start, end, _ in lying:
        cuts |= {max(line.start, start), min(line.stop, end)}
    for label in picture.labels:
        cuts -= set(range(label.start + 1, label.end))
        cuts |= {label.start, label.end}
    labels = {label.start: label for label in picture.labels}
    for start, end in pairwise(sorted(cuts)):
        names = tuple(part for low, high, part in lying if low <= start < high)
        if start in labels:
            segments += _label(labels[start], look((*base, *names)), look)
        elif shown := line.shown(start, end):
            segments.append(Segment(shown, look((*base, *names))))
    if picture.caret is not None and picture.caret >= line.stop:
        segments.append(Segment(" ", look((*base, "page--caret"))))
    return segments


def _label(label: Label, ground: Style, look: Look) -> list[Segment]:
    """A label as wide as what it takes the place of, so that the text beside it stays."""
    near = ("page--hint-near",) if label.near else ()
    blank = " " * (label.cells - len(label.keys))
    return [
        Segment(label.keys[: label.typed], look(("page--hint-typed",))),
        Segment(label.keys[label.typed :], look(("page--hint", *near))),
        Segment(blank, ground),
    ]


def paint_margin(picture: Picture, left: int, look: Look) -> list[Segment]:
    """The cells left of the text: signs of highlights, the focus bar, a blank."""
    room = min(SIGN_CELLS, left - 2)
    segments = [Segment(" " * (left - 2 - room), look(()))]
    for sign, colour in squeezed(picture.signs, room):
        segments.append(Segment(sign, look((f"page--{colour}",))))
        room -= len(sign)
    segments.append(Segment(" " * room, look(())))
    segments.append(Segment(picture.focus or " ", look(("page--focus",))))
    return [*segments, Segment(" ", look(()))]


def squeezed(signs: Sequence[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """The signs of a line in at most `room` cells, so that each highlight has its letter.

    The bar goes first, then signs of notes from the last; a plus stands for letters too many.
    """
    found = list(signs)
    if sum(len(sign) for sign, _ in found) <= room or len(found[0][0]) < 2:
        return found
    found[0] = (found[0][0][1:], found[0][1])
    if sum(len(sign) for sign, _ in found) <= room:
        return found
    spare = room - len(found)
    if spare < 0:
        more = ("+", found[-1][1])
        return [*((sign[0], colour) for sign, colour in found[: max(0, room - 1)]), more][:room]
    letters = []
    for sign, colour in found:
        kept = min(len(sign) - 1, spare)
        letters.append((sign[: 1 + kept], colour))
        spare -= kept
    return letters


def _base(line: Line) -> tuple[str, ...]:
    match line.look.kind:
        case "heading":
            return ("page--heading" if line.look.level < 3 else "page--subheading",)
        case "pre":
            return ("page--pre",)
        case _:
            return ("page--quote",) if line.look.quoted else ()


def _lying(
    text: str, line: Line, picture: Picture, inline: Sequence[Marked[str]]
) -> list[tuple[int, int, str]]:
    """Everything on the line from the lowest layer to the highest."""
    lying = [(start, end, "page--faint") for start, end in picture.faint]
    lying += [(span.start, span.end, f"page--{span.value}") for span in inline]
    for mark in picture.marks:
        lying.append((mark.start, mark.end, f"page--{mark.value}"))
        if not mark.alone:
            lying.append((mark.start, mark.end, "page--overlap"))
    tops: list[tuple[Range | None, str]] = [(picture.active, "page--active")]
    tops += [(match, "page--match") for match in picture.matches]
    tops += [
        (picture.found, "page--found"),
        (picture.flash, "page--flash"),
        (picture.selection, "page--selection"),
        (_caret_range(text, line, picture.caret), "page--caret"),
    ]
    return [*lying, *((*span, name) for span, name in tops if span is not None)]


def _caret_range(text: str, line: Line, caret: int | None) -> Range | None:
    """What shows the caret: its cluster, with the next ones while nothing of it is drawn."""
    if caret is None or not line.start <= caret < line.stop:
        return None
    end = next_boundary(text, caret)
    while end < line.stop and not line.shown(caret, end):
        end = next_boundary(text, end)
    return caret, end
