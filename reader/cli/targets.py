"""What a command is to be done to: stories and highlights by id, or all that a query finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from db.errors import BadRequest

if TYPE_CHECKING:
    from db import Library


def whole_id(library: Library, name: str) -> str:
    """The id of a story or highlight; `STORY#HIGHLIGHT` is that highlight.

    Raises:
        NotFound: there is none; `Ambiguous`: there are several.
        BadRequest: the highlight is in another story.
    """
    story, _, highlight = name.partition("#")
    if not highlight:
        return library.resolve(story)
    found = library.resolve(highlight)
    if story and library.story(found).id != library.resolve(story):
        raise BadRequest(f"The highlight {found} is not in the story {story}.")
    return found


def story_ids(library: Library, names: Sequence[str], query: str | None) -> list[str]:
    """Stories by id, or all that a query finds; a highlight stands for its story."""
    _one_of(names, query)
    if query is not None:
        return [head.id for head in library.select(query)]
    return list(dict.fromkeys(library.story(whole_id(library, name)).id for name in names))


def ids(library: Library, names: Sequence[str], query: str | None) -> list[str]:
    """Stories and highlights by id, or all stories that a query finds."""
    _one_of(names, query)
    if query is not None:
        return [head.id for head in library.select(query)]
    return list(dict.fromkeys(whole_id(library, name) for name in names))


def is_highlight(name: str) -> bool:
    """Whether a whole id is a highlight's."""
    return name.startswith("h-")


def counted(names: Sequence[str]) -> str:
    """How many of what, as `3 stories`."""
    highlights = sum(is_highlight(name) for name in names)
    stories = len(names) - highlights
    parts = [
        f"{count:,} {one if count == 1 else many}"
        for count, one, many in (
            (stories, "story", "stories"),
            (highlights, "highlight", "highlights"),
        )
        if count
    ]
    return " and ".join(parts) or "nothing"


def _one_of(names: Sequence[str], query: str | None) -> None:
    if bool(names) == (query is not None):
        raise click.UsageError("Say which: ids, or --query with a query.")
    if query is not None and not query.strip():
        raise click.UsageError("The query is empty: it would mean every story in the library.")
