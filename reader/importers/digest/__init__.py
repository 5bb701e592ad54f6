"""The plain-text digest: stories whose titles stand alone on a line, perhaps in sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.models import StoryDraft
from reader.importers.digest.pieces import cut
from reader.importers.digest.sections import mark_sections, promote_empty
from reader.importers.digest.stories import Part, draft, is_masthead, parts
from reader.importers.digest.titles import find_titles, marked_titles
from reader.importers.errors import BadPattern, UnreadableSource
from reader.importers.material import Material
from reader.importers.plaintext import Setting


def drafts(material: Material) -> Iterator[StoryDraft]:
    """The stories of a digest, in order.

    Raises:
        UnreadableSource: there is no text, or the title pattern is wrong or fits no line.
    """
    pattern = compile_pattern(material.title_pattern)
    found, setting = split(material.text(), pattern)
    if not found:
        raise UnreadableSource(f"{material.name} holds no text: there is nothing to add.")
    if pattern and not any(part.title for part in found):
        raise BadPattern(
            f"No line of {material.name} fits the title pattern “{pattern.pattern}”: "
            "nothing was added. Try another with --dry-run."
        )
    if len(found) > 1 and is_masthead(found[0]):
        heading = " / ".join(piece.text for piece in found[0].pieces)
        material.notices.add(f"The lines above the first title were left out: “{heading}”.")
        found = found[1:]
    return (draft(part, setting, material.stem) for part in found)


def story_drafts(material: Material) -> Iterator[StoryDraft]:
    """The whole text as one story; its first line is the title where that stands alone.

    Raises:
        UnreadableSource: there is no text, or it cannot be read.
    """
    sheet = cut(material.text())
    if not sheet.pieces:
        raise UnreadableSource(f"{material.name} holds no text: there is nothing to add.")
    whole = Part("", "", 1, list(sheet.pieces))
    return iter([draft(whole, sheet.setting, material.stem)])


def split(raw: str, pattern: re.Pattern[str] | None = None) -> tuple[list[Part], Setting]:
    """The parts of a digest that are its stories, and how its text is set."""
    sheet = cut(raw, pattern)
    if pattern is not None:
        return parts(sheet, marked_titles(sheet)), sheet.setting
    sheet = mark_sections(sheet)
    return parts(sheet, promote_empty(sheet, find_titles(sheet))), sheet.setting


def compile_pattern(pattern: str | None) -> re.Pattern[str] | None:
    """A reader's title pattern, compiled; None for none.

    Raises:
        BadPattern: it is no regular expression.
    """
    if not pattern:
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(
            f"The title pattern “{pattern}” is not a regular expression: {error}."
        ) from error
