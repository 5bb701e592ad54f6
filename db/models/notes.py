"""Notes that are being written, and what they are on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What was typed into the editor of a note and not saved."""

    key: int
    base: str
    """The note as it was when the draft was begun."""
    text: str
    updated: str
    """When it was last kept."""


@dataclass(frozen=True, slots=True)
class NoteSubject:
    """What a note is on, the note as it is saved, and a draft of it."""

    target: str
    """The public id of a story or highlight."""
    story: str
    """The public id of the story; empty where nothing is known of the target any more."""
    about: str
    """The title of the story, or the quote of the highlight."""
    note: str
    is_here: bool
    """Whether the target is in the library; a draft outlives it."""
    draft: NoteDraft | None = None
    """The one kept last, where there is any."""

    @property
    def is_story(self) -> bool:
        """Whether the note is on a whole story."""
        return not self.target.startswith("h-")

    @property
    def overtaken(self) -> bool:
        """Whether the note was changed after the draft was begun."""
        return self.draft is not None and self.draft.base != self.note
