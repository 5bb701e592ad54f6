"""Plain text as Markdown that a parser turns back into the same text, in quotes, titles, YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from db.models import Span

_INLINE = re.compile(
    r"[\\`*\[\]<#|~$^]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it means nothing
    r"|&(?=#?[0-9A-Za-z]+;)"  # would be an entity
    r"|=(?==)|(?<==)="  # ==marked== in Obsidian
    r"|%(?=%)|(?<=%)%"  # %%hidden%% in Obsidian
    r"|\{(?=[{%])|(?<=\{)\{"  # templates and macros
)
_NUMBER = re.compile(r"[0-9]{1,9}[.)]")
TICKS = re.compile("`+")
_NOT_IN_YAML = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BLANK_LINES = re.compile(r"\n{2,}")


def inline(text: str) -> str:
    """One line of plain text, for the middle of a line of Markdown."""
    return _INLINE.sub(r"\\\g<0>", text.replace("\n", " "))


def line(text: str) -> str:
    """One line of plain text as a whole line of a paragraph; blank ends are kept as entities."""
    core = text.strip()
    if not core:
        return _entities(text)
    start = text.index(core)
    before, after = text[:start], text[start + len(core) :]
    return _entities(before) + not_a_starter(inline(core), core) + _entities(after)


def quote(text: str, code: Iterable[Span] = ()) -> str:
    """A quotation with `>` on every line; its line ends stay, blank lines at its ends do not.

    Args:
        text: what is quoted.
        code: code points into `text` that are preformatted and become fenced code.
    """
    rows: list[str] = []
    for part, is_code in _parts(text, code):
        if rows:
            rows.append("")
        rows += fenced(part).split("\n") if is_code else _paragraph(part)
    return "\n".join(f"> {row}" if row else ">" for row in rows) or ">"


def fence_for(code: str) -> str:
    """A fence longer than any run of backticks in the code."""
    longest = max((len(run) for run in TICKS.findall(code)), default=0)
    return "`" * max(3, longest + 1)


def fenced(code: str) -> str:
    """A fenced block."""
    fence = fence_for(code)
    return f"{fence}\n{code}\n{fence}"


def not_a_starter(escaped: str, core: str) -> str:
    """An escaped line so that it begins no list, heading, rule or quote; `core` is it unescaped."""
    number = _NUMBER.match(core)
    if number:
        end = number.end() - 1
        return f"{escaped[:end]}\\{escaped[end:]}"
    return f"\\{escaped}" if core[0] in "-+=>:" and not escaped.startswith("\\") else escaped


def yaml_text(text: str) -> str:
    """A double-quoted YAML scalar on one line; the escapes of JSON are among those of YAML."""
    return _NOT_IN_YAML.sub(_code_unit, json.dumps(text, ensure_ascii=False))


def yaml_list(texts: Iterable[str]) -> str:
    """A YAML list of quoted scalars on one line."""
    return f"[{', '.join(yaml_text(text) for text in texts)}]"


def _paragraph(text: str) -> list[str]:
    """The lines of one paragraph, parted by hard breaks."""
    rows = [line(row) for row in text.split("\n")]
    return [f"{row}\\" for row in rows[:-1]] + rows[-1:]


def _parts(text: str, code: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The paragraphs and code blocks of a text in order."""
    place = 0
    for span in sorted(code, key=lambda span: span.start):
        if span.start < place:
            continue
        yield from ((part, False) for part in _paragraphs(text[place : span.start]))
        part = text[span.start : span.end].strip("\n")
        if part:
            yield part, True
        place = span.end
    yield from ((part, False) for part in _paragraphs(text[place:]))


def _paragraphs(text: str) -> list[str]:
    return [part for part in _BLANK_LINES.split(text.strip("\n")) if part]


def _entities(blanks: str) -> str:
    return "".join(f"&#{ord(blank)};" for blank in blanks)


def _code_unit(found: re.Match[str]) -> str:
    point = ord(found[0])
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
