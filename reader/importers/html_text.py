"""The text of a piece of HTML, without its tags, scripts and comments, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:[^<>"']|"[^"<>]{0,4000}"|'[^'<>]{0,4000}')*>"""
    r"|<[!?][^<>]*>"
)
_SPACES = re.compile(r"\s+")
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "head"})
_BREAKS = frozenset({"br", "li", "tr", "dt", "dd", "summary", "figcaption"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address"}
    | {"blockquote", "pre", "table", "ul", "ol", "dl", "hr", "details", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_LINE = "\0"
_BLOCK = "\0\0"
"""What stands for a line end and for the end of a block while text is collected."""


def is_break(tag: str) -> bool:
    """Whether an inline tag, as `<br />`, ends a line."""
    return tag.lower().replace(" ", "") in {"<br>", "<br/>"}


def html_blocks(html: str) -> list[str]:
    """The text of some HTML as paragraphs; a `\\n` in one is a line break."""
    from html import unescape

    collected = "".join(_pieces(_without_comments(html.replace("\0", ""))))
    paragraphs = (
        "\n".join(_SPACES.sub(" ", unescape(line)).strip() for line in block.split(_LINE))
        for block in collected.split(_BLOCK)
    )
    return [text for paragraph in paragraphs if (text := paragraph.strip())]


def _without_comments(html: str) -> str:
    """Comments taken out; one that is not closed goes on to the end."""
    kept = []
    start = 0
    while (comment := html.find("<!--", start)) >= 0:
        kept.append(html[start:comment])
        end = html.find("-->", comment + 4)
        if end < 0:
            return "".join(kept)
        start = end + 3
    return "".join([*kept, html[start:]])


def _pieces(html: str) -> Iterator[str]:
    """Text between tags, and the signs for what the tags mean."""
    silent = ""
    start = 0
    for tag in _TAG.finditer(html):
        if not silent:
            yield html[start : tag.start()]
        start = tag.end()
        name = (tag[2] or "").lower()
        if silent:
            silent = "" if tag[1] and name == silent else silent
        elif name in _SILENT and not tag[1]:
            silent = name
        elif name in _BLOCKS:
            yield _BLOCK
        elif name in _BREAKS and not tag[1]:
            yield _LINE
    if not silent:
        yield html[start:]
