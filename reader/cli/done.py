"""Doing the same to stories and highlights as one step, and telling what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from reader.cli.layout import clipped
from reader.cli.output import put_json, say
from reader.cli.targets import Targets, is_highlight

if TYPE_CHECKING:
    from db import Library
    from db.retagging import Family

    Act = Callable[[Sequence[int], Family], object]

_TOLD = 20
"""Stories named one by one; of more only the number is told."""


def carry_out(
    library: Library,
    found: Targets,
    sentence: str,
    act: Act,
    *,
    as_json: bool,
    dry_run: bool,
    gone: bool = False,
) -> None:
    """Do something to all that was found, as one step, and say so.

    Args:
        library: where they are.
        found: to what it is done.
        sentence: in which `{}` is a title, a quote, or how many stories.
        act: does it to the keys of stories or of highlights.
        as_json: each story or highlight is printed as it is now.
        dry_run: only how many there are is told.
        gone: afterwards they are not there any more.
    """
    if dry_run:
        _tell_count(found, as_json)
        return
    called = [_called(library, name) for name in found.ids] if len(found) <= _TOLD else []
    both = bool(found.stories and found.highlights)
    told = sentence.replace("{}", found.counted, 1)
    with library.step(told.rstrip(".")) if both else nullcontext():
        if found.stories:
            act(found.stories, "story")
        if found.highlights:
            act(found.highlights, "highlight")
    if as_json:
        for name in found.ids:
            put_json({"id": name, "removed": True} if gone else _record(library, name))
    elif not found:
        say("Nothing was found, so nothing was done.")
    elif called:
        for name in called:
            say(sentence.replace("{}", f"“{clipped(name, 60)}”", 1))
    else:
        say(told)


def _tell_count(found: Targets, as_json: bool) -> None:
    if as_json:
        put_json({"stories": len(found.stories), "highlights": len(found.highlights)})
    else:
        say(f"It would be done to {found.counted}; nothing was changed (a dry run).")


def _record(library: Library, name: str) -> dict[str, object]:
    from reader.cli.records import highlight_record, story_record

    if is_highlight(name):
        return highlight_record(library.highlights.get(name))
    return story_record(library.stories.head(name))


def _called(library: Library, name: str) -> str:
    if is_highlight(name):
        return library.highlights.get(name).quote
    return library.stories.head(name).title
