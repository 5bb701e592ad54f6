"""Words as a reader steps through them, and clauses where a script has no spaces."""

from __future__ import annotations

import re

from reader.segments.graphemes import is_boundary, widened
from reader.segments.scripts import shapes

_CORE = "[aA0_][aA0_mj]*"
_JOIN = (
    "['&@-]"  # can't, AT&T, name@example.org, re-elect
    "|(?<=[0m])[.,:/](?=m*0)"  # 27,403.54 and 12:30
    r"|\.(?=m*[a0])"  # example.com, node.js; not "end.Next"
    r"|\$(?=0)"  # US$5
)
_TOKEN = re.compile(
    r"[aA]+://[^ ~c'\"<>]*[aA0/=%#mj]"  # a web address
    r"|(?<![aA0mj_])(?:[aA][mj]*\.){2,}(?:[aA][mj]*(?![aA0]))?(?:-" + _CORE + ")*"  # U.S., e.g.
    r"|(?:(?<![aA0mj_)])[-+](?=\$?0))?[$#@]?" + _CORE + f"(?:(?:{_JOIN})m*{_CORE})*"
    r"(?:%+[aA]?|\+\+|#|\$)?"
    "|c[mj]*"
    "|e[mj]*(?:(?<=j)e[mj]*)*"
    "|f{1,2}[mj]*"
)
_CLAUSE_END = re.compile(r"(?:[，、。；：！？…—｡､]+|[,;:!?.](?=\s))[”’」』）】》〉〕]*")


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` in order, as (start, end); spaces and points are in none.

    "can't", "27,403.54", "U.S.", "re-elect", "$3.5bn", a web address, a Chinese or Japanese
    character and a pictograph are one each. `start` and `end` should be where a line or a sentence
    begins and ends, else a word may be cut.
    """
    piece = text[start:end]
    found = [match.span() for match in _TOKEN.finditer(shapes(piece))]
    if not piece.isascii():
        found = _on_clusters(piece, found)
    return [(start + first, start + last) for first, last in found]


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The clauses of `text[start:end]`: up to a comma or a stop, closing quotes included."""
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    ends = (match.end() for match in _CLAUSE_END.finditer(text, start, stop))
    for last in [*(it for it in ends if is_boundary(text, it)), stop]:
        piece = text[start:last]
        first = start + len(piece) - len(piece.lstrip())
        if first < last and piece.strip():
            found.append((first, start + len(piece.rstrip())))
        start = last
    return _on_clusters(text, found)


def _on_clusters(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans widened to grapheme borders; one that then overlaps the one before is dropped."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        first, last = widened(text, start, end)
        if not kept or first >= kept[-1][1]:
            kept.append((first, last))
    return kept
