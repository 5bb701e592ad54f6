"""A whole story as Markdown: its text with headings, lists, quotes, emphasis and links."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from db.models import Span, Story
from reader.exporters.document import title_lines
from reader.exporters.escaping import TICKS, fence_for, inline, not_a_starter
from reader.exporters.links import address

_SIGNS = {"emphasis": "*", "strong": "**", "strike": "~~"}


def story_markdown(story: Story) -> str:
    """The story with its title and where it is from; notes and highlights are not in it."""
    rows = "\n".join(_Body(story).rows())
    return "\n\n".join([*title_lines(story), rows]) + "\n"


class _Body:
    """The text of a story row by row, a row being what stands between two line ends."""

    def __init__(self, story: Story) -> None:
        self._text = story.text
        self._boxes = [span for span in story.markup if span.kind in ("quote", "item")]
        self._codes = [span for span in story.markup if span.kind == "pre"]
        self._headings = [span for span in story.markup if span.kind == "heading"]
        self._runs = [
            span for span in story.markup if span.kind in (*_SIGNS, "code", "link", "image")
        ]

    def rows(self) -> Iterator[str]:
        """Rows of Markdown."""
        start = 0
        for row in self._text.split("\n"):
            end = start + len(row)
            yield from self._row(start, end)
            start = end + 1

    def _row(self, start: int, end: int) -> Iterator[str]:
        before = self._prefix(start, end)
        code = _around(self._codes, start, end)
        heading = _around(self._headings, start, end)
        if code is not None:
            yield from self._code(code, start, end, before)
        elif start == end:
            yield before.rstrip()
        elif heading is not None:
            yield f"{before}{'#' * int(heading.data)} {self._inline(start, end)}"
        else:
            yield before + self._inline(start, end) + ("\\" if self._goes_on(end) else "")

    def _code(self, code: Span, start: int, end: int, before: str) -> Iterator[str]:
        """A row of preformatted text, with the fence where it is the first or the last."""
        fence = fence_for(self._text[code.start : code.end])
        later = self._prefix(start, end, first=False)
        if start <= code.start:
            yield f"{before}{fence}{code.data}"
        yield (
            (later + self._text[start:end]).rstrip()
            if start == end
            else (later + self._text[start:end])
        )
        if end >= code.end:
            yield f"{later}{fence}"

    def _prefix(self, start: int, end: int, *, first: bool = True) -> str:
        """What the quotes and list items around a row put before it."""
        parts = []
        for box in self._boxes:
            if not (box.start <= start and end <= box.end and start < max(box.end, start + 1)):
                continue
            marker = "> " if box.kind == "quote" else f"{box.data or '-'} "
            begins = first and box.start == start
            parts.append(marker if begins or box.kind == "quote" else " " * len(marker))
        return "".join(parts)

    def _goes_on(self, end: int) -> bool:
        """Whether the next row belongs to the same paragraph."""
        after = end + 1
        if self._text[after : after + 1] in ("", "\n"):
            return False
        return not any(box.start == after or box.end == end for box in self._boxes)

    def _inline(self, start: int, end: int) -> str:
        """The words of a row with emphasis, code, links and images."""
        runs = [run for run in self._runs if run.start < end and run.end > start]
        shown = self._marked(start, end, runs)
        starts_plain = not any(run.start <= start for run in runs)
        return not_a_starter(shown, self._text[start:end]) if starts_plain else shown

    def _marked(self, start: int, end: int, runs: list[Span]) -> str:
        """Runs come sorted by start, the longer first; one that crosses another loses its sign."""
        out, place = "", start
        while runs:
            run, rest = runs[0], runs[1:]
            first, last = max(run.start, start), min(run.end, end)
            if first < place:
                runs = rest
                continue
            inner = [one for one in rest if one.start < last and one.end <= run.end]
            runs = [one for one in rest if one.start >= last]
            out += inline(self._text[place:first]) + self._run(run, first, last, inner)
            place = last
        return out + inline(self._text[place:end])

    def _run(self, run: Span, first: int, last: int, inner: list[Span]) -> str:
        if run.kind == "code":
            return _code_span(self._text[first:last])
        words = self._marked(first, last, inner)
        if run.kind == "link":
            return f"[{words}](<{address(run.data)}>)"
        if run.kind == "image":
            return f"![{words}](<{address(run.data)}>)" if run.data else words
        sign = _SIGNS[run.kind]
        return f"{sign}{words}{sign}" if self._flanks(first, last) else words

    def _flanks(self, first: int, last: int) -> bool:
        """Whether CommonMark takes signs at both ends of a run for emphasis."""
        text = self._text
        outer = text[first - 1 : first] + text[last : last + 1]
        ends = text[first], text[last - 1]
        if any(sign.isspace() for sign in ends):
            return False
        return not any(map(_is_sign, ends)) or all(
            _is_sign(sign) or sign.isspace() for sign in outer
        )


def _around(spans: list[Span], start: int, end: int) -> Span | None:
    for span in spans:
        if span.start < max(end, start + 1) and span.end > start:
            return span
    return None


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _code_span(code: str) -> str:
    """Code between ticks; a code span holds no line end and needs a space beside its own ticks."""
    longest = max((len(run) for run in TICKS.findall(code)), default=0)
    fence = "`" * (longest + 1)
    room = " " if code[0] in "` " or code[-1] in "` " else ""
    return f"{fence}{room}{code}{room}{fence}"
