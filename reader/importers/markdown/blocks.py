"""Markdown tokens as canonical text with its markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.builder import TextBuilder
from db.models import Span
from db.text import clean_line
from reader.importers.html_text import html_blocks
from reader.importers.markdown.inline import Line

if TYPE_CHECKING:
    from markdown_it.token import Token

_LANGUAGE_LIMIT = 40
_CELL = " | "
_SCENE_BREAK = "* * *"


def write_tokens(tokens: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """The canonical text of block tokens, and its markup."""
    builder = TextBuilder()
    writer = _Writer(builder, _tight_lists(tokens))
    for index, token in enumerate(tokens):
        writer.take(index, token)
    return builder.finish()


@dataclass(slots=True)
class _List:
    """A list being written."""

    tight: bool
    """Its items are lines of one block, not blocks of their own."""
    number: int | None
    """Of the next item; None in a list with bullets."""


class _Writer:
    """Writes block tokens one after the other."""

    def __init__(self, builder: TextBuilder, tight: frozenset[int]) -> None:
        self._builder = builder
        self._tight = tight
        self._line = Line(builder)
        self._lists: list[_List] = []
        self._cells = 0

    def take(self, index: int, token: Token) -> None:
        """Write the token at an index."""
        match token.type:
            case "inline":
                self._line.take(token.children or ())
            case "paragraph_open" if token.hidden:
                self._line.line_break()
            case "paragraph_close" if token.hidden:
                pass
            case "paragraph_open" | "paragraph_close":
                self._end_block()
            case "heading_open":
                self._end_block()
                self._builder.open("heading", token.tag[1:])
            case "heading_close":
                self._builder.close("heading")
                self._end_block()
            case "bullet_list_open" | "ordered_list_open":
                self._open_list(token, index in self._tight)
            case "bullet_list_close" | "ordered_list_close":
                self._close_list()
            case "list_item_open":
                self._open_item(token)
            case "list_item_close":
                self._builder.close("item")
            case _:
                self._take_rarer(token)

    def _take_rarer(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self._end_block()
                self._builder.open("quote")
            case "blockquote_close":
                self._end_block()
                self._builder.close("quote")
            case "fence" | "code_block":
                self._code(token)
            case "hr":
                self._paragraph(_SCENE_BREAK)
            case "html_block":
                for paragraph in html_blocks(token.content):
                    self._paragraph(paragraph)
            case "table_open" | "table_close":
                self._end_block()
            case "tr_open":
                self._line.line_break()
                self._cells = 0
            case "th_open" | "td_open" | "th_close":
                self._cell(token)

    def _end_block(self) -> None:
        self._builder.end_block()
        self._line.end()

    def _paragraph(self, text: str) -> None:
        """A block whose `\\n` are line breaks."""
        self._end_block()
        for line in text.split("\n"):
            self._line.line_break()
            self._line.write(line)
        self._end_block()

    def _code(self, token: Token) -> None:
        self._end_block()
        language = token.info.split(maxsplit=1)[:1]
        self._builder.open("pre", clean_line("".join(language), _LANGUAGE_LIMIT))
        self._builder.write_lines(token.content)
        self._builder.end_block(keep_indent=True)
        self._builder.close("pre")

    def _open_list(self, token: Token, tight: bool) -> None:
        if not (self._lists and self._lists[-1].tight):
            self._end_block()
        first = int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None
        if token.type.startswith("ordered") and token.attrGet("start") == 0:
            first = 0
        self._lists.append(_List(tight, first))
        self._builder.open("list")

    def _close_list(self) -> None:
        self._builder.close("list")
        self._lists.pop()
        if not (self._lists and self._lists[-1].tight):
            self._end_block()

    def _open_item(self, token: Token) -> None:
        listed = self._lists[-1]
        self._line.line_break()
        if listed.number is None:
            self._builder.open("item", "-")
        else:
            self._builder.open("item", f"{listed.number}{token.markup or '.'}")
            listed.number += 1

    def _cell(self, token: Token) -> None:
        if token.type == "th_close":
            self._builder.close("strong")
            return
        if self._cells:
            self._line.write(_CELL)
        self._cells += 1
        if token.type == "th_open":
            self._builder.open("strong")


def _tight_lists(tokens: Sequence[Token]) -> frozenset[int]:
    """The indices at which lists begin whose items are not parted by blank lines."""
    tight: set[int] = set()
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.type.endswith("_list_open"):
            opened.append(index)
        elif token.type.endswith("_list_close"):
            opened.pop()
        elif token.type == "paragraph_open" and token.hidden and opened:
            tight.add(opened[-1])
    return frozenset(tight)
