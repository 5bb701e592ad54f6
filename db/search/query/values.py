"""Pure: the fields of the query language, and what may stand after each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from db.models import COLOURS
from db.search.query.dates import begun_period, period
from db.search.query.tree import Colour, Counted, Dated, Has, Is, Named, Place, StateLeaf
from db.text import clean_tag, name_key

STATES = ("unread", "read", "starred", "inbox", "later", "archive", "unplaced")
THINGS = ("highlight", "note", "tag")

FIELDS: Mapping[str, str] = {
    "title": "words of the title",
    "by": "who wrote it",
    "note": "words of your notes",
    "section": "the section it stands in",
    "tag": "a tag of the story or of a highlight",
    "source": "where it came from",
    "lang": "its language: en, de, zh",
    "is": ", ".join(STATES),
    "has": ", ".join(THINGS),
    "colour": ", ".join(COLOURS),
    "date": 'when it came out: 2024, 2024-07, >2024-07-01, 2024-07-01..2024-08-15, "last week"',
    "words": "how long it is: 500, >1000, 200..600",
}
"""Every field with what it takes, for help and messages."""
ColourNames = Callable[[], Mapping[str, str]]
"""By colour; asked only when a query names one."""
MEANINGS: Mapping[str, Mapping[str, str]] = {
    "is": dict(
        zip(
            STATES,
            (
                "not read yet", "read", "with a star", "not sorted out yet", "kept for later",
                "put away", "with a highlight that lost its passage",
            ),
            strict=True,
        )
    ),
    "has": dict(
        zip(THINGS, ("marked passages", "a note of yours", "a tag or tagged marks"), strict=True)
    ),
    "colour": dict.fromkeys(COLOURS, "with a highlight in it"),
}  # fmt: skip
"""The values that a field may have where there are few, and what each means."""
EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "date": {
        "today": "", "yesterday": "", "this week": "since Monday", "last week": "",
        "last 7 days": "", "this month": "", "last month": "", "this year": "",
        "2024": "a year", "2024-07": "a month", "2024-07-01": "a day",
        ">2024-07-01": "after it", "2024-07-01..2024-08-15": "from one to another",
    },
    "words": {
        ">1000": "longer", "<=300": "not longer", "200..600": "from one to another",
        "500": "exactly",
    },
}  # fmt: skip
"""Values to begin with where there is no end of them."""
TEXT_FIELDS = ("title", "by", "note")
NAME_FIELDS = ("section", "tag", "source", "lang")
ALIASES: Mapping[str, str] = {"color": "colour", "language": "lang", "author": "by"}

_COUNT = re.compile(r"(<=|>=|<|>)?(\d{1,9})|(\d{1,9})?\.\.(\d{1,9})?")


class BadValue(Exception):
    """The value makes no sense for its field; the text says why, in a sentence."""


def state_leaf(
    field: str,
    value: str,
    place: Place,
    *,
    begun: bool,
    exact: bool = False,
    colours: ColourNames = dict,
) -> StateLeaf | None:
    """What a field that is no text field asks for.

    Args:
        field: one of `FIELDS` that is not a text field.
        value: as written, without quotation marks.
        place: of field and value.
        begun: it may not be typed to its end; then None stands for nothing said yet.
        exact: a `=` stands before it.
        colours: the reader's own names for highlight colours.

    Raises:
        BadValue: the value is wrong.
    """
    if field in NAME_FIELDS:
        return _named(field, value, place, begun, exact and field == "tag")
    if field == "date":
        return _dated(value, place, begun)
    if field == "words":
        return _counted(value, place, begun)
    if field == "colour":
        choice = _colour(value, colours(), begun)
    else:
        choice = _choice(field, {"is": STATES, "has": THINGS}[field], value, begun)
    kinds: Mapping[str, type[Is | Has | Colour]] = {"is": Is, "has": Has, "colour": Colour}
    return kinds[field](choice, place=place) if choice else None


def _named(field: str, value: str, place: Place, begun: bool, exact: bool) -> StateLeaf | None:
    bare = value.rstrip().rstrip("*").rstrip()
    begins = begun or bare != value.rstrip()
    name = name_key(clean_tag(bare) if field == "tag" else bare)
    if not name:
        if begun:
            return None
        raise BadValue(f"{field}: needs a name after it.")
    if field == "tag" and begins and bare.endswith("/"):
        name += "/"
    return Named(field, name, begins=begins, exact=exact, place=place)


def _colour(value: str, names: Mapping[str, str], begun: bool) -> str:
    """The colour that a word or the reader's own name means; their name goes before a word."""
    own = {name_key(name): colour for colour, name in names.items() if name.strip()}
    meant = {**{colour: colour for colour in COLOURS}, **own}
    try:
        choice = _choice("colour", tuple(meant), name_key(value), begun)
    except BadValue:
        told = (f"{one} ({names[one]})" if one in names else one for one in COLOURS)
        raise BadValue(_unknown("colour", value, told)) from None
    return meant.get(choice, "")


def _choice(field: str, choices: Sequence[str], value: str, begun: bool) -> str:
    wanted = value.strip().lower()
    if wanted in choices:
        return wanted
    fitting = [choice for choice in choices if choice.startswith(wanted)]
    if begun and fitting:
        return fitting[0] if len(fitting) == 1 else ""
    raise BadValue(_unknown(field, value, choices))


def _unknown(field: str, value: str, known: Iterable[str]) -> str:
    """What is wrong first, since a narrow screen cuts the end."""
    return f"{field}: does not know {value.strip()!r}, but {', '.join(known)}."


def _dated(value: str, place: Place, begun: bool) -> StateLeaf | None:
    today = date.today()
    found = begun_period(value, today) if begun else period(value, today)
    if found is not None:
        return Dated(*found, place=place)
    if begun:
        return None
    raise BadValue(
        f"{value.strip()!r} is no date: write 2024, 2024-07, 2024-07-01, >2024-07-01,"
        ' 2024-07-01..2024-08-15 or "last week".'
    )


def _counted(value: str, place: Place, begun: bool) -> StateLeaf | None:
    match = _COUNT.fullmatch("".join(value.split()).replace(",", ""))
    if match is None or not any(match.group(2, 3, 4)):
        if begun:
            return None
        raise BadValue(f"words: needs a number after it, as 500, >1000 or 200..600, not {value!r}.")
    if match[2] is None:
        low, high = int(match[3] or 0), int(match[4]) if match[4] else None
        return Counted(low, high, place=place)
    number = int(match[2])
    ends: dict[str | None, tuple[int, int | None]] = {
        None: (number, number),
        "<": (0, number - 1),
        "<=": (0, number),
        ">": (number + 1, None),
        ">=": (number, None),
    }
    low, high = ends[match[1]]
    return Counted(low, high, place=place)
