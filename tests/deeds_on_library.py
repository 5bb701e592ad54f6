"""What a reader does to a library as a whole or to many things in it, told by two numbers."""

from __future__ import annotations

import re
from itertools import cycle, islice

from db import Library
from db.annotation_rows import by_family
from db.errors import BadRequest, NotFound
from db.models import COLOURS, SHELVES, StoryDraft
from tests.deeds_on_one import LABELS, NAMES, TITLES, Doing, story_at
from tests.library import add

PARAGRAPHS = (
    "The council of Maro met on Tuesday to speak of bread and of the price of flour.",
    "Nobody had expected the baker herself to come. She brought eleven loaves and a ledger.",
    "“We bake at night,” she said, “and we sell at dawn, and by noon nothing is left.”",
    "The price of flour rose by 12.5% in March, 東京の市場 reported; it has not fallen since.",
    "In the end they agreed on a fund, a small one, to be looked at again in the autumn.",
    "The price of flour rose by 14.5% in April, and nobody in the market was surprised.",
)
WORDS = ("flour", "price", "the", "bread")


def variant(number: int) -> str:
    """One of many texts that share most of their paragraphs."""
    shift, drop, twice = number % 3, number // 3 % 7, number // 21 % 2
    chosen = [text for place, text in enumerate(PARAGRAPHS) if place != drop]
    turned = list(islice(cycle(chosen), shift, shift + len(chosen)))
    if number % 5 == 1:
        turned[0] = turned[0].replace("the", "that", 1)
    return "\n\n".join(turned + turned[:1] * twice)


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


def _matches(library: Library, which: int, how: int) -> None:
    """All places of a word in a story, highlighted at once."""
    head = story_at(library, which)
    if head is not None:
        story, word = library.stories.get(head.id), WORDS[how % 4]
        spans = [match.span() for match in re.finditer(word, story.text)]
        plan = library.match_marks.in_story(word, story, spans)
        library.match_marks.mark(plan, colour=COLOURS[how % 5], tags=LABELS[: how % 3])


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


def _look(library: Library, which: int, how: int) -> None:
    """Looking at what a saved search finds."""
    names = [one.name for one in library.saved_searches.all()]
    if names:
        library.saved_searches.looked(names[which % len(names)])


def _search(library: Library, which: int, how: int) -> None:
    """Searches are remembered until they are to be forgotten."""
    if how % 6 == 0:
        library.search_memory.forget()
    else:
        library.search_memory.remember(WORDS[which % 4])


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
    """Tags with all that is under them, and levels that no tag stands for itself."""
    names = [branch.name for branch in library.tags.tree()]
    if not names:
        return
    name, label = names[which % len(names)], LABELS[how % len(LABELS)]
    try:
        if how % 3 == 0:
            library.tags.remove(name, under=how % 2 == 0)
        elif how % 3 == 1:
            library.tags.rename(name, label if how % 2 else f"{label}/{name.rpartition('/')[2]}")
        else:
            library.tags.merge([name, names[how % len(names)]], label)
    except (BadRequest, NotFound):
        return


def _many(library: Library, which: int, how: int) -> None:
    """Many stories at once."""
    keys, many = [head.key for head in library.stories.rows()][which % 3 :], library.many
    if how % 7 == 0:
        many.set_read(keys, how % 2 == 0)
    elif how % 7 == 1:
        many.set_shelf(keys, SHELVES[how % 3])
    elif how % 7 == 2:
        many.move(keys, NAMES[how % 6])
    elif how % 7 == 3:
        many.tag(keys, LABELS[: 1 + how % 4])
    elif how % 7 == 4:
        many.untag(keys, LABELS[how % 4 :])
    elif how % 7 == 5:
        many.set_starred(keys, how % 2 == 0)
    else:
        many.remove(keys[: how % 3])


def _annotations(library: Library, which: int, how: int) -> None:
    """Part of all highlights and notes, at once."""
    keys, many = list(library.annotations.rows().keys)[which % 3 :], library.many
    if how % 3 == 0:
        many.delete(by_family(keys[: how % 4]))
    elif how % 3 == 1:
        many.set_colour(by_family(keys)["highlight"], COLOURS[how % 5])
    else:
        many.retag(by_family(keys), add=LABELS[: how % 3], remove=LABELS[how % 5 :])


ON_LIBRARY: dict[str, Doing] = {
    "add": _add,
    "add plain": _add_plain,
    "annotations": _annotations,
    "bulk": _bulk,
    "matches": _matches,
    "saved": _saved,
    "section": _section,
    "tag": _tag,
    "many": _many,
    "look": _look,
    "search": _search,
}
