"""Pure: what a line of a digest looks like, seen alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.importers.dates import is_date_line, iso_date
from reader.importers.plaintext import is_item

TITLE_LENGTH = 100
"""Code points; a title is a line of up to about 100."""
SECTION_LENGTH = 60

_EQUALS = re.compile(r"={2,6}\s*([^=].*?)\s*={2,6}")
_HASHES = re.compile(r" {0,3}(#{1,6})\s+(.*\S)")
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}$")
_HASH_END = re.compile(rf"\s+#+$|{_ANCHOR.pattern}")
_BRACKETS = re.compile(r"\[([^\[\]]*[^\W\d_][^\[\]]*)\]")
_RULE = re.compile(
    r"(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,}|(?:~\s*){3,}|(?:#\s*){3,}|⁂|\* \*"
)
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_NUMBERED = re.compile(r"(\d{1,3})(?:[.)]|:)\s+(\S.*)")
_STOP = re.compile("[.。．｡…;；,，:：、][\"”’»')\\]]*$")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Jr|Sr|Co|Corp|Ltd|Bros)\.$")
_QUESTION = re.compile("[?？؟][\"”’»')]*$")
_TWO_SENTENCES = re.compile(r"\w{4,}\.\s+[^\W\d_a-z]|。")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_TITLE = re.compile(r"[>—–|]|https?://|www\.|.*\s\|\s|.*\S {4,}\S|.*@\w+\.")
_LABEL_NUMBER = re.compile(r"((?:[^\W\d_]+\s){1,2})(?:\d{1,3}|[IVX]{1,4})\b\s*(?:[:.–—-]|$)")
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|af|av|door)\s+(\S.*)", re.IGNORECASE)
_NAME_WORD = r"(?:[^\W\d_a-z][\w.’'-]*|de|da|del|della|der|den|di|du|la|le|van|von|ter|bin|al)"
_NAME = re.compile(
    rf"{_NAME_WORD}(?:[,;]? (?:(?:and|und|et|y|of|the|for|in|at|&) )*{_NAME_WORD}){{0,24}}"
)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—]\s+")
_BEFORE_DATE = re.compile(r"\s+\((?=.*\)$)|,\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line under a title tells about the story."""

    byline: str = ""
    published: str = ""


def section_mark(line: str) -> str:
    """The name in `== Name ==`, else an empty string."""
    match = _EQUALS.fullmatch(line.strip())
    return match[1] if match and _LETTER.search(match[1]) else ""


def hash_mark(line: str) -> tuple[int, str]:
    """The level and text of `## Text`, or 0."""
    match = _HASHES.fullmatch(line)
    return (len(match[1]), plain_heading(match[2])) if match else (0, "")


def plain_heading(text: str) -> str:
    """A heading without closing hashes and without an anchor such as `{#id}`."""
    return _HASH_END.sub("", text)


def anchored(line: str) -> bool:
    """Whether a line ends in an anchor such as `{#id}`, as headings of some formats do."""
    return bool(_ANCHOR.search(line))


def bracket_mark(line: str) -> str:
    """The name in a line that is `[Name]`, else an empty string."""
    match = _BRACKETS.fullmatch(line.strip())
    return match[1].strip() if match and len(match[1]) <= SECTION_LENGTH else ""


def is_rule(line: str) -> bool:
    """Whether a line only parts what is above from what is below."""
    return bool(_RULE.fullmatch(line.strip()))


def is_underline(line: str, title: str) -> bool:
    """Whether a line underlines the title above it, by and large as long as it."""
    mark = line.strip()
    return bool(_UNDERLINE.fullmatch(mark)) and 2 * len(mark) >= len(title.strip())


def numbered(line: str) -> tuple[int, str]:
    """The number and text of `3. Text`, or 0."""
    match = _NUMBERED.fullmatch(line.strip())
    return (int(match[1]), match[2]) if match else (0, "")


def in_capitals(line: str) -> bool:
    """Whether a line has letters and all that have a case are capitals."""
    return line.isupper() and sum(map(str.isalpha, line)) > 1


def is_question(line: str) -> bool:
    """Whether a line ends in a question mark."""
    return bool(_QUESTION.search(line))


def is_title_like(line: str, length: int = TITLE_LENGTH) -> bool:
    """Whether a line that stands alone could be a title: short, without a final stop."""
    text = line.strip()
    if not 1 < len(text) <= length or not _LETTER.search(text):
        return False
    if _STOP.search(text) and not _INITIALS.search(text):
        return False
    if is_item(text) and not numbered(text)[0]:
        return False
    return not (_NOT_TITLE.match(text) or _TWO_SENTENCES.search(text)) and byline(text) is None


def label_key(line: str) -> str:
    """What makes two subheads the same label: case, signs and a counted number do not."""
    counted = _LABEL_NUMBER.match(line)
    return (counted[1] if counted else line).strip(" :.!?*_").casefold()


def byline(line: str) -> Byline | None:
    """What a line tells that is plainly a byline, a date, or both; None where it is neither.

    `By Ann Lee | 2013-10-28` is both; `By Friday the rain had stopped` is neither.
    """
    text = line.strip()
    if not 3 <= len(text) <= 2 * TITLE_LENGTH:
        return None
    name = published = ""
    for part in _PARTS.split(text):
        told = _told(part)
        if told is None or (name and told.byline) or (published and told.published):
            return None
        name, published = name or told.byline, published or told.published
    return Byline(name, published)


def _told(part: str) -> Byline | None:
    """A name, a date, or a name with a date behind it."""
    if is_date_line(part):
        return Byline(published=iso_date(part.strip("()[]")))
    written = _BYLINE.fullmatch(part)
    if not written or _STOP.search(part):
        return None
    for cut in _BEFORE_DATE.finditer(written[1]):
        name, date = written[1][: cut.start()], written[1][cut.end() :].rstrip(")")
        if _NAME.fullmatch(name) and is_date_line(date):
            return Byline(name, iso_date(date))
    return Byline(written[1]) if _NAME.fullmatch(written[1]) else None
