"""Pure: the days, months and years that a query names."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_LAST = re.compile(r"(?:last|past) (\d{1,4}) (day|week|month|year)s?")
_NAMED = re.compile(r"(this|last) (week|month|year)")
_BOUND = re.compile(r"(<=|>=|<|>)?\s*(.*)")
LAST_YEAR = 9999

Period = tuple[str, str]
"""From the first, and before the second; each a year, `2024-07` or `2024-07-01`, or empty: open."""


def period(value: str, today: date) -> Period | None:
    """The period that a value of `date:` tells, or None where it is none.

    A day, month or year; one of them after `<`, `<=`, `>` or `>=`; two with `..` between, either of
    which may be left out; or words such as `last week`.
    """
    text = " ".join(value.lower().split())
    if ".." in text:
        first, _, second = text.partition("..")
        if not first and not second:
            return None
        low = _named(first, today) if first else ("", "")
        high = _named(second, today) if second else ("", "")
        return None if low is None or high is None else (low[0], high[1])
    match = _BOUND.fullmatch(text)
    found = _named(match[2], today) if match else None
    if match is None or found is None:
        return None
    low_end, high_end = found
    bounds = {
        None: (low_end, high_end),
        "<": ("", low_end),
        "<=": ("", high_end),
        ">": (high_end or f"{LAST_YEAR}-99", ""),
        ">=": (low_end, ""),
    }
    return bounds[match[1]]


def begun_period(value: str, today: date) -> Period | None:
    """The period that a value which is still being typed has told so far, or None."""
    text = value
    while text:
        found = period(text, today)
        if found is not None:
            return found
        text = text[:-1]
    return None


def _named(text: str, today: date) -> Period | None:
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return _days(day, day + timedelta(days=1))
    if match := _NAMED.fullmatch(text):
        return _calendar(match[2], today, int(match[1] == "last"))
    if match := _LAST.fullmatch(text):
        return _back(int(match[1]), match[2], today)
    if text in ("last day", "past day", "past week", "past month", "past year"):
        return _back(1, text.split()[1], today)
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    return _written(int(match[1]), int(match[2] or 0), int(match[3] or 0), match)


def _written(year: int, month: int, day: int, match: re.Match[str]) -> Period | None:
    """A year, month or day as it is written; None where there is no such day."""
    try:
        first = date(year, month if match[2] else 1, day if match[3] else 1)
    except ValueError:
        return None
    if match[3]:
        return _days(first, first + timedelta(days=1)) if first < date.max else (str(first), "")
    return _days(first, _following(first, year_only=match[2] is None))


def _following(first: date, *, year_only: bool) -> date | None:
    if first.year == LAST_YEAR and (year_only or first.month == 12):
        return None
    if year_only:
        return date(first.year + 1, 1, 1)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _calendar(unit: str, today: date, ago: int) -> Period:
    """The present week, month or year, or the one before."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * ago)
        return _days(monday, monday + timedelta(days=7))
    if unit == "year":
        return str(today.year - ago), str(today.year - ago + 1)
    this = today.replace(day=1)
    first = (this - timedelta(days=1)).replace(day=1) if ago else this
    return _days(first, _following(first, year_only=False))


def _back(count: int, unit: str, today: date) -> Period:
    """So many days, weeks, months or years up to today."""
    tomorrow = today + timedelta(days=1)
    if unit in ("day", "week"):
        first = tomorrow - timedelta(days=count * (7 if unit == "week" else 1))
        return _days(first, tomorrow)
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = max(months // 12, 1), months % 12 + 1
    day = min(today.day, monthrange(year, month)[1])
    return _days(date(year, month, day) + timedelta(days=1), tomorrow)


def _days(first: date, after: date | None) -> Period:
    return _shortest(first), "" if after is None else _shortest(after)


def _shortest(day: date) -> str:
    """A day, without what is 01: then the month or year that begins with it is not before it."""
    text = day.isoformat()
    while text.endswith("-01"):
        text = text[:-3]
    return text
