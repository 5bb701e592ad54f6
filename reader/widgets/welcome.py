"""What an empty library says."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content
from textual.widgets import Static

TEXT = """[b]Broadsheet[/b]

This library is empty. It is kept here:

  $folder

[b]Enter[/b]   a sample paper that shows how to read, mark and export
[b]:add[/b]    a file or folder of your own:  :add ~/digest.txt
[b]?[/b]       every key
[b]Q[/b]       leave"""


class Welcome(Static):
    """Where the library is and how to begin; nothing is added unasked."""

    def __init__(self, folder: Path, *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(Content.from_markup(TEXT, folder=str(folder)), id=id)
