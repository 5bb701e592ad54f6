"""Commands about the notes beside the page."""

from __future__ import annotations

from reader.commands.model import Command

COMMANDS = (
    Command(
        "notes-beside",
        "Show the notes beside the text",
        "Opens a column, or a drawer, with the notes of the story at their passages; "
        "again closes it.",
        "View",
        {"reader": ("g n",), "visual": ("g n",), "margin": ("g n",)},
    ),
    Command(
        "to-passage",
        "Go to the passage of the note",
        "Goes from a note, or from a highlight in the list, to the passage that it is about.",
        "Move",
        {"margin": ("enter",), "annotations": ("enter",)},
        footer={"margin": "passage", "annotations": "open"},
        palette=False,
    ),
)
