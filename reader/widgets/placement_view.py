"""A highlight to check as one looks at it: the old passage, the present one, and candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from db.cases import Case, Excerpt
from db.comparing import Comparison
from reader.checking_words import became, measured
from reader.widgets.cells import said

AROUND = 110
"""Code points of context on each side, about two lines."""
LONGEST = 3000
"""Code points of a passage that are shown; of a longer one its two ends."""

_NEW, _OLD = ("added", "moved"), ("removed", "left")

Pieces = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Looked:
    """A case, and word by word what became of its passage at each place."""

    case: Case
    present: Comparison | None
    """Of the old passage with the present one."""
    choices: tuple[Comparison, ...]
    """Of the old passage with each candidate."""


def passages(looked: Looked) -> Content:
    """What became of a highlight, its old passage, and the present one."""
    case = looked.case
    mark = _mark(case)
    pieces: Pieces = [
        (case.highlight.title, "bold $text-accent"),
        (said(f"\n{became(case.highlight).capitalize()}"), "$text-muted"),
    ]
    if case.highlight.note:
        pieces += [(said("\nYour note: "), "$text-muted"), (case.highlight.note, "italic")]
    pieces.append(("\n\nAs it was\n", "bold"))
    pieces += _in_context(case.old, list(_words(case.old.passage, looked.present, False, mark)))
    if case.present is not None:
        pieces.append(("\n\nAs it is\n", "bold"))
        after = list(_words(case.present.passage, looked.present, True, mark))
        pieces += _in_context(case.present, after)
    if case.choices:
        told = "Where it may stand" if case.present is None else "Or does it stand here?"
        pieces.append((said(f"\n\n{told}"), "bold"))
    elif case.present is None:
        pieces.append(("\n\nNothing in the present text is like it.", "$text-muted"))
    return Content.assemble(*pieces)


def candidate(looked: Looked, index: int, *, chosen: bool) -> Content:
    """One of the places that are offered: its number, how good it is, and what stands there."""
    choice = looked.case.choices[index]
    sign = said("▸") if chosen else " "
    after = list(_words(choice.excerpt.passage, looked.choices[index], True, _mark(looked.case)))
    return Content.assemble(
        (f"{sign}{index + 1} ", "bold $text-accent"),
        (said(f" {measured(choice)} "), "bold reverse" if chosen else "$text-muted"),
        ("\n", ""),
        *_in_context(choice.excerpt, after),
    )


def _mark(case: Case) -> str:
    colour = case.highlight.colour
    return f"bold $hl-{colour}-text on $hl-{colour}"


def _in_context(excerpt: Excerpt, passage: Pieces) -> Pieces:
    before, after = _plain(excerpt.before), _plain(excerpt.after)
    if len(before) > AROUND:
        before = said("…") + _from_word(before[-AROUND:])
    if len(after) > AROUND:
        after = _to_word(after[:AROUND]) + said("…")
    return [(before, "$text-muted"), *passage, (after, "$text-muted")]


def _words(
    passage: str, comparison: Comparison | None, new: bool, mark: str
) -> Iterator[tuple[str, str]]:
    """A passage piece by piece: struck out what is gone from it, underlined what is new in it."""
    if comparison is None or len(passage) > LONGEST:
        yield _cut(_plain(passage)), mark
        return
    ours, sign = (_NEW, "underline") if new else (_OLD, "strike")
    for stretch in comparison.stretches:
        if stretch.kind in ours:
            yield _plain(comparison.text(stretch)), f"{sign} {mark}"
        elif stretch.kind == "same":
            yield _plain(comparison.text(stretch)), mark


def _plain(text: str) -> str:
    """A text on one line, its ends of lines and paragraphs as spaces."""
    return text.replace("\n\n", " ").replace("\n", " ")


def _cut(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} {said('…')} {text[-half:]}"


def _from_word(text: str) -> str:
    space = text.find(" ")
    return text[space + 1 :] if 0 <= space < AROUND // 2 else text


def _to_word(text: str) -> str:
    space = text.rfind(" ")
    return text[:space] if space > AROUND // 2 else text
