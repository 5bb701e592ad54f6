"""Markdown inside a block: emphasis, links, code, line breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.builder import TextBuilder
from db.models import SpanKind
from reader.importers.html_text import is_break
from reader.importers.wrapping import unspaced

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPANS: dict[str, SpanKind] = {"em": "emphasis", "strong": "strong", "s": "strike"}
_UNDEFINED = re.compile(r"(?<![A-Za-z0-9_\]])\[([^\[\]]+)\]\[[^\[\]]*\]")
"""A link whose definition the file does not hold: its words are what is meant."""
_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_PICTURE = re.compile(r"https?://\S+", re.IGNORECASE)


def plain(token: Token) -> str:
    """The words of an inline token, without markup."""
    words = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif child.type == "image":
            words.append(plain(child))
        elif child.type in {"text", "code_inline"}:
            words.append(child.content)
    return _UNDEFINED.sub(r"\1", "".join(words)).strip()


class Line:
    """Writes inline tokens, and knows whether the line at hand holds anything."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._links: list[bool] = []
        self._last = ""
        self._soft = False

    @property
    def begun(self) -> bool:
        """Whether something stands in the line."""
        return bool(self._last)

    def end(self) -> None:
        """The line is at its end, or the block."""
        self._last = ""
        self._soft = False

    def write(self, text: str) -> None:
        """Running text."""
        if not text:
            return
        if self._soft and not unspaced(self._last, text[0]):
            self._builder.write(" ")
        self._soft = False
        self._builder.write(text)
        self._last = text[-1]

    def line_break(self) -> None:
        """A line end that stays, unless the line is empty."""
        if self.begun:
            self._builder.line_break()
        self.end()

    def take(self, tokens: Sequence[Token]) -> None:
        """Write the children of an inline token."""
        for token in tokens:
            self._take(token)

    def _take(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if token.type == "text":
            self.write(_UNDEFINED.sub(r"\1", token.content))
        elif token.type == "softbreak":
            self._soft = True
        elif token.type == "hardbreak":
            self.line_break()
        elif token.type == "code_inline":
            self._span("code", "", token.content)
        elif token.type == "image":
            source = str(token.attrGet("src") or "")
            self._span("image", source if _PICTURE.fullmatch(source) else "", plain(token))
        elif token.type == "html_inline" and is_break(token.content):
            self.line_break()
        elif name in _SPANS:
            (self._open if side == "open" else self._builder.close)(_SPANS[name])
        elif name == "link":
            self._link(token, side == "open")

    def _span(self, kind: SpanKind, data: str, text: str) -> None:
        self._open(kind, data)
        self.write(text)
        self._builder.close(kind)

    def _open(self, kind: SpanKind, data: str = "") -> None:
        self._builder.open(kind, data)

    def _link(self, token: Token, opens: bool) -> None:
        """Keep the address of a web page or a mailbox; of any other link only the words."""
        if opens:
            address = str(token.attrGet("href") or "")
            self._links.append(bool(_LINK.fullmatch(address)))
            if self._links[-1]:
                self._open("link", address)
        elif self._links and self._links.pop():
            self._builder.close("link")
