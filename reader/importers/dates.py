"""Pure: dates as people write them, in ISO 8601 at the precision that they came with."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(
    r"([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})", re.ASCII
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I
)
_EAST = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_EPOCH_FROM = 10**8
"""Smaller numbers are years or nothing; larger than a thousand times this, milliseconds."""


def iso_date(written: object) -> str:
    """A date in ISO 8601, or an empty string where it is none; nothing is made more precise.

    Takes text in the common forms, a year, or seconds or milliseconds since 1970.
    """
    if isinstance(written, bool) or not isinstance(written, (str, int, float)):
        return ""
    if not isinstance(written, str):
        return _from_number(written)
    text = " ".join(written.split())[:80]
    return _from_iso(text) or _from_words(text) or _from_mail(text)


def is_date_line(line: str) -> bool:
    """Whether a line is a date and nothing else, with its day or month; a bare year is none."""
    text = line.strip().strip("()[]")
    if not 6 <= len(text) <= 40 or text.isdigit():
        return False
    return bool(_from_iso(text) or _from_words(text))


def _from_number(number: int | float) -> str:
    if 1000 <= number <= 9999 and number == int(number):
        return str(int(number))
    seconds = number / 1000 if abs(number) >= _EPOCH_FROM * 1000 else number
    if not abs(seconds) >= _EPOCH_FROM:  # nor is NaN
        return ""
    try:
        found = datetime.fromtimestamp(int(seconds), UTC)
        return found.replace(tzinfo=None).isoformat() + "Z"
    except (OverflowError, OSError, ValueError):
        return ""


def _from_iso(text: str) -> str:
    match = _ISO.fullmatch(text)
    if not match:
        return ""
    year, month, day, hour, minute, second, zone = match.groups()
    found = _day(year, month, day)
    if not found or hour is None:
        return found
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 60:
        return found
    clock = f"{hour}:{minute}" + (f":{second}" if second else "")
    return f"{found}T{clock}{_zone(zone or '')}"


def _from_words(text: str) -> str:
    bare = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    if match := _MONTH_FIRST.fullmatch(bare):
        return _day(match[3], _month(match[1]), match[2])
    if match := _DAY_FIRST.fullmatch(bare):
        return _day(match[3], _month(match[2]), match[1])
    if match := _SLASHED.fullmatch(bare) or _EAST.fullmatch(bare):
        return _day(match[1], match[2], match[3])
    return ""


def _from_mail(text: str) -> str:
    """A date as mail and feeds write it."""
    try:
        found = parsedate_to_datetime(text)
        return found.isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _month(name: str) -> str:
    """A month's number, or a wrong one for what is no month."""
    short = name[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else "13"


def _day(year: str, month: str | None, day: str | None) -> str:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if not month:
        return f"{found.year:04}"
    return found.isoformat() if day else f"{found.year:04}-{found.month:02}"


def _zone(zone: str) -> str:
    if not zone or zone.upper() == "Z":
        return zone.upper()
    digits = zone.replace(":", "")
    return f"{digits[:3]}:{digits[3:5]}"
