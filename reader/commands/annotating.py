"""Commands about the list of all highlights and notes."""

from __future__ import annotations

from reader.commands.model import Command, browsing

COMMANDS = (
    Command(
        "annotations",
        "Show all highlights and notes",
        "Lists the highlights and notes of the whole library; again closes the list.",
        "View",
        {**browsing("g a"), "annotations": ("g a",), "search": ("g a",), "query": ("alt+a",)},
        argument="QUERY",
        names=("highlights",),
    ),
    Command(
        "select-row",
        "Select the row",
        "Selects the row, so that what follows is done to all that are selected; again lets it go.",
        "Select",
        {"library": ("x",), "annotations": ("x",)},
        takes_count=True,
        footer={"annotations": "select"},
    ),
    Command(
        "select-rows",
        "Select rows by moving",
        "Selects every row from here to where one moves; again ends it.",
        "Select",
        {"library": ("v", "V"), "annotations": ("v", "V")},
    ),
    Command(
        "select-all-rows",
        "Select all rows",
        "Selects every row of the list; again lets all of them go.",
        "Select",
        {"library": ("*",), "annotations": ("*",)},
    ),
    Command(
        "next-group",
        "Go to the next group",
        "Goes to the first row of the next story, tag, colour or section, as the list is sorted.",
        "Move",
        {"annotations": ("J",)},
        takes_count=True,
    ),
    Command(
        "previous-group",
        "Go to the previous group",
        "Goes to the first row of this group, or of the one before.",
        "Move",
        {"annotations": ("K",)},
        takes_count=True,
    ),
)
