"""Telling what was done to stories and highlights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.cli.layout import clipped
from reader.cli.output import put_json, say
from reader.cli.targets import counted, is_highlight

if TYPE_CHECKING:
    from db import Library

_TOLD = 20
"""Stories named one by one; of more only the number is told."""


def tell(library: Library, names: Sequence[str], sentence: str, as_json: bool) -> None:
    """Say what was done; in the sentence `{}` is a title, a quote, or how many stories.

    As JSON, print each story or highlight as it is now.
    """
    if as_json:
        for name in names:
            put_json(_record(library, name))
    elif len(names) > _TOLD:
        say(sentence.replace("{}", counted(names), 1))
    elif not names:
        say("Nothing was found, so nothing was done.")
    else:
        for name in names:
            say(sentence.replace("{}", f"“{clipped(_called(library, name), 60)}”", 1))


def _record(library: Library, name: str) -> dict[str, object]:
    from reader.cli.records import highlight_record, story_record

    if is_highlight(name):
        return highlight_record(library.highlights.get(name))
    return story_record(library.stories.head(name))


def _called(library: Library, name: str) -> str:
    if is_highlight(name):
        return library.highlights.get(name).quote
    return library.stories.head(name).title
