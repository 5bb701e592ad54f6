"""What a command is to be done to: stories and highlights by id, or all that a query finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from db.errors import BadRequest
from reader.cli.lacking import wholly

if TYPE_CHECKING:
    from db import Library
    from db.models import Lacking
    from db.retagging import Family


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


@dataclass(frozen=True, slots=True)
class Targets:
    """Stories and highlights, by their keys and by their public ids."""

    stories: tuple[int, ...] = ()
    highlights: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()
    """The stories, then the highlights."""

    def __len__(self) -> int:
        return len(self.stories) + len(self.highlights)

    @property
    def counted(self) -> str:
        """How many of what, as `3 stories`."""
        parts = [
            f"{count:,} {one if count == 1 else many}"
            for count, one, many in (
                (len(self.stories), "story", "stories"),
                (len(self.highlights), "highlight", "highlights"),
            )
            if count
        ]
        return " and ".join(parts) or "nothing"

    def of(self, family: Family) -> tuple[int, ...]:
        """The keys of the stories or of the highlights."""
        return self.stories if family == "story" else self.highlights


def story_targets(library: Library, names: Sequence[str], query: str | None) -> Targets:
    """Stories by id, or all that a query finds; a highlight stands for its story."""
    _one_of(names, query)
    if query is not None:
        return _found(library, query)
    ids = [library.story(whole_id(library, name)).id for name in names]
    return _named(library, dict.fromkeys(ids))


def targets(
    library: Library, names: Sequence[str], query: str | None, *, highlights: bool = False
) -> Targets:
    """Stories and highlights by id, or all stories, or highlights, that a query finds."""
    _one_of(names, query)
    if highlights and query is None:
        raise click.UsageError("--highlights goes with --query: ids tell what they are.")
    if query is not None:
        return _found(library, query, highlights=highlights)
    return _named(library, dict.fromkeys(whole_id(library, name) for name in names))


def is_highlight(name: str) -> bool:
    """Whether a whole id is a highlight's."""
    return name.startswith("h-")


def _found(library: Library, query: str, *, highlights: bool = False) -> Targets:
    if highlights:
        marks = sorted(wholly(library, lambda: library.search.highlight_keys(query)))
        return Targets((), tuple(marks), tuple(library.many.ids(marks, "highlight")))
    keys = wholly(library, lambda: _stories(library, query))
    return Targets(tuple(keys), (), tuple(library.many.ids(keys)))


def _stories(library: Library, query: str) -> tuple[Sequence[int], Lacking]:
    rows = library.select(query)
    return rows.keys, rows.lacking


def _named(library: Library, names: dict[str, None]) -> Targets:
    marks = [name for name in names if is_highlight(name)]
    stories = [name for name in names if not is_highlight(name)]
    return Targets(
        tuple(library.many.keys(stories)),
        tuple(library.many.keys(marks, "highlight")),
        (*stories, *marks),
    )


def _one_of(names: Sequence[str], query: str | None) -> None:
    if bool(names) == (query is not None):
        raise click.UsageError("Say which: ids, or --query with a query.")
    if query is not None and not query.strip():
        raise click.UsageError("The query is empty: it would mean every story in the library.")


def within_saved(library: Library, saved: str, query: str) -> str:
    """A query for what both a saved search and another query find; raises `NotFound`."""
    from db.search.query.narrowing import both  # for those who name one

    return both(library.saved_searches.get(saved).query, query) if saved else query
