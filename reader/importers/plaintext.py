"""Pure: plain text as canonical text, prose unwrapped, lists, verse and code with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.builder import TextBuilder
from db.models import Span
from db.text import canonical, strip_controls
from reader.importers.wrapping import cells, is_wrapped, join, text_width

_INNER_LINES = re.compile("[^\n]\n[^\n]|(?:^|\n)[ \t]|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LEADING_TABS = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_QUOTED = re.compile(r"\s*>")
_COLUMNS = re.compile(r"\S {3,}\S|\s\|\s")
_CODE = re.compile(r"[{};=<>\\]|\w\(|^\s*(?:[#$%]|//)\s?|(?:^|\s)(?:--?\w|~?/\w)")
_CODE_INDENT = 4
"""Columns beyond the text around it, from which lines are taken to be set out on purpose."""
_LONG = 100
"""Columns; a longer line was not wrapped by anyone."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a whole text was set, which no paragraph can tell alone."""

    width: int = 0
    """The measure to which it was wrapped, in columns; 0 for none."""
    indent: int = 0
    """Of its ordinary paragraphs, in columns."""
    line_paragraphs: bool = False
    """Every line is a paragraph, without blank lines between."""


def lay_out(raw: str) -> tuple[str, tuple[Span, ...]]:
    """The canonical text of plain text, and the few spans that plain text can have."""
    text = raw.replace("\r\n", "\n")
    if not _INNER_LINES.search(text):
        return canonical(text), ()
    blocks = split_blocks(raw)
    setting = observe(blocks)
    builder = TextBuilder()
    for block in blocks:
        write_block(builder, block, setting)
    return builder.finish()


def clean_lines(raw: str) -> list[str]:
    """The lines of a text without control characters and trailing spaces; tabs become spaces."""
    if "\t" in raw:
        raw = _LEADING_TABS.sub(lambda blank: blank[0].replace("\t", "    "), raw)
    return [line.rstrip() for line in strip_controls(raw).split("\n")]


def split_blocks(raw: str) -> list[list[str]]:
    """The runs of lines between blank ones."""
    blocks: list[list[str]] = [[]]
    for line in clean_lines(raw):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def observe(blocks: Sequence[Sequence[str]]) -> Setting:
    """How a text was set, from all of its blocks."""
    prose = [block for block in blocks if not _ITEM.match(block[0])]
    indents = sorted(_indent(block[-1]) for block in prose)
    return Setting(
        width=text_width([[line.strip() for line in block] for block in prose]),
        indent=indents[len(indents) // 4] if indents else 0,
        line_paragraphs=_lines_are_paragraphs(prose),
    )


def write_block(builder: TextBuilder, lines: Sequence[str], setting: Setting) -> None:
    """Write a run of lines as the blocks that it is."""
    if is_set_out(lines, setting):
        kind = _set_out_kind(lines)
        builder.open(kind)
        _write(builder, "\n".join(_dedented(lines)))
        builder.close(kind)
        return
    for paragraph in paragraphs(lines, setting):
        _write(builder, paragraph)


def paragraphs(lines: Sequence[str], setting: Setting) -> Iterator[str]:
    """The paragraphs in a run of lines: each one line, or several that are to stay lines."""
    for part in _parts(lines, setting):
        bare = [line.strip() for line in part]
        if _ITEM.match(part[0]):
            yield "\n".join(_items(part, setting))
        elif keeps_lines(part) or not is_wrapped(bare, setting.width):
            yield "\n".join(_dedented(part))
        else:
            yield join(bare)


def is_set_out(lines: Sequence[str], setting: Setting) -> bool:
    """Whether lines stand indented beyond their surroundings and are not wrapped prose."""
    if _ITEM.match(lines[0]) or min(map(_indent, lines)) < setting.indent + _CODE_INDENT:
        return False
    if len(lines) == 1:
        return _set_out_kind(lines) == "pre"
    return not is_wrapped([line.strip() for line in lines], setting.width)


def is_item(line: str) -> bool:
    """Whether a line begins as an entry of a list does."""
    return bool(_ITEM.match(line))


def keeps_lines(lines: Sequence[str]) -> bool:
    """Whether lines are quoted mail or columns, which joining would spoil."""
    if all(_QUOTED.match(line) for line in lines):
        return True
    return len(lines) > 1 and 2 * sum(bool(_COLUMNS.search(line)) for line in lines) > len(lines)


def _parts(lines: Sequence[str], setting: Setting) -> Iterator[Sequence[str]]:
    """Cut a run of lines where a paragraph begins without a blank line before it."""
    starts = [0]
    for index in range(1, len(lines)):
        if _begins_paragraph(lines, index, setting):
            starts.append(index)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start:end]


def _begins_paragraph(lines: Sequence[str], index: int, setting: Setting) -> bool:
    if _ITEM.match(lines[0]) or _QUOTED.match(lines[0]):
        return False
    if setting.line_paragraphs:
        return not _ITEM.match(lines[index])
    following = lines[index + 1 : index + 2] or [lines[index - 1]]
    return (
        setting.width > 0
        and _indent(lines[index]) >= setting.indent + 2
        and _indent(following[0]) <= setting.indent
        and _indent(lines[index - 1]) <= setting.indent
    )


def _items(lines: Sequence[str], setting: Setting) -> Iterator[str]:
    """The entries of a list, each a line unless it held several that are to stay."""
    groups: list[list[str]] = []
    for line in _dedented(lines):
        if _ITEM.match(line) or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    for group in groups:
        bare = [group[0], *(line.strip() for line in group[1:])]
        hangs = all(_indent(line) > _indent(group[0]) for line in group[1:])
        yield join(bare) if hangs or is_wrapped(bare, setting.width) else "\n".join(group)


def _lines_are_paragraphs(blocks: Iterable[Sequence[str]]) -> bool:
    """Whether most long lines have no blank line between them and the next line."""
    crowded = alone = 0
    for block in blocks:
        long = sum(cells(line) > _LONG for line in block)
        if len(block) > 1:
            crowded += long
        else:
            alone += long
    return crowded > 1 and crowded > alone


def _set_out_kind(lines: Sequence[str]) -> Literal["pre", "verse"]:
    code = sum(bool(_CODE.search(line)) for line in lines)
    return "pre" if 3 * code > len(lines) else "verse"


def _dedented(lines: Sequence[str]) -> list[str]:
    common = min(map(_indent, lines))
    return [line[common:] for line in lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _write(builder: TextBuilder, text: str) -> None:
    builder.write_lines(text)
    builder.end_block(keep_indent=True)
