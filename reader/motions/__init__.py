"""Pure: where each motion takes the caret; `MOTIONS` maps a command's id to its function."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from reader.motions import small, units
from reader.motions.ground import Ground, Lines, Motion
from reader.selection import By, Caret, Focus, toggled, with_quotation, with_unit

__all__ = ["MOTIONS", "Ground", "Lines", "Motion", "move"]


def _swap(_: Ground, caret: Caret, __: int | None, ___: str) -> Caret:
    return caret.swapped()


def _toggle(by: By) -> Motion:
    return lambda ground, caret, count, argument: toggled(caret, by)


def _unit_object(unit: Focus) -> Motion:
    return lambda ground, caret, count, argument: with_unit(ground.segments, caret, unit)


def _quotation(ground: Ground, caret: Caret, _: int | None, __: str) -> Caret:
    return with_quotation(ground.segments, caret)


MOTIONS: Mapping[str, Motion] = MappingProxyType(
    {
        "line-down": small.vertical(lambda ground: 1),
        "line-up": small.vertical(lambda ground: -1),
        "page-down": small.vertical(lambda ground: ground.rows),
        "page-up": small.vertical(lambda ground: -ground.rows),
        "half-page-down": small.vertical(lambda ground: max(1, ground.rows // 2)),
        "half-page-up": small.vertical(lambda ground: -max(1, ground.rows // 2)),
        "go-to-start": small.to_paragraph,
        "go-to-end": small.story_end,
        "next-paragraph": units.by_unit("paragraph", forward=True),
        "previous-paragraph": units.by_unit("paragraph", forward=False),
        "next-sentence": units.by_unit("sentence", forward=True),
        "previous-sentence": units.by_unit("sentence", forward=False),
        "next-heading": small.to_offset(units.next_heading),
        "previous-heading": small.to_offset(units.previous_heading),
        "next-word": small.to_offset(small.next_word),
        "previous-word": small.to_offset(small.previous_word),
        "word-end": small.to_offset(small.word_end),
        "next-character": small.to_offset(small.next_character),
        "previous-character": small.to_offset(small.previous_character),
        "line-start": small.to_offset(small.line_start),
        "line-end": small.to_offset(small.line_end),
        "extend-to-character": partial(small.to_character, back=False),
        "extend-back-to-character": partial(small.to_character, back=True),
        "swap-ends": _swap,
        "select-characters": _toggle("character"),
        "select-paragraphs": _toggle("paragraph"),
        "select-sentence": _unit_object("sentence"),
        "select-paragraph": _unit_object("paragraph"),
        "select-quotation": _quotation,
    }
)
"""Every command that moves the caret or changes what is selected, by its id."""


def move(ground: Ground, caret: Caret, command: str, count: int | None, argument: str) -> Caret:
    """Where the command takes the caret; the same caret where it cannot go further.

    Raises KeyError for a command that is no motion.
    """
    return MOTIONS[command](ground, caret, count, argument) if ground.text else caret
