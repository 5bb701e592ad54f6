"""Commands about the texts that a story has had."""

from __future__ import annotations

from reader.commands.model import Command, on_stories

COMMANDS = (
    Command(
        "versions",
        "Show the versions of the story",
        "Lists the texts that the story has had, and what changed between them, word by word.",
        "View",
        on_stories(),
    ),
    Command(
        "read-version",
        "Read this version",
        "Opens the text under the cursor on the page, with the highlights that stood in it.",
        "View",
        {"versions": ("enter",)},
        footer={"versions": "read it"},
        palette=False,
    ),
    Command(
        "next-change",
        "Go to the next change",
        "Goes to the next place where the two texts differ.",
        "Move",
        {"versions": ("]", "n")},
        takes_count=True,
        footer={"versions": "next"},
        palette=False,
    ),
    Command(
        "previous-change",
        "Go to the previous change",
        "Goes to the place before where the two texts differ.",
        "Move",
        {"versions": ("[", "N")},
        takes_count=True,
        palette=False,
    ),
    Command(
        "older-version",
        "Go to the older version",
        "Shows what changed with the text below in the list.",
        "Move",
        {"versions": ("J", "tab")},
        takes_count=True,
        footer={"versions": "older"},
        palette=False,
    ),
    Command(
        "newer-version",
        "Go to the newer version",
        "Shows what changed with the text above in the list.",
        "Move",
        {"versions": ("K", "shift+tab")},
        takes_count=True,
        footer={"versions": "newer"},
        palette=False,
    ),
    Command(
        "compare-with",
        "Compare with this version",
        "Holds the text under the cursor: the others are compared with it; again lets it go.",
        "View",
        {"versions": ("=", "c")},
        footer={"versions": "compare"},
        palette=False,
    ),
)
