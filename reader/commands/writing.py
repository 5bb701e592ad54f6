"""Commands while a note is written, and the one that finds those that were not finished."""

from __future__ import annotations

from reader.commands.model import Command, browsing

COMMANDS = (
    Command(
        "save-note",
        "Save the note",
        "Saves the note and leaves it.",
        "Mark",
        {"notes": ("ctrl+s",)},
        footer={"notes": "save"},
    ),
    Command(
        "edit-outside",
        "Write in your own editor",
        "Opens $VISUAL, or else $EDITOR, with the note, and comes back with what it left.",
        "Mark",
        {"notes": ("ctrl+e",)},
        footer={"notes": "editor"},
    ),
    Command(
        "discard-draft",
        "Throw the draft away",
        "Goes back to the note as it is saved; the editor's own undo brings the draft back.",
        "Mark",
        {"notes": ("ctrl+t",)},
        footer={"notes": "discard"},
    ),
    Command(
        "passage-down",
        "Show more of the passage",
        "Scrolls the passage that the note is about.",
        "Move",
        {"notes": ("alt+down",)},
        palette=False,
    ),
    Command(
        "passage-up",
        "Show the passage further up",
        "Scrolls the passage that the note is about back.",
        "Move",
        {"notes": ("alt+up",)},
        palette=False,
    ),
    Command(
        "drafts",
        "Show the notes that are not saved",
        "Lists the notes that were left, or cut off by a crash, before they were saved.",
        "Mark",
        browsing("g d"),
        names=("unsaved",),
    ),
)
