"""docs/schema.md says what every table and column is, and its example reads a text."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from db import Library
from tests.data import ROOT
from tests.library import TEXT, add_story, rows

PAGE = ROOT / "docs" / "schema.md"
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)


def documented() -> dict[str, dict[str, str]]:
    """The line of every column, by table."""
    parts = re.split(r"^## `(\w+)`$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        table: dict(_ROW.findall(part))
        for table, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def real(library: Library) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in rows(
        library,
        """SELECT tables.name, columns.name FROM sqlite_master AS tables
           JOIN pragma_table_xinfo(tables.name) AS columns
           WHERE tables.type = 'table' AND tables.name NOT LIKE '%sqlite%' ORDER BY cid""",
    ):
        found.setdefault(table, []).append(column)
    return found


def test_every_column_has_its_line_in_order(library: Library) -> None:
    assert {table: list(lines) for table, lines in documented().items()} == real(library)


def test_every_line_is_a_sentence() -> None:
    short = [
        f"{table}.{column}"
        for table, lines in documented().items()
        for column, line in lines.items()
        if len(line.split()) < 3
    ]
    assert short == []


def test_the_example_reads_a_text_without_broadsheet(library: Library) -> None:
    story = add_story(library, text=TEXT)
    example = re.search(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    told = subprocess.run(  # noqa: S603 -- the page's own example
        [sys.executable, "-I", "-c", example[1], str(library.file), story.id],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == TEXT + "\n"


@pytest.mark.parametrize("word", ["code points", "zlib", "application_id", "undo"])
def test_the_page_tells_what_a_program_must_know(word: str) -> None:
    assert word in PAGE.read_text(encoding="utf-8")
