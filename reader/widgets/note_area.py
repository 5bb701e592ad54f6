"""Where a note is typed: Markdown that shows what it will be, and never a control character."""

from __future__ import annotations

import re

from rich.text import Text
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from db.text import strip_controls

_LINES = (
    (re.compile(r"^ {0,3}#{1,6} .*"), "bold"),
    (re.compile(r"^ {0,3}>.*"), "italic"),
    (re.compile(r"^ *(?:[-*+]|\d{1,9}[.)]) (?:\[[ xX]\] )?"), "bold"),
)
_INLINE = (
    (re.compile(r"`[^`]+`"), "reverse"),
    (re.compile(r"(?<!\*)\*\*(?=\S)[^*]+(?<=\S)\*\*(?!\*)|__(?=\S)[^_]+(?<=\S)__"), "bold"),
    (
        re.compile(r"(?<![*\w])\*(?=\S)[^*]+(?<=\S)\*(?!\*)|(?<![_\w])_(?=\S)[^_]+(?<=\S)_(?!\w)"),
        "italic",
    ),
    (re.compile(r"\[[^\]]+\]\([^)\s]+\)|\bhttps?://\S+"), "underline"),
)
LONGEST = 2_000
"""Code points of a line that is looked at for Markdown, so that a pasted book stays quick."""


def marked(line: str) -> list[tuple[int, int, str]]:
    """Pure: the spans of a line of Markdown that look other than plain text, and how."""
    if len(line) > LONGEST:
        return []
    found = [(*match.span(), look) for pattern, look in _LINES if (match := pattern.match(line))]
    for pattern, look in _INLINE:
        found += [(*match.span(), look) for match in pattern.finditer(line)]
    return found


class NoteArea(TextArea):
    """A text area for Markdown; what is pasted is cleaned like every other outside text."""

    def edit(self, edit: Edit) -> EditResult:
        """Take an edit, without escape sequences and controls."""
        edit.text = strip_controls(edit.text.replace("\t", "    "))
        return super().edit(edit)

    def get_line(self, line_index: int) -> Text:
        """The line, with headings, lists, quotations, emphasis, code and links told apart."""
        line = super().get_line(line_index)
        for start, end, look in marked(line.plain):
            line.stylize(look, start, end)
        return line

    def put(self, text: str) -> None:
        """Put another text in the place of all there is; the area's own undo brings it back."""
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(self.document.end)
