"""Several highlights made into one, and one into several; each is one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from db.drafts import Drafts
from db.errors import BadRequest
from db.highlights import Highlights, quoted
from db.models import Highlight, NoteSubject, Story
from db.store import Store
from db.text import grapheme_start


class Merged(NamedTuple):
    """What became of highlights that were merged."""

    highlight: Highlight
    """The one that there is now."""
    gone: tuple[Highlight, ...]
    """Those that it took in, as they were."""


class Joining:
    """Merging and splitting; like moving the ends, it marks anew what it gives another passage."""

    def __init__(self, store: Store, highlights: Highlights, drafts: Drafts) -> None:
        self._store = store
        self._drafts = drafts
        self._highlights = highlights

    def merge(self, story: Story, names: Iterable[str]) -> Merged:
        """Make highlights of a story one that reaches from the first of them to the last.

        The first in the text keeps its id and colour. It gets the notes of all in text order,
        parted by a blank line, and the tags of all; what was typed into their notes and not saved
        becomes a draft of its note. The others are deleted.

        Args:
            names: public ids.

        Raises:
            BadRequest: there are fewer than two, one is unplaced or in another story, or the text
                of the story has changed since `story` was read; `NotFound`.
        """
        with self._store.write():
            parts = [self._highlights.get(name) for name in dict.fromkeys(names)]
            start, end = _reach(parts, story)
            parts.sort(key=_place)
            subjects = [self._drafts.subject(part.id) for part in parts]
            first, *others = parts
            self._store.begin_step(
                f"Merged {len(parts)} highlights into {quoted(story.text[start:end])}"
            )
            self._highlights.set_span(first.id, story, start, end)
            self._highlights.set_note(first.id, _joined(part.note for part in parts))
            self._highlights.add_tags(first.id, [tag for part in parts for tag in part.tags])
            for other in others:
                self._highlights.remove(other.id)
            self._join_drafts(subjects)
        return Merged(self._highlights.get(first.id), tuple(others))

    def split(self, highlight: str, story: Story, cuts: Iterable[int]) -> list[Highlight]:
        """Cut a highlight at offsets into `story.text`; the parts in text order.

        Each cut is made before the grapheme cluster at the offset, and spaces around it are in
        neither part. The first part is the highlight that there was, with its note and draft; all
        have its colour and tags.

        Raises:
            BadRequest: no cut leaves words on both sides, the highlight is unplaced, or the text
                of the story has changed since `story` was read; `NotFound`.
        """
        with self._store.write():
            whole = self._highlights.get(highlight)
            start, end = _span(whole, story)
            parts = _parts(story.text, start, end, cuts)
            if len(parts) < 2:
                raise BadRequest(
                    "There is nothing to split: a cut has to leave words of the highlight on both"
                    " sides."
                )
            self._store.begin_step(f"Split the highlight {quoted(whole.quote)}")
            made = [self._highlights.set_span(whole.id, story, *parts[0])]
            for part in parts[1:]:
                made.append(
                    self._highlights.add(story, *part, colour=whole.colour, tags=whole.tags)
                )
        return made

    def _join_drafts(self, parts: Sequence[NoteSubject]) -> None:
        """Make one draft of what was being typed into the notes of the parts."""
        if not any(part.draft for part in parts):
            return
        typed = _joined(part.draft.text if part.draft else part.note for part in parts)
        self._drafts.join(parts, self._drafts.subject(parts[0].target), typed)


def _reach(parts: Sequence[Highlight], story: Story) -> tuple[int, int]:
    """From where the first begins to where the last ends."""
    if len(parts) < 2:
        raise BadRequest("Merging needs at least two highlights.")
    spans = [_span(part, story) for part in parts]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _span(highlight: Highlight, story: Story) -> tuple[int, int]:
    """Where a highlight is in a story's text."""
    if highlight.story != story.id:
        raise BadRequest(
            f"{quoted(highlight.quote)} is in another story: only highlights of one story can"
            " become one."
        )
    if highlight.start is None or highlight.end is None:
        raise BadRequest(f"{quoted(highlight.quote)} is unplaced: place it first.")
    if highlight.version != story.version:
        raise BadRequest("The story's text has changed: open it again, then mark.")
    return highlight.start, highlight.end


def _place(highlight: Highlight) -> tuple[int, int]:
    """The order of highlights in a text, an outer one before those within it."""
    return highlight.start or 0, -(highlight.end or 0)


def _parts(text: str, start: int, end: int, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """What is left of `text[start:end]` when it is cut; without spaces at the cuts."""
    within = {grapheme_start(text, cut) for cut in cuts if start < cut < end}
    found = []
    for low, high in pairwise(sorted({start, end, *within})):
        words = text[low:high]
        left = low if low == start else low + len(words) - len(words.lstrip())
        right = high if high == end else low + len(words.rstrip())
        if words.strip():
            found.append((left, right))
    return found


def _joined(notes: Iterable[str]) -> str:
    """Notes below one another, each once."""
    return "\n\n".join(dict.fromkeys(note for note in notes if note.strip()))
