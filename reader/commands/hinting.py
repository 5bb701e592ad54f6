"""Commands that label what is in view, for a label to choose."""

from __future__ import annotations

from reader.commands.model import Command, reading

COMMANDS = (
    Command(
        "hint-sentences",
        "Choose a sentence by its label",
        "Labels the sentences in view; a label selects that sentence, or extends a selection "
        "to it.",
        "Select",
        reading(";"),
    ),
    Command(
        "hint-words",
        "Choose words by their labels",
        "Labels the words in view, or the clauses; two labels select from one to the other, "
        "and in a selection a label extends it.",
        "Select",
        reading(","),
    ),
    Command(
        "hint-links",
        "Follow a link by its label",
        "Labels the links in view; a label follows that link.",
        "Move",
        {"reader": ("f",)},
    ),
)
