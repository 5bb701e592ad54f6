"""Commands about the program itself: the view, help, and leaving."""

from __future__ import annotations

from reader.commands.model import Command, browsing, everywhere, in_lists, scrolling

VIEW = (
    Command(
        "zen",
        "Show the page alone",
        "Hides all but the page; again brings the rest back.",
        "View",
        {"reader": ("z",)},
    ),
    Command(
        "widen-measure",
        "Set wider lines",
        "Makes the lines of the page longer.",
        "View",
        {"reader": ("+",)},
        takes_count=True,
    ),
    Command(
        "narrow-measure",
        "Set narrower lines",
        "Makes the lines of the page shorter.",
        "View",
        {"reader": ("-",)},
        takes_count=True,
    ),
)

GENERAL = (
    Command(
        "accept",
        "Accept what was typed",
        "Takes what stands at the prompt.",
        "General",
        {"prompt": ("enter",)},
        footer={"prompt": "accept"},
        palette=False,
    ),
    Command(
        "complete",
        "Complete what was typed",
        "Puts the next of what may come on the line; in a search without any, goes to the results.",
        "General",
        {"prompt": ("tab",), "query": ("tab",)},
        palette=False,
    ),
    Command(
        "complete-back",
        "Complete with the one before",
        "Puts the one before on the line.",
        "General",
        {"prompt": ("shift+tab",), "query": ("shift+tab",)},
        palette=False,
    ),
    Command(
        "command-line",
        "Give a command by name",
        "Opens a line for any command by its name, with what it needs.",
        "General",
        {**in_lists(":"), "search": (":",)},
        palette=False,
    ),
    Command(
        "command-palette",
        "Open the palette",
        "Finds any command by its title.",
        "General",
        everywhere("ctrl+p"),
        palette=False,
    ),
    Command(
        "help",
        "Show the keys",
        "Lists every key that can be used here.",
        "General",
        {
            **in_lists("?", "f1"),
            "checking": ("?", "f1"),
            "recall": ("?", "f1"),
            "versions": ("?", "f1"),
            "search": ("?", "f1"),
            "query": ("f1",),
            "notes": ("f1",),
            "prompt": ("f1",),
        },
        footer={
            "library": "keys",
            "reader": "keys",
            "visual": "keys",
            "annotations": "keys",
            "checking": "keys",
            "search": "keys",
            "query": "keys",
        },
    ),
    Command(
        "back",
        "Go back",
        "Leaves a selection, the page for the list, or this screen for the last.",
        "General",
        {**scrolling("q"), "checking": ("q",), "recall": ("q",)},
        footer={
            "reader": "back",
            "annotations": "back",
            "checking": "back",
            "recall": "back",
            "versions": "back",
            "search": "back",
        },
    ),
    Command(
        "leave",
        "Leave the innermost",
        "Leaves the innermost thing: keys half typed, a selection, a prompt, a panel.",
        "General",
        everywhere("esc"),
        palette=False,
        footer={"visual": "leave", "notes": "leave", "prompt": "leave", "query": "leave"},
    ),
    Command(
        "index",
        "Bring the search index up to date",
        "Reads what changed into the search index now, and makes it anew where it is damaged.",
        "General",
        browsing(),
    ),
    Command(
        "stop-indexing",
        "Stop indexing",
        "Ends the work on the search index; “index” or the next start goes on with it.",
        "General",
        browsing(),
    ),
    Command(
        "quit",
        "Quit",
        "Closes Broadsheet; everything is saved already.",
        "General",
        {
            **in_lists("Q", "ctrl+q"),
            "checking": ("Q", "ctrl+q"),
            "recall": ("Q", "ctrl+q"),
            "versions": ("Q", "ctrl+q"),
            "search": ("Q", "ctrl+q"),
            "query": ("ctrl+q",),
            "notes": ("ctrl+q",),
            "prompt": ("ctrl+q",),
        },
        names=("q",),
        footer={"library": "quit"},
    ),
)

COMMANDS = (*VIEW, *GENERAL)
