"""What a reader does to one story or one highlight, told by two numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from db import Library
from db.errors import BadRequest
from db.highlights import Highlights
from db.models import COLOURS, SHELVES, Highlight, Rating, StoryHead
from db.stories import Stories

Doing = Callable[[Library, int, int], None]
"""Takes the library, and which thing it is done to and how."""

NAMES = ("News", "news", "Sport", "Food", "General", "Arts")
LABELS = ("bread", "Bread", "policy/export", "to read", "flour", "紙", "policy/export/new")
TITLES = ("Bread and flour", "A quiet fund", "Other news", "Market report")
NOTES = ("", "n", "nn")


def story_at(library: Library, which: int) -> StoryHead | None:
    """One of the stories that there are."""
    found = library.stories.rows(sort="oldest")
    return found[which % len(found)] if found else None


def highlight_at(library: Library, which: int) -> Highlight | None:
    """One of the highlights that there are, placed or not."""
    found = library.highlights.all()
    return found[which % len(found)] if found else None


def _on_story(act: Callable[[Stories, str, int], object]) -> Doing:
    def deed(library: Library, which: int, how: int) -> None:
        head = story_at(library, which)
        if head is not None:
            act(library.stories, head.id, how)

    return deed


def _on_highlight(act: Callable[[Highlights, str, int], object]) -> Doing:
    def deed(library: Library, which: int, how: int) -> None:
        found = highlight_at(library, which)
        if found is not None:
            act(library.highlights, found.id, how)

    return deed


def _mark(library: Library, which: int, how: int) -> None:
    head = story_at(library, which)
    if head is not None and head.length > 3:
        story = library.stories.get(head.id)
        start = how * 13 % (head.length - 3)
        end = min(head.length, start + 3 + how * 7 % 120)
        if story.text[start:end].strip():
            library.highlights.add(
                story, start, end, note=LABELS[how % 6], tags=LABELS[: how % 3],
                colour=COLOURS[which % 5],
            )  # fmt: skip


def _move_ends(library: Library, which: int, how: int) -> None:
    found = highlight_at(library, which)
    if found is not None and found.placed:
        story = library.stories.get(found.story)
        end = min(len(story.text), how + 20)
        if end > how and story.text[how:end].strip():
            library.highlights.set_span(found.id, story, how, end)


def _merge(library: Library, which: int, how: int) -> None:
    found = highlight_at(library, which)
    if found is not None and found.placed:
        marks = [one for one in library.highlights.of_story(found.story) if one.placed]
        chosen = [found, *(one for place, one in enumerate(marks) if how >> place % 7 & 1)]
        if len({one.id for one in chosen}) > 1:
            story = library.stories.get(found.story)
            library.joining.merge(story, [one.id for one in chosen])


def _split(library: Library, which: int, how: int) -> None:
    found = highlight_at(library, which)
    if found is not None and found.start is not None:
        cuts = [found.start + how % 40, found.start + how % 17]
        try:
            library.joining.split(found.id, library.stories.get(found.story), cuts)
        except BadRequest:
            return


def _recall(library: Library, which: int, how: int) -> None:
    found = highlight_at(library, which)
    if found is None:
        return
    if how % 4 == 0:
        library.recalls.put_off(found.id)
    elif how % 4 == 1:
        library.recalls.leave_out(found.id)
    else:
        library.recalls.answer(found.id, get_args(Rating)[how % 3])


def _placed(library: Library, which: int, how: int) -> None:
    """Deciding about what a changed text did to a highlight."""
    found = highlight_at(library, which)
    if found is None:
        return
    story = library.stories.get(found.story)
    if how % 4 == 0 and found.placed:
        library.placements.accept([found])
    elif how % 4 == 1:
        library.placements.keep([found])
    elif how % 4 == 2:
        library.placements.remove(found.id)
    elif story.text[how : how + 30].strip():
        library.placements.place(found.id, story, how, min(len(story.text), how + 30))


def _target(library: Library, which: int, how: int) -> str | None:
    """What a note is written on: a story or a highlight."""
    found = story_at(library, which) if how % 2 else highlight_at(library, which)
    return found.id if found else None


def _draft(library: Library, which: int, how: int) -> None:
    """Typing on a note, now and then to throw it away."""
    target = _target(library, which, how)
    if target is None:
        return
    subject = library.drafts.subject(target)
    if how % 5 == 0:
        library.drafts.discard(subject)
    else:
        library.drafts.keep(subject, "typed " * (how % 3))


def _save_note(library: Library, which: int, how: int) -> None:
    """Saving what was typed, and what is saved without a draft."""
    target = _target(library, which, how)
    if target is not None:
        subject = library.drafts.subject(target)
        library.drafts.save(subject, subject.draft.text if subject.draft else NOTES[how % 3])


def _letter(library: Library, which: int, how: int) -> None:
    """A mark by letter."""
    head = story_at(library, which)
    if head is not None:
        library.page_marks.put(library.stories.get(head.id), "abc"[how % 3], how % head.length)


ON_ONE: dict[str, Doing] = {
    "mark": _mark,
    "move ends": _move_ends,
    "merge": _merge,
    "split": _split,
    "recall": _recall,
    "placed": _placed,
    "save note": _save_note,
    "star": _on_story(lambda do, story, how: do.set_starred(story, how % 2 == 0)),
    "read": _on_story(lambda do, story, how: do.set_read(story, how % 2 == 0)),
    "shelve": _on_story(lambda do, story, how: do.set_shelf(story, SHELVES[how % 3])),
    "rename": _on_story(lambda do, story, how: do.rename(story, TITLES[how % 4])),
    "move": _on_story(lambda do, story, how: do.move(story, NAMES[how % 6])),
    "remove": _on_story(lambda do, story, how: do.remove(story)),
    "note": _on_story(lambda do, story, how: do.set_note(story, NOTES[how % 3])),
    "tag story": _on_story(lambda do, story, how: do.add_tags(story, LABELS[: how % 4])),
    "tags": _on_story(lambda do, story, how: do.set_tags(story, LABELS[: how % 4])),
    "untag": _on_story(lambda do, story, how: do.remove_tags(story, LABELS[how % 4 :])),
    "colour": _on_highlight(lambda do, mark, how: do.set_colour(mark, COLOURS[how % 5])),
    "annotate": _on_highlight(lambda do, mark, how: do.set_note(mark, NOTES[how % 3])),
    "delete": _on_highlight(lambda do, mark, how: do.remove(mark)),
    "tag mark": _on_highlight(lambda do, mark, how: do.add_tags(mark, LABELS[: how % 4])),
    "mark tags": _on_highlight(lambda do, mark, how: do.set_tags(mark, LABELS[how % 4 :])),
    "untag mark": _on_highlight(lambda do, mark, how: do.remove_tags(mark, LABELS[: how % 4])),
    "open": _on_story(lambda do, story, how: do.opened(story)),
    "scroll": _on_story(lambda do, story, how: do.set_place(story, how * 3)),
    "draft": _draft,
    "letter": _letter,
}  # fmt: skip
UNRECORDED = {"open", "scroll", "draft", "letter", "look", "search"}
"""Deeds that are no steps, those on the whole library among them."""
