"""Ways back from an exported quote: the command that opens it, and its place on the web."""

from __future__ import annotations

import re

from db.models import StoryHead
from reader.exporters.escaping import inline

_WEB = re.compile(r"https?://[^\s/?#]", re.I)
_WHOLE_QUOTE = 120
"""Code points up to which a text fragment holds the whole quote."""
_EDGE = 40
"""Code points of either end of a longer quote, whole words where there are any."""
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
_ENDS_A_LINK = re.compile(r"""[\s\x00-\x20<>\\"`|^{}\x7f]""")


def open_command(story: str, highlight: str = "") -> str:
    """The command that opens a story, at a highlight of it, as a code span."""
    return f"`broadsheet open {story}{'#' if highlight else ''}{highlight}`"


def web_link(label: str, head: StoryHead, quote: str = "") -> str:
    """A link to the story's web page, at the words of a quote; empty where there is no page."""
    if not _WEB.match(head.url):
        return ""
    url = head.url
    if quote.strip():
        url += ("" if "#" in url else "#") + ":~:text=" + text_directive(quote)
    return f"[{inline(label)}](<{address(url)}>)"


def address(url: str) -> str:
    """A URL for between `<` and `>`; what is percent-encoded in it stays as it is."""
    from urllib.parse import quote

    encoded = _ENDS_A_LINK.sub(lambda found: quote(found[0], safe=""), url)
    return _ENTITY.sub("&amp;", encoded)


def text_directive(quote: str) -> str:
    """The `text=` of a URL's text fragment: the whole quote, or its two ends."""
    lines = quote.strip().split("\n")
    if len(lines) == 1 and len(lines[0]) <= _WHOLE_QUOTE:
        return _term(lines[0])
    first = _edge(lines[0].split())
    last = _edge([word[::-1] for word in reversed(lines[-1].split())])
    return f"{_term(first)},{_term(last[::-1])}"


def _edge(words: list[str]) -> str:
    """The first few words; of a word that is very long, its beginning."""
    edge = words[0][:_EDGE]
    for word in words[1:]:
        if len(edge) + 1 + len(word) > _EDGE:
            break
        edge += f" {word}"
    return edge


def _term(text: str) -> str:
    from urllib.parse import quote  # 6 ms, and only a story with a web address needs it

    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
