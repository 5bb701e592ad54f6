"""How a source would be split, for a look at it before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.models import StoryDraft
from db.text import count_words

_FIRST_WORDS = 12
_LENGTH = 100
"""Code points of the first words: for texts without spaces."""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One story of a preview."""

    section: str
    """Empty where the source names none."""
    title: str
    paragraphs: int
    """Blocks of the text, subheads among them."""
    words: int
    begins: str
    """The first words of the text."""


def outline(drafts: Iterable[StoryDraft]) -> Iterator[OutlineRow]:
    """A row for each draft, as it comes."""
    for draft in drafts:
        words = draft.text[: 40 * _FIRST_WORDS].split()[:_FIRST_WORDS]
        yield OutlineRow(
            section=draft.section,
            title=draft.title,
            paragraphs=draft.text.count("\n\n") + 1 if draft.text else 0,
            words=count_words(draft.text),
            begins=" ".join(words)[:_LENGTH],
        )
