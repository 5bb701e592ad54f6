"""Highlights and notes of the whole library: what was marked, the note on it, and where it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.reactive import reactive

from db.annotation_rows import AnnotationRows
from db.models import COLOURS, Annotation
from reader.config import with_name
from reader.themes import UNICODE, Signs, margin_sign
from reader.widgets.cells import Run, fit, said, spread, wrapped
from reader.widgets.choosing_list import ChoosingList

TALL = 28
"""Lines of the list from which a row has two for the quote besides the one for the note."""
LEAD = 2
"""Lines of a group's heading: its name, and a blank one."""
ROOMY = 50
"""Cells from which a row has room for the date and the colour's own name."""
_GUTTER = 6


class AnnotationList(ChoosingList):
    """Rows with a blank line below each; in an order with groups, headings above them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{colour}" for colour in COLOURS}
    DEFAULT_CSS = (
        "AnnotationList {\n"
        + "\n".join(
            f"    & > .rows--{colour} {{ background: $hl-{colour}; color: $hl-{colour}-text; }}"
            for colour in COLOURS
        )
        + "\n}"
    )

    row_height = 4
    parted = True
    signs: reactive[Signs] = reactive(UNICODE)

    def __init__(self, names: Mapping[str, str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: AnnotationRows | None = None
        self.by = ""
        """What the groups are of: `story`, `tag`, `colour`, `section`."""
        self._names = names
        """The reader's own names for the colours."""

    @property
    def row_count(self) -> int:
        """One for each highlight and note, or each of its tags."""
        return len(self.rows) if self.rows is not None else 0

    @property
    def at_cursor(self) -> Annotation | None:
        """The highlight or note that the cursor is on."""
        if self.rows is None or not 0 <= self.cursor < len(self.rows):
            return None
        return self.rows[self.cursor]

    @property
    def key_at_cursor(self) -> int:
        """Its key; 0 where there is none."""
        if self.rows is None or not 0 <= self.cursor < len(self.rows):
            return 0
        return self.rows.keys[self.cursor]

    @property
    def keys(self) -> Sequence[int]:
        """Of a highlight its key, of a note on a story that of the story below zero."""
        return self.rows.keys if self.rows is not None else ()

    def show(self, rows: AnnotationRows, cursor: int) -> None:
        """Take other rows, with the cursor on this one; what is selected and there stays so."""
        self.rows = rows
        self.rows_changed(cursor)

    def clear(self, empty: str) -> None:
        """Show no rows, and a sentence instead."""
        self.rows = None
        self.empty = empty
        self.rows_changed(0)

    def to_group(self, by: int) -> bool:
        """Go so many groups on or back; whether there are groups."""
        if self.rows is None or not self.rows.groups:
            return False
        here = self.rows.groups_before(self.cursor + 1) - 1
        if by < 0 and self.rows.group(here).first != self.cursor:
            by += 1
        wanted = max(0, min(here + by, self.rows.groups - 1))
        self.go_to(self.rows.group(wanted).first)
        return True

    def on_resize(self, event: events.Resize) -> None:
        """A tall list shows more of each quote."""
        height = 5 if event.size.height >= TALL else 4
        if height != self.row_height:
            self.row_height = height
            self.rows_changed()
        else:
            super().on_resize(event)

    def top_of(self, index: int) -> int:
        """Below the rows and headings above it."""
        above = self.rows.groups_before(index) if self.rows is not None else 0
        return index * self.row_height + LEAD * above

    def row_at(self, line: int) -> int:
        """The last row that does not begin below the line."""
        if self.rows is None or not self.rows.groups:
            return super().row_at(line)
        if line >= self.top_of(self.row_count):
            return self.row_count
        return bisect_right(range(self.row_count), line, key=self.top_of) - 1

    def lead_height(self, index: int) -> int:
        """Of the first row of a group."""
        begins = self.rows is not None and self.rows.group_at(index) is not None
        return LEAD if begins else 0

    def lead_runs(self, index: int, width: int) -> list[list[Run]]:
        """What the rows below have in common, and how many they are."""
        group = self.rows.group_at(index) if self.rows is not None else None
        if group is None:
            return []
        name = self._heading(group.name)
        left, right = spread(f" {name}", f"  {group.size:,} ", width)
        return [[Run(left, "accent"), Run(right, "quiet")], []]

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """Quote, note, where."""
        if self.rows is None:
            return []
        one = self.rows[index]
        room = width - _GUTTER - 1
        told = [
            *self._quote(one, room, self.row_height - (3 if one.note and one.quote else 2)),
            *self._note(one, room),
            self._where(one, room),
        ]
        indent = " " * _GUTTER
        first, *others = told
        return [[*self._gutter(index, one), *first], *([Run(indent), *line] for line in others)]

    def _gutter(self, index: int, one: Annotation) -> Iterator[Run]:
        """Whether it is selected, and the sign of a highlight in its colour."""
        yield Run(f" {self.signs.chosen if self.is_chosen(index) else ' '}", "mark")
        if one.highlight is None:
            yield Run(f" {self.signs.note}  " if one.story else "    ", "quiet")
            return
        sign = margin_sign(one.colour, self.signs, noted=bool(one.note)).rstrip()
        if not one.highlight.placed:
            sign = self.signs.unplaced + sign[1:]
        yield Run(sign, one.colour)
        yield Run(" " * (_GUTTER - 2 - len(sign)))

    def _quote(self, one: Annotation, room: int, lines: int) -> list[list[Run]]:
        if one.highlight is None:
            words = one.note if one.story else one.title
            part = "strong" if one.story else "quiet"
            return [[Run(line, part)] for line in _lines(words, room, lines)]
        return [[Run(line)] for line in _lines(one.quote, room, lines)]

    def _note(self, one: Annotation, room: int) -> list[list[Run]]:
        if one.highlight is None or not one.note:
            return []
        return [[Run(line, "strong")] for line in _lines(one.note, room, 1)]

    def _where(self, one: Annotation, room: int) -> list[Run]:
        """Story and section on the left; state, tags, the colour's own name and date on the right.

        What a colour is that has no name of the reader's is told by the sign's letter.
        """
        if not one.story:
            return []
        unplaced = one.highlight is not None and not one.highlight.placed
        facts = [
            "unplaced" if unplaced else "",
            fit(" ".join(f"#{tag}" for tag in one.tags), room // 3),
            fit(self._names.get(one.colour, ""), room // 5) if room >= ROOMY else "",
            one.made[:10] if room >= ROOMY else "",
        ]
        right = "  " + "  ".join(fact for fact in facts if fact)
        story = one.title if one.highlight is not None else f"On the story: {one.title}"
        left, right = spread(said(f"{story} · {one.section}"), right, room)
        return [Run(left, "quiet"), Run(right, "quiet")]

    def _heading(self, name: str) -> str:
        if self.by == "colour":
            return with_name(name, self._names) if name else "Notes on stories"
        if self.by == "tag":
            return f"#{name}" if name else "Without a tag"
        return name


def _lines(text: str, room: int, lines: int) -> list[str]:
    """A text without line ends on at most so many lines; only its beginning is looked at."""
    return wrapped(" ".join(text[: 4 * room * lines].split()), room, lines)
