"""Pure: what records and front matter say about a story, made into the fields of a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from db.text import TITLE_LIMIT, clean_line
from reader.importers.dates import iso_date

Fields = Mapping[str, Any]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_TAG_LIMIT = 100


def line(fields: Fields, *names: str) -> str:
    """The first of these keys that holds something, as one line; lists are joined by commas."""
    for name in names:
        if found := _one_line(fields.get(name)):
            return found
    return ""


def date(fields: Fields, *names: str) -> str:
    """The first of these keys that holds a date, in ISO 8601."""
    return next((found for name in names if (found := iso_date(fields.get(name)))), "")


def url(fields: Fields, *names: str) -> str:
    """The first of these keys that holds a web address; other schemes are left out."""
    return next((found for name in names if (found := web_address(fields.get(name)))), "")


def web_address(value: object) -> str:
    """An `http` or `https` URL, or an empty string."""
    address = value.strip() if isinstance(value, str) else ""
    return address if _WEB.fullmatch(address) else ""


def language(fields: Fields, *names: str) -> str:
    """The first of these keys that holds a language tag, with hyphens."""
    tag = line(fields, *names)
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else ""


def tags(fields: Fields, *names: str) -> tuple[str, ...]:
    """The tags under the first of these keys: a list, or text parted by commas."""
    value = next((fields[name] for name in names if fields.get(name)), None)
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list):
        return ()
    cleaned = (_scalar(entry).lstrip("#").strip() for entry in value[:_TAG_LIMIT])
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _one_line(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_scalar, value[:_TAG_LIMIT])))
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean_line(str(value), TITLE_LIMIT)
