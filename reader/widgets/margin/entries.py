"""Pure: what stands in the margin, and its lines at a width."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.themes import Signs, margin_sign
from reader.typeset import Typesetter
from reader.widgets.cells import Run, fit, width_of

if TYPE_CHECKING:
    from db.models import Highlight

Kind = Literal["story", "placed", "unplaced"]
STORY = "story"
"""The key of the story's own entry; ids of highlights are longer."""
SHORT = 5
"""Lines of a note where it is not the current one."""
_INDENT = "    "
_NO_REASON = "The text is another now, and the passage is not in it."
_REASONS: Mapping[str, str] = {
    "not-found": "The passage is not in the present text.",
    "too-different": "The passage was rewritten: too little of it is left.",
    "replaced": "Other words stand now where the passage stood.",
    "ambiguous": "The passage would fit in several places.",
    "no-words": "The passage has no words to find it by.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the margin says of a highlight, or of the story."""

    key: str
    """The highlight's id, or `STORY`."""
    kind: Kind
    start: int = 0
    end: int = 0
    """The passage; of no meaning but for `placed`."""
    colour: str = ""
    name: str = ""
    """The reader's own name for the colour."""
    quote: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    reason: str = ""
    first: bool = False
    """Of the unplaced ones, so that their heading stands above it."""
    drafted: bool = False
    """A note on it was typed and not saved."""


def why_unplaced(reason: str) -> str:
    """The reason of an unplaced highlight as a sentence."""
    return _REASONS.get(reason, _NO_REASON)


def entries(
    highlights: Iterable[Highlight],
    *,
    note: str = "",
    tags: tuple[str, ...] = (),
    names: Mapping[str, str],
    story: str = "",
    drafts: Collection[str] = (),
) -> list[Entry]:
    """The story's own `note` and `tags` first, then its highlights, the unplaced ones last.

    `drafts` are the ids of the highlights, and of the `story`, that have a note not yet saved.
    """
    placed: list[Entry] = []
    unplaced: list[Entry] = []
    for one in highlights:
        if one.start is not None and one.end is not None:
            placed.append(_entry(one, names, "placed", one.start, one.end))
        else:
            unplaced.append(_entry(one, names, "unplaced", first=not unplaced))
    placed.sort(key=lambda entry: (entry.start, -entry.end))
    drafted = story in drafts
    own = [Entry(STORY, "story", note=note, tags=tags)] if note.strip() or tags or drafted else []
    found = [*own, *placed, *unplaced]
    wanted = {*drafts, STORY} if drafted else set(drafts)
    return [replace(one, drafted=True) if one.key in wanted else one for one in found]


def _entry(
    one: Highlight,
    names: Mapping[str, str],
    kind: Kind,
    start: int = 0,
    end: int = 0,
    first: bool = False,
) -> Entry:
    reason = why_unplaced(one.reason) if kind == "unplaced" else ""
    return Entry(
        one.id,
        kind,
        start,
        end,
        one.colour,
        names.get(one.colour, ""),
        one.quote,
        one.note,
        one.tags,
        reason,
        first,
    )


def lines(entry: Entry, width: int, signs: Signs, *, whole: bool = False) -> list[list[Run]]:
    """An entry's lines of at most `width` cells; without `whole` a long note is cut."""
    room = max(1, width - width_of(_INDENT))
    told = _head(entry, width, signs)
    if entry.reason:
        told += [[Run(_INDENT), Run(line, "quiet")] for line in _set(entry.reason, room)]
    note = _set(entry.note, room)
    if not whole and len(note) > SHORT:
        note = [*note[: SHORT - 1], fit(f"{note[SHORT - 1]} {note[SHORT]}", room)]
    told += [[Run(_INDENT), Run(line)] for line in note]
    if entry.drafted:
        told.append([Run(_INDENT), Run(fit("a draft, not saved", room), "accent")])
    tags = " ".join(f"#{tag}" for tag in entry.tags)
    told += [[Run(_INDENT), Run(line, "accent")] for line in _set(tags, room)]
    return told


def _head(entry: Entry, width: int, signs: Signs) -> list[list[Run]]:
    if entry.kind == "story":
        return [[Run(fit("On the story", width), "strong")]]
    sign = margin_sign(entry.colour, signs, noted=bool(entry.note))
    sign = f"{signs.unplaced if entry.kind == 'unplaced' else sign[0]}{sign[1:]} "
    name = f"{entry.name}: " if entry.name else ""
    quote = " ".join(entry.quote[: 4 * width].split())
    safe = "".join(_set(name + quote, 8 * width))
    gap = " " * (len(sign) - len(sign.rstrip()))
    words = Run(fit(safe, width - width_of(sign)), "quiet")
    head = [Run(sign.rstrip(), entry.colour), Run(gap), words]
    if not entry.first:
        return [head]
    return [[Run(fit("Unplaced", width), "strong")], head]


def _set(text: str, width: int) -> list[str]:
    """A text in lines, safe for a terminal."""
    if not text.strip():
        return []
    setter = Typesetter(text.strip(), width=width)
    return [line.display for line in setter.lines(0, setter.line_count)]
