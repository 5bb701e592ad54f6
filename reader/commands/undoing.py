"""Commands that take back what was done."""

from __future__ import annotations

from reader.commands.model import Command, on_stories

COMMANDS = (
    Command(
        "undo",
        "Undo",
        "Undoes the last thing done in the library, and says what it was.",
        "Mark",
        {
            **on_stories("u"),
            "annotations": ("u",),
            "tags": ("u",),
            "checking": ("u",),
            "recall": ("u",),
        },
    ),
    Command(
        "redo",
        "Redo",
        "Does again what was undone last.",
        "Mark",
        {
            **on_stories("ctrl+r"),
            "annotations": ("ctrl+r",),
            "tags": ("ctrl+r",),
            "checking": ("ctrl+r",),
        },
    ),
    Command(
        "history",
        "Show what was done",
        "Lists every step, newest first; one can go back to any of them, and on again.",
        "Mark",
        {
            **on_stories("g u"),
            "annotations": ("g u",),
            "tags": ("g u",),
            "checking": ("g u",),
        },
    ),
)
