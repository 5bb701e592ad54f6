"""Markdown as tokens: CommonMark with tables and strikethrough, template tags left out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TEMPLATE = re.compile(r"\s*(?:\{%[^\n]*%\}|\{:[^\n]*\})\s*")


def parse(text: str) -> list[Token]:
    """The block tokens of a text without front matter."""
    return _parser().parse(without_templates(text))


def without_templates(text: str) -> str:
    """Blank the lines that only hold tags of a site's template, as `{% include x %}`.

    Left in, they would turn the link definitions under them into text. Code is not touched.
    """
    fence = ""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip("`~ "):
            fence = ""
        elif not fence and _TEMPLATE.fullmatch(line):
            lines[index] = ""
    return "\n".join(lines)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    # Every link is parsed, so that of one which is not kept the words alone remain.
    parser.block.ruler.at("reference", _reference)
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A link definition; a footnote, which looks like one, stays text."""
    from markdown_it.rules_block import reference

    if state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
        return False
    return reference(state, start, end, silent)
