"""The notes that were typed and not saved, to go on with one."""

from __future__ import annotations

from collections.abc import Sequence

from db.models import NoteSubject
from reader.moments import clock
from reader.screens.choosing import ChoosingScreen
from reader.widgets.cells import Run, fit, said, spread
from reader.widgets.row_list import RowList


class DraftList(RowList):
    """What a note is on and when it was typed, its first words, and a blank line."""

    row_height = 3

    def __init__(self, drafts: Sequence[NoteSubject]) -> None:
        super().__init__(id="drafts")
        self.drafts = drafts

    @property
    def row_count(self) -> int:
        """One for each draft."""
        return len(self.drafts)

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The lines of one draft."""
        subject = self.drafts[index]
        about = " ".join(subject.about[: 4 * width].split())
        on = about if subject.is_story else f"“{about}”"
        state = "" if subject.is_here else "deleted  "
        kept = clock(subject.draft.updated) if subject.draft else ""
        left, right = spread(said(f" {on}"), f"  {state}{kept} ", width)
        words = " ".join(subject.draft.text[: 4 * width].split()) if subject.draft else ""
        return [
            [Run(left, "strong"), Run(right, "quiet")],
            [Run(fit(said(f"   {words or '(everything was deleted)'}"), width))],
        ]


class DraftsScreen(ChoosingScreen[NoteSubject]):
    """Gives the draft to go on with, or None where the list was left."""

    def __init__(self, drafts: Sequence[NoteSubject]) -> None:
        super().__init__(
            "Notes that are not saved   (Enter goes on writing, q closes)",
            DraftList(drafts),
            drafts.__getitem__,
            opened_by="drafts",
        )
