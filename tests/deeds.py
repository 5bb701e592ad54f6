"""Everything that a reader does to a library, drawn at random, against a model of undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from typing import Any, get_args

import pytest
from hypothesis import strategies as st

from db import Library
from db.annotation_rows import by_family
from db.errors import BadRequest
from db.highlights import Highlights
from db.models import COLOURS, SHELVES, Highlight, Rating, StoryDraft, StoryHead
from db.stories import Stories
from tests.library import add, rows, snapshot

PARAGRAPHS = (
    "The council of Maro met on Tuesday to speak of bread and of the price of flour.",
    "Nobody had expected the baker herself to come. She brought eleven loaves and a ledger.",
    "“We bake at night,” she said, “and we sell at dawn, and by noon nothing is left.”",
    "The price of flour rose by 12.5% in March, 東京の市場 reported; it has not fallen since.",
    "In the end they agreed on a fund, a small one, to be looked at again in the autumn.",
    "The price of flour rose by 14.5% in April, and nobody in the market was surprised.",
)
NAMES = ("News", "news", "Sport", "Food", "General", "Arts")
LABELS = ("bread", "Bread", "policy/export", "to read", "flour", "紙")
TITLES = ("Bread and flour", "A quiet fund", "Other news", "Market report")

Deed = tuple[str, int, int]
"""What is done and two numbers that tell to what and how."""


def variant(number: int) -> str:
    """One of many texts that share most of their paragraphs."""
    shift, drop, twice = number % 3, number // 3 % 7, number // 21 % 2
    chosen = [text for place, text in enumerate(PARAGRAPHS) if place != drop]
    turned = list(islice(cycle(chosen), shift, shift + len(chosen)))
    if number % 5 == 1:
        turned[0] = turned[0].replace("the", "that", 1)
    return "\n\n".join(turned + turned[:1] * twice)


class Reader:
    """Does deeds, and keeps what the tables were after each step."""

    def __init__(self, library: Library, *leave_out: str) -> None:
        self.library = library
        self._leave_out = leave_out
        self._states = [self.tables()]
        self._now = 0
        self._texts: set[tuple[Any, ...]] = set()

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """The recorded tables as they are."""
        return snapshot(self.library, *self._leave_out)

    def do(self, deed: Deed) -> None:
        """Do it; whatever changed must be a step, and undo and redo must bring back every row."""
        kind, which, how = deed
        before = self.library.history.next_undo()
        if kind == "undo" or kind == "redo":
            self._turn(kind)
        elif kind == "restart":
            self.library.close()
            self.library = Library(self.library.folder)
            self.library.tidying.run()
            self._texts = set()
        else:
            _DEEDS[kind](self.library, which, how)
            after = self.library.history.next_undo()
            if after is not None and (before is None or after.key > before.key):
                self._now += 1
                self._states[self._now :] = [self.tables()]
        assert self.tables() == self._states[self._now], deed
        texts = set(rows(self.library, "SELECT key, story, hash, markup FROM story_versions"))
        assert texts >= self._texts, "a text was changed or taken away"
        self._texts = texts

    def back_and_forth(self) -> None:
        """Undo everything, then do it all again."""
        for kind in ("undo", "redo", "undo"):
            while self._turn(kind):
                assert self.tables() == self._states[self._now], kind
            assert self._now == (0 if kind == "undo" else len(self._states) - 1)

    def _turn(self, kind: str) -> bool:
        """Undo or redo one step, if the model says that there is one."""
        to = self._now + (-1 if kind == "undo" else 1)
        turn = self.library.history.undo if kind == "undo" else self.library.history.redo
        if not 0 <= to < len(self._states):
            with pytest.raises(BadRequest, match=f"nothing to {kind}"):
                turn()
            return False
        turn()
        self._now = to
        return True


def _story(library: Library, which: int) -> StoryHead | None:
    found = library.stories.rows(sort="oldest")
    return found[which % len(found)] if found else None


def _highlight(library: Library, which: int) -> Highlight | None:
    found = library.highlights.all()
    return found[which % len(found)] if found else None


def _add(library: Library, which: int, how: int) -> None:
    """A file whose stories have ids, some tags and sections."""
    add(
        library,
        *(
            StoryDraft(
                TITLES[place], variant(how + place), section=NAMES[(which + place) % 3],
                tags=LABELS[: how % 3], ref=f"r{place}",
            )
            for place in range(1 + which % 3)
        ),
        name="with ids",
    )  # fmt: skip


def _add_plain(library: Library, which: int, how: int) -> None:
    """A file whose stories are told by title and text."""
    drafts = [StoryDraft(TITLES[which % 2], variant(how)), StoryDraft(TITLES[2], variant(which))]
    add(library, *drafts, name="plain", section=NAMES[how % 5])


def _mark(library: Library, which: int, how: int) -> None:
    head = _story(library, which)
    if head is not None and head.length > 3:
        story = library.stories.get(head.id)
        start = how * 13 % (head.length - 3)
        end = min(head.length, start + 3 + how * 7 % 120)
        if story.text[start:end].strip():
            library.highlights.add(story, start, end, note=LABELS[how % 6], tags=LABELS[: how % 3])


def _on_story(act: Callable[[Stories, str, int], object]) -> Callable[[Library, int, int], None]:
    def deed(library: Library, which: int, how: int) -> None:
        head = _story(library, which)
        if head is not None:
            act(library.stories, head.id, how)

    return deed


def _on_highlight(
    act: Callable[[Highlights, str, int], object],
) -> Callable[[Library, int, int], None]:
    def deed(library: Library, which: int, how: int) -> None:
        found = _highlight(library, which)
        if found is not None:
            act(library.highlights, found.id, how)

    return deed


def _move_ends(library: Library, which: int, how: int) -> None:
    found = _highlight(library, which)
    if found is not None and found.placed:
        story = library.stories.get(found.story)
        end = min(len(story.text), how + 20)
        if end > how and story.text[how:end].strip():
            library.highlights.set_span(found.id, story, how, end)


def _merge(library: Library, which: int, how: int) -> None:
    found = _highlight(library, which)
    if found is not None and found.placed:
        marks = [one for one in library.highlights.of_story(found.story) if one.placed]
        chosen = [found, *(one for place, one in enumerate(marks) if how >> place % 7 & 1)]
        if len({one.id for one in chosen}) > 1:
            story = library.stories.get(found.story)
            library.joining.merge(story, [one.id for one in chosen])


def _split(library: Library, which: int, how: int) -> None:
    found = _highlight(library, which)
    if found is not None and found.start is not None:
        cuts = [found.start + how % 40, found.start + how % 17]
        try:
            library.joining.split(found.id, library.stories.get(found.story), cuts)
        except BadRequest:
            return


def _bulk(library: Library, which: int, how: int) -> None:
    """Several stories and their highlights at once, as one step."""
    heads = [head for place, head in enumerate(library.select()) if which >> place % 7 & 1]
    with library.step(f"Did much to {len(heads)} stories"):
        for head in heads:
            library.stories.move(head.id, NAMES[how % 6])
            library.stories.add_tags(head.id, LABELS[how % 6 :])
            library.stories.set_shelf(head.id, SHELVES[how % 3])
            for one in library.highlights.of_story(head.id)[: how % 3]:
                library.highlights.set_colour(one.id, COLOURS[which % 5])
                library.highlights.remove_tags(one.id, LABELS[:3])
            if how % 5 == 0:
                library.stories.remove(head.id)


def _recall(library: Library, which: int, how: int) -> None:
    found = _highlight(library, which)
    if found is None:
        return
    if how % 4 == 0:
        library.recalls.put_off(found.id)
    elif how % 4 == 1:
        library.recalls.leave_out(found.id)
    else:
        library.recalls.answer(found.id, get_args(Rating)[how % 3])


def _saved(library: Library, which: int, how: int) -> None:
    """Saving a query, and what is done to those that are saved."""
    saved = library.saved_searches
    names = [one.name for one in saved.all()]
    try:
        if how % 4 == 0 or not names:
            saved.save(NAMES[which % 6], f"bread {how % 3}")
        elif how % 4 == 1:
            saved.rename(names[which % len(names)], NAMES[how % 6])
        elif how % 4 == 2:
            saved.order(names[which % len(names) :])
        else:
            saved.remove(names[which % len(names)])
    except BadRequest:
        return


def _placed(library: Library, which: int, how: int) -> None:
    """Deciding about what a changed text did to a highlight."""
    found = _highlight(library, which)
    if found is None:
        return
    story = library.stories.get(found.story)
    if how % 3 == 0 and found.placed:
        library.placements.accept([found])
    elif how % 3 == 1:
        library.placements.keep([found])
    elif story.text[how : how + 30].strip():
        library.placements.place(found.id, story, how, min(len(story.text), how + 30))


def _section(library: Library, which: int, how: int) -> None:
    names = [section.name for section in library.sections.all()]
    name, other = names[which % len(names)], NAMES[how % len(NAMES)]
    try:
        if how % 4 == 0:
            library.sections.add(other)
        elif how % 4 == 1:
            library.sections.rename(name, other)
        elif how % 4 == 2:
            library.sections.remove(name, other)
        else:
            library.sections.order(names[which % len(names) :])
    except BadRequest:
        return


def _tag(library: Library, which: int, how: int) -> None:
    found = library.tags.all()
    if found:
        name = found[which % len(found)].name
        label = LABELS[how % len(LABELS)]
        try:
            if how % 3 == 0:
                library.tags.remove(name, under=how % 2 == 0)
            elif how % 3 == 1:
                library.tags.rename(name, label)
            else:
                library.tags.merge([name], label)
        except BadRequest:
            return


def _many(library: Library, which: int, how: int) -> None:
    keys, many = [head.key for head in library.stories.rows()][which % 3 :], library.many
    if how % 5 == 0:
        many.set_read(keys, how % 2 == 0)
    elif how % 5 == 1:
        many.set_shelf(keys, SHELVES[how % 3])
    elif how % 5 == 2:
        many.move(keys, NAMES[how % 6])
    elif how % 5 == 3:
        many.tag(keys, LABELS[: 1 + how % 4])
    else:
        many.untag(keys, LABELS[how % 4 :])


def _annotations(library: Library, which: int, how: int) -> None:
    """Part of all highlights and notes, at once."""
    keys, many = list(library.annotations.rows().keys)[which % 3 :], library.many
    if how % 3 == 0:
        many.delete(by_family(keys[: how % 4]))
    elif how % 3 == 1:
        many.set_colour(by_family(keys)["highlight"], COLOURS[how % 5])
    else:
        many.retag(by_family(keys), add=LABELS[: how % 3], remove=LABELS[how % 5 :])


_DEEDS: dict[str, Callable[[Library, int, int], None]] = {
    "add": _add,
    "add plain": _add_plain,
    "mark": _mark,
    "annotations": _annotations,
    "move ends": _move_ends,
    "merge": _merge,
    "split": _split,
    "bulk": _bulk,
    "recall": _recall,
    "saved": _saved,
    "placed": _placed,
    "section": _section,
    "tag": _tag,
    "many": _many,
    "star": _on_story(lambda do, story, how: do.set_starred(story, how % 2 == 0)),
    "read": _on_story(lambda do, story, how: do.set_read(story, how % 2 == 0)),
    "shelve": _on_story(lambda do, story, how: do.set_shelf(story, SHELVES[how % 3])),
    "rename": _on_story(lambda do, story, how: do.rename(story, TITLES[how % 4])),
    "move": _on_story(lambda do, story, how: do.move(story, NAMES[how % 6])),
    "remove": _on_story(lambda do, story, how: do.remove(story)),
    "note": _on_story(lambda do, story, how: do.set_note(story, "n" * (how % 3))),
    "tag story": _on_story(lambda do, story, how: do.add_tags(story, LABELS[: how % 4])),
    "tags": _on_story(lambda do, story, how: do.set_tags(story, LABELS[: how % 4])),
    "untag": _on_story(lambda do, story, how: do.remove_tags(story, LABELS[how % 4 :])),
    "colour": _on_highlight(lambda do, mark, how: do.set_colour(mark, COLOURS[how % 5])),
    "annotate": _on_highlight(lambda do, mark, how: do.set_note(mark, "n" * (how % 3))),
    "delete": _on_highlight(lambda do, mark, how: do.remove(mark)),
    "tag mark": _on_highlight(lambda do, mark, how: do.add_tags(mark, LABELS[: how % 4])),
    "mark tags": _on_highlight(lambda do, mark, how: do.set_tags(mark, LABELS[how % 4 :])),
    "open": _on_story(lambda do, story, how: do.opened(story)),
    "scroll": _on_story(lambda do, story, how: do.set_place(story, how * 3)),
}  # fmt: skip
UNRECORDED = {"open", "scroll"}
"""Deeds that are no steps."""

_numbers = st.integers(0, 200)


def deeds(
    *, with_unrecorded: bool = False, with_restarts: bool = False
) -> st.SearchStrategy[list[Deed]]:
    """Sequences of deeds that begin with an addition, undo and redo among them."""
    kinds = [kind for kind in _DEEDS if with_unrecorded or kind not in UNRECORDED]
    weighted = [*kinds, "mark", "mark", "mark", "merge", "add", "add", "add plain"]
    weighted += ["undo", "undo", "undo", "redo", "redo", *["restart"] * (3 * with_restarts)]
    one = st.tuples(st.sampled_from(weighted), _numbers, _numbers)
    first = st.tuples(st.just("add"), _numbers, _numbers)
    return st.tuples(first, st.lists(one, min_size=4, max_size=22)).map(
        lambda drawn: [drawn[0], *drawn[1]]
    )
