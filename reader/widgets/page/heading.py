"""The block above a story's text: title, then byline, date, source and section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from reader.typeset import Typesetter
from reader.widgets.cells import said

if TYPE_CHECKING:
    from db.models import StoryHead

_MONTHS = dict(
    enumerate(
        (
            *("January", "February", "March", "April", "May", "June", "July", "August"),
            *("September", "October", "November", "December"),
        ),
        1,
    )
)
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?)?\Z")


class Row(NamedTuple):
    """A row of the page that is not of the story's text."""

    text: str
    style: str = ""
    """A component style; empty: none of its own."""


def title_block(head: StoryHead, width: int, rule: str) -> list[Row]:
    """The rows above the text, in lines of at most `width` cells; `rule` is a line's character."""
    rows = [Row(""), *_set(head.title or "Untitled", width, "page--title")]
    rows += _set(about(head), width, "page--about")
    return [*rows, Row(rule * width, "page--rule"), Row("")]


def about(head: StoryHead) -> str:
    """What is known of a story, in one line."""
    parts = (head.byline, readable_date(head.published), head.source, head.section)
    return said(" · ").join(part for part in parts if part)


def readable_date(published: str) -> str:
    """An ISO date as a newspaper prints it, as precise as it came; other text as it is."""
    found = _ISO.match(published)
    if found is None or (found["month"] and int(found["month"]) not in _MONTHS):
        return published
    month = _MONTHS[int(found["month"])] if found["month"] else ""
    day = str(int(found["day"])) if found["day"] else ""
    return " ".join(part for part in (day, month, found["year"]) if part)


def notice(message: str, width: int, height: int, row: int) -> tuple[int, str]:
    """The blanks and the words of one row of a page that says only `message`, about its middle."""
    lines = _set(message, max(1, width - 4), "")
    index = row - max(0, (height - len(lines)) * 2 // 5)
    text = lines[index].text if 0 <= index < len(lines) else ""
    return max(0, (width - cell_len(text)) // 2), text


def _set(text: str, width: int, style: str) -> list[Row]:
    setter = Typesetter(text, width=width)
    return [Row(line.display, style) for line in setter.lines(0, setter.line_count)] if text else []
