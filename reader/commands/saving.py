"""Commands on searches that have a name."""

from __future__ import annotations

from reader.commands.model import Command, on_stories

COMMANDS = (
    Command(
        "save-search",
        "Save the search",
        "Keeps the query, or the filter of the list with its section, under a name below the "
        "sections.",
        "Find",
        {"library": ("g S",), "search": ("ctrl+s",), "query": ("ctrl+s",)},
        argument="NAME",
        footer={"search": "save", "query": "save"},
    ),
    Command(
        "rename-search",
        "Rename a saved search",
        "Gives the saved search that is shown, or the one named, another name.",
        "Find",
        on_stories(),
        argument="NAME",
    ),
    Command(
        "change-search",
        "Change the query of a saved search",
        "Changes what the saved search that is shown, or the one named, finds.",
        "Find",
        on_stories(),
        argument="NAME",
    ),
    Command(
        "remove-search",
        "Remove a saved search",
        "Forgets the saved search that is shown, or the one named; its stories stay.",
        "Find",
        on_stories(),
        argument="NAME",
    ),
    Command(
        "move-search-up",
        "Move a saved search up",
        "Puts the saved search that is shown, or the one named, before the one above it.",
        "Find",
        on_stories(),
        argument="NAME",
    ),
    Command(
        "move-search-down",
        "Move a saved search down",
        "Puts the saved search that is shown, or the one named, after the one below it.",
        "Find",
        on_stories(),
        argument="NAME",
    ),
)
