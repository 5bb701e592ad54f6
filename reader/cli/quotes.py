"""Finding the passage that a person quotes, and asking which where there are several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.errors import BadRequest, NotFound
from reader.cli.layout import clipped

if TYPE_CHECKING:
    from db.models import Story

_NAMED = 5
"""Places that are told where there are more than one."""
_AROUND = 24
"""Code points before and after a place."""


class Place(NamedTuple):
    """A passage, in code points of the text."""

    start: int
    end: int


def the_place(story: Story, quote: str, nth: int | None) -> Place:
    """Where the quote stands; `nth`, from 1, chooses where it stands more than once.

    Raises:
        NotFound: it does not stand there.
        BadRequest: it is empty, or stands there more than once and `nth` does not choose.
    """
    from db.anchoring import find_quote

    found = find_quote(story.text, quote)
    places = sorted(Place(one.start, one.end) for one in found)
    if not places:
        raise NotFound(
            f"“{clipped(quote, 60)}” is not in the story “{clipped(story.title, 60)}”:"
            f" “broadsheet show {story.id}” prints its text."
        )
    if nth is not None and nth > len(places):
        raise BadRequest(f"The quote stands there {_times(len(places))}: there is no --nth {nth}.")
    if nth is None and len(places) > 1:
        raise BadRequest(_which(story, places))
    return places[(nth or 1) - 1]


def _which(story: Story, places: list[Place]) -> str:
    named = [
        f"\n  --nth {number}  (--start {place.start} --end {place.end})  …{_context(story, place)}…"
        for number, place in enumerate(places[:_NAMED], 1)
    ]
    more = f"\n  and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return (
        f"The quote stands in the story {_times(len(places))}. Quote more of it, or choose:"
        f"{''.join(named)}{more}"
    )


def _context(story: Story, place: Place) -> str:
    around = story.text[max(0, place.start - _AROUND) : place.end + _AROUND]
    return clipped(around, 100)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
